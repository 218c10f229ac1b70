import { expect, test } from "vitest";
import { bindByIntent, offerFigures } from "~/features/claims/figure-offers";

const subjects = [{ slug: "base", name: "Base", words: ["Base"], isGroup: false }];
const text = "First.\n\nBase runs at 142 TPS, and it was 20 TPS[^a].\n\nWe lost 40% of users.";

test("each figure without a source has its line and the buttons that bind it", () => {
  const offers = offerFigures(text, subjects)!;
  expect(offers.words).toBe("3 figures, 1 without a source");
  expect(offers.open.map(({ text: words }) => words)).toEqual(["40%"]);
  expect(offerFigures("No number.", subjects)).toBeNull();
});

test("a button's intent binds the figure, and no other text than the one it was made for", () => {
  const plain = "First.\n\nBase runs at 142 TPS.\n\nWe lost 40% of users.";
  const { open } = offerFigures(plain, subjects)!;
  expect(open.map(({ text: words, line }) => `${line} ${words}`)).toEqual(["3 142 TPS", "5 40%"]);
  const [offer] = open[0]!.offers;
  expect(offer?.link).toBe("[142 TPS](metric:base/tps)");
  expect(bindByIntent(plain, offer!.intent)).toBe(plain.replace("142 TPS", "[142 TPS](metric:base/tps)"));
  expect(bindByIntent(`x${plain}`, offer!.intent)).toBe(`x${plain}`);
  expect(bindByIntent(plain, "bind 0 5 [First](https://x.org)")).toBe(plain);
  expect(bindByIntent(plain, "preview")).toBeNull();
});
