/** Parts of pages that are kept: what a page is made of, whoever it was first drawn for. */
import { expect, test } from "vitest";
import { PageParts } from "../../app/server/page-parts.server";

const drawn = (parts: PageParts, key: string, html: string) => {
  const { begin, end } = parts.marksOf(key);
  return `<i data-part="${begin}"></i>${html}<i data-part="${end}"></i>`;
};

test("a page is sent without marks and with its texts; what was drawn is kept, the texts are not", () => {
  const first = new PageParts(new Map([["p-1", "<p>The first $& text.</p>"]]));
  expect(first.findMark("one")).toBeNull();
  const text = `<div>${first.marksOfTexts.get("p-1")}</div>`;
  const html = `<main>${drawn(first, "one", `<b>1</b>${text}`)}${drawn(first, "two", "<b>2</b>")}</main>`;
  expect(first.finish(html).toString()).toBe("<main><b>1</b><div><p>The first $& text.</p></div><b>2</b></main>");

  const second = new PageParts(new Map([["p-1", "<p>Another text.</p>"]]));
  const keptAs = (key: string) => `<i data-part="${second.findMark(key)}"></i>`;
  expect(second.finish(`<main>${keptAs("two")}${keptAs("one")}</main>`).toString()).toBe(
    "<main><b>2</b><b>1</b><div><p>Another text.</p></div></main>",
  );
  expect(second.findMark("three")).toBeNull();
});

test("a text that the page doesn't have leaves nothing behind, and nobody's text is taken for a mark", () => {
  const parts = new PageParts(new Map([["p-1", '<i data-part="0"></i><i data-text="p-1"></i>']]));
  expect(parts.marksOfTexts.get("p-2")).toBeUndefined();
  expect(parts.finish(`${parts.marksOfTexts.get("p-1")}`).toString()).toBe(
    '<i data-part="0"></i><i data-text="p-1"></i>',
  );
});
