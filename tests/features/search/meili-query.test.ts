/** What Meilisearch is asked and told: pure, so it holds wherever there is no server. */
import { expect, test } from "vitest";
import { wordsOf } from "~/features/markdown/markdown";
import { meiliDocument } from "~/features/search/meili/meili-document";
import { meiliQuery } from "~/features/search/meili/meili-query";
import { meiliSettings, settingsDigest } from "~/features/search/meili/meili-settings";
import { stemToken } from "~/features/search/meili/tokens";
import { parseQuery } from "~/features/search/query-syntax";
import { emptyQuery, noFilters, type SearchQuery, type TextTerm } from "~/features/search/search-query";

const word = (text: string): TextTerm => ({ kind: "word", word: text, instead: [], also: [], tags: [] });
const asked = (query: Partial<SearchQuery>) => meiliQuery({ ...emptyQuery, ...query });
const qs = (query: Partial<SearchQuery>) => asked(query)!.asked.map(({ q }) => q);

test("a word is asked for as it was typed, and in any form for less", () => {
  expect(asked({ all: [word("withdrawals")] })!.asked).toEqual([
    { q: '"withdrawals"', weight: 1, part: 0 },
    { q: "zqzwithdraw", weight: 0.85, part: 0 },
  ]);
  expect(qs({ all: [word("blob"), word("fees")], sort: "new" })).toEqual(["zqzblob zqzfee"]);
});

test("names from code stay whole, hyphens may be spaces, phrases are as they stand", () => {
  expect(qs({ all: [word("eth_getlogs")], sort: "new" })).toEqual(['"zqzethzx5fxgetlogs"']);
  expect(qs({ all: [word("op-stack")], sort: "new" })).toEqual(['"op stack"', '"zqzopstack"']);
  expect(qs({ all: [{ kind: "phrase", text: 'makes "no" longer' }], sort: "new" })).toEqual(['"makes no longer"']);
  expect(asked({ all: [{ kind: "phrase", text: "of the" }] })).toBeNull();
});

test.each(['" OR id > 0', "' --", '\\" -x', "-", "\u0000\u202e", "*?[]{}()", "zqz", '""""', "a -b c"])(
  "%j puts no operator into the engine's query",
  (hostile) => {
    const terms = parseQuery(hostile, new Set()).terms.flatMap((term): TextTerm[] =>
      term.kind === "word" ? [word(term.text)] : term.kind === "phrase" ? [{ kind: "phrase", text: term.text }] : [],
    );
    for (const q of asked({ all: terms })?.asked.map((one) => one.q) ?? []) {
      // Words of letters and digits, and whole phrases of them: nothing else.
      expect(q).toMatch(/^(?:(?:[\p{L}\p{M}\p{N}_]+|"[\p{L}\p{M}\p{N}_.]+(?: [\p{L}\p{M}\p{N}_.]+)*")(?: |$))*$/u);
    }
  },
);

test("filters are numbers and names of ours; exclusions that mean the post alone are evaluated by Meilisearch", () => {
  const query = asked({
    all: [word("fees")],
    none: [word("bridges")],
    filters: { ...noFilters, tags: [[1, 2]], authors: [[3]], threads: [4], kinds: ["post"] },
    without: { ...noFilters, has: ["code"] },
    after: new Date(1_000),
    before: new Date(2_000),
  })!;
  expect(query.filter).toEqual([
    "tags IN [1, 2]",
    "author IN [3]",
    "threadId IN [4]",
    "kind = post",
    "NOT has = code",
    "createdAt >= 1000",
    "createdAt < 2000",
  ]);
  expect(query.asked.every(({ q }) => q.endsWith("-zqzbridg"))).toBe(true);
  expect(query.leavesOut).toBe(true);
  expect(query.attributesToSearchOn).not.toContain("context");
  const two = asked({ all: [word("fees"), word("blobs")], none: [word("bridges")] })!;
  expect(two.leavesOut).toBe(false);
  expect(two.attributesToSearchOn).toContain("context");
});

test("only a loose search forgives slips, and only in words of letters", () => {
  const loose = asked({ all: [word("sequencer"), word("0xabc123"), word("op")], isLoose: true })!;
  expect(loose.asked).toEqual([
    { q: "zqzsequenc", weight: 1, part: 0 },
    { q: "sequencer", weight: 0.5, part: 0 },
    { q: "zqz0xabc123", weight: 1, part: 1 },
    { q: "zqzop", weight: 1, part: 2 },
  ]);
});

test("however many synonyms there are, the query has a bounded length", () => {
  const many = Array.from({ length: 12 }, (_, index) => ({
    kind: "word" as const,
    word: "a1",
    instead: Array.from({ length: 13 }, (_unused, other) => `w${index}x${other}`),
    also: [],
    tags: [],
  }));
  expect(asked({ all: many })!.asked.length).toBeLessThanOrEqual(32);
});

test("a document returns the thread's title as a field of its own", () => {
  const post = {
    id: 7,
    threadId: 3,
    authorId: 5,
    createdAt: new Date(9),
    relation: null,
    has: [],
    tagIds: [1],
    title: "Blob fees",
    headings: ["Why"],
    plainText: "Why\nIt uses eth_getLogs.",
    asides: ["eight seconds"],
  };
  expect(meiliDocument({ ...post, number: 2 })).toMatchObject({
    id: 7,
    kind: "post",
    title: [],
    titleForms: "",
    headingForms: "why",
    forms: "it uses eth get logs. eight seconds",
    text: ["zqzuse zqzeth zqzget zqzlog. zqzeight zqzsecond", "zqzethzx5fxgetlogs"],
    context: ["zqzblob zqzfee", "zqzzx23x1"],
  });
  expect(meiliDocument({ ...post, number: 1 })).toMatchObject({ kind: "thread", titleForms: "blob fees", context: [] });
});

test("every name of a tag stands for the others; the same settings have the same digest", () => {
  const settings = meiliSettings([["OP Mainnet", "Optimism"]]);
  expect(settings.synonyms).toEqual({ "zqzop zqzmainnet": ["zqzoptim"], zqzoptim: ["zqzop zqzmainnet"] });
  expect(settingsDigest(settings)).toBe(settingsDigest(meiliSettings([["Optimism", "OP Mainnet"]])));
  expect(settingsDigest(settings)).not.toBe(settingsDigest(meiliSettings([])));
});

test("a word of any script is one word to Meilisearch, and short enough for it", () => {
  for (const text of ["überrollup", "ролап", "以太坊", "0xabc", "x".repeat(500), "名".repeat(90), "1.5"])
    for (const one of wordsOf(text)) expect(stemToken(one)).toMatch(/^zqz[a-z0-9]{1,197}$/);
});
