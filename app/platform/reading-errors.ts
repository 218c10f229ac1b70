/** The ways in which reading a stranger's text fails, see `lanes.server.ts`. */

/** The line is full, or the asker has their share of it: the same may succeed in a moment. */
export class LineIsFull extends Error {
  override name = "LineIsFull" as const;
}

/** The text takes more time or memory than a text may. */
export class TextTooCostly extends Error {
  override name = "TextTooCostly" as const;
}

/** The thread ended without an answer: it was closed or killed, which need not be the text's fault. */
export class ReadingInterrupted extends Error {
  override name = "ReadingInterrupted" as const;
}

/** The job threw: a fault of ours. */
export class ReadingFailed extends Error {
  override name = "ReadingFailed" as const;
}

/** What a text was read against was changed by others again and again while it was written. */
export class TextOutdated extends Error {
  override name = "TextOutdated" as const;
}
