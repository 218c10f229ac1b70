/** JSON-RPC 2.0 over HTTP, to a node whose address the operator or the registry gave. */
import { z } from "zod";
import { FetchFault, fetchFromOperator, parseJson } from "~/platform/operator-fetch.server";
import { retryUnlessTimeout } from "./patience.server";
import type { Pace } from "./provider";
import { inItsWords, isBatchRefusal, isRateLimit, type RpcError } from "./rpc-error";

export type Call = { method: string; params: unknown };
export type Reply = { ok: true; result: unknown } | { ok: false; error: RpcError };

const Told = z.union([z.string(), z.object({ code: z.number().nullish(), message: z.string().nullish() })]);
const Answer = z.object({
  id: z.union([z.number(), z.string(), z.null()]).optional(),
  result: z.unknown().optional(),
  error: Told.nullish(),
});

/** The largest blocks with full transactions are smaller than this. */
const maxBytes = 16 * 1024 * 1024;
/** Calls per request, tried from the largest size down until the node accepts one. */
const batchSizes = [10, 3, 1];
/** Seconds to wait after a rate limit without `Retry-After`. */
const restAfterLimit = 30;

/** The batch size that each host accepts, remembered for an hour. */
const batches = new Map<string, { size: number; until: number }>();

type Manner = {
  /** Whether the chain has one node only: it is retried after a passing fault, where otherwise the next node is asked. */
  isOnly?: boolean;
  /** Timeout of each answer in ms; the default of `fetchFromOperator` unless given. */
  totalMs?: number;
  /** Sends the request; `fetchFromOperator` unless given. */
  fetch?: typeof fetchFromOperator | undefined;
};

/** One node, with a count of the calls made to it. */
export class Node {
  readonly host: string;
  calls = 0;
  bytes = 0;
  httpStatus: number | undefined;

  constructor(
    readonly url: string,
    readonly position: number,
    private readonly pace: Pace,
    private readonly manner: Manner = {},
  ) {
    this.host = new URL(url).host;
  }

  /** The facts that a run records about this node. */
  get facts() {
    return { host: this.host, httpStatus: this.httpStatus, bytes: this.bytes, calls: this.calls };
  }

  /** The result of one call; an error of the node's is a fault. */
  async ask(method: string, params: unknown = []): Promise<unknown> {
    const [reply] = await this.askAll([{ method, params }]);
    if (!reply?.ok) throw new FetchFault(`refused ${method}: ${reply ? inItsWords(reply.error) : "no answer"}`);
    return reply.result;
  }

  /**
   * The results of several calls in their order; an error of the node's stands in its place. They go in batches as large
   * as the node takes. A node that limits how often it is asked is a fault at once: asking again would make it worse.
   */
  async askAll(calls: Call[]): Promise<Reply[]> {
    const replies: Reply[] = [];
    while (replies.length < calls.length)
      replies.push(...(await this.#send(calls.slice(replies.length, replies.length + this.#batchSize))));
    return replies;
  }

  get #batchSize(): number {
    const known = batches.get(this.host);
    return known && known.until > performance.now() ? known.size : batchSizes[0]!;
  }

  /** The answers to these calls, or to the first of them where the node takes fewer at once. */
  async #send(calls: Call[]): Promise<Reply[]> {
    if (calls.length === 1) return [await this.#askOne(calls[0]!)];
    const answers = await this.#askBatch(calls);
    if (answers) return answers;
    const size = batchSizes.find((smaller) => smaller < calls.length)!;
    batches.set(this.host, { size, until: performance.now() + 3_600_000 });
    return this.#send(calls.slice(0, size));
  }

  async #askOne(call: Call): Promise<Reply> {
    return withoutLimit(toReply(await this.#post({ jsonrpc: "2.0", id: 1, ...call })));
  }

  /** The answers to a batch in its order; null when the node takes none of this size. */
  async #askBatch(calls: Call[]): Promise<Reply[] | null> {
    let answers: unknown;
    try {
      answers = await this.#post(calls.map((call, index) => ({ jsonrpc: "2.0", id: index + 1, ...call })));
    } catch (error) {
      if (error instanceof FetchFault && refusesBatch(error)) return null;
      throw error;
    }
    // A node that takes no such batch answers the whole of it with one error, alone or in a list.
    if (!Array.isArray(answers)) {
      withoutLimit(toReply(answers));
      return null;
    }
    const byId = new Map<unknown, unknown>();
    for (const answer of answers.slice(0, 4 * calls.length)) {
      const id = (answer as { id?: unknown } | null)?.id;
      if (!byId.has(id)) byId.set(id, answer);
    }
    const replies = calls.map((_, index) => (byId.has(index + 1) ? withoutLimit(toReply(byId.get(index + 1))) : null));
    const isWhole = replies.every((reply) => reply && (reply.ok || !isBatchRefusal(reply.error)));
    if (isWhole) return replies as Reply[];
    for (const answer of answers) withoutLimit(toReply(answer));
    return null;
  }

  async #post(body: object): Promise<unknown> {
    return this.manner.isOnly ? retryUnlessTimeout(() => this.#postOnce(body)) : this.#postOnce(body);
  }

  async #postOnce(body: object): Promise<unknown> {
    const calls = Array.isArray(body) ? body.length : 1;
    await this.pace(this.url, calls);
    this.calls += calls;
    const { fetch = fetchFromOperator } = this.manner;
    const answer = await fetch(this.url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      maxBytes,
      totalMs: this.manner.totalMs,
    });
    this.bytes += answer.bytes;
    this.httpStatus = answer.status;
    return parseJson(answer.text);
  }
}

function toReply(answer: unknown): Reply {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return { ok: false, error: { code: null, words: "no JSON-RPC answer" } };
  const { error, result } = parsed.data;
  if (error === null || error === undefined) return { ok: true, result };
  if (typeof error === "string") return { ok: false, error: { code: null, words: error } };
  return { ok: false, error: { code: error.code ?? null, words: error.message ?? "" } };
}

/** The reply, unless it says that the node is asked too often: that is a fault of the whole visit. */
function withoutLimit(reply: Reply): Reply {
  if (!reply.ok && isRateLimit(reply.error))
    throw new FetchFault(`limits how often it is asked: ${inItsWords(reply.error)}`, 429, restAfterLimit);
  return reply;
}

/** Whether a status and its words are about the batch, and not about us. */
const refusesBatch = ({ status, message, isLimit }: FetchFault) =>
  !isLimit && status !== null && (status === 413 || status === 400 || status === 405 || /batch/i.test(message));
