/** A claim as search engines read it: a review only where a check against data or readers said something. */
import { describe, expect, test } from "vitest";
import { claimData } from "~/features/claims/claim-data";
import { readVerdict } from "~/features/claims/verdict";

const origin = "https://counterproof.example";
const series = {
  subject: "ethereum",
  metric: "tx-per-day",
  definition: "tx-per-day.recorded@1",
  provider: "archive",
  providerName: "The archive",
  median: "1996006",
  unit: "tx/d",
  days: [{ day: "2026-02-19", value: "1996006" }],
};
const check = (outcome: string, more: object = {}) => ({
  observed: { from: "2026-02-13", to: "2026-02-19", lo: "23.1", hi: "23.1", series: [series] },
  outcome,
  factor: "1.8",
  points: null,
  isAtLeast: false,
  says: "One sentence of arithmetic.",
  ...more,
});
const claim = {
  id: 6,
  text: "about 1M daily transactions",
  before: "A sentence before. L2s carry ~2M against",
  heading: "",
  address: "metric:ethereum/tx-per-day",
  title: "unit=tx/d",
  status: "off" as const,
  word: "off by 1.8×",
  verdict: readVerdict({ atPosting: check("off") }),
  factor: "1.8145",
  points: null,
  statedAt: "2026-02-20T09:14:00.000Z",
  checkedAt: "2026-02-22T00:00:00.000Z",
  post: { id: 1, number: 1 },
  thread: { id: 1, slug: "a-thread", title: "A thread" },
  author: { handle: "mira", name: "Mira" },
  isPrivate: false,
};

test("a number that is off is reviewed, and the review names its data", () => {
  expect(claimData(claim, origin)).toEqual({
    "@type": "ClaimReview",
    url: `${origin}/claims/6`,
    datePublished: "2026-02-22",
    claimReviewed: "L2s carry ~2M against about 1M daily transactions",
    author: { "@type": "Organization", name: "Counterproof", url: origin },
    itemReviewed: {
      "@type": "Claim",
      name: "about 1M daily transactions",
      datePublished: "2026-02-20",
      author: { "@type": "Person", name: "Mira", url: `${origin}/u/mira` },
      appearance: [{ "@type": "DiscussionForumPosting", url: `${origin}/p/1` }],
      firstAppearance: { "@type": "CreativeWork", url: `${origin}/p/1` },
    },
    reviewRating: {
      "@type": "Rating",
      ratingValue: 3,
      worstRating: 1,
      bestRating: 5,
      alternateName: "Off by 1.8×",
      ratingExplanation: "One sentence of arithmetic.",
    },
    isBasedOn: [
      { "@type": "Dataset", name: "ethereum/tx-per-day, The archive", url: `${origin}/metrics/ethereum/tx-per-day` },
    ],
  });
});

describe("the rating", () => {
  const ratingOf = (more: object) =>
    (claimData({ ...claim, ...more }, origin) as { reviewRating?: { ratingValue: number } }).reviewRating?.ratingValue;

  test.each([
    [{ status: "holds", verdict: readVerdict({ atPosting: check("match") }) }, 5],
    [{ status: "holds", verdict: readVerdict({ atPosting: check("close") }) }, 4],
    [{ factor: "2" }, 2],
    [{ factor: "10" }, 1],
    [{ factor: null, points: "0.0981" }, 3],
    [{ factor: null, points: "0.4" }, 2],
    [{ status: "not-in-source" }, 1],
    [{ status: "inconsistent" }, undefined],
    [{ status: "moved" }, undefined],
    [{ status: "forecast" }, undefined],
    [{ status: "unchecked", verdict: readVerdict({}) }, undefined],
  ])("%j is rated %s", (more, rating) => {
    expect(ratingOf(more)).toBe(rating);
  });
});

test("a claim without a review has its stated values, with an open end for “at least”", () => {
  const stated = (text: string) => claimData({ ...claim, text, status: "moved" }, origin);
  expect(stated("at least 1M daily transactions")).toMatchObject({
    "@type": "Claim",
    about: { "@type": "QuantitativeValue", minValue: "1000000", unitText: "tx/d" },
  });
  expect(stated("at least 1M daily transactions")).not.toHaveProperty("about.maxValue");
});

test("a long text is cut below 75 characters, and a private claim has no data", () => {
  const long = claimData({ ...claim, text: "1".repeat(200) }, origin) as { claimReviewed: string };
  expect(long.claimReviewed.length).toBeLessThan(75);
  expect(claimData({ ...claim, isPrivate: true }, origin)).toBeNull();
});
