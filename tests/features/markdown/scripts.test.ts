/** Texts in scripts without spaces, with their own punctuation, or from right to left. */
import { describe, expect, test } from "vitest";
import { parse } from "~/features/markdown/document.server";
import { render } from "~/features/markdown/render.server";

const resolution = { members: { member_1: 1, alice: 2 }, threads: { 23: true } } as const;
const htmlOf = (source: string) => render(source, { ...resolution }, { prefix: "p-1" });
const addressesIn = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);

describe("an address ends before punctuation of any script", () => {
  test.each([
    ["（https://github.com/user/repo）", "https://github.com/user/repo"],
    ["https://example.org/guide，详见", "https://example.org/guide"],
    ["“https://example.org/a”", "https://example.org/a"],
    ["«https://example.org/a»", "https://example.org/a"],
    ["「https://example.org/a」を見る", "https://example.org/a"],
    ["【https://example.org/a?b=c】", "https://example.org/a?b=c"],
    ["https://example.org/x。", "https://example.org/x"],
    ["https://example.org/x…", "https://example.org/x"],
    ["https://example.org/x، ثم", "https://example.org/x"],
    ["https://example.org/x।", "https://example.org/x"],
    ["https://example.org/x\u200bwords", "https://example.org/x"],
    ["https://example.org，详见", "https://example.org"],
    ["https://example.org\u200bwords", "https://example.org"],
    ["见https://example.org/x？还有", "https://example.org/x"],
    ["https://example.org/x！", "https://example.org/x"],
    ["https://example.org/x；y", "https://example.org/x"],
    ["https://example.org/x’s", "https://example.org/x"],
    ["https://en.wikipedia.org/wiki/Rollup_(blockchain) is", "https://en.wikipedia.org/wiki/Rollup_(blockchain)"],
    ["(https://example.org/a)", "https://example.org/a"],
    ["https://example.org/a.", "https://example.org/a"],
  ])("%s", (source, address) => expect(addressesIn(htmlOf(source))).toEqual([address]));

  test("dashes, middle dots and letters of any script are part of an address", () => {
    expect(addressesIn(htmlOf("https://en.wikipedia.org/wiki/Michelson–Morley_experiment"))[0]).toContain("Morley");
    expect(addressesIn(htmlOf("https://zh.wikipedia.org/wiki/以太坊 是"))[0]).toMatch(/wiki\/%E4%BB%A5/);
    expect(addressesIn(htmlOf("https://ja.wikipedia.org/wiki/レイヤー・ツー"))[0]).toMatch(/%E3%83%84%E3%83%BC$/);
  });

  test.each([
    ["https://example.org/x。"],
    ["“https://example.org/x”"],
    ["（https://example.org/x）"],
    ["https://example.org/x…"],
  ])("a source defined as %s is the source without it", (words) => {
    const [target] = parse(`a[^s]\n\n[^s]: ${words}`).references.citations.targets;
    expect(target?.definition).toMatchObject({ address: "https://example.org/x", title: "", words: "" });
  });

  test("so does an identifier", () => {
    const [target] = parse("a[^s]\n\n[^s]: doi:10.1145/3548606。论文").references.citations.targets;
    expect(target?.definition).toMatchObject({ address: "doi:10.1145/3548606", words: "论文" });
  });
});

describe("names, threads and EIPs are found beside scripts without spaces", () => {
  test("Chinese", () => {
    const html = htmlOf("感谢@member_1的回答，参见#23的讨论，以及EIP-4844的规定。");
    expect(html).toContain(`data-slot="mention" data-id="1"`);
    expect(html).toContain(`data-slot="thread" data-id="23"`);
    expect(html).toContain(`data-eip="4844"`);
  });

  test.each([
    "ありがとう@aliceさん、#23とERC-20の",
    "스레드#23에서@alice가EIP-4844를",
    "ขอบคุณ@aliceใน#23และEIP-4844นะ",
  ])("%s", (source) => {
    const html = htmlOf(source);
    expect(html.match(/data-slot|data-eip/g)).toHaveLength(3);
  });

  test.each([
    "bob@alice.org",
    "é@alice",
    "a#23",
    "#23é",
    "xEIP-4844",
    "EIP-4844a",
    "1@alice",
    "_a@alice",
    "@alice@example.org",
  ])("%s stays text", (source) => {
    expect(htmlOf(source)).not.toMatch(/data-slot|data-eip/);
  });

  test.each(["EIP–4844", "EIP‑4844", "pre-EIP-4844", "post-EIP-4844 fees", "non-ERC-20"])("%s is linked", (source) => {
    expect(htmlOf(source)).toContain("data-eip=");
    expect(parse(source).references.eips).toHaveLength(1);
    expect(parse(source).references.citations.targets[0]?.key).toMatch(/^(?:EIP|ERC)-\d+$/);
  });
});

describe("emphasis works beside punctuation without spaces", () => {
  test.each([
    ["**注意：**请看", "<strong>注意：</strong>请看"],
    ["请看**“重要”**的内容", "<strong>“重要”</strong>的内容"],
    ["这是**重要（非常）**的", "<strong>重要（非常）</strong>的"],
    ["これは**「大事」**です", "<strong>「大事」</strong>です"],
    ["한국어**(중요)**입니다", "<strong>(중요)</strong>입니다"],
    ["请~~删除。~~看", "<s>删除。</s>看"],
    ["费用**0.01 USD**以下", "<strong>0.01 USD</strong>以下"],
  ])("%s", (source, part) => expect(htmlOf(source)).toContain(part));

  test("beside Latin words nothing changes", () => {
    expect(htmlOf('a*"b"*c foo_bar_baz 2 * 3 * 4')).not.toContain("<em>");
  });
});

describe("a container takes its direction from the words in it", () => {
  test.each([
    ["> ציטוט בעברית", `<blockquote dir="rtl">`],
    ["> > اقتباس", `<blockquote dir="rtl">\n<blockquote dir="rtl">`],
    ["> English, then עברית", `<blockquote dir="auto">`],
    ["> 142 TPS", `<blockquote dir="auto">`],
    ["[quote=@alice, p:9, r:1]\nציטוט\n[/quote]", `<blockquote class="quote" dir="rtl"`],
    ["- ראשון\n\n- שני", `<li dir="rtl">`],
    ["| שרשרת | ערך |\n|---|---|\n| בסיס | 142 |", `<table dir="rtl">`],
    ["| Chain | TPS |\n|---|---|\n| בסיס | 142 |", `<table dir="auto">`],
  ])("%s", (source, part) => {
    expect(render(source, { members: {}, threads: {} }, { prefix: "p-1" })).toContain(part);
  });
});
