/** Hot queries on a filled database: PostgreSQL is left its choice of plan, and has to choose the indexes. */
import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { operatorNames } from "~/features/search/operators";
import { parseQuery } from "~/features/search/query-syntax";
import { searchStatement } from "~/features/search/postgres-engine.server";
import { matchQuery } from "~/features/search/text-match";
import { understandQuery } from "~/features/search/understand-query.server";
import { db, Prisma } from "~/platform/db.server";
import { writeCorpus } from "../../bench/corpus";
import { useDatabase } from "../../support/database";

const database = useDatabase();

beforeAll(async () => {
  await writeCorpus(database.url, { posts: 20_000, seed: 3 });
});

async function planOf(statement: Prisma.Sql): Promise<string> {
  const rows = await db.$queryRaw<Record<string, string>[]>(Prisma.sql`explain ${statement}`);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

const now = new Date("2026-11-22T12:00:00Z");

async function statementOf(text: string, window: { first: number; last: number } | null) {
  const { query } = await understandQuery(parseQuery(text, operatorNames), now);
  const match = matchQuery(query);
  const plan = { match, rarity: match.terms.map(() => 0.01), window, day: 20_000 };
  return searchStatement({ query, viewer: null, now, cursor: null, take: 10, perThread: 3 }, plan);
}

const planOfSearch = async (...given: Parameters<typeof statementOf>) => planOf(await statementOf(...given));

test.each([
  ["nullifier", null],
  ["nullifier shielded", null],
  ['"shielded note"', null],
  ["eth_getLogs tag:state-growth", null],
  ["rollup", { first: 19_000, last: 20_000 }],
  ["rollup chain", { first: 19_000, last: 20_000 }],
  ["in:title airdrop", null],
  ["author:writer-90", null],
])("%s is found by the index over words and keys", async (text, window) => {
  const plan = await planOfSearch(text, window);
  expect(plan).toMatch(/Bitmap Index Scan on "?SearchDocument_vector_keys_idx/);
  expect(plan).not.toMatch(/Seq Scan on "?(SearchDocument|Post|Thread)"?/);
});

test("a plan that is kept for all values joins nothing with every hit, and uses the index", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    for (const text of ["rollup author:writer-90", "rollup chain", '"shielded note"']) {
      const { text: statement } = await statementOf(text, null);
      const { rows } = await client.query<Record<string, string>>(`explain (generic_plan) ${statement}`);
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect(plan).toMatch(/Bitmap Index Scan on "?SearchDocument_vector_keys_idx/);
      expect(plan).toMatch(/CTE Scan on hit/);
      expect(plan).not.toMatch(/(?:Join|Loop)[^\n]*\n(?:[^\n]*(?:Filter|Cond)[^\n]*\n)?[^\n]*CTE Scan on hit/);
    }
  } finally {
    await client.end();
  }
});

test("the vocabulary is asked by its indexes: beginnings, likeness, stems", async () => {
  const beginning = await planOf(
    Prisma.sql`select "word" from "SearchWord" where "word" like 'nullif%' and "frequency" > 0 order by "frequency" desc limit 12`,
  );
  expect(beginning).toContain("SearchWord_prefix");
  const alike = await planOf(Prisma.sql`select "word" from "SearchWord" where "word" % 'nulifier' limit 40`);
  expect(alike).toContain("SearchWord_word_trigrams");
  const stems = await planOf(
    Prisma.sql`select sum("frequency") from "SearchWord" where "stem" = any(array['rollup','chain']) group by "stem"`,
  );
  expect(stems).toContain("SearchWord_stem_idx");
});
