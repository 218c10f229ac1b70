/** Answers of the last seconds that the database was asked for: how many came, and how many it took too long for. */

/** Milliseconds that are looked back on. */
const lookedBack = 4_000;
/** So many overdue answers, and as many as the others, are more than one unlucky query. */
const fewest = 3;

export type RecentAnswers = { at: number; isOverdue: boolean }[];

/** Adds an answer of this moment and forgets those of before. */
export function addAnswer(answers: RecentAnswers, isOverdue: boolean, now: number) {
  while (answers[0] && answers[0].at < now - lookedBack) answers.shift();
  answers.push({ at: now, isOverdue });
}

/** Whether most of what is asked gets no answer in time. */
export function areOverdue(answers: RecentAnswers, now: number) {
  const recent = answers.filter(({ at }) => at >= now - lookedBack);
  const overdue = recent.filter(({ isOverdue }) => isOverdue).length;
  return overdue >= fewest && overdue * 2 >= recent.length;
}
