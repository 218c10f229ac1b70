/** JSON-RPC 2.0 over HTTP, to a node whose address the operator or the registry gave. */
import { z } from "zod";
import { FetchFault, fetchFromOperator, parseJson } from "~/platform/operator-fetch.server";
import { briskly } from "./patience.server";
import type { Pace } from "./provider";

export type Call = { method: string; params: unknown };
export type Reply = { ok: true; result: unknown } | { ok: false; error: string };

const Answer = z.object({
  id: z.union([z.number(), z.string(), z.null()]).optional(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number().optional(), message: z.string().optional() }).nullish(),
});

/** A block with whole transactions of the fullest network stays below it. */
const maxBytes = 16 * 1024 * 1024;
const batchSize = 10;

type Manner = {
  /** A network's only node is asked again after a fault that may pass; of several the next one is. */
  isOnly?: boolean;
  /** How long each answer is waited for, in ms; as long as any other unless told. */
  totalMs?: number;
};

/** One node, with a count of what was asked of it. */
export class Node {
  readonly host: string;
  calls = 0;
  bytes = 0;
  httpStatus: number | undefined;
  #takesBatches = true;

  constructor(
    readonly url: string,
    readonly position: number,
    private readonly pace: Pace,
    private readonly manner: Manner = {},
  ) {
    this.host = new URL(url).host;
  }

  /** What a run notes of it. */
  get facts() {
    return { host: this.host, httpStatus: this.httpStatus, bytes: this.bytes, calls: this.calls };
  }

  /** The result of one call; an error of the node's is a fault. */
  async ask(method: string, params: unknown = []): Promise<unknown> {
    const [reply] = await this.askAll([{ method, params }]);
    if (!reply?.ok) throw new FetchFault(`refused ${method}: ${reply?.error ?? "no answer"}`);
    return reply.result;
  }

  /** The results of several calls in their order, ten in a request; an error of the node's stands in its place. */
  async askAll(calls: Call[]): Promise<Reply[]> {
    const replies: Reply[] = [];
    for (let start = 0; start < calls.length; start += batchSize)
      replies.push(...(await this.#send(calls.slice(start, start + batchSize))));
    return replies;
  }

  async #send(calls: Call[]): Promise<Reply[]> {
    if (calls.length === 1 || !this.#takesBatches) {
      const replies: Reply[] = [];
      for (const call of calls) replies.push(toReply(await this.#post({ jsonrpc: "2.0", id: 1, ...call })));
      return replies;
    }
    const answers = await this.#post(calls.map((call, index) => ({ jsonrpc: "2.0", id: index + 1, ...call })));
    if (!Array.isArray(answers)) {
      // A node without batches answers the whole of it with one error.
      this.#takesBatches = false;
      return this.#send(calls);
    }
    const byId = new Map<unknown, unknown>();
    for (const answer of answers.slice(0, 4 * batchSize)) {
      const id = (answer as { id?: unknown } | null)?.id;
      if (!byId.has(id)) byId.set(id, answer);
    }
    return calls.map((_, index) => toReply(byId.get(index + 1)));
  }

  async #post(body: object): Promise<unknown> {
    return this.manner.isOnly ? briskly(() => this.#postOnce(body)) : this.#postOnce(body);
  }

  async #postOnce(body: object): Promise<unknown> {
    const calls = Array.isArray(body) ? body.length : 1;
    await this.pace(this.url, calls);
    this.calls += calls;
    const answer = await fetchFromOperator(this.url, {
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
  if (!parsed.success) return { ok: false, error: "no JSON-RPC answer" };
  const { error, result } = parsed.data;
  if (error) return { ok: false, error: (error.message ?? `error ${error.code ?? ""}`).slice(0, 120) };
  return { ok: true, result };
}
