/**
 * Requests to others, first class: addresses that the operator configured are dialled as given, wherever they lead, with
 * bounds on time and size. Addresses that come from a post never pass here; they need the guarded class.
 */
import { Agent, errors, request } from "undici";
import { processWide } from "./registry.server";

export const fetchBounds = { connectMs: 3_000, totalMs: 10_000, bytes: 25 * 1024 * 1024 };

type Asked = {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** Milliseconds for everything together; 10 s unless told. */
  totalMs?: number;
  /** The largest answer that is read; 25 MB unless told. */
  maxBytes?: number;
};
export type Fetched = { status: number; headers: Record<string, string>; text: string; bytes: number };

/** What went wrong on the way, in words for people; `status` when an answer came. */
export class FetchFault extends Error {
  override name = "FetchFault";
  constructor(
    message: string,
    readonly status: number | null = null,
    /** Seconds after which the other side wants to be asked again. */
    readonly retryAfter: number | null = null,
    /** Whether the time was over before an answer came. */
    readonly isSilence = false,
  ) {
    super(message);
  }
}

const agent = () =>
  processWide(
    "operator-agent",
    () => new Agent({ connect: { timeout: fetchBounds.connectMs }, connections: 4, pipelining: 1 }),
  );

/** Fetches from an address of the operator's; any status but 2xx and 304 is a fault, as is an answer too slow or too large. */
export async function fetchFromOperator(url: string, asked: Asked = {}): Promise<Fetched> {
  const { method = "GET", body, totalMs = fetchBounds.totalMs, maxBytes = fetchBounds.bytes } = asked;
  const signal = AbortSignal.timeout(totalMs);
  try {
    const answer = await request(url, {
      dispatcher: agent(),
      method,
      headers: { accept: "application/json", "user-agent": "Counterproof", ...asked.headers },
      ...(body !== undefined && { body }),
      signal,
      headersTimeout: totalMs,
      bodyTimeout: totalMs,
    });
    const headers = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(", ") : (value ?? ""),
      ]),
    );
    const isGood = (answer.statusCode >= 200 && answer.statusCode < 300) || answer.statusCode === 304;
    if (!isGood) {
      await answer.body.dump({ limit: 16_384, signal }).catch(() => {});
      throw new FetchFault(`answered ${answer.statusCode}`, answer.statusCode, secondsOf(headers["retry-after"]));
    }
    if (Number(headers["content-length"] ?? 0) > maxBytes) {
      answer.body.destroy();
      throw new FetchFault(`the answer is larger than ${inMegabytes(maxBytes)}`, answer.statusCode);
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        answer.body.destroy();
        throw new FetchFault(`the answer is larger than ${inMegabytes(maxBytes)}`, answer.statusCode);
      }
      chunks.push(chunk);
    }
    return { status: answer.statusCode, headers, text: Buffer.concat(chunks).toString("utf8"), bytes };
  } catch (error) {
    if (error instanceof FetchFault) throw error;
    // Undici's own clocks run as long as ours, and may be the first to ring.
    const isOver =
      signal.aborted || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;
    if (isOver) throw new FetchFault(`no answer within ${totalMs / 1000} s`, null, null, true);
    throw new FetchFault(wordsFor(error));
  }
}

/** Reads an answer as JSON; a page of HTML, a torn or an empty answer is a fault. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new FetchFault(/^\s*</.test(text) ? "answered with a page instead of JSON" : "answered with broken JSON");
  }
}

function wordsFor(error: unknown): string {
  if (error instanceof errors.ConnectTimeoutError) return "could not be reached in time";
  if (error instanceof errors.UndiciError) return "broke off the answer";
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ? `could not be reached (${code})` : "could not be reached";
}

const inMegabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

function secondsOf(retryAfter: string | undefined): number | null {
  if (!retryAfter) return null;
  const seconds = /^\d{1,6}$/.test(retryAfter.trim()) ? Number(retryAfter) : null;
  return seconds === null ? null : Math.min(seconds, 3_600);
}
