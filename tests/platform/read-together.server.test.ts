/** Reads of one request that are put to the database as one statement. */
import { expect, test } from "vitest";
import { workFor } from "~/platform/current-request.server";
import { Prisma } from "~/platform/db.server";
import { readTogether } from "~/platform/read-together.server";
import { useDatabase } from "../support/database";

useDatabase();

/** Which statement a read was part of: of which connection, and when it began. Two connections can begin at the same moment. */
const at = (value: number) =>
  readTogether<{ value: number; at: string }>(
    Prisma.sql`select ${value}::int as value, pg_backend_pid() || ' ' || statement_timestamp() as at`,
  );

const asRequest = <T>(id: string, work: () => Promise<T>) => workFor({ id }, work);

test("what one request asks at the same time is one statement, whatever comes first", async () => {
  const [[one], [two], none] = await asRequest("one", () =>
    Promise.all([at(2), at(1), readTogether(Prisma.sql`select 1 as value where false`)]),
  );
  expect([one!.value, two!.value]).toEqual([2, 1]);
  expect(two!.at).toBe(one!.at);
  expect(none).toEqual([]);
});

test("what is asked later, by another request or by none is a statement of its own", async () => {
  const rows = await asRequest("first", async () => {
    const [first] = await at(1);
    return [first, ...(await at(1))];
  });
  const others = await Promise.all([asRequest("second", () => at(1)), asRequest("third", () => at(1)), at(1), at(1)]);
  const times = [...rows, ...others.flat()].map((row) => row!.at);
  expect(new Set(times).size).toBe(6);
});

test("rows come as JSON has them", async () => {
  const query = Prisma.sql`select 'it' as text, null as nothing, array[1, 2] as list, '{"a":[true]}'::jsonb as data,
    '2026-02-22T10:00:00.123Z'::timestamptz as time`;
  const [row] = await readTogether<{ time: string }>(query);
  expect(row).toMatchObject({ text: "it", nothing: null, list: [1, 2], data: { a: [true] } });
  expect(new Date(row!.time).toISOString()).toBe("2026-02-22T10:00:00.123Z");
});

test("when one of them fails, all that were asked with it fail, and later ones don't", async () => {
  await asRequest("failing", async () => {
    const asked = [at(1), readTogether(Prisma.sql`select 1 / 0 as value`)];
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect((await at(3))[0]!.value).toBe(3);
  });
});
