import { isRouteErrorResponse } from "@remix-run/react";

export type Failure = {
  status: number;
  /** What the server said about it; nothing where it said nothing that is meant for readers. */
  message: string | undefined;
};

/**
 * What an error of a route means for a reader. The framework makes an error without a stack of an answer that is none of
 * its own, with the answer's words: what the server says when it can't answer just now. `otherwise` is the status of
 * every other error, which is a fault of ours.
 */
export function failureOf(error: unknown, otherwise = 500): Failure {
  if (isRouteErrorResponse(error)) return { status: error.status, message: String(error.data) };
  const isAnswer = error instanceof Error && error.stack === undefined && /^[^<\n]{1,300}\s*$/.test(error.message);
  return isAnswer ? { status: 503, message: error.message.trim() } : { status: otherwise, message: undefined };
}
