import { expect, test } from "vitest";
import { addAnswer, areOverdue, type RecentAnswers } from "../../app/server/recent-answers";

/** Answers every 100 ms; `late` marks those that were overdue. */
function answersOf(late: boolean[]): RecentAnswers {
  const answers: RecentAnswers = [];
  for (const [index, isLate] of late.entries()) addAnswer(answers, isLate, index * 100);
  return answers;
}

test("most answers have to be overdue, and more than one or two", () => {
  expect(areOverdue(answersOf([true, true]), 200)).toBe(false);
  expect(areOverdue(answersOf([true, true, true]), 300)).toBe(true);
  expect(areOverdue(answersOf([true, true, true, false, false, false]), 600)).toBe(true);
  expect(areOverdue(answersOf([true, true, true, false, false, false, false]), 700)).toBe(false);
  expect(areOverdue([], 0)).toBe(false);
});

test("only the last seconds count, and older answers are forgotten", () => {
  const answers = answersOf([true, true, true]);
  expect(areOverdue(answers, 4_100)).toBe(false);
  addAnswer(answers, false, 10_000);
  expect(answers).toEqual([{ at: 10_000, isOverdue: false }]);
});
