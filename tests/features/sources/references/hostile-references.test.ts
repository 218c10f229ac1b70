/** Files that would take hours, or gigabytes, for a reader whose work grows faster than its text. */
import { expect, test } from "vitest";
import { readBibtex, readingLimits } from "~/features/sources/references/read-bibtex";
import { readReferences } from "~/features/sources/references/read-references";

const doublings = (count: number) =>
  `@string{a0="xxxxxxxxxxxxxxxx"} ${Array.from({ length: count }, (_, index) => `@string{a${index + 1}=a${index}#a${index}}`).join(" ")} @misc{k,title=a${count}}`;

test("abbreviations that double one another end at the longest value", () => {
  const { items, problems } = readBibtex(doublings(60));
  expect(items[0]?.title?.length ?? 0).toBeLessThan(readingLimits.value);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThanOrEqual(readingLimits.problems + 1);
});

test("values that repeat a long abbreviation are joined until the reader is tired", () => {
  const long = `@string{a="${"x".repeat(9_000)}"}`;
  const fields = Array.from({ length: 20 }, (_, index) => `f${index}=a#a`).join(",");
  const { problems } = readBibtex(`${long}${`@misc{k,${fields}}`.repeat(400)}`);
  expect(problems.at(-1)).toMatch(/not read/);
});

test("entries without an end are not each read to the end of the file", () => {
  const { items, problems } = readReferences("@a{k,t={".repeat(100_000));
  expect(items).toEqual([]);
  expect(problems.length).toBeLessThanOrEqual(readingLimits.problems + 1);
  expect(readBibtex(`@comment{${"@comment{".repeat(100_000)}`).items).toEqual([]);
  expect(readBibtex(`@a{k,t="${'@a{k,t="{'.repeat(100_000)}`).items).toEqual([]);
});

test("entries before too many unreadable ones are kept", () => {
  const { items } = readBibtex(`@misc{good, title = {Kept}} ${"@a{k,t={".repeat(100_000)}`);
  expect(items).toMatchObject([{ title: "Kept" }]);
});

test("a record with very many authors, and very many records without an end, are read in part", () => {
  const authors = readReferences(`TY  - JOUR\n${"AU  - Smith, J\n".repeat(300_000)}ER  - \n`);
  expect(authors.items[0]?.author).toHaveLength(200);
  expect(readReferences("TY  - JOUR\n".repeat(300_000)).problems.length).toBeLessThanOrEqual(readingLimits.problems);
  const objects = readReferences(`[${"1,".repeat(300_000)}1]`);
  expect(objects.problems).toHaveLength(readingLimits.problems);
});

test("long runs of spaces and hyphens are read once", () => {
  const run = " ".repeat(2_000_000);
  expect(readBibtex(`@misc{k, title = {a${run}b}, pages = {1${run}x}}`).problems).toHaveLength(1);
  expect(readBibtex(`@misc{k, title = {a}, pages = {1${" ".repeat(9_000)}2}}`).items).toMatchObject([{ page: "1 2" }]);
});
