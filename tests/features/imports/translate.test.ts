import { describe, expect, test } from "vitest";
import { type Lookup, mend, type Poll, translate } from "~/features/imports/translate";

const there = {
  address: "https://old.example",
  formerHosts: ["old.example"],
  ownOrigin: "https://forum.example",
  topicId: 12,
};

const known: Lookup = {
  handleOf: (name) => ({ "vitalik.eth": "vitalik-eth", ada: "ada-2" })[name],
  isSomebodys: (handle) => handle === "grace",
  quoted: (topic, number) => (topic === 12 && number === 3 ? { handle: "ada-2", postId: 77, revision: 2 } : undefined),
  pathOf: (page) =>
    page.kind === "topic" && page.id === 12
      ? page.number
        ? `/t/5/blobs/${page.number}#p-7`
        : "/t/5/blobs"
      : page.kind === "member" && page.username === "ada"
        ? "/u/ada-2"
        : undefined,
  upload: (address) => (address.includes("abc") ? `/uploads/${"0".repeat(64)}` : undefined),
};

const textOf = (raw: string, polls: Poll[] = []) => translate(raw, there, known, polls).text;
const notesOf = (raw: string) => translate(raw, there, known).notes.map(({ kind, words }) => `${kind} ${words}`);

describe("a text of Discourse", () => {
  test.each([
    // Quotes.
    ['[quote="ada, post:3, topic:12"]\nYes.\n[/quote]\nNo.', "[quote=@ada-2, p:77, r:2]\nYes.\n[/quote]\n\nNo."],
    [
      '[quote="Ada L, post:3, topic:12, full:true, username:ada"]Yes.[/quote] No.',
      "[quote=@ada-2, p:77, r:2]\nYes.\n[/quote]\n\nNo.",
    ],
    ['[quote="ada, post:3"]\nOf this topic.\n[/quote]', "[quote=@ada-2, p:77, r:2]\nOf this topic.\n[/quote]"],
    ['[quote="x, post:9, topic:12"]\nGone.\n[/quote]', '[quote="x, post:9, topic:12"]\nGone.\n[/quote]'],
    ["[quote=ada]\nSaid\nthis.\n[/quote]", "> ada:\n>\n> Said  \n> this."],
    ["[quote]\nNobody.\n[/quote]", "> Nobody."],
    [
      '[quote="ada, post:3"]\n[quote="x, post:9"]\nInner.\n[/quote]\nOuter.\n[/quote]',
      '[quote=@ada-2, p:77, r:2]\n[quote="x, post:9"]\nInner.\n[/quote]\nOuter.\n[/quote]',
    ],
    ["An open [quote] stays.", "An open [quote] stays."],
    // Names.
    ["@vitalik.eth, see @Ada.", "@vitalik-eth, see @ada-2."],
    ["@nobody and @grace", "@nobody and \\@grace"],
    ["`@ada` and me@ada.org", "`@ada` and me@ada.org"],
    // Links.
    ["https://old.example/t/blobs/12", "https://forum.example/t/5/blobs"],
    ["(https://www.old.example/t/blobs/12/4?u=ada).", "(https://forum.example/t/5/blobs/4#p-7)."],
    [
      "[here](/t/blobs/12) and [there](/t/gone/99)",
      "[here](https://forum.example/t/5/blobs) and [there](https://old.example/t/gone/99)",
    ],
    ["https://old.example.org/t/blobs/12", "https://old.example.org/t/blobs/12"],
    ["[us](https://old.example/u/ada/summary)", "[us](https://forum.example/u/ada-2)"],
    // Pictures.
    ["![a box|690x388, 50%](upload://abc.png)", `![a box](/uploads/${"0".repeat(64)})`],
    ['<img src="https://old.example/uploads/default/abc.png" width="20">', `![](/uploads/${"0".repeat(64)})`],
    ["![x|10x10](upload://zzz.png)", "![x](https://old.example/uploads/short-url/zzz.png)"],
    [
      "[paper.pdf|attachment](upload://zzz.pdf) and [old](/uploads/default/zzz.pdf)",
      "[paper.pdf](https://old.example/uploads/short-url/zzz.pdf) and [old](https://old.example/uploads/default/zzz.pdf)",
    ],
    [
      `![a](//files.example/standard17/uploads/old/original/2X/a/${"abc1".repeat(10)}.png)`,
      `![a](/uploads/${"0".repeat(64)})`,
    ],
    ["![x](//else.example/a.png)", "![x](https://else.example/a.png)"],
    // Lines.
    ["Name: a\nPlace: b\n\nNext.", "Name: a  \nPlace: b\n\nNext."],
    ["![x|10x10](https://else.example/a.png)", "![x](https://else.example/a.png)"],
    // Formulas and money.
    ["Let $x^2 + y$ be.", "Let \\(x^2 + y\\) be."],
    ["From $5 to $6, or $5/$6, or $5$.", "From $5 to $6, or $5/$6, or $5$."],
    ["$$\na @ada $b$\n$$", "$$\na @ada $b$\n$$"],
    ["`$x$` and \\$x$", "`$x$` and \\$x$"],
    // BBCode, html, emoji.
    ["[b]bold[/b] [i]leaning[/i] [s]gone[/s]", "**bold** *leaning* ~~gone~~"],
    ["[i]of [b]one[/b]\nparagraph[/i] [b]not\n\ntwo[/b]", "*of **one**  \nparagraph* [b]not\n\ntwo[/b]"],
    ["[CODE] \nlet a;\n[/CODE]", "```\nlet a;\n```"],
    ["<code>\nlet a;\n  let b;\n</code> and <code>@ada</code>", "```\nlet a;\n  let b;\n```\n and `@ada`"],
    ['<a href ="https://a.example">words</a>', "[words](https://a.example)"],
    [
      'See <iframe width="560" src="https://www.youtube.com/embed/abc" frameborder="0"></iframe> there.',
      "See \n\nhttps://www.youtube.com/watch?v=abc\n\n there.",
    ],
    ["Well :slightly_smiling_face: then :unamused:", "Well 🙂 then 😒"],
    ["[url=https://a.example]words[/url]", "[words](https://a.example)"],
    ['[details="More"]\nHidden.\n[/details]\nAfter.', "**More**\n\nHidden.\n\nAfter."],
    ["[spoiler]He did it.[/spoiler]", "He did it."],
    ["[code]\nx = 1\n[/code]", "```\nx = 1\n```"],
    ["x<sup>2</sup> and <b>b</b><br>c", "x^2 and **b**  \nc"],
    ["said<sup>[1](https://a.example)</sup>", "said[1](https://a.example)"],
    ["<details><summary>Proof</summary>\n\nObvious.\n</details>", "**Proof**\n\nObvious."],
    ['[date=2024-03-13 time=13:55:00 timezone="UTC"]', "2024-03-13 13:55 UTC"],
    ["Great :tada: at 10:30:45 :+1:t2:", "Great 🎉 at 10:30:45 👍"],
    ["Issue #12, or a#12", "Issue \\#12, or a#12"],
    ["```\n@ada [quote] :tada: #12\n```", "```\n@ada [quote] :tada: #12\n```"],
  ])("%j", (raw, text) => {
    expect(textOf(raw)).toBe(text);
  });

  test("its poll becomes a list with the votes that were public", () => {
    const poll = {
      name: "poll",
      voters: 3,
      options: [
        { text: "Yes", votes: 2 },
        { text: "No", votes: 1 },
      ],
    };
    expect(textOf("Well?\n\n[poll type=regular]\n* Yes\n* No\n[/poll]", [poll])).toBe(
      "Well?\n\n**Poll**, 3 voters\n\n- Yes: 2 votes\n- No: 1 vote",
    );
    expect(textOf("Well:\n[poll]\n* Yes\n[/poll]\nSo.", [poll])).toBe(
      "Well:\n\n**Poll**, 3 voters\n\n- Yes: 2 votes\n- No: 1 vote\n\nSo.",
    );
    expect(textOf("[poll name=b]\n# Which?\n* Yes\n* No\n[/poll]")).toBe("**Poll: Which?**\n\n* Yes\n* No");
  });

  test("says of everything that stays as it was", () => {
    expect(
      notesOf(
        '[quote="x, post:9, topic:4"]\nGone.\n[/quote]\n@nobody https://old.example/t/gone/99 ![x](upload://zzz.png) :unknown_one: [spoiler]a[/spoiler] [chart]',
      ).toSorted(),
    ).toEqual([
      "emoji :unknown_one:",
      "fold a spoiler",
      "link https://old.example/t/gone/99",
      "markup [chart]",
      "name @nobody",
      "quote topic 4, post 9",
      "upload https://old.example/uploads/short-url/zzz.png",
    ]);
  });

  test("a link to a forum that goes on elsewhere stays, and is no line of the report", () => {
    const elsewhere = { ...there, formerHosts: [] };
    const { text, notes } = translate("https://old.example/t/blobs/12", elsewhere, known);
    expect({ text, notes }).toEqual({
      text: "https://old.example/t/blobs/12",
      notes: [{ kind: "kept-link", words: "https://old.example/t/blobs/12" }],
    });
  });

  test("a hostile text takes no long time and stays whole", () => {
    const raw = "`".repeat(2_000) + "[quote]".repeat(2_000) + "$a".repeat(2_000) + "<b>".repeat(2_000);
    expect(textOf(raw).length).toBeGreaterThan(20_000);
  });
});

describe("looking again", () => {
  const nothing: Lookup = {
    handleOf: () => undefined,
    isSomebodys: (handle) => handle === "ada",
    quoted: () => undefined,
    pathOf: () => undefined,
    upload: () => undefined,
  };
  const raw =
    'By @ada and @vitalik.eth:\n\n[quote="ada, post:3, topic:12"]\nYes.\n[/quote]\n\nhttps://old.example/t/blobs/12 ![x](upload://abc.png) @gone';

  test("finds what came meanwhile, and gives the text that it would have been", () => {
    const first = translate(raw, there, nothing);
    expect(first.text).toContain("\\@ada");
    const mended = mend(first.text, first.notes, there, known);
    expect(mended.text).toBe(translate(raw, there, known).text);
    expect(mended.notes).toEqual([{ kind: "name", words: "@gone" }]);
    expect(mend(mended.text, mended.notes, there, known)).toEqual(mended);
  });

  test("takes no name of ours for one of there", () => {
    // "vitalik-eth" is somebody there too; the text means vitalik.eth.
    const { text, notes } = translate("@vitalik.eth", there, known);
    const others = { ...known, handleOf: (name: string) => (name === "vitalik-eth" ? "vitalik-eth-2" : undefined) };
    expect(mend(text, notes, there, others).text).toBe("@vitalik-eth");
  });
});
