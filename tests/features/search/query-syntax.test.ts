import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { operatorNames } from "~/features/search/operators";
import { formatQuery, parseQuery, type Term } from "~/features/search/query-syntax";

type Case = { query: string; reads: string[]; open?: true; says?: string[]; suggests?: (string | null)[] };

const cases = readFileSync("tests/fixtures/search/queries.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

function short(term: Term) {
  const minus = term.isNegated ? "-" : "";
  if (term.kind === "operator") return `${minus}${term.name}=${term.value}`;
  return minus + (term.kind === "phrase" ? `"${term.text}"` : term.text);
}

test.each(cases)("$query", ({ query, reads, open = false, says = [], suggests = [] }) => {
  const parsed = parseQuery(query, operatorNames);
  expect(parsed.terms.map(short)).toEqual(reads);
  expect(parsed.isLastOpen).toBe(open);
  expect(parsed.remarks.map((remark) => remark.words)).toEqual(says);
  expect(parsed.remarks.map((remark) => remark.suggestion)).toEqual(suggests);
});

test("a suggestion is a query that needs no remark of the same kind", () => {
  for (const { says = [], suggests = [] } of cases)
    for (const [index, suggestion] of suggests.entries())
      if (suggestion !== null)
        expect(parseQuery(suggestion, operatorNames).remarks.map((remark) => remark.words)).not.toContain(says[index]);
});

test("a query that was read can be written and reads the same again", () => {
  for (const { query } of cases) {
    const { terms } = parseQuery(query, operatorNames);
    expect(parseQuery(formatQuery(terms), operatorNames).terms).toEqual(terms);
  }
});

test("ten kilobytes of brackets, a thousand words and a megabyte of nothing are read at once", () => {
  expect(parseQuery("(".repeat(10_000), operatorNames).terms).toEqual([]);
  expect(parseQuery("word ".repeat(1_000), operatorNames).terms.length).toBeLessThanOrEqual(24);
  expect(parseQuery(" ".repeat(1_000_000), operatorNames)).toEqual({ terms: [], remarks: [], isLastOpen: false });
  expect(parseQuery(`tag:"${"a".repeat(100_000)}`, operatorNames).terms.length).toBeLessThanOrEqual(1);
});
