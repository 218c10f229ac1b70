/** What was taken over from other forums, by which their old addresses lead here. */
import { named, ofSeenPost, seenThreads, type TablePlan } from "./table-plan";

const operatorsOnly = "how an import went, and with which table, is its operator's";

export const importTables: Record<string, TablePlan> = {
  ImportOrigin: { columns: named("id host address memberId createdAt") },
  ImportRun: { columns: named("id originId startedAt endedAt from counts notes"), onlyFull: operatorsOnly },
  ImportedMember: {
    columns: named("originId username externalId memberId placeholderId shownName importedAt takenAt modActionId"),
    guarded: { claimAddress: "null" },
  },
  ImportedThread: {
    columns: named("originId externalId threadId hash"),
    guarded: { runId: "0" },
    rows: `x."threadId" in ${seenThreads}`,
  },
  ImportedPost: {
    columns: named("originId externalId topicId number postId hash revision"),
    guarded: { notes: "'[]'", isOpen: "false" },
    rows: ofSeenPost,
  },
  ImportedUpload: { columns: named("originId address hash"), onlyFull: operatorsOnly },
  ImportedTerm: { columns: named("originId name tagId"), onlyFull: operatorsOnly },
};
