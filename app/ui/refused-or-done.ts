import { useState } from "react";

/** The response to a small form that is sent in place. */
export type RefusedOrDone<Done> = { refusal: string } | ({ refusal: null } & Done);

/** The last answer that was no refusal: a refusal changes nothing. Null before the first. */
export function useLastDone<Answer extends { refusal: string | null }>(answer: Answer | undefined) {
  const [done, setDone] = useState<Done<Answer> | null>(null);
  const latest = answer && isDone(answer) ? answer : done;
  if (latest !== done) setDone(latest);
  return latest;
}

type Done<Answer> = Extract<Answer, { refusal: null }>;

const isDone = <Answer extends { refusal: string | null }>(answer: Answer): answer is Done<Answer> =>
  answer.refusal === null;
