-- Votes in both directions, reactions, and what open pages are told about a thread.

-- AlterTable
ALTER TABLE "Post" ADD COLUMN "disagreeCount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "reactionCounts" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN "hasNewCounts" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Thread" ADD COLUMN "lastUpdate" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Vote" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "Reaction" (
    "memberId" INTEGER NOT NULL,
    "postId" INTEGER NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "revision" INTEGER NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Reaction_pkey" PRIMARY KEY ("memberId","postId","kind")
);

-- CreateTable
CREATE TABLE "ThreadUpdate" (
    "threadId" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ThreadUpdate_pkey" PRIMARY KEY ("threadId","sequence")
);

-- CreateIndex
CREATE INDEX "Reaction_postId_kind_changedAt_idx" ON "Reaction"("postId", "kind", "changedAt");

-- CreateIndex
CREATE INDEX "ThreadUpdate_at_idx" ON "ThreadUpdate"("at");

-- AddForeignKey
ALTER TABLE "Reaction" ADD CONSTRAINT "Reaction_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reaction" ADD CONSTRAINT "Reaction_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadUpdate" ADD CONSTRAINT "ThreadUpdate_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language can't say.
ALTER TABLE "Vote" ADD CONSTRAINT "Vote_agree" CHECK ("axis" <> 'agree' OR "value" BETWEEN -1 AND 1);
ALTER TABLE "Reaction" ADD CONSTRAINT "Reaction_kind"
    CHECK ("kind" IN ('changed-my-mind', 'crux', 'good-source', 'needs-a-source', 'unclear', 'off-topic'));
CREATE INDEX "Post_hasNewCounts_idx" ON "Post"("threadId") WHERE "hasNewCounts";

-- An older vote was cast on the newest revision that there was at that moment.
UPDATE "Vote" v SET "changedAt" = v."createdAt", "revision" = greatest(1, (
    SELECT coalesce(max(r."number"), 1) FROM "PostRevision" r WHERE r."postId" = v."postId" AND r."createdAt" <= v."createdAt"));

-- Counts of votes and reactions concern their post's thread alone.
CREATE OR REPLACE FUNCTION "touch_thread_of_post"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    "before" "Post" := OLD;
    "after" "Post" := NEW;
BEGIN
    "before"."html" := ''; "after"."html" := '';
    "before"."plainText" := ''; "after"."plainText" := '';
    "before"."readableText" := ''; "after"."readableText" := '';
    "before"."derived" := '{}'; "after"."derived" := '{}';
    "before"."rendererVersion" := 0; "after"."rendererVersion" := 0;
    "before"."version" := 0; "after"."version" := 0;
    "before"."revision" := 0; "after"."revision" := 0;
    "before"."editedAt" := NULL; "after"."editedAt" := NULL;
    "before"."replyCount" := 0; "after"."replyCount" := 0;
    "before"."worthCount" := 0; "after"."worthCount" := 0;
    "before"."agreeCount" := 0; "after"."agreeCount" := 0;
    "before"."disagreeCount" := 0; "after"."disagreeCount" := 0;
    "before"."reactionCounts" := '{}'; "after"."reactionCounts" := '{}';
    "before"."hasNewCounts" := false; "after"."hasNewCounts" := false;
    IF "before" IS DISTINCT FROM "after" THEN
        PERFORM "count_change"(true);
    ELSE
        PERFORM "touch_threads"(ARRAY[NEW."threadId"]);
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER "Thread_changed" ON "Thread";
CREATE TRIGGER "Thread_changed" AFTER UPDATE ON "Thread" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('id', 'nextNumber', 'postCount', 'lastPostAt', 'lastPosterId', 'hotScore', 'worthCount', 'tldr', 'lastUpdate');
DROP TRIGGER "Vote_changed" ON "Vote";
CREATE TRIGGER "Vote_changed" AFTER UPDATE ON "Vote" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('postId', 'value', 'revision', 'changedAt');
CREATE TRIGGER "Reaction_touch" AFTER TRUNCATE ON "Reaction" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Reaction_added" AFTER INSERT ON "Reaction" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
CREATE TRIGGER "Reaction_removed" AFTER DELETE ON "Reaction" REFERENCING OLD TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
CREATE TRIGGER "Reaction_changed" AFTER UPDATE ON "Reaction" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('postId', 'revision', 'changedAt');
