import { expect, test } from "vitest";
import { parse } from "~/features/markdown/document.server";
import { readableText } from "~/features/markdown/readable-text";

const known = { sources: [10, 11, 10], citations: [1, 2, 3] };
const shown = (source: string) => readableText(parse(source), known);

test("citations are numbers, as on the page, and leave no holes", () => {
  const definitions =
    "\n\n[^a]: https://example.org/1\n[^b]: https://example.org/2\n[^c]: https://example.org/1?utm_source=x";
  expect(shown(`Blobs arrived with [^a], and the number is on [^b][^c].${definitions}`)).toBe(
    "Blobs arrived with [1], and the number is on [2, 1].",
  );
});

test("code, diagrams, tables and formulas leave a sign, charts and pictures their captions; quotes are left out", () => {
  const picture = `/uploads/${"ab".repeat(32)}`;
  const source = [
    "Fees fell by \\(n\\) and \\(\\frac{a}{b}\\).",
    '```mermaid\ngraph TD\nA["2024<br/>blobs"] --> B\n```',
    "```js\nlet a;\n```",
    "| Chain | TPS |\n|---|---|\n| Base | 142 |",
    "The share is\n\n$$\\text{TPS} = \\frac{N}{86400}$$\n\nand thus\n\n$$x = N / 86400$$",
    "![TPS of Base](metric:base/tps)",
    "![](metric:devnet/tps)",
    `![Fees of a year](${picture}) ![](${picture})`,
    "[quote=@alice, p:9, r:1]\nQuoted.\n\n| a |\n|---|\n| b |\n[/quote]",
    "The `end`.",
  ].join("\n\n");
  expect(shown(source)).toBe(
    [
      "Fees fell by n and [formula].",
      "[diagram]",
      "[code]",
      "[table]",
      "The share is",
      "[formula]",
      "and thus",
      "x = N / 86400",
      "TPS of Base",
      "[chart]",
      "Fees of a year [picture]",
      "The end.",
    ].join("\n"),
  );
});
