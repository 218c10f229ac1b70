/** Requests to the configured Meilisearch server. The key is in the requests and nowhere else. */
import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  handleAll,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from "cockatiel";
import { Meilisearch, MeilisearchApiError, MeilisearchRequestTimeOutError } from "meilisearch";
import { z } from "zod";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";
import { processWide } from "~/platform/registry.server";

/** A failure of Meilisearch, as a sentence. It never contains a request, and so never the key. */
export class MeiliFault extends Error {
  override name = "MeiliFault";
  constructor(
    message: string,
    /** Meilisearch's error code, if any. */
    readonly code: string | null = null,
  ) {
    super(message);
  }
}

/** Milliseconds until a search falls back to PostgreSQL. */
const longestSearch = 400;
const longestTime = { search: longestSearch, look: 1_500, write: 10_000 };
const longestTask = 60_000;
/** After two failures in a row Meilisearch isn't asked for this long; then one search tries again. */
const leftAlone = 2_000;

export const isMeiliGiven = () => env().MEILI_URL !== undefined;

function client(kind: keyof typeof longestTime): Meilisearch {
  return processWide(`meili-${kind}`, () => {
    const { MEILI_URL, MEILI_KEY } = env();
    if (!MEILI_URL) throw new Error("MEILI_URL is not set.");
    return new Meilisearch({ host: MEILI_URL, ...(MEILI_KEY && { apiKey: MEILI_KEY }), timeout: longestTime[kind] });
  });
}

/** Requests that a reader waits for: with a timeout and a circuit breaker. */
const guard = () =>
  processWide("meili-guard", () => {
    const breaker = circuitBreaker(handleAll, { halfOpenAfter: leftAlone, breaker: new ConsecutiveBreaker(2) });
    breaker.onBreak(() => log().warn("Meilisearch does not answer as it should; PostgreSQL answers searches"));
    breaker.onReset(() => log().info("Meilisearch answers again"));
    return wrap(breaker, timeout(longestSearch, TimeoutStrategy.Aggressive));
  });

/** Sends a request that a reader waits for; throws a `MeiliFault`. */
export const askMeili = <T>(answer: z.ZodType<T>, ask: (client: Meilisearch) => Promise<unknown>) =>
  asMeiliFault(() => guard().execute(async () => answer.parse(await ask(client("search")))));

/** Reads the server's health for a page; throws a `MeiliFault`. */
export const lookAtMeili = <T>(look: (client: Meilisearch) => Promise<T>) => asMeiliFault(() => look(client("look")));

/** Sends a request that nobody waits for; throws a `MeiliFault`. */
export const tellMeili = <T>(tell: (client: Meilisearch) => Promise<T>) => asMeiliFault(() => tell(client("write")));

/** Starts a task and waits until it is done; throws a `MeiliFault` if it fails or takes minutes. */
export async function doneByMeili(tell: (client: Meilisearch) => Promise<{ taskUid: number }>) {
  const { taskUid } = await tellMeili(tell);
  const { status, error } = await tellMeili((meili) =>
    meili.tasks.waitForTask(taskUid, { timeout: longestTask, interval: 20 }),
  );
  if (status !== "succeeded") throw new MeiliFault(shortened(error?.message ?? `a task was ${status}`), error?.code);
}

async function asMeiliFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MeiliFault) throw error;
    throw faultOf(error);
  }
}

function faultOf(error: unknown): MeiliFault {
  if (error instanceof MeilisearchApiError)
    return new MeiliFault(
      shortened(`answered ${error.response.status}${error.cause ? `: ${error.cause.message}` : ""}`),
      error.cause?.code,
    );
  if (error instanceof BrokenCircuitError) return new MeiliFault("is left alone for a moment, because it failed");
  if (error instanceof z.ZodError) return new MeiliFault("answered with something else than was asked for");
  if (error instanceof TaskCancelledError) return new MeiliFault("gave no answer in time");
  const causes = causesOf(error);
  if (causes.some((cause) => cause instanceof MeilisearchRequestTimeOutError))
    return new MeiliFault("gave no answer in time");
  const code = causes.map((cause) => (cause as NodeJS.ErrnoException).code).find((known) => typeof known === "string");
  return new MeiliFault(code ? `could not be reached (${shortened(code)})` : "broke off the answer");
}

/** An error and its causes: the network's message is a few levels down. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let next = error; next instanceof Error && causes.length < 5; next = next.cause) causes.push(next);
  return causes;
}

/** Remove the key from answers too. */
function shortened(words: string): string {
  const { MEILI_KEY } = env();
  return (MEILI_KEY ? words.replaceAll(MEILI_KEY, "…") : words).slice(0, 240);
}
