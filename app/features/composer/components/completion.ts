/** A completion; `insert` is the text to write. */
export type Completion = { label: string; note: string; insert: string };
