/** What is known while an import runs. */
import type { ForumThere } from "./forum-there";
import type { NoteKind } from "./note";
import type { RunCounts } from "./run-counts";
import type { There } from "./translate";

export type Run = {
  id: number;
  originId: number;
  /** In whose name stubs stand. */
  memberId: number;
  there: ForumThere;
  origins: Map<string, number>;
  context: Omit<There, "topicId">;
  /** Ids of tags here by "category:3" and "tag:rollup"; a name that the table has not is missing. */
  terms: Map<string, number[]>;
  counts: RunCounts;
  /** Members whose picture was looked for in this run. */
  faces: Set<number>;
  note: (kind: NoteKind, words: string) => void;
};
