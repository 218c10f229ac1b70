ALTER TYPE "ModActionKind" ADD VALUE 'slow_thread';
ALTER TYPE "ModActionKind" ADD VALUE 'unslow_thread';
ALTER TYPE "ModActionKind" ADD VALUE 'close_thread';
ALTER TYPE "ModActionKind" ADD VALUE 'reopen_thread';
ALTER TYPE "ModActionKind" ADD VALUE 'move_posts';
ALTER TYPE "ModActionKind" ADD VALUE 'move_back';
ALTER TYPE "ModActionKind" ADD VALUE 'merge_thread';
ALTER TYPE "ModActionKind" ADD VALUE 'unmerge_thread';
ALTER TYPE "ModActionKind" ADD VALUE 'erase_revision';
ALTER TYPE "ModActionKind" ADD VALUE 'erase_entry';

-- What an entry was about are copied ids: an entry stays when the thing goes.
ALTER TABLE "ModAction" DROP CONSTRAINT "ModAction_threadId_fkey";
ALTER TABLE "ModAction" DROP CONSTRAINT "ModAction_postId_fkey";
ALTER TABLE "ModAction" DROP CONSTRAINT "ModAction_uploadId_fkey";

ALTER TABLE "ModAction" ADD COLUMN "otherThreadId" INTEGER,
    ADD COLUMN "entryId" INTEGER,
    ADD COLUMN "place" INTEGER,
    ADD COLUMN "salt" VARCHAR(32),
    ADD COLUMN "detailSalt" VARCHAR(32),
    ADD COLUMN "reasonHash" VARCHAR(64),
    ADD COLUMN "detailHash" VARCHAR(64),
    ADD COLUMN "hash" VARCHAR(64);

CREATE UNIQUE INDEX "ModAction_place_key" ON "ModAction"("place");
CREATE INDEX "ModAction_otherThreadId_idx" ON "ModAction"("otherThreadId");

ALTER TABLE "ModAction" DROP CONSTRAINT "ModAction_has_target";
ALTER TABLE "ModAction" ADD CONSTRAINT "ModAction_has_target" CHECK (
  "threadId" IS NOT NULL OR "uploadId" IS NOT NULL OR "tagSlug" IS NOT NULL OR "memberId" IS NOT NULL OR "entryId" IS NOT NULL
  OR "kind"::text IN ('change_setting', 'warn_member', 'pace_member', 'silence_member', 'end_sanction', 'uphold_sanction',
    'discard_text', 'refuse_proposal', 'hide_spam'));

-- The chain begins here: entries from before have no place in it.
UPDATE "ModAction" SET "hash" = '';

-- Chains an entry to the one before it. Deferred to the end of its transaction, where the lock is held for a moment only and nothing
-- else is waited for; a trigger, so that no writer can forget it. `app/features/moderation/log-chain.server.ts` checks what is made here.
CREATE FUNCTION "chain_mod_action"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    "last" record;
    "reason_salt" text := replace(gen_random_uuid()::text, '-', '');
    "detail_salt" text := replace(gen_random_uuid()::text, '-', '');
    "of_reason" text;
    "of_detail" text;
    "fields" text;
BEGIN
    -- The lock `modLog` of `app/platform/locks.server.ts`.
    PERFORM pg_advisory_xact_lock(7310, 16);
    SELECT "place", "hash" INTO "last" FROM "ModAction" WHERE "place" IS NOT NULL ORDER BY "place" DESC LIMIT 1;
    "of_reason" := encode(sha256(convert_to("reason_salt" || NEW."reason", 'UTF8')), 'hex');
    "of_detail" := encode(sha256(convert_to("detail_salt" || NEW."detail", 'UTF8')), 'hex');
    "fields" := concat_ws(E'\n',
        coalesce("last"."hash", repeat('0', 64)),
        NEW."id",
        to_char(NEW."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        NEW."kind",
        coalesce(NEW."moderatorId"::text, 'site'),
        concat_ws(' ', 'thread:' || NEW."threadId", 'other-thread:' || NEW."otherThreadId", 'post:' || NEW."postId",
            'picture:' || NEW."uploadId", 'tag:' || NEW."tagSlug", 'member:' || NEW."memberId", 'entry:' || NEW."entryId"),
        "of_reason",
        "of_detail");
    UPDATE "ModAction" SET
        "place" = coalesce("last"."place", 0) + 1,
        "salt" = "reason_salt",
        "detailSalt" = "detail_salt",
        "reasonHash" = "of_reason",
        "detailHash" = "of_detail",
        "hash" = encode(sha256(convert_to("fields", 'UTF8')), 'hex')
    WHERE "id" = NEW."id";
    RETURN NULL;
END
$$;

-- What is restored from a backup has its hash already.
CREATE CONSTRAINT TRIGGER "ModAction_chained" AFTER INSERT ON "ModAction" DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW."hash" IS NULL) EXECUTE FUNCTION "chain_mod_action"();
