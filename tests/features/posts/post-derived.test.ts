import { describe, expect, test } from "vitest";
import { asidesOf } from "~/features/posts/asides";
import { readDerived } from "~/features/posts/post-derived";

const empty = {
  headings: [],
  wordCount: 0,
  has: [],
  citations: { sources: [], order: [], marks: [], mentions: [] },
  widgets: [],
  claimNotes: [],
  links: [],
  bytes: 65_536,
};

const whole = {
  headings: [{ id: "p1-costs", text: "Costs", level: 2 }],
  wordCount: 12,
  has: ["quote", "metric"],
  citations: {
    sources: [
      {
        id: 3,
        citekey: "otter2026",
        kind: "article",
        title: "Fees",
        byline: "B. Otter",
        host: "x.org",
        url: "https://x.org",
        archivedUrl: null,
        status: "ok",
        statusSince: null,
        isHidden: false,
      },
    ],
    order: [3],
    marks: [
      {
        id: 9,
        sourceId: 3,
        number: 1,
        kind: "ref",
        stance: "supports",
        isStanceTyped: true,
        locator: "p. 4",
        quote: "",
        remark: "",
        quotedHandle: "",
        version: "",
        isNotInSource: false,
        at: "2026-02-03T00:00:00.000Z",
      },
    ],
    mentions: [{ id: 1, text: "A talk", proposed: 0 }],
  },
  widgets: [
    {
      address: "metric:base/tps",
      caption: "",
      revision: 1,
      pinned: { at: "2026-02-03T00:00:00.000Z", values: [{ subject: "base", metric: "tps", value: "90", asOf: null }] },
    },
  ],
  claimNotes: ["on a test network"],
  links: ["https://x.org"],
  bytes: 65_536,
};

describe("a post's derived column", () => {
  test("is read as it was written", () => {
    expect(readDerived(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });

  test("names of an older shape were proposed no source", () => {
    const older = { ...whole.citations, mentions: [{ id: 1, text: "A talk" }] };
    expect(readDerived({ ...whole, citations: older }).citations).toEqual(whole.citations);
  });

  test.each([null, undefined, "text", 7, [], {}])("%j reads as a post without anything", (column) => {
    expect(readDerived(column)).toEqual(empty);
  });

  test.each(["headings", "has", "citations", "widgets", "claimNotes", "links"] as const)(
    "a broken part is empty, and the others stay: %s",
    (part) => {
      for (const broken of [null, "text", { sources: "none" }, [{ id: 1 }], [null]])
        expect(readDerived({ ...whole, [part]: broken })).toEqual({ ...whole, [part]: empty[part] });
    },
  );
});

test("beside its text a post says where its sources are, which part it means, and what its claims are about", () => {
  const derived = readDerived(whole);
  expect(asidesOf(derived)).toEqual(["https://x.org", "p. 4", "on a test network"]);
  const { sources } = derived.citations;
  const hidden = { ...derived.citations, sources: sources.map((source) => ({ ...source, isHidden: true })) };
  expect(asidesOf({ ...derived, citations: hidden })).toEqual(["on a test network"]);
});
