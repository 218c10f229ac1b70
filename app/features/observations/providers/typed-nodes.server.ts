/** Nodes whose addresses a person typed: dialled only where they lead to a public place. */
import { FetchFault, type Fetched, fetchBounds, type fetchFromOperator } from "~/platform/operator-fetch.server";
import { type Guarded, GuardedFault, guardedFetch } from "~/platform/guarded-fetch.server";
import type { MetricProvider } from "./provider";

/** How long a node that was asked too often may ask to be left alone, in seconds. */
const longestRest = 3_600;

/**
 * Fetches as `fetchFromOperator` does, from public addresses only. A fault names its category or the status: neither the
 * address nor what stands there. `dialling` is the public internet unless told.
 */
export const typedFetch =
  (dialling: Pick<Guarded, "lookup" | "isAllowed" | "ports"> = {}): typeof fetchFromOperator =>
  async (url, { method, headers, body, totalMs = fetchBounds.totalMs, maxBytes = fetchBounds.bytes } = {}) => {
    const answer = await guardedFetch(url, { ...dialling, method, headers, body, totalMs, maxBytes }).catch(
      (error: unknown) => {
        if (!(error instanceof GuardedFault)) throw error;
        throw new FetchFault(`could not be asked: ${error.message}`, null, null, error.refusal === "too-slow");
      },
    );
    const isGood = (answer.status >= 200 && answer.status < 300) || answer.status === 304;
    if (!isGood)
      throw new FetchFault(`answered ${answer.status}`, answer.status, restIn(answer.headers["retry-after"]));
    const { status, bytes } = answer;
    return { status, headers: answer.headers, text: bytes.toString("utf8"), bytes: bytes.length } satisfies Fetched;
  };

const restIn = (retryAfter: string | undefined) =>
  /^\d{1,6}$/.test(retryAfter?.trim() ?? "") ? Math.min(Number(retryAfter), longestRest) : null;

/** The same provider, its addresses dialled by this. */
export const dialledBy = (provider: MetricProvider, fetch: typeof fetchFromOperator): MetricProvider => ({
  ...provider,
  visit: (context) => provider.visit({ ...context, fetch }),
});
