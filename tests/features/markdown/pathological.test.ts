import { afterAll, expect, test, vi } from "vitest";
import { closeLanes } from "~/platform/lanes.server";
import { parsed as parseMarkdown, rendered } from "../../support/reading";

const size = 65_536;
const quote = "[quote=@ab, p:1, r:1]\n";
const full = (piece: string) => piece.repeat(Math.floor(size / piece.length));

const texts = {
  "opening brackets": full("["),
  "opening images": full("!["),
  "unfinished links": full("[a]("),
  "nested links": full("[a](b"),
  "references across lines": full("[a\n"),
  stars: full("*"),
  "stars in words": full("a**b"),
  "stars and underscores": full("*_"),
  tildes: full("~~a"),
  backticks: full("`"),
  "backticks of growing length": Array.from({ length: 350 }, (_, length) => "`".repeat(length + 1)).join(" "),
  "block quotes in one another": full(">"),
  "block quotes and lists in one another": full("> - "),
  "lists in one another": Array.from({ length: 350 }, (_, depth) => `${" ".repeat(depth)}- a`).join("\n"),
  "unfinished quote lines": full("[quote="),
  "unclosed quotes": full(quote),
  "unclosed quotes between paragraphs": full(`a\n${quote}`),
  "quotes closed once": `${full(quote).slice(0, 65_000)}\n[/quote]`,
  "quotes and fences": full(`${quote}\`\`\`\n`),
  "handles in a row": full("@a@a@a"),
  handles: full("@ab "),
  "an underscore before a handle": full("_@ab"),
  "numbers in a row": full("#1#1"),
  EIPs: full("EIP-1 "),
  "unfinished EIPs": full("EIP-"),
  "unclosed math": full("\\("),
  "math closed beyond its link": `${full("[\\(").slice(0, 65_000)}](x) \\)`,
  "dollar pairs": full("$$ "),
  "lines of dollars": full("$$a\n"),
  formulas: full("\\(x\\) "),
  "a long formula": `$$${full("x'").slice(0, 65_000)}$$`,
  "deep formulas": full(`\\(${"{".repeat(900)}x${"}".repeat(900)}\\) `),
  "roots in roots": full(`\\(${"\\sqrt{".repeat(300)}x${"}".repeat(300)}\\) `),
  "formulas of many cells": full(`\\(\\begin{matrix}${"&".repeat(1900)}\\end{matrix}\\) `),
  "formulas that define": full("\\(\\def\\a{\\a\\a}\\a\\) "),
  "code in one block": `\`\`\`ts\n${full("const a = `${f(1)}`;\n").slice(0, 65_000)}\n\`\`\``,
  "code in many blocks": full("```ts\nconst a: string = f(1);\n```\n"),
  "code in one line": `\`\`\`js\n${full("a(").slice(0, 65_000)}\n\`\`\``,
  "code of opening brackets": `\`\`\`tsx\n${full(`${"<a ".repeat(600)}\n`).slice(0, 18_000)}\n\`\`\``,
  diagrams: full("```mermaid\na\n```\n"),
  "citation markers": full("[^"),
  "citation markers with quotation marks": full(`[^a, "x`),
  definitions: full("[^a]: b\n"),
  "mail addresses": full("a@a."),
  "addresses in a row": full("https://"),
  "an address of brackets": full("http://a.b/("),
  "wide tables": `${"|a".repeat(250)}\n${"|-".repeat(250)}\n${"|\n".repeat(30_000)}`,
  entities: full("&#1;"),
  "html comments": full("<!--"),
  headings: full("# a\n"),
  "line ends": full("\n"),
};

// A refused text ends its thread, and each next one has to get warm.
vi.setConfig({ testTimeout: 30_000 });

afterAll(closeLanes);

test.each(Object.entries(texts))("%s end or are refused, and the next text is read", async (_name, text) => {
  const outcomeOf = (reading: Promise<unknown>) =>
    reading.then(
      () => "read",
      (error: Error) => error.name,
    );
  // Whether a slow text is in time is the machine's affair; how it is refused is not.
  const ends = ["read", "TextTooCostly", "MarkdownTooLarge"];
  const parsing = outcomeOf(parseMarkdown(text));
  const next = parseMarkdown("@alice");
  expect(await parsing).toBeOneOf(ends);
  expect(await next).toMatchObject({ references: { mentions: ["alice"] } });
  // What is not parsed is never rendered.
  if ((await parsing) !== "read") return;
  const html = rendered(text, { resolution: { members: { ab: 1 }, threads: { 1: true } }, prefix: "p-1" });
  expect(await outcomeOf(html)).toBeOneOf(ends);
});
