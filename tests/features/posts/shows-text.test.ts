import { expect, test } from "vitest";
import { render } from "~/features/markdown/render.server";
import { showsHtml } from "~/features/posts/shows-text";

const shows = (source: string) => showsHtml(render(source, { members: {}, threads: {} }, { prefix: "p1" }));

test.each([
  "[](https://example.org/x)",
  "[ ](https://example.org/x)",
  "[](https://example.org/x)\n\n[](/tags)",
  "# ",
  "---",
  "- \n- ",
  "> ",
  "| | |\n|---|---|\n| | |",
  "```\n```",
  "&nbsp;",
  "&#8203;",
  "[x]: https://example.org/",
  "# [](https://example.org/x)",
])("nothing is seen of %j", (source) => {
  expect(shows(source)).toBe(false);
});

test.each([
  ".",
  "[words](https://example.org/x)",
  "https://example.org/x",
  "`x`",
  "```\nx\n```",
  "$x$",
  "[](x)",
  "$$\nx\n$$",
  "> words",
  "@nobody",
  "👍",
  "&lt;",
  "<b>",
  "| a |\n|---|",
  "![A picture](/uploads/abc.webp)",
  "[[metric:base/tps]]",
])("something is seen of %j", (source) => {
  expect(shows(source)).toBe(true);
});
