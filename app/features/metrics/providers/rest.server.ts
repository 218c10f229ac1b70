/** Providers that publish files: asked again when the line is bad, never when they say no. */
import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { type Fetched, FetchFault, fetchFromOperator, parseJson } from "~/platform/operator-fetch.server";

type Asked = { url: string; etag?: string; totalMs?: number };
type Answer = { isUnchanged: boolean; json: unknown; etag: string | undefined; bytes: number; status: number };

/** Too many, too slow and our own bad line are worth another try; a no is a no, and who says when to come again is asked then. */
const isWorthwhile = (error: Error) =>
  error instanceof FetchFault &&
  (error.status === null || error.status === 408 || error.status === 429 || error.status >= 500) &&
  (error.retryAfter ?? 0) === 0;

const patient = retry(handleWhen(isWorthwhile), {
  maxAttempts: 2,
  // Waits double and play within their whole length, so that many don't come back at once.
  backoff: new ExponentialBackoff({ initialDelay: 300, maxDelay: 3_000 }),
});

/** Fetches a file as JSON, in at most three tries; `isUnchanged` when it is the one whose ETag was given. */
export async function fetchFile({ url, etag, totalMs }: Asked): Promise<Answer> {
  const answer: Fetched = await patient.execute(() =>
    fetchFromOperator(url, { totalMs, headers: etag ? { "if-none-match": etag } : {} }),
  );
  const isUnchanged = answer.status === 304;
  return {
    isUnchanged,
    json: isUnchanged ? null : parseJson(answer.text),
    etag: answer.headers["etag"]?.slice(0, 200) ?? etag,
    bytes: answer.bytes,
    status: answer.status,
  };
}
