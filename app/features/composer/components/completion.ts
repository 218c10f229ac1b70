/** Something that completes a word: `insert` is what is written for it. */
export type Completion = { label: string; note: string; insert: string };
