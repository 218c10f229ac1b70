-- An administrator fetched the whole forum.
ALTER TYPE "ModActionKind" ADD VALUE 'export_forum';

ALTER TABLE "ModAction" DROP CONSTRAINT "ModAction_has_target";
ALTER TABLE "ModAction" ADD CONSTRAINT "ModAction_has_target" CHECK (
  "threadId" IS NOT NULL OR "uploadId" IS NOT NULL OR "tagSlug" IS NOT NULL OR "memberId" IS NOT NULL OR "entryId" IS NOT NULL
  OR "kind"::text IN ('change_setting', 'export_forum', 'warn_member', 'pace_member', 'silence_member', 'end_sanction',
    'uphold_sanction', 'discard_text', 'refuse_proposal', 'hide_spam'));
