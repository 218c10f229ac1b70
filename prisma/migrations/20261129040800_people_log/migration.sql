-- An entry of the log may be about a member, or about a setting, which has no row to point at.
ALTER TABLE "ModAction" DROP CONSTRAINT "ModAction_has_target";
ALTER TABLE "ModAction" ADD CONSTRAINT "ModAction_has_target" CHECK (
  "threadId" IS NOT NULL OR "uploadId" IS NOT NULL OR "tagSlug" IS NOT NULL OR "memberId" IS NOT NULL OR "kind" = 'change_setting');
