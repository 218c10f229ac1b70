/** A selection becomes a quote that shows what was selected. Posts are rendered here, and their html read by a parser. */
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimListHtml, ledgerLineHtml } from "~/features/claims/claim-html";
import { markdownOf } from "~/features/composer/components/selection-markdown";
import { parse } from "~/features/markdown/document.server";
import { oneLine } from "~/features/markdown/plain-text";
import { render } from "~/features/markdown/render.server";
import { fillSlots } from "~/features/markdown/slots";
import { html } from "~/ui/html";

const { document, Node, Element } = parseHTML("<!doctype html><html><body></body></html>");
const before = { Node: globalThis.Node, Element: globalThis.Element };
beforeAll(() => void Object.assign(globalThis, { Node, Element }));
afterAll(() => void Object.assign(globalThis, before));

const resolution = { members: { member_1: 1 }, threads: { 23: true }, posts: { 9: true } } as const;
/** Html as a page has it: names are links. */
const htmlOf = (source: string) =>
  fillSlots(render(source, { ...resolution }, { prefix: "p-1" }), ({ kind, fallback }) =>
    kind === "mention" || kind === "thread"
      ? html`<a class="${kind === "thread" ? "thread-link" : kind}">${fallback}</a>`
      : undefined,
  );

function bodyOf(text: string) {
  const body = document.createElement("div");
  body.innerHTML = text;
  return body as unknown as globalThis.Element;
}

/** The passage as markdown, its html, and whether the forum takes it for words of the original. */
function quoted(source: string) {
  const passage = markdownOf(bodyOf(htmlOf(source)));
  const quote = parse(`[quote=@member_1, p:9, r:1]\n${passage}\n[/quote]`).references.quotes[0];
  return { passage, shown: htmlOf(passage), isOriginal: oneLine(parse(source).plainText).includes(quote?.text ?? "?") };
}

describe("what was escaped in a post is escaped in its quote", () => {
  test.each([
    String.raw`\# not a heading`,
    String.raw`1\. not a list`,
    String.raw`12\) not a list`,
    String.raw`\- minus twelve percent`,
    String.raw`\+ one`,
    String.raw`\* star`,
    String.raw`\> not a quotation`,
    String.raw`price \$\$5 and \$\$6 ok`,
    String.raw`\@member_1 is not called`,
    String.raw`see \#23 there`,
    String.raw`literal \[^1\] marker`,
    "marks \\`tick\\`",
    String.raw`\~\~kept\~\~`,
    String.raw`\*stars\* and \_lines\_ and \*\*both\*\*`,
    String.raw`\[words\](https://example.org)`,
    String.raw`\![words](https://example.org)`,
    String.raw`a \\ b \\\\ c`,
    String.raw`\&#42; is no star`,
    String.raw`\<https://example.org\>`,
    String.raw`\^[no note]`,
    String.raw`\\(x\\) is TeX`,
    String.raw`\[quote=@member_1, p:9, r:1\]`,
    String.raw`\~\~\~`,
    String.raw`\---`,
    "a\n\\# b",
    "- \\# not a heading\n- 1\\. not a list",
    "| a | b |\n|---|---|\n| x \\| y | \\*z\\* |",
    "> \\- quoted",
  ])("%s", (source) => {
    const { shown, isOriginal } = quoted(source);
    expect(shown).toBe(htmlOf(source).replaceAll("\n# b", " # b"));
    expect(isOriginal).toBe(true);
  });
});

describe("what was formatted is formatted in its quote", () => {
  test.each([
    "**bold** and *slanted* and ~~struck~~ and `code`",
    "un*frigging*believable",
    "code ``with ` tick`` and `` `tick` ``",
    "snake_case_word and 2 * 3 * 4, bob@example.org, C# 7",
    "@member_1 and #23 and EIP-4844",
    "[words](https://example.org/a_(b))",
    "https://example.org/a_b_c",
    "1. one\n2. two\n   - three",
    "- one\n\n  two\n\n- three",
    "- [x] done\n- [ ] not done",
    "```\nlet a = 1;\n```",
    String.raw`so \(a_b + c^*\) holds`,
    "$$\na = b\n$$",
    String.raw`wrong \(12%\)`,
    "line one\\\nline two",
    "| a | b |\n| --- | --- |\n| \\(|x|\\) | `y` |",
    "> quoted *words*",
    "注意：**重要**的",
  ])("%s", (source) => {
    const { shown, isOriginal } = quoted(source);
    expect(shown).toBe(htmlOf(source).replaceAll(` class="language-js"`, ""));
    expect(isOriginal).toBe(true);
  });
});

test("a name that was called stays called, and a text that looks like one is not", () => {
  expect(quoted(String.raw`@member_1 and \@member_1`).passage).toBe(String.raw`@member_1 and \@member_1`);
});

test("what a page says of a post's numbers is no part of a quote", () => {
  const marks = [
    {
      id: 1,
      postId: 9,
      ordinal: 1,
      text: "5 TPS",
      status: "unchecked" as const,
      word: "unchecked",
      says: "",
      found: "Not checked yet.",
      isPrivate: false,
    },
  ];
  const post = `${ledgerLineHtml(marks, true)}<p>It is 5 TPS.</p>${claimListHtml(marks, "p-9")}`;
  expect(markdownOf(bodyOf(post))).toBe("It is 5 TPS.");
});
