import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { FetchFault } from "~/platform/operator-fetch.server";

/** Our own bad line and a server's stumble are worth another try at once; a no, a limit and a long silence are not. */
const isWorthwhile = (error: Error): error is FetchFault =>
  error instanceof FetchFault &&
  (error.status === null || error.status === 408 || error.status >= 500) &&
  (error.retryAfter ?? 0) === 0 &&
  !error.isSilence;

// Waits double, with full jitter, so that many don't come back at once.
const waits = { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 300, maxDelay: 3_000 }) };

const brisk = retry(handleWhen(isWorthwhile), waits);

/** Does the work in at most three tries, again at once after faults that may pass. */
export const retryUnlessTimeout = <T>(work: () => Promise<T>): Promise<T> => brisk.execute(work);
