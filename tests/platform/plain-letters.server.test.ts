import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { inPlainLetters } from "~/platform/plain-letters";
import { useDatabase } from "../support/database";

useDatabase();

const inDatabase = async (texts: string[]) => {
  const rows = await db.$queryRaw<{ plain: string }[]>`
    select plain_letters("text") as "plain" from unnest(${texts}::text[]) with ordinality as "asked"("text", "at") order by "at"`;
  return rows.map(({ plain }) => plain);
};

test("the database writes every letter as the program does", async () => {
  const letters = Array.from({ length: 0xff_ff }, (_, code) => String.fromCharCode(code + 1)).filter(
    // Latin Extended-D gets new letters with each version of Unicode, and the two can know different versions.
    (letter) => /[\p{L}\p{M}\p{N}\p{Cf}]/u.test(letter) && !/[\uA7C0-\uA7F6]/.test(letter),
  );
  expect(letters.length).toBeGreaterThan(40_000);
  const made = await inDatabase(letters);
  const differing = letters.filter((letter, at) => made[at] !== inPlainLetters(letter));
  expect(differing.map((letter) => letter.codePointAt(0)!.toString(16))).toEqual([]);
});

test.each([
  ["Müller, Łukasz & Ørsted’s “Straße”", "muller, lukasz & orsteds “strasse”"],
  ["ΟΔΟΣ и ЁЛКА", "οδος и елка".replace("ς", "σ")],
  ["Block\u00ADspace–Ünal's ÇA", "blockspace-unals ca"],
  ["it's ASCII", "its ascii"],
  ["한국어 ﬁnality Å", "한국어 finality a"],
])("both write %s as %s", async (text, plain) => {
  expect(inPlainLetters(text)).toBe(plain);
  expect(await inDatabase([text])).toEqual([plain]);
});
