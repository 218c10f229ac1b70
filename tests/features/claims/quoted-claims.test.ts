/** What a quoted passage makes of the numbers in it. */
import { expect, test } from "vitest";
import { quotedClaims } from "~/features/claims/quoted-claims";

const claim = (text: string, before = "") => ({ id: 1, text, before });

test.each<[string, ReturnType<typeof claim>, string | null]>([
  ["fees fall by up to 70 % on L2s", claim("up to 70 %"), ""],
  ["70 % on L2s", claim("up to 70 %"), "up to"],
  ["fees fall by 70 % on L2s", claim("70 %", "fees fall by up to"), "up to"],
  ["fees fall by up to 70 %", claim("70 %", "fees fall by up to"), ""],
  ["it does 142 TPS", claim("about 142 TPS", "it does"), "about"],
  ["it does ~142 TPS", claim("~142 TPS"), ""],
  ["Base has 60% of it", claim("60%+", "Base has"), "+"],
  ["Base has 60%+ of it", claim("60%+", "Base has"), ""],
  ["it does 1142 TPS", claim("142 TPS"), null],
  ["nothing of it", claim("142 TPS"), null],
  ["At least 5 and then 5 chains", claim("at least 5"), ""],
])("“%s” of %j leaves out %s", (passage, given, expected) =>
  expect(quotedClaims(passage, [given])[0]?.lost ?? null).toBe(expected),
);
