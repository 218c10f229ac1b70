import { describe, expect, test } from "vitest";
import { noSignals, sinceInWords } from "~/features/signals/post-signals";
import { ReactionForm, VoteForm } from "~/features/signals/signals";
import { hasRevision, movedBy, pressed } from "~/features/signals/vote";

test.each([
  ["worth", 1, [1, 2, 0, 1]],
  ["worth", -1, [-1, -2, 0, -1]],
  ["agree", 1, [1, 0, 1]],
  ["agree", -1, [-1, 0, -1]],
] as const)(
  "presses of %s in direction %i: a vote, a strong one where there is one, none",
  (axis, direction, expected) => {
    let own = 0;
    expect(expected.map(() => (own = pressed(axis, own, direction)))).toEqual(expected);
  },
);

test("a press of the other direction turns a vote round, however strong it was", () => {
  expect([pressed("worth", 2, -1), pressed("worth", -2, 1), pressed("agree", 1, -1)]).toEqual([-1, 1, -1]);
});

test("worth is a sum; agreement and disagreement are counted beside each other", () => {
  expect(movedBy("worth", -2, 1)).toEqual({ worthCount: 3, agreeCount: 0, disagreeCount: 0 });
  expect(movedBy("agree", 1, -1)).toEqual({ worthCount: 0, agreeCount: -1, disagreeCount: 1 });
  expect(movedBy("agree", -1, 0)).toEqual({ worthCount: 0, agreeCount: 0, disagreeCount: -1 });
});

test("a vote names a revision that the post has, or none", () => {
  const post = { revision: 3 };
  expect([undefined, 1, 3, 4, 0].map((named) => hasRevision(post, named))).toEqual([true, true, true, false, false]);
});

describe("the forms", () => {
  const isGood = (schema: typeof VoteForm | typeof ReactionForm, form: object) => schema.safeParse(form).success;

  test("take votes within the bounds of their axis, and reactions by their names", () => {
    for (const value of ["-2", "-1", "0", "1", "2"]) expect(isGood(VoteForm, { axis: "worth", value })).toBe(true);
    for (const value of ["-2", "2"]) expect(isGood(VoteForm, { axis: "agree", value })).toBe(false);
    for (const value of ["3", "-3", "1.5", "", "one"]) expect(isGood(VoteForm, { axis: "worth", value })).toBe(false);
    expect(isGood(ReactionForm, { kind: "off-topic", value: "1", revision: "3" })).toBe(true);
    for (const form of [
      { kind: "like", value: "1" },
      { kind: "crux", value: "2" },
      { kind: "crux", value: "1", revision: "0" },
    ])
      expect(isGood(ReactionForm, form)).toBe(false);
  });
});

test("what changed since a vote is said of agreement alone", () => {
  const since = { isEdited: true, isMoved: true };
  expect(sinceInWords({ ...noSignals, worth: 2, since })).toBe(null);
  expect(sinceInWords({ ...noSignals, agree: -1, since })).toBe(
    "edited after you disagreed; numbers moved since you disagreed",
  );
});
