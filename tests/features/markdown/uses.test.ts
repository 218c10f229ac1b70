/** What a slot is filled with is much longer than its source: each kind of use is counted, as citations are. */
import { expect, test } from "vitest";
import { parse } from "~/features/markdown/document.server";
import { maxUses, mostBytesOfHtml } from "~/features/markdown/limits";
import { render } from "~/features/markdown/render.server";

const resolution = {
  members: { ab: 1 },
  threads: { 1: true as const },
  citations: { sources: [], citations: [] },
  hasSlots: true as const,
};
const html = (source: string) => render(source, resolution, { prefix: "p1" });
const slots = (source: string, kind: string) => html(source).split(`data-slot="${kind}"`).length - 1;

test.each([
  ["#1 ", "thread"],
  ["@ab ", "mention"],
])("of %s at most 200 are links, the others stay as typed", (piece, kind) => {
  expect(slots(piece.repeat(maxUses + 50), kind)).toBe(maxUses);
  expect(slots(piece.repeat(maxUses), kind)).toBe(maxUses);
  expect(html(piece.repeat(maxUses + 1))).toContain(`</span> ${piece.trim()}</p>`);
});

test("of notes at most 200 uses are marks, whether it is one note or many", () => {
  const one = `${"word[^n] ".repeat(maxUses + 50)}\n\n[^n]: a note`;
  expect(slots(one, "note")).toBe(maxUses);
  expect(slots(one, "note-back")).toBe(maxUses);
  const keys = Array.from({ length: 90 }, (_, key) => `[^${key}]`);
  const many = `${keys.join(" ").repeat(10)}\n\n${keys.map((key) => `${key}: n`).join("\n")}`;
  expect(slots(many, "note")).toBe(maxUses);
});

test("a mention that is not a link still counts as one", () => {
  expect(parse(`${"#1 ".repeat(maxUses)}@ab`).references.mentions).toEqual(["ab"]);
});

test("html without slots may be 64 kB and twenty times its source", () => {
  expect(mostBytesOfHtml(0)).toBe(65_536);
  expect(mostBytesOfHtml(1_000)).toBe(85_536);
  const table = (rows: number) => `${"|a".repeat(100)}\n${"|-".repeat(100)}\n${"|\n".repeat(rows)}`;
  expect(html(table(10)).length).toBeGreaterThan(20 * table(10).length - 4_096);
  expect(() => html(table(200))).toThrow("far too large");
});
