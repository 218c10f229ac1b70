/** Which errors mean "later": the request was good, and the same request may succeed in a moment. */
import { LineIsFull, ReadingInterrupted, TextOutdated } from "./reading-errors";

export type DatabaseFault =
  /** Two transactions stood in each other's way; one of them was rolled back. */
  | "conflict"
  /** The server is not there, is stopping or starting, or has no connection left. */
  | "away"
  /** A statement or a transaction took longer than it may. */
  | "timeout"
  /** The server has no room: its disk or its memory is full. */
  | "full";

/** By code: SQLSTATE, Prisma's codes, Node's codes for sockets. A shorter entry stands for all codes that begin with it. */
const faultByCode: Record<string, DatabaseFault> = {
  "40001": "conflict",
  "40P01": "conflict",
  P2034: "conflict",
  "08": "away",
  "57P": "away",
  "53300": "away",
  /** The server has become a replica. */
  "25006": "away",
  P1001: "away",
  P1002: "away",
  P1017: "away",
  P2024: "away",
  ECONN: "away",
  EPIPE: "away",
  ETIMEDOUT: "away",
  EHOSTUNREACH: "away",
  ENOTFOUND: "away",
  EAI_AGAIN: "away",
  "57014": "timeout",
  "55P03": "timeout",
  P1008: "timeout",
  P2028: "timeout",
  "53100": "full",
  "53200": "full",
};

/** The kinds that Prisma's driver adapters give to errors instead of a code. */
const faultByKind: Record<string, DatabaseFault> = {
  DatabaseNotReachable: "away",
  ConnectionClosed: "away",
  TooManyConnections: "away",
  SocketTimeout: "timeout",
  TransactionWriteConflict: "conflict",
};

/** What the driver says of a connection without any code. */
const faultByMessage: [RegExp, DatabaseFault][] = [
  [/Connection terminated/, "away"],
  [/Client has encountered a connection error and is not queryable/, "away"],
  [/Client was closed and is not queryable/, "away"],
  [/timeout exceeded when trying to connect/, "away"],
  [/Can't reach database server|Server has closed the connection/, "away"],
  [/Query read timeout/, "timeout"],
];

/** What this error says of the database; null when it says something else: a refusal, or a fault of ours. */
export function databaseFault(error: unknown): DatabaseFault | null {
  for (const { code, originalCode, kind, message } of causesOf(error)) {
    const fault =
      byCode(originalCode) ??
      byCode(code) ??
      (typeof kind === "string" ? faultByKind[kind] : undefined) ??
      (typeof message === "string" ? faultByMessage.find(([words]) => words.test(message))?.[1] : undefined);
    if (fault) return fault;
  }
  return null;
}

/** Whether the same request may succeed in a moment: such an answer is 503 with `Retry-After`. */
export const isForLater = (error: unknown) =>
  databaseFault(error) !== null || [LineIsFull, ReadingInterrupted, TextOutdated].some((kind) => error instanceof kind);

/** What an error says, for a sentence; its code where it has no words, as when none of a host's addresses answers. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error && error.message ? error.message : ((error as NodeJS.ErrnoException).code ?? "no answer");

function byCode(code: unknown): DatabaseFault | undefined {
  if (typeof code !== "string") return undefined;
  const prefix = Object.keys(faultByCode).find((prefix) => code.startsWith(prefix));
  return prefix === undefined ? undefined : faultByCode[prefix];
}

type Cause = { code?: unknown; originalCode?: unknown; kind?: unknown; message?: unknown };

/** The error and what it wraps, innermost first: what PostgreSQL said counts more than what was made of it. */
function causesOf(error: unknown, depth = 0): Cause[] {
  if (!(error instanceof Object) || depth > 6) return [];
  const { cause, meta, driverAdapterError, errors } = error as Record<string, unknown>;
  const inner = [cause, meta, driverAdapterError, ...(Array.isArray(errors) ? errors : [])];
  return [...inner.flatMap((one) => causesOf(one, depth + 1)), error as Cause];
}
