import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Resolution } from "~/features/markdown/markdown";
import { readDocument } from "~/features/markdown/document.server";
import { render, renderUnchecked } from "~/features/markdown/render.server";

const folder = join(import.meta.dirname, "../../fixtures/markdown");
const tables = readdirSync(folder).filter((file) => file.endsWith(".txt") && file !== "hostile.txt");

/** Who exists where the tables are read. */
const resolution: Resolution = {
  members: { alice: 1, bob: 2, under_scored_name: 3, "a-b": 4 },
  threads: { 12: true },
  posts: { 512: true, 7: true },
  pictures: { ["a".repeat(64)]: { width: 400, height: 300 }, ["b".repeat(64)]: { width: 1200, height: 800 } },
};

/** A case is a sentence, a source and its html, parted by `----`; cases are parted by `====`. */
function casesOf(table: string) {
  const cases = readFileSync(join(folder, table), "utf8").split(/^====\n/m);
  return cases.map((text) => {
    const [sentence, source, html] = text.split(/\n----\n/);
    return { sentence: sentence!.trim(), source: source!, html: html! };
  });
}

describe.each(tables)("%s", (table) => {
  test.each(casesOf(table))("$sentence", ({ source, html }) => {
    expect(render(source, resolution, { prefix: "p-1" })).toBe(html);
  });

  test.each(casesOf(table))("the sanitiser finds nothing to change: $sentence", ({ source, html }) => {
    expect(renderUnchecked(readDocument(source), { resolution, prefix: "p-1" })).toBe(html);
  });
});

test("rendering twice gives the same html, and another prefix only other ids", () => {
  const document = readDocument("# Fees\n[up](#fees) @alice ![x](https://example.org/x.png)");
  const first = renderUnchecked(document, { resolution, prefix: "p-1" });
  expect(renderUnchecked(document, { resolution, prefix: "p-1" })).toBe(first);
  expect(renderUnchecked(document, { resolution, prefix: "p0" })).toBe(first.replaceAll("p-1-", "p0-"));
});

test("without posts in the resolution every quote keeps its origin", () => {
  const html = render("[quote=@alice, p:9, r:1]\na\n[/quote]", { members: {}, threads: {} }, { prefix: "p-1" });
  expect(html).toContain(`data-slot="quote-origin" data-id="9:1:1"`);
});

test("a prefix that could end the attribute is refused", () => {
  expect(() => render("# a", resolution, { prefix: `x" onclick="y` })).toThrow(RangeError);
});

test("html that is far larger than its source is refused", () => {
  const table = `${"|a".repeat(100)}\n${"|-".repeat(100)}\n${"|\n".repeat(60)}`;
  expect(() => render(table, resolution, { prefix: "p-1" })).toThrow(
    expect.objectContaining({ name: "MarkdownTooLarge" }),
  );
});

test("a text of 640 KB is taken, a longer one is not", () => {
  expect(render("é".repeat(327_680), resolution, { prefix: "p-1" })).toContain("éé");
  expect(() => render("é".repeat(327_681), resolution, { prefix: "p-1" })).toThrow(
    expect.objectContaining({ name: "MarkdownTooLong" }),
  );
});

describe("slow work is bounded to a part of the text", () => {
  const nobody = { members: {}, threads: {} };
  const rendered = (source: string) => render(source, nobody, { prefix: "p-1" });
  const fence = (code: string) => `\`\`\`ts\n${code}\n\`\`\`\n`;

  test("code is highlighted up to 10,000 characters, lines up to 2,000", () => {
    expect(rendered(fence("let a;\n".repeat(1400)))).toContain("tok-keyword");
    expect(rendered(fence("let a;\n".repeat(1500)))).not.toContain("tok-");
    expect(rendered(fence(`let a;\n${"a".repeat(2001)}`))).not.toContain("tok-");
    const [first, second, short] = rendered(
      [fence("let a;\n".repeat(1000)), fence("let b;\n".repeat(500)), fence("let c;")].join("\n"),
    ).split("</pre>");
    expect([first, second, short].map((html) => html?.includes("tok-"))).toEqual([true, false, true]);
  });

  test("the first 300 formulas are set, each of at most 2,000 characters", () => {
    expect(rendered("\\(x\\) ".repeat(310)).match(/<math>/g)).toHaveLength(300);
    expect(rendered(`\\(${"x".repeat(2001)}\\)`)).toContain(`title="A formula has at most 2000 characters"`);
  });
});

test("a quote of all of the post above is folded, its origin stays", () => {
  const html = render(
    "[quote=@alice, p:9, r:1]\na\n[/quote]",
    { members: {}, threads: {}, posts: { 9: true }, wholeQuotes: [1] },
    { prefix: "p-1" },
  );
  expect(html).toContain(
    `</p>\n<details class="quote-whole"><summary>All of the post directly above</summary>\n<p dir="auto">a</p>\n</details>\n</blockquote>`,
  );
});
