import { expect, test } from "vitest";
import { readMarkdownPage } from "~/features/imports/markdown-page";

test.each([
  ["---\ntitle: A title\ntags: [fees, mev]\n---\nText.", { title: "A title", tags: ["fees", "mev"], body: "Text." }],
  [
    '---\r\ntitle: "A: \\"b\\""\r\ntags:\r\n  - fees\r\n  - "mev"\r\n---\r\n\r\nText.',
    { title: 'A: "b"', tags: ["fees", "mev"], body: "Text." },
  ],
  [
    "---\ntitle: 'It''s so' # really\ntags: fees, mev\ndraft: true\n---\n# Heading\n\nText.",
    { title: "It's so", tags: ["fees", "mev"], body: "# Heading\n\nText." },
  ],
  ["# A heading #\n\nText.\n", { title: "A heading", tags: [], body: "Text." }],
  ["---\ntags: fees\n---\n\n# A heading\nText.", { title: "A heading", tags: ["fees"], body: "Text." }],
  ["Text.\n\n---\n\nMore: text.", { title: "", tags: [], body: "Text.\n\n---\n\nMore: text." }],
  ["---\n---\n", { title: "", tags: [], body: "" }],
  ["---\nnot closed", { title: "", tags: [], body: "---\nnot closed" }],
  ["\uFEFF# With a mark\n", { title: "With a mark", tags: [], body: "" }],
])("%j", (text, page) => {
  expect(readMarkdownPage(text)).toEqual(page);
});
