/** What an operation of the API is. The document at `/api/v1/openapi.json` and the answers come from the same list of them. */
import type { z } from "zod";
import type { Caller } from "./keys.server";
import type { Scope } from "./scope";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Chapter =
  | "Threads"
  | "Posts"
  | "Tags"
  | "Chains"
  | "Metrics"
  | "Sources"
  | "Claims"
  | "Members"
  | "Search"
  | "Moderation"
  | "Drafts"
  | "Uploads";

/** What belongs to a request beside its path, query and body. */
export type Circumstances = {
  address: string;
  request: Request;
  /** From the header `Idempotency-Key`. */
  idempotencyKey: string | undefined;
};

type Shape = z.ZodObject;
type Read<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined;

type Common<P extends Shape | undefined, Q extends Shape | undefined, B extends z.ZodType | undefined> = {
  /** Its name in the document: `listThreads`. */
  id: string;
  method: Method;
  /** Below `/api/v1`, with parameters in braces: `/threads/{thread}`. */
  path: string;
  chapter: Chapter;
  /** One sentence. */
  says: string;
  params?: P;
  query?: Q;
  body?: B;
  /** The status of a success: 200 unless given. */
  status?: 200 | 201 | 204;
};

/** Asked by everybody, or by a member whose key has the scope. */
type Public<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends z.ZodType | undefined,
  A extends z.ZodType,
> = Common<P, Q, B> & {
  answer: A;
  run(given: Circumstances & { params: Read<P>; query: Read<Q>; body: Read<B> }): Promise<z.input<A>>;
};
type Own<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends z.ZodType | undefined,
  A extends z.ZodType,
> = Common<P, Q, B> & {
  scope: Scope;
  answer: A;
  /** It changes something, which silenced members may not. */
  writes?: boolean;
  /** The body is a form with a picture, and read by `run`. */
  takesForm?: boolean;
  /** What it writes may wait for a moderator first: 202. */
  mayBeHeld?: boolean;
  run(given: Circumstances & { params: Read<P>; query: Read<Q>; body: Read<B>; caller: Caller }): Promise<z.input<A>>;
};

/** An operation whose shapes are known by value alone. */
export type Operation = {
  id: string;
  method: Method;
  path: string;
  chapter: Chapter;
  says: string;
  params?: Shape | undefined;
  query?: Shape | undefined;
  body?: z.ZodType | undefined;
  status: 200 | 201 | 204;
  answer: z.ZodType;
  /** Null for what everybody may ask. */
  scope: Scope | null;
  writes: boolean;
  takesForm: boolean;
  mayBeHeld: boolean;
  run(
    given: Circumstances & { params: unknown; query: unknown; body: unknown; caller: Caller | null },
  ): Promise<unknown>;
};

/** An operation that everybody may ask for. It reads what a visitor reads, and writes nothing. */
export const reading = <
  A extends z.ZodType,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  given: Public<P, Q, B, A>,
): Operation =>
  ({
    status: 200,
    scope: null,
    writes: false,
    takesForm: false,
    mayBeHeld: false,
    ...given,
  }) as unknown as Operation;

/** An operation for a member's key. */
export const withKey = <
  A extends z.ZodType,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  given: Own<P, Q, B, A>,
): Operation => ({ status: 200, writes: false, takesForm: false, mayBeHeld: false, ...given }) as unknown as Operation;

/** Thrown by an operation whose text waits for a moderator: 202, with the address where its author reads it. */
export class TextHeld extends Error {
  constructor(readonly heldId: number) {
    super("The text is held");
  }
}

/** Thrown by an operation that can't be done; answered as a problem of RFC 9457. */
export class ApiRefusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503,
    /** Sentences for people. */
    detail: string,
    readonly headers: Record<string, string> = {},
    /** Members of the problem beside the usual ones. */
    readonly more: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

/** A value as the schema reads it; what can't be read is refused with a sentence for each field. */
export function readAs<Schema extends z.ZodType>(schema: Schema, value: unknown, status: 400 | 422): z.infer<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const errors = read.error.issues.slice(0, 20).map(({ path, message }) => ({ at: path.join("."), says: message }));
  const detail = errors.map(({ at, says }) => (at === "" ? says : `${at}: ${says}`)).join(" ");
  throw new ApiRefusal(status, detail, {}, { errors });
}

/** 404 unless the value is there. */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new ApiRefusal(404, `There is no such ${what}.`);
  return value;
}

/** 429, to be tried again after so many seconds. */
export const tooOften = (seconds: number, words: string) =>
  new ApiRefusal(429, words, { "Retry-After": String(seconds) });
