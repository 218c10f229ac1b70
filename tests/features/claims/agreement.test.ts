import { describe, expect, test } from "vitest";
import { agreementOf, type Rating, sidesOf, wilsonLowerBound } from "~/features/claims/agreement";

const written = new Date("2026-03-10T12:00:00Z");
const daysBefore = (days: number) => new Date(written.getTime() - days * 86_400_000);

let id = 0;
const raters = (count: number, agrees: boolean, interests: number[] = [], joinedAt = daysBefore(30)): Rating[] =>
  Array.from({ length: count }, () => ({ memberId: ++id, agrees, joinedAt, interests }));

/** Tags. */
const [base, arbitrum, starknet] = [1, 2, 3] as [number, number, number];

describe("the lower end of Wilson's interval", () => {
  // By hand, with z² = 2.706025. 3 of 3: 1 ÷ (1 + 2.706025 ÷ 3) = 3 ÷ 5.706025 = 0.52576.
  // 4 of 5: (0.8 + 0.2706025 − 1.645 × √(0.032 + 0.02706025)) ÷ 1.541205 = (1.0706025 − 0.3997756) ÷ 1.541205 = 0.43526.
  // 7 of 8: (0.875 + 0.1691266 − 1.645 × √(0.0136719 + 0.0105704)) ÷ 1.3382531 = (1.0441266 − 0.2561258) ÷ 1.3382531 = 0.58883.
  test.each<[number, number, number]>([
    [3, 3, 0.52576],
    [4, 5, 0.43526],
    [7, 8, 0.58883],
    [0, 4, 0],
    [0, 0, 0],
  ])("%d of %d", (agreeing, readers, expected) => expect(wilsonLowerBound(agreeing, readers)).toBeCloseTo(expected, 5));
});

describe("sides", () => {
  const sizes = (ratings: Rating[]) =>
    sidesOf(ratings)
      .map((side) => side.length)
      .toSorted();

  test("readers with an interest in one chain are one side, those without any another", () => {
    expect(sizes([...raters(3, true, [base]), ...raters(2, true, [arbitrum]), ...raters(4, true)])).toEqual([2, 3, 4]);
  });

  test("somebody with two interests makes one side of both", () => {
    expect(
      sizes([...raters(2, true, [base]), ...raters(2, true, [arbitrum]), ...raters(1, true, [base, arbitrum])]),
    ).toEqual([5]);
    expect(sizes([...raters(1, true, [base, arbitrum]), ...raters(1, true, [starknet, arbitrum])])).toEqual([2]);
  });
});

describe("evidence against a claim", () => {
  const kind = (...ratings: Rating[][]) => agreementOf(ratings.flat(), written).kind;

  test("holds when three readers of each of two sides agree", () =>
    expect(kind(raters(3, true, [base]), raters(3, true))).toBe("agreed"));

  test("is no agreement by a crowd of one side", () => {
    expect(kind(raters(100, true, [base]))).toBe("too-few");
    expect(kind(raters(100, true))).toBe("too-few");
    expect(kind(raters(100, true, [base]), raters(2, true))).toBe("too-few");
  });

  test("is not agreed where one of two sides is divided", () => {
    expect(kind(raters(3, true, [base]), raters(4, true), raters(1, false))).toBe("not-agreed");
    expect(kind(raters(3, true, [base]), raters(7, true), raters(1, false))).toBe("agreed");
  });

  test("is agreed by two sides against a third", () =>
    expect(kind(raters(3, true, [base]), raters(3, true), raters(9, false, [arbitrum]))).toBe("agreed"));

  test("counts members of seven days before it was written, and no later ones", () => {
    expect(kind(raters(3, true, [base], daysBefore(7)), raters(3, true))).toBe("agreed");
    expect(kind(raters(3, true, [base], daysBefore(6.99)), raters(3, true))).toBe("too-few");
    expect(kind(raters(3, true, [base]), raters(3, true, [], daysBefore(-1)))).toBe("too-few");
  });

  test("below the least number of readers nothing is said of how many agree", () =>
    expect(agreementOf(raters(2, true), written)).toEqual({ kind: "too-few" }));
});
