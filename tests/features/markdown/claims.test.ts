/** Claims in a text: their words stand between the two halves of a slot. */
import { expect, test } from "vitest";
import { nothingResolved } from "~/features/markdown/parsed";
import { render } from "~/features/markdown/render.server";
import { fillSlots } from "~/features/markdown/slots";

const withSlots = { ...nothingResolved, hasSlots: true as const };
/** The html with each slot's id in brackets in its place. */
const marked = (source: string) =>
  fillSlots(render(source, withSlots, { prefix: "p1" }), ({ kind, id }) => (kind === "claim" ? `[${id}]` : "")).trim();

test("the words of a claim are the figure between the halves, with their own emphasis", () => {
  expect(marked("At [**142** TPS](metric:base/tps), [7 TPS](metric:base/tps).")).toBe(
    '<p dir="auto">At [1:0]<span class="figure"><strong>142</strong> TPS</span>[1:1], [2:0]<span class="figure">7 TPS</span>[2:1].</p>',
  );
});

test("words with a link of their own have the whole mark behind them: links don't nest", () => {
  expect(marked("[EIP-4844 at 3 blobs](metric:ethereum/blobs)")).toMatch(/<\/span>\[1\]<\/p>$/);
  expect(marked("[EIP-4844 at 3 blobs](metric:ethereum/blobs)")).not.toContain("[1:0]");
});

test("unfilled halves leave the words alone", () => {
  const html = render("[142 TPS](metric:base/tps)", withSlots, { prefix: "p1" });
  expect(fillSlots(html, () => undefined)).toContain('<p dir="auto"><span class="figure">142 TPS</span></p>');
});

test("a quoted claim is its author's and has no mark", () => {
  expect(marked("> [142 TPS](metric:base/tps)")).not.toContain("[1");
});
