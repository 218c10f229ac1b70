import { TextTooCostly } from "~/platform/reading-errors";

export class MarkdownTooLong extends Error {
  override name = "MarkdownTooLong" as const;
}

export class MarkdownTooLarge extends Error {
  override name = "MarkdownTooLarge" as const;
}

export class MarkdownFailed extends Error {
  override name = "MarkdownFailed" as const;
}

/** Whether a text can't be rendered, as opposed to a fault of the forum's or of the moment. */
export function isTextAtFault(error: unknown) {
  return [MarkdownFailed, MarkdownTooLarge, MarkdownTooLong, TextTooCostly].some((kind) => error instanceof kind);
}

const failures = { MarkdownTooLong, MarkdownTooLarge, MarkdownFailed };

type FailureName = keyof typeof failures;

/** An error loses its class when it leaves a thread, so it is sent as name and message. */
export type Failure = { failure: FailureName; message: string };

export function toFailure(error: unknown): Failure {
  if (error instanceof MarkdownTooLong || error instanceof MarkdownTooLarge) {
    return { failure: error.name, message: error.message };
  }
  return { failure: "MarkdownFailed", message: error instanceof Error ? error.message : String(error) };
}

export function fromFailure({ failure, message }: Failure) {
  return new failures[failure](message);
}
