import { isRouteErrorResponse } from "@remix-run/react";
import type { TypedField } from "./typed-fields";

export type Failure = {
  status: number;
  /** What the server said about it; nothing where it said nothing that is meant for readers. */
  message: string | undefined;
  /** What was sent with a form that may not be sent, to be given back. */
  fields: TypedField[];
  /** Where the reader can say something against the refusal. */
  appeal: string | null;
};

/** What a refusal says that gives a form's text back (`refused-text.server.ts`). */
export type RefusedText = { message: string; fields: TypedField[]; appeal: string | null };

const isRefusedText = (data: unknown): data is RefusedText =>
  data instanceof Object && "message" in data && "fields" in data && "appeal" in data;

/**
 * What an error of a route means for a reader. The framework makes an error without a stack of an answer that is none of
 * its own, with the answer's words: what the server says when it can't answer just now. `otherwise` is the status of
 * every other error, which is a fault of ours.
 */
export function failureOf(error: unknown, otherwise = 500): Failure {
  const nothing = { fields: [], appeal: null };
  if (isRouteErrorResponse(error)) {
    if (isRefusedText(error.data)) return { status: error.status, ...error.data };
    return { status: error.status, message: String(error.data), ...nothing };
  }
  const isAnswer = error instanceof Error && error.stack === undefined && /^[^<\n]{1,300}\s*$/.test(error.message);
  return isAnswer
    ? { status: 503, message: error.message.trim(), ...nothing }
    : { status: otherwise, message: undefined, ...nothing };
}
