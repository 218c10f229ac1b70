/** Requests to the configured Meilisearch server. The key is in the requests and nowhere else. */
import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  handleAll,
  type IPolicy,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from "cockatiel";
import { Meilisearch, MeilisearchApiError, MeilisearchRequestTimeOutError } from "meilisearch";
import { z } from "zod";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";

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

/** This process's client, and its memory of the server at `url`. */
type Held = { url: string; clients: Record<keyof typeof longestTime, Meilisearch>; guard: IPolicy };
let held: Held | null = null;

/** Clients by how long their caller waits, and a guard for requests that a reader waits for: timeout and circuit breaker. */
function meili(): Held {
  const { MEILI_URL: host, MEILI_KEY } = env();
  if (!host) throw new Error("MEILI_URL is not set.");
  if (held?.url === host) return held;
  const client = (kind: keyof typeof longestTime) =>
    new Meilisearch({ host, ...(MEILI_KEY && { apiKey: MEILI_KEY }), timeout: longestTime[kind] });
  const clients = { search: client("search"), look: client("look"), write: client("write") };
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: leftAlone, breaker: new ConsecutiveBreaker(2) });
  breaker.onBreak(() => log().warn("Meilisearch does not answer as it should; PostgreSQL answers searches"));
  breaker.onReset(() => log().info("Meilisearch answers again"));
  held = { url: host, clients, guard: wrap(breaker, timeout(longestSearch, TimeoutStrategy.Aggressive)) };
  return held;
}

/** Sends a request that a reader waits for; throws a `MeiliFault`. */
export const askMeili = <T>(answer: z.ZodType<T>, ask: (client: Meilisearch) => Promise<unknown>) =>
  asMeiliFault(() => {
    const { guard, clients } = meili();
    return guard.execute(async () => answer.parse(await ask(clients.search)));
  });

/** Reads the server's health for a page; throws a `MeiliFault`. */
export const lookAtMeili = <T>(look: (client: Meilisearch) => Promise<T>) =>
  asMeiliFault(() => look(meili().clients.look));

/** Sends a request that nobody waits for; throws a `MeiliFault`. */
export const tellMeili = <T>(tell: (client: Meilisearch) => Promise<T>) =>
  asMeiliFault(() => tell(meili().clients.write));

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
