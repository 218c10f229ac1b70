/** A value in a page is what its age says, from the first moment it is written there. */
import { parseHTML } from "linkedom";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { countAgesFromNow, type Point, showAges, showPoint } from "~/browser/live-points";

beforeAll(() => {
  // The document of these tests has no style engine; the names that are looked up need no escape.
  vi.stubGlobal("CSS", { escape: (name: string) => name });
});

afterEach(() => vi.restoreAllMocks());

/** A page with one value of Zora's active addresses, as the server writes it. */
function page(state: string, words: string, age: number) {
  const { document } = parseHTML(
    `<p data-state="${state}" data-live="zora" data-definition="d" data-provider="p" data-age="${age}" data-as-of="2026-11-23T00:00:00.000Z"
      data-stale-after="108000" data-down-after="345600"><b data-live-value>22.5K</b> <i data-live-unit>addresses</i> <span data-live-state>${words}</span></p>`,
  );
  const place = document.querySelector("p")!;
  return {
    document,
    look: () => [place.getAttribute("data-state"), place.querySelector("[data-live-state]")!.textContent],
  };
}

const point = (age: number): Point => ({
  topic: "zora",
  definition: "d",
  provider: "p",
  at: "2026-11-23T00:00:00.000Z",
  age,
  value: "22520",
  shown: { text: "22.5K", unit: "addresses" },
});

test.each([
  [446_431, "down", "no data since"],
  [200_000, "stale", "stale, 2 d old"],
  [3_600, "live", "live"],
])("the newest point, sent again on connecting at an age of %d s, leaves it %s", (age, state, words) => {
  for (const [before, said] of [
    ["down", "no data since"],
    ["stale", "stale, 2 d old"],
    ["live", "live"],
  ] as const) {
    const { document, look } = page(before, said, age);
    expect(showPoint(document as unknown as ParentNode, point(age))).toBe(true);
    expect(look()).toEqual([state, words]);
    showAges(document as unknown as ParentNode);
    expect(look()).toEqual([state, words]);
  }
});

test("a value that is disputed or provisional stays so while it is fresh", () => {
  for (const state of ["disputed", "provisional"]) {
    const { document, look } = page(state, "as the server said", 60);
    showPoint(document as unknown as ParentNode, point(60));
    showAges(document as unknown as ParentNode);
    expect(look()).toEqual([state, "as the server said"]);
  }
});

test("a value that comes with a newer part of the page is as old as the server says, however long the page is open", () => {
  vi.spyOn(performance, "now").mockReturnValue(200_000_000);
  const { document, look } = page("live", "live", 60);
  countAgesFromNow(document as unknown as ParentNode);
  showAges(document as unknown as ParentNode);
  expect(look()).toEqual(["live", "live"]);
  vi.spyOn(performance, "now").mockReturnValue(400_000_000);
  showAges(document as unknown as ParentNode);
  expect(look()[0]).toBe("stale");
});
