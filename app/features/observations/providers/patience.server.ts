import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { FetchFault } from "~/platform/operator-fetch.server";

/** Too many, too slow and our own bad line are worth another try; a no is a no, and who says when to come again is asked then. */
const isWorthwhile = (error: Error): error is FetchFault =>
  error instanceof FetchFault &&
  (error.status === null || error.status === 408 || error.status === 429 || error.status >= 500) &&
  (error.retryAfter ?? 0) === 0;

// Waits double and play within their whole length, so that many don't come back at once.
const waits = { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 300, maxDelay: 3_000 }) };

const patient = retry(handleWhen(isWorthwhile), waits);
const brisk = retry(
  handleWhen((error) => isWorthwhile(error) && !error.isSilence),
  waits,
);

/** Does the work in at most three tries, again after faults that may pass. */
export const patiently = <T>(work: () => Promise<T>): Promise<T> => patient.execute(work);

/** The same where time presses: who has kept us waiting to the end is not asked again. */
export const briskly = <T>(work: () => Promise<T>): Promise<T> => brisk.execute(work);
