-- Two kinds of version. "version" counts every change, "global" those that may concern any page; a change that is known to concern
-- threads alone is counted for each of them in "ThreadVersion". Whatever no function below knows to be local is global.
ALTER TABLE "ContentVersion" ADD COLUMN "global" BIGINT NOT NULL DEFAULT 0;

-- A row for each thread and connection: transactions that run side by side never wait for one another here.
CREATE TABLE "ThreadVersion" (
    "threadId" INTEGER NOT NULL,
    "backend" INTEGER NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "ThreadVersion_pkey" PRIMARY KEY ("threadId", "backend")
);

-- Counts each kind once a transaction.
CREATE FUNCTION "count_change"("is_global" boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    "transaction" text := pg_current_xact_id()::text;
    "is_first" boolean := current_setting('counterproof.touched', true) IS DISTINCT FROM "transaction";
    "is_first_global" boolean := "is_global" AND current_setting('counterproof.touched_all', true) IS DISTINCT FROM "transaction";
BEGIN
    IF "is_first" OR "is_first_global" THEN
        INSERT INTO "ContentVersion" AS c ("backend", "version", "global")
        VALUES (pg_backend_pid(), "is_first"::integer, "is_first_global"::integer)
        ON CONFLICT ("backend") DO UPDATE
        SET "version" = c."version" + excluded."version", "global" = c."global" + excluded."global";
        PERFORM set_config('counterproof.touched', "transaction", true);
        IF "is_first_global" THEN
            PERFORM set_config('counterproof.touched_all', "transaction", true);
        END IF;
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION "touch_content"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM "count_change"(true);
    RETURN NULL;
END
$$;

-- Counts a change of these threads, each once a transaction. Null: no row was changed. A thread that is not known, or more
-- than fifty of them: global.
CREATE FUNCTION "touch_threads"("ids" integer[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    "transaction" text := pg_current_xact_id()::text;
    "noted" text := current_setting('counterproof.touched_threads', true);
    "known" integer[] := '{}';
    "fresh" integer[];
BEGIN
    IF "ids" IS NULL THEN
        RETURN;
    END IF;
    IF split_part("noted", ' ', 1) = "transaction" THEN
        "known" := split_part("noted", ' ', 2)::integer[];
    END IF;
    "fresh" := ARRAY(SELECT unnest("ids") EXCEPT SELECT unnest("known"));
    IF cardinality("fresh") = 0 THEN
        RETURN;
    END IF;
    IF array_position("fresh", NULL) IS NOT NULL OR cardinality("known") + cardinality("fresh") > 50 THEN
        PERFORM "count_change"(true);
        RETURN;
    END IF;
    PERFORM "count_change"(false);
    INSERT INTO "ThreadVersion" AS t ("threadId", "backend", "version")
    SELECT id, pg_backend_pid(), 1 FROM unnest("fresh") id
    ON CONFLICT ("threadId", "backend") DO UPDATE SET "version" = t."version" + 1;
    PERFORM set_config('counterproof.touched_threads', "transaction" || ' ' || ("known" || "fresh")::text, true);
END
$$;

-- Rows were added or removed: a change of the threads that this column of theirs leads to.
CREATE FUNCTION "touch_threads_of_rows"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    "ids" integer[];
BEGIN
    IF TG_ARGV[0] = 'threadId' THEN
        SELECT array_agg(DISTINCT r."threadId") INTO "ids" FROM "rows" r;
    ELSIF TG_ARGV[0] = 'postId' THEN
        SELECT array_agg(DISTINCT p."threadId") INTO "ids" FROM "rows" r LEFT JOIN "Post" p ON p."id" = r."postId";
    ELSIF TG_ARGV[0] = 'postId and quotedPostId' THEN
        SELECT array_agg(DISTINCT p."threadId") INTO "ids"
        FROM (SELECT "postId" AS id FROM "rows" UNION SELECT "quotedPostId" FROM "rows") r LEFT JOIN "Post" p ON p."id" = r.id;
    ELSE
        PERFORM "count_change"(true);
    END IF;
    PERFORM "touch_threads"("ids");
    RETURN NULL;
END
$$;

-- A row was changed. Where only these columns of it differ, it is a change of the threads that the first argument leads to, or
-- of lists alone; else global.
CREATE FUNCTION "touch_threads_of_update"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    "before" jsonb := to_jsonb(OLD);
    "after" jsonb := to_jsonb(NEW);
BEGIN
    IF "before" = "after" THEN
        RETURN NULL;
    END IF;
    IF "before" - TG_ARGV[1:] IS DISTINCT FROM "after" - TG_ARGV[1:] THEN
        PERFORM "count_change"(true);
    ELSIF TG_ARGV[0] = 'lists' THEN
        PERFORM "count_change"(false);
    ELSIF TG_ARGV[0] = 'id' THEN
        PERFORM "touch_threads"(ARRAY[("after" ->> 'id')::integer]);
    ELSIF TG_ARGV[0] = 'threadId' THEN
        PERFORM "touch_threads"(ARRAY[("after" ->> 'threadId')::integer]);
    ELSIF TG_ARGV[0] = 'postId' THEN
        PERFORM "touch_threads"(ARRAY[(SELECT "threadId" FROM "Post" WHERE "id" = ("after" ->> 'postId')::integer)]);
    ELSIF TG_ARGV[0] = 'postId and quotedPostId' THEN
        PERFORM "touch_threads"(ARRAY[
            (SELECT "threadId" FROM "Post" WHERE "id" = ("after" ->> 'postId')::integer),
            (SELECT "threadId" FROM "Post" WHERE "id" = ("after" ->> 'quotedPostId')::integer)]);
    ELSE
        PERFORM "count_change"(true);
    END IF;
    RETURN NULL;
END
$$;

-- The same for posts, without writing their texts as JSON.
CREATE FUNCTION "touch_thread_of_post"() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF "before" IS DISTINCT FROM "after" THEN
        PERFORM "count_change"(true);
    ELSE
        PERFORM "touch_threads"(ARRAY[NEW."threadId"]);
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER "Post_touch" ON "Post";
CREATE TRIGGER "Post_touch" AFTER DELETE OR TRUNCATE ON "Post" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Post_added" AFTER INSERT ON "Post" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('threadId');
CREATE TRIGGER "Post_changed" AFTER UPDATE ON "Post" FOR EACH ROW EXECUTE FUNCTION "touch_thread_of_post"();
DROP TRIGGER "PostRevision_touch" ON "PostRevision";
CREATE TRIGGER "PostRevision_touch" AFTER UPDATE OR DELETE OR TRUNCATE ON "PostRevision" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "PostRevision_added" AFTER INSERT ON "PostRevision" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
DROP TRIGGER "Mention_touch" ON "Mention";
CREATE TRIGGER "Mention_touch" AFTER UPDATE OR TRUNCATE ON "Mention" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Mention_added" AFTER INSERT ON "Mention" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
CREATE TRIGGER "Mention_removed" AFTER DELETE ON "Mention" REFERENCING OLD TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
DROP TRIGGER "PostPicture_touch" ON "PostPicture";
CREATE TRIGGER "PostPicture_touch" AFTER UPDATE OR TRUNCATE ON "PostPicture" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "PostPicture_added" AFTER INSERT ON "PostPicture" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
CREATE TRIGGER "PostPicture_removed" AFTER DELETE ON "PostPicture" REFERENCING OLD TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
DROP TRIGGER "PostWidget_touch" ON "PostWidget";
CREATE TRIGGER "PostWidget_touch" AFTER UPDATE OR TRUNCATE ON "PostWidget" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "PostWidget_added" AFTER INSERT ON "PostWidget" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
CREATE TRIGGER "PostWidget_removed" AFTER DELETE ON "PostWidget" REFERENCING OLD TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
DROP TRIGGER "Quote_touch" ON "Quote";
CREATE TRIGGER "Quote_touch" AFTER TRUNCATE ON "Quote" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Quote_added" AFTER INSERT ON "Quote" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId and quotedPostId');
CREATE TRIGGER "Quote_removed" AFTER DELETE ON "Quote" REFERENCING OLD TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId and quotedPostId');
CREATE TRIGGER "Quote_changed" AFTER UPDATE ON "Quote" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('postId and quotedPostId', 'state');
DROP TRIGGER "Citation_touch" ON "Citation";
CREATE TRIGGER "Citation_touch" AFTER TRUNCATE ON "Citation" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Citation_added" AFTER INSERT ON "Citation" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('threadId');
CREATE TRIGGER "Citation_removed" AFTER DELETE ON "Citation" REFERENCING OLD TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('threadId');
CREATE TRIGGER "Citation_changed" AFTER UPDATE ON "Citation" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('threadId', 'revision', 'ordinal', 'key', 'stance', 'isStanceTyped', 'locator', 'quote', 'remark', 'quotedHandle', 'version', 'before', 'after', 'passage');
DROP TRIGGER "CitationChange_touch" ON "CitationChange";
CREATE TRIGGER "CitationChange_touch" AFTER UPDATE OR DELETE OR TRUNCATE ON "CitationChange" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "CitationChange_added" AFTER INSERT ON "CitationChange" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
DROP TRIGGER "SourceMention_touch" ON "SourceMention";
CREATE TRIGGER "SourceMention_touch" AFTER TRUNCATE ON "SourceMention" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "SourceMention_added" AFTER INSERT ON "SourceMention" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('threadId');
CREATE TRIGGER "SourceMention_removed" AFTER DELETE ON "SourceMention" REFERENCING OLD TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('threadId');
CREATE TRIGGER "SourceMention_changed" AFTER UPDATE ON "SourceMention" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('threadId', 'ordinal');
DROP TRIGGER "Claim_touch" ON "Claim";
CREATE TRIGGER "Claim_touch" AFTER DELETE OR TRUNCATE ON "Claim" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Claim_added" AFTER INSERT ON "Claim" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('threadId');
CREATE TRIGGER "Claim_changed" AFTER UPDATE ON "Claim" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('threadId', 'ordinal', 'closedRevision', 'text', 'before', 'after', 'address', 'title', 'heading', 'binding', 'subject', 'metricId', 'assertion', 'statedAt', 'asOf', 'status', 'factor', 'points', 'verdict', 'checkedAt', 'pendingStatus', 'troubledAt', 'confirmedAt', 'publicStatus', 'publicVerdict', 'publicCheckedAt', 'isBackdated', 'isSourced', 'citationIds', 'correctedFrom', 'correctedAt');
DROP TRIGGER "Vote_touch" ON "Vote";
CREATE TRIGGER "Vote_touch" AFTER TRUNCATE ON "Vote" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Vote_added" AFTER INSERT ON "Vote" REFERENCING NEW TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
CREATE TRIGGER "Vote_removed" AFTER DELETE ON "Vote" REFERENCING OLD TABLE AS "rows" FOR EACH STATEMENT EXECUTE FUNCTION "touch_threads_of_rows"('postId');
CREATE TRIGGER "Vote_changed" AFTER UPDATE ON "Vote" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('postId', 'value');
DROP TRIGGER "Thread_touch" ON "Thread";
CREATE TRIGGER "Thread_touch" AFTER INSERT OR DELETE OR TRUNCATE ON "Thread" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Thread_changed" AFTER UPDATE ON "Thread" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('id', 'nextNumber', 'postCount', 'lastPostAt', 'lastPosterId', 'hotScore', 'worthCount', 'tldr');
DROP TRIGGER "Member_touch" ON "Member";
CREATE TRIGGER "Member_touch" AFTER INSERT OR DELETE OR TRUNCATE ON "Member" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Member_changed" AFTER UPDATE ON "Member" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('lists', 'threadCount', 'postCount');
DROP TRIGGER "Source_touch" ON "Source";
CREATE TRIGGER "Source_touch" AFTER INSERT OR DELETE OR TRUNCATE ON "Source" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "Source_changed" AFTER UPDATE ON "Source" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('lists', 'postCount', 'supportCount', 'disputeCount', 'lastCitedAt');
