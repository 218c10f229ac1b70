/** What moderators did, which is public, and what they work with, which is not. */
import { named, type TablePlan } from "./table-plan";

const moderatorsOnly = "moderators see it alone; what was done about it is in the log";

export const moderationTables: Record<string, TablePlan> = {
  // Every visitor reads all of it, and its chain of hashes holds for the whole alone.
  ModAction: {
    columns: named(
      "id kind moderatorId threadId otherThreadId postId uploadId memberId entryId tagSlug detail reason at place salt detailSalt reasonHash detailHash hash",
    ),
  },
  ModCase: {
    columns: named(
      "id kind subject memberId threadId postId uploadId heldPostId evidence payload openedAt remindedAt leasedById leasedAt leasedUntil closedAt",
    ),
    onlyFull: moderatorsOnly,
  },
  CaseDecision: { columns: named("id caseId decision byId reason at modActionId"), onlyFull: moderatorsOnly },
  Flag: { columns: named("id postId revision memberId reason words at caseId"), onlyFull: moderatorsOnly },
  InterestQuestion: {
    columns: named("id caseId postId memberId askedById words askedAt answer answerWords isPublic answeredAt"),
    onlyFull: moderatorsOnly,
  },
  Sanction: {
    columns: named("id memberId kind reason byId startedAt endsAt endedAt endedById keptHashes modActionId caseId"),
    onlyFull: moderatorsOnly,
  },
  Appeal: {
    columns: named("id memberId sanctionId modActionId words at decidedAt decidedById isGranted answer"),
    onlyFull: moderatorsOnly,
  },
  SpamHost: { columns: named("host at"), onlyFull: moderatorsOnly },
};
