import { expect, test } from "vitest";
import { workFor } from "~/platform/current-request.server";
import { db, inTransaction } from "~/platform/db.server";
import { statementNamer } from "~/platform/statement-names.server";
import { useDatabase } from "../support/database";
import { aMember } from "../support/factories";

useDatabase();

test("a statement gets a name when it has come often, always the same one, and no more get one than may", () => {
  const nameOf = statementNamer({ named: 2, often: 3 });
  const fourTimes = (sql: string) => [nameOf({ sql }), nameOf({ sql }), nameOf({ sql }), nameOf({ sql })];
  const [first, second, third] = [fourTimes("select 1"), fourTimes("select 2"), fourTimes("select 3")];
  expect(first.slice(0, 2)).toEqual(["", ""]);
  expect(first[2]).toMatch(/^s[0-9a-f]{32}$/);
  expect(first[3]).toBe(first[2]);
  expect(second[3]).not.toBe(first[3]);
  expect(third).toEqual(["", "", "", ""]);
});

test("a connection keeps a statement that comes often, and answers rightly when its table is altered", async () => {
  const { id } = await aMember({ name: "Before" });
  await workFor({ id: "test" }, () =>
    inTransaction(async (tx) => {
      const read = () => tx.member.findUnique({ where: { id }, select: { name: true } });
      for (let time = 0; time < 12; time++) expect(await read()).toEqual({ name: "Before" });
      const kept = await tx.$queryRaw<{ statement: string }[]>`select statement from pg_prepared_statements`;
      expect(kept.filter(({ statement }) => statement.includes('"Member"'))).toHaveLength(1);
      await tx.$executeRaw`alter table "Member" add column "addedLater" text`;
      await tx.member.update({ where: { id }, data: { name: "After" } });
      expect(await read()).toEqual({ name: "After" });
    }),
  );
  expect(await db.member.findUnique({ where: { id }, select: { name: true } })).toEqual({ name: "After" });
});
