export class MarkdownTooLong extends Error {
  override name = "MarkdownTooLong" as const;
}

export class MarkdownTooLarge extends Error {
  override name = "MarkdownTooLarge" as const;
}

export class MarkdownTooSlow extends Error {
  override name = "MarkdownTooSlow" as const;
}

export class MarkdownFailed extends Error {
  override name = "MarkdownFailed" as const;
}

/** The thread that renders ended without an answer: it was closed or killed, which need not be the text's fault. */
export class MarkdownInterrupted extends MarkdownFailed {}

const failures = { MarkdownTooLong, MarkdownTooLarge, MarkdownTooSlow, MarkdownFailed };

type FailureName = keyof typeof failures;

/** An error loses its class when it leaves a worker thread, so it is sent as name and message. */
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
