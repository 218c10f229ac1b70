/** Each table of the schema is in an export, column by column, or is named with the reason why it is not. */
import { expect, test } from "vitest";
import { exportedTables, tablesOf } from "~/features/exports/exports";
import { leftOutTables } from "~/features/exports/left-out";
import { columnsOf } from "~/features/exports/table-plan";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";

useDatabase();

const tables = () =>
  db.$queryRaw<{ name: string; columns: string[] }[]>`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by 1) as columns
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`;

test("every table is exported, or left out for a reason", async () => {
  const names = (await tables()).map(({ name }) => name);
  const decided = [...Object.keys(exportedTables), ...Object.keys(leftOutTables)];
  expect(names.length).toBeGreaterThan(80);
  expect(decided.toSorted()).toEqual(names.toSorted());
  for (const reason of Object.values(leftOutTables)) expect(reason.length).toBeGreaterThan(10);
});

test("every column of an exported table is in both kinds, guarded in the public one, or left out for a reason", async () => {
  for (const { name, columns } of await tables()) {
    const plan = exportedTables[name];
    if (!plan) continue;
    const decided = [...columnsOf(plan), ...Object.keys(plan.leftOut ?? {})];
    expect(decided.toSorted(), name).toEqual(columns.toSorted());
  }
});

test("a public export names no column of addresses, passwords or rights without a guard", () => {
  const secret = /email|password|token|secret|hashes|^role$|^payload$/i;
  const open = tablesOf("public").flatMap(([table, { columns }]) =>
    columns.filter((column) => secret.test(column)).map((column) => `${table}.${column}`),
  );
  expect(open).toEqual([]);
});
