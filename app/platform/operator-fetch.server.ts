/**
 * Requests to addresses that the operator configured: sent as given, with limits on time and size. Addresses from
 * posts never come here; they need a guarded fetcher.
 */
import { Agent, errors, request } from "undici";
import { quoted, remoteWords } from "./remote-words";

export const fetchBounds = { connectMs: 3_000, totalMs: 10_000, bytes: 25 * 1024 * 1024 };

type Asked = {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** The total timeout in milliseconds; default 10 s. */
  totalMs?: number;
  /** The maximum response size; default 25 MB. */
  maxBytes?: number;
};
export type Fetched = { status: number; headers: Record<string, string>; text: string; bytes: number };

/** A failed request, as a sentence; `status` if there was a response. */
export class FetchFault extends Error {
  override name = "FetchFault";
  constructor(
    message: string,
    readonly status: number | null = null,
    /** Seconds from `Retry-After`. */
    readonly retryAfter: number | null = null,
    /** Whether it timed out. */
    readonly isSilence = false,
    /** Whether no connection came to be, so that the other side has not seen it. */
    readonly wasNeverSent = false,
    /** Where the answer leads. */
    readonly location: string | null = null,
  ) {
    super(message);
  }

  /** The other side has no fault: it was asked too often. */
  get isLimit() {
    return this.status === 429;
  }
}

const agent = new Agent({ connect: { timeout: fetchBounds.connectMs }, connections: 4, pipelining: 1 });

/** Fetches a configured address. Any status but 2xx and 304 is a failure, as is a response too slow or too large. */
export async function fetchFromOperator(url: string, asked: Asked = {}): Promise<Fetched> {
  const { bytes, ...answer } = await fetchBytesFromOperator(url, asked);
  return { ...answer, text: bytes.toString("utf8"), bytes: bytes.length };
}

/** The same for what is no text. */
export async function fetchBytesFromOperator(
  url: string,
  asked: Asked = {},
): Promise<{ status: number; headers: Record<string, string>; bytes: Buffer }> {
  const { method = "GET", body, totalMs = fetchBounds.totalMs, maxBytes = fetchBounds.bytes } = asked;
  const signal = AbortSignal.timeout(totalMs);
  try {
    const answer = await request(url, {
      dispatcher: agent,
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
      const said = await beginningOf(answer.body).catch(() => "");
      throw new FetchFault(
        `answered ${answer.statusCode}${quoted(remoteWords(said))}`,
        answer.statusCode,
        secondsOf(headers["retry-after"]),
        false,
        false,
        headers["location"] ?? null,
      );
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
    return { status: answer.statusCode, headers, bytes: Buffer.concat(chunks) };
  } catch (error) {
    if (error instanceof FetchFault) throw error;
    // undici's timeouts equal ours and can fire first.
    const isOver =
      signal.aborted || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;
    if (isOver) throw new FetchFault(`no answer within ${totalMs / 1000} s`, null, null, true);
    throw new FetchFault(wordsFor(error), null, null, false, isBeforeSending(error));
  }
}

/** Whether an error says that no connection came to be: what was to be sent has not left. */
export function isBeforeSending(error: unknown): boolean {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code !== undefined && connectionFaults.has(code);
}

const connectionFaults = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The first kilobytes of a body; the rest is not read. */
async function beginningOf(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= 16_384) break;
  }
  body.destroy();
  return Buffer.concat(chunks).toString("utf8");
}

/** Reads a response as JSON; HTML, truncated or empty responses are failures. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const what = /^\s*</.test(text) ? "a page instead of JSON" : "broken JSON";
    throw new FetchFault(`answered with ${what}${quoted(remoteWords(text))}`);
  }
}

function wordsFor(error: unknown): string {
  if (error instanceof errors.ConnectTimeoutError) return "could not be reached in time";
  if (error instanceof errors.UndiciError) return "broke off the answer";
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ? `could not be reached (${code})` : "could not be reached";
}

const inMegabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

/** `Retry-After` in seconds, up to an hour: a number, or a date as HTTP writes it. Null where it is neither. */
export function secondsOf(retryAfter: string | undefined): number | null {
  if (!retryAfter) return null;
  const given = retryAfter.trim();
  const seconds = /^\d{1,6}$/.test(given) ? Number(given) : Math.ceil((Date.parse(given) - Date.now()) / 1_000);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3_600) : null;
}
