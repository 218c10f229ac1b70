/** What a page of the forum becomes in a static copy. */
import { expect, test } from "vitest";
import { staticHtml } from "../../prisma/static/static-html";

const rewrite = { link: (address: string) => address, file: () => null, there: "https://forum.example/t/1" };
const copied = (body: string) =>
  /<body>(.*)<\/body>/.exec(staticHtml(`<html><body>${body}</body></html>`, rewrite, { list: "everything.html" }))![1];

test("what is left without content goes, and what the forum leaves empty stays, because the layout counts on it", () => {
  expect(copied(`<article><div class="post-margin"></div><div><p>Text</p></div></article>`)).toBe(
    `<article><div class="post-margin"></div><div><p>Text</p></div></article>`,
  );
  expect(
    copied(`<ul><li><button>Vote</button></li></ul><div><section><form><input></form></section></div><p>Text</p>`),
  ).toBe(`<p>Text</p>`);
});
