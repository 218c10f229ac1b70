/** Pictures whose address is a metric, and addresses that stand alone. */
import { expect, test } from "vitest";
import { parse } from "~/features/markdown/document.server";
import { nothingResolved } from "~/features/markdown/parsed";
import { render } from "~/features/markdown/render.server";
import { page } from "../../support/page";

const withSlots = { ...nothingResolved, hasSlots: true as const };
const html = (source: string, resolution: Parameters<typeof render>[1] = withSlots) =>
  render(source, resolution, { prefix: "p1" });
const widget = "![Base, 30 days](metric:base/tps?window=30d)";

test("alone in its paragraph it is a slot that reads as its caption", () => {
  expect(html(widget)).toBe('<span data-slot="widget" data-id="1">Base, 30 days</span>\n');
  expect(parse(`Words.\n\n${widget}`).references.widgets).toEqual([
    { address: "metric:base/tps?window=30d", caption: "Base, 30 days", line: 3 },
  ]);
  expect(parse(widget).has).toContain("metric");
  expect(parse(widget).plainText).toBe("Base, 30 days");
});

test.each([
  ["between words", `See ${widget} there.`],
  ["in a quotation", `> ${widget}`],
  ["in a tight list", `- ${widget}`],
  ["in a link", `[${widget}](https://example.org)`],
])("%s it is its caption", (_where, source) => {
  expect(html(source)).not.toContain("data-slot");
  expect(html(source)).toContain("Base, 30 days");
  expect(parse(source).references.widgets).toEqual([]);
});

test("a text that nobody fills shows the caption, and hostile captions stay words", () => {
  expect(html(widget, nothingResolved)).toBe('<p dir="auto"><span class="widget-caption">Base, 30 days</span></p>\n');
  const hostile = html('![</span><script>alert(1)</script>](metric:base/tps?"><img src=x>)');
  expect(page(hostile).has("script, img")).toBe(false);
});

test("the fifty-first widget is its caption", () => {
  expect(parse(Array.from({ length: 60 }, () => widget).join("\n\n")).references.widgets).toHaveLength(50);
});

test("an address alone on a line keeps its link and has a slot for a card", () => {
  const source = "https://example.org/a?b=1";
  expect(html(source)).toBe(
    '<p dir="auto" class="bare-link"><a href="https://example.org/a?b=1" rel="nofollow ugc noopener" class="address">https://example.org/a?b=1</a><span data-slot="card" data-id="1"></span></p>\n',
  );
  expect(parse(source).references.bareLinks).toEqual(["https://example.org/a?b=1"]);
});

test.each(["See https://example.org", "[words](https://example.org)", "> https://example.org", "mailto:a@example.org"])(
  "%s has none",
  (source) => {
    expect(parse(source).references.bareLinks).toEqual([]);
  },
);
