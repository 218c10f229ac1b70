import { describe, expect, test } from "vitest";
import { parse } from "~/features/markdown/document.server";

describe("references", () => {
  test("names are listed once, in order of first use and in lower case", () => {
    const { references } = parse("@bob @Alice #12 EIP-7732 @BOB #7 #12 ERC-20 eip-7732");
    expect(references).toMatchObject({ mentions: ["bob", "alice"], threads: [12, 7], eips: [7732, 20], quotes: [] });
  });

  test("code, math, links, citation markers and escapes name nobody", () => {
    const source =
      "`@alice #1 EIP-1` \\(@alice\\) [@alice #1](https://x.example) https://x.example/@alice [^a, @alice]";
    const { references } = parse(`${source} \\@alice\n\n\`\`\`\n@alice #1\n\`\`\`\n\n$$\n@alice\n$$`);
    expect(references).toMatchObject({ mentions: [], threads: [], eips: [], quotes: [] });
  });

  test("names inside a quote are looked up but don't count as mentions", () => {
    const source = `@dora
[quote=@Alice, p:512, r:3]
@carol said #9 and EIP-1
[quote=@bob, p:7, r:1]
@erin
[/quote]
[/quote]
#12`;
    expect(parse(source)).toMatchObject({
      references: {
        mentions: ["dora"],
        threads: [12],
        eips: [],
        quotes: [{ handle: "alice", postId: 512, revision: 3 }],
      },
      toResolve: { members: ["dora", "carol", "erin"], threads: [9, 12], posts: [512, 7] },
    });
  });

  test("names in definitions, tables, lists and ordinary block quotes count", () => {
    const source = "> @ana\n\n- @bea\n\n|@cleo|\n|-|\n|#1|\n\n[^a]: by @dora in EIP-5";
    expect(parse(source).references).toMatchObject({
      mentions: ["ana", "bea", "cleo", "dora"],
      threads: [1],
      eips: [5],
    });
  });

  test("at most 50 people are called, and at most 200 names and 200 numbers are looked up", () => {
    const { references, toResolve } = parse(Array.from({ length: 600 }, (_, i) => `@member-${i} #${i + 1}`).join(" "));
    expect(references.mentions).toHaveLength(50);
    expect([toResolve.members.length, toResolve.threads.length]).toEqual([200, 200]);
  });
});

describe("plain text", () => {
  test("has the words without markup, addresses and quoted passages", () => {
    const source = `# Fees *fell*
[quote=@alice, p:512, r:3]
quoted
[/quote]
Base does [142 TPS](metric:base/tps) [^l2beat], says [@bob](https://x.example "T").
Really.
- [x] \`eth_getLogs\`

\`\`\`ts
const a = 1;
\`\`\`
![Base](metric:base/tps)

[^l2beat]: CoinDesk, 3 Feb 2026`;
    expect(parse(source).plainText).toBe(
      "Fees fell\nBase does 142 TPS , says @bob. Really.\neth_getLogs\nconst a = 1;\nBase\nCoinDesk, 3 Feb 2026",
    );
  });

  test("keeps characters that html escapes and drops direction overrides", () => {
    expect(parse("a < b & c &lt; \u202ed&#x202E;").plainText).toBe("a < b & c < d");
  });

  test("words are counted, Chinese and Japanese by character", () => {
    expect(parse("It's 142,000 TPS — **60 %** of eth_getLogs").wordCount).toBe(6);
    expect(parse("手数料は下がった").wordCount).toBe(8);
    expect(parse("").wordCount).toBe(0);
  });
});

test("headings are a table of contents, without those of quoted posts", () => {
  const source =
    "# Fees [^a]\n[quote=@alice, p:512, r:3]\n## Theirs\n[/quote]\n> ## Also theirs\n\n### `L1` & *L2*\n#\n# Fees";
  expect(parse(source).headings).toEqual([
    { id: "fees", text: "Fees", level: 3 },
    { id: "l1-l2", text: "L1 & L2", level: 4 },
    { id: "fees-2", text: "Fees", level: 3 },
  ]);
});
