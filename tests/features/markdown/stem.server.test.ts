import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stem, wordsOf } from "~/features/markdown/markdown";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";

useDatabase();

/** Stems that Snowball's later releases mended: PostgreSQL has them once it takes those in. */
const mended = /^(emerg|univers|interval|past|intern|organi[sz]|later)/;

test("our stems are PostgreSQL's, for every word of the demonstration", async () => {
  const folder = "prisma/demonstration/threads";
  const texts = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, "utf8"));
  const words = [...new Set(texts.flatMap(wordsOf).map((word) => word.text))].filter(
    (word) => /^[a-z]+$/.test(word) && !mended.test(word),
  );
  const rows = await db.$queryRaw<{ word: string; stem: string }[]>`
    select "word", (ts_lexize('english_stem', "word"))[1] as "stem" from unnest(${words}::text[]) "word"`;
  const differing = rows.filter((row) => row.stem !== null && stem(row.word) !== row.stem);
  expect(words.length).toBeGreaterThan(2_000);
  expect(differing).toEqual([]);
});
