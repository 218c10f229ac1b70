/** Formulas beside other blocks: tables, empty lines, money, brackets. */
import { describe, expect, test } from "vitest";
import { render } from "~/features/markdown/render.server";

const htmlOf = (source: string) => render(source, { members: {}, threads: {} }, { prefix: "p-1" });
const sourcesIn = (html: string) =>
  [...html.matchAll(/<annotation[^>]*>([^<]*)</g)].map(([, tex]) => tex!.replaceAll("&lt;", "<"));
const cellsOf = (html: string) => html.match(/<td/g)?.length ?? 0;

describe("a bar inside a formula parts no cells", () => {
  test.each([
    [String.raw`| \(|x|\) | 2 |`, ["|x|"]],
    [String.raw`| $$|x|$$ | 2 |`, ["|x|"]],
    [String.raw`| \(P(A|B)\) and \(a|b\) | $$\{x | x>0\}$$ |`, ["P(A|B)", "a|b", String.raw`\{x | x&gt;0\}`]],
    [String.raw`| \(\lVert x \rVert\) \| | \(|y|\) |`, [String.raw`\lVert x \rVert`, "|y|"]],
  ])("%s", (row, formulas) => {
    const html = htmlOf(`| a | b |\n|---|---|\n${row}`);
    expect(cellsOf(html)).toBe(2);
    expect(sourcesIn(html)).toEqual(formulas);
  });

  test("in a head too, and in lists and quotes", () => {
    const table = String.raw`| \(|x|\) | b |` + "\n|---|---|\n| 1 | 2 |";
    for (const source of [table, `> ${table.replaceAll("\n", "\n> ")}`, `- ${table.replaceAll("\n", "\n  ")}`])
      expect(htmlOf(source).match(/<th/g)).toHaveLength(3);
  });

  test("in code and money a bar parts cells as ever", () => {
    expect(cellsOf(htmlOf("| a | b |\n|---|---|\n| $$5 | to $$6 |"))).toBe(2);
    expect(cellsOf(htmlOf("| a | b | c |\n|---|---|---|\n| `\\(` | 1 | `\\)` |"))).toBe(3);
    expect(htmlOf("| a | b |\n|---|---|\n| $$x | y |")).not.toContain("\ufdda");
  });
});

describe("a display formula in brackets", () => {
  test.each([
    String.raw`\[ \text{TPS} = \frac{n}{t} \]`,
    "\\[\n\\text{TPS} = \\frac{n}{t}\n\\]",
    String.raw`\[\frac{n}{t}\]`,
    "\\[\na = b\n\n+ c\n\\]",
  ])("%s", (source) => expect(htmlOf(source)).toMatch(/^<div class="math-block".*<math display="block">/s));

  test("within a line it is a formula too", () => {
    expect(sourcesIn(htmlOf(String.raw`so \[ a = b \] holds`))).toEqual(["a = b"]);
  });

  test.each([
    String.raw`\[edited\]`,
    String.raw`\[^1\] is`,
    String.raw`\[x\](https://example.org)`,
    String.raw`\[1\], \[2\]`,
  ])("%s stays brackets", (source) => expect(htmlOf(source)).not.toContain("<math"));
});

describe("a formula with an empty line", () => {
  test("has two lines", () => {
    const html = htmlOf("$$\na = b\n\nc = d\n$$");
    expect(html).toMatch(/^<div class="math-block".*<mtr>.*a.*<\/mtr><mtr>.*c.*<\/mtr>/s);
    expect(html).not.toContain("$$");
  });

  test("inside of an environment it changes nothing", () => {
    const html = htmlOf("$$\n\\begin{aligned}\na &= b\\\\\n\nc &= d\n\\end{aligned}\n$$");
    expect(html.match(/<mtr>/g)).toHaveLength(2);
    expect(html).not.toContain("math-error");
  });

  test("a paragraph that begins with money takes no other with it", () => {
    expect(htmlOf("$$5 a day.\n\nIt costs $$")).not.toContain("math");
  });
});

test.each(["From $$5 to $$6", "It was $$5, now $$16, or $$7.", "$$5 to $$US6"])("%s is money", (source) => {
  expect(htmlOf(source)).not.toContain("math");
});

test("a note holds its paragraphs, lists and code, and nothing of it is left in the text", () => {
  const source =
    "A[^1] b.\n\n[^1]: First.\n\n    Second @alice.\n\n    - list\n    - two\n\n    ```\n    code\n    ```\n\nAfter.";
  const resolved = { members: {}, threads: {}, citations: { sources: [], citations: [] } };
  const html = render(source, resolved, { prefix: "p-1" });
  const [text, notes] = html.split(`<div class="notes">`);
  expect(text).toContain("After.");
  expect(text).not.toMatch(/Second|list|code/);
  expect(notes).toMatch(
    /<p dir="auto">First\.<\/p>.*<p dir="auto">Second @alice\.<\/p>.*<li[^>]*>list<\/li>.*<code>code\n<\/code>/s,
  );
});

test.each([
  "A[^1].\n\n[^1]: First.\n\n    Second.\n\n    - list",
  "A[^1].\n\n[^1]: First.\n\n  Second.\n\n  - list",
  "> A[^1].\n>\n> [^1]: First.\n>\n>     Second.\n>\n>     - list",
  "A[^1].\n\n[^1]: First.\n\n    Second.\n\n    - list\n[^2]: Other.",
])("no code comes out of nowhere: %j", (source) => {
  const resolved = { members: {}, threads: {}, citations: { sources: [], citations: [] } };
  const html = render(source, resolved, { prefix: "p-1" });
  expect(html).not.toContain("<code");
  expect(html.indexOf("Second.")).toBeGreaterThan(html.indexOf(`class="notes"`));
  expect(render(source, { members: {}, threads: {} }, { prefix: "p-1" })).toContain("Second.");
});

test("a source's further paragraphs are words about it", () => {
  const html = render(
    "A[^1].\n\n[^1]: https://example.org/x\n\n    Page 4.",
    { members: {}, threads: {} },
    { prefix: "p-1" },
  );
  expect(html).toContain("Page 4.");
  expect(html).not.toContain("<pre");
});
