/** Asks the framework for an answer, behind a gate that bounds how much is worked on at once. */
import { randomInt } from "node:crypto";
import type { IncomingMessage as Incoming, ServerResponse as Outgoing } from "node:http";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { paths } from "~/paths";
import type { DatabaseFault } from "~/platform/database-faults";
import { hasBody } from "~/platform/request-guard.server";
import { Gate } from "./gate.server";
import { loopBusyness } from "./loop-busyness.server";
import { processState } from "./readiness.server";
import { addAnswer } from "./recent-answers";
import type { createContext } from "./request-context.server";

export type Context = ReturnType<typeof createContext>;

/** A request on its way to the framework. */
export type Asked = {
  request: Incoming;
  url: URL;
  body: Buffer | Readable;
  context: Context;
  /** Many may share the answer: it is made to its end although the first reader has gone. */
  isForMany: boolean;
  ask(signal: AbortSignal): Promise<Response>;
  /** Makes the context new for a second attempt, all but its ids. */
  beginAgain(): void;
  /** Gives back the place behind the gate, once the whole answer was handed over: the reader may be slow to take it. */
  leave(): void;
};

/** Why a request is not answered: no place, a fault of the database that passes, or a fault of ours. */
export type Obstacle = DatabaseFault | "overload" | "broken";

export class NotNow extends Error {
  override name = "NotNow" as const;

  constructor(readonly obstacle: Obstacle) {
    super(`The request can't be answered: ${obstacle}.`);
  }
}

/** What is worked on in this process, for figures of it. */
export const gates = {
  pages: new Gate(
    { inside: 24, insideWhenBusy: 6, line: 48, longestWait: 1_500, expectedTime: 600, shortLine: 8 },
    () => loopBusyness() > 0.9,
  ),
  /** Anybody may ask for the preview of a text, and the dearest texts take a second each: they wait for one another alone. */
  previews: new Gate({ inside: 8, line: 16, longestWait: 2_000 }),
  /** A picture may take minutes to arrive; it waits for nothing else meanwhile. */
  uploads: new Gate({ inside: 16, line: 0, longestWait: 0 }),
};

/** How many answers are worked on or waited for. */
export const countAsked = () =>
  Object.values(gates).reduce((sum, { counts: { inside, line } }) => sum + inside + line, 0);

/** Health is asked whatever goes on. */
const isHealth = ({ pathname }: URL) => pathname === "/healthz" || pathname === "/readyz";

/**
 * The framework's answer. Throws `NotNow` when the gate is full, when the database has a fault that passes, and where the
 * framework's page of an error would lose a form.
 */
export async function askBehindGate(asked: Asked, response: Outgoing): Promise<Response> {
  const { url, isForMany } = asked;
  const gone = new AbortController();
  // An answer that was taken closes too: telling its work so would cost a hundredth of a page.
  if (!isForMany) response.once("close", () => response.writableFinished || gone.abort());
  if (isHealth(url)) return asked.ask(gone.signal);

  const leave = await gates[gateFor(asked)].enter(gone.signal);
  if (!leave) throw new NotNow("overload");
  try {
    const answered = await askTwice(asked, gone.signal).finally(() => noteTime(asked.context));
    // An answer may be streamed: its work goes on until all of it is read. Some of it does when the reader leaves before that.
    asked.leave = leave;
    if (response.closed) leave();
    else response.once("close", leave);
    return answered;
  } catch (error) {
    leave();
    throw error;
  }
}

function gateFor({ url, body }: Asked): keyof typeof gates {
  if (body instanceof Readable) return "uploads";
  return url.pathname === paths.preview() ? "previews" : "pages";
}

/** Readiness looks at whether answers come in time; that the database is away or full it sees without them. */
function noteTime({ fault }: Context) {
  if (fault === null || fault === "timeout") addAnswer(processState.answers, fault === "timeout", performance.now());
}

/** What only reads is asked once more when its connection to the database broke. */
async function askTwice({ request, context, ask, beginAgain }: Asked, signal: AbortSignal): Promise<Response> {
  let answered = await ask(signal);
  if (context.fault === "away" && answered.status >= 500 && !hasBody(request.method) && !signal.aborted) {
    await answered.body?.cancel();
    await pause(randomInt(50, 150));
    beginAgain();
    answered = await ask(signal);
  }
  const obstacle = obstacleTo(answered, request, context);
  if (!obstacle) return answered;
  await answered.body?.cancel();
  throw new NotNow(obstacle);
}

function obstacleTo({ status }: Response, request: Incoming, { fault, wants }: Context): Obstacle | null {
  if (status < 500) return null;
  if (fault) return fault;
  if (!isPlainForm(request) || wants === "data") return null;
  return status === 503 ? "overload" : "broken";
}

/** Whether a page without script sent it: its text is lost unless the answer holds it. */
export function isPlainForm({ method, headers }: Incoming) {
  const type = headers["content-type"] ?? "";
  return method === "POST" && /^application\/x-www-form-urlencoded\b/i.test(type) && wantsPage(headers);
}

export const wantsPage = (headers: Incoming["headers"]) => /text\/html/.test(headers.accept ?? "");
