-- CreateTable
CREATE TABLE "SearchIndex" (
    "role" VARCHAR(8) NOT NULL,
    "uid" VARCHAR(80) NOT NULL,
    "shape" VARCHAR(64) NOT NULL DEFAULT '',
    "settings" VARCHAR(64) NOT NULL DEFAULT '',
    "filledTo" INTEGER NOT NULL DEFAULT 0,
    "isWhole" BOOLEAN NOT NULL DEFAULT false,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "filledAt" TIMESTAMPTZ(3),
    "lastError" VARCHAR(300),
    "lastErrorAt" TIMESTAMPTZ(3),

    CONSTRAINT "SearchIndex_pkey" PRIMARY KEY ("role")
);

-- CreateTable
CREATE TABLE "SearchChange" (
    "role" VARCHAR(8) NOT NULL,
    "postId" INTEGER NOT NULL,
    "mark" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SearchChange_pkey" PRIMARY KEY ("role","postId")
);

-- CreateIndex
CREATE INDEX "SearchChange_role_mark_idx" ON "SearchChange"("role", "mark");

-- AddForeignKey
ALTER TABLE "SearchChange" ADD CONSTRAINT "SearchChange_role_fkey" FOREIGN KEY ("role") REFERENCES "SearchIndex"("role") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whatever changes what a post is found by, or whether it may be found, is noted for every index that another engine keeps.
-- Without such an engine there is no row to note it for, and nothing is written.
CREATE FUNCTION note_search_change(post INTEGER) RETURNS void LANGUAGE sql AS $$
    INSERT INTO "SearchChange" ("role", "postId", "at")
    SELECT "role", post, clock_timestamp() FROM "SearchIndex"
    ON CONFLICT ("role", "postId") DO UPDATE SET "mark" = nextval('"SearchChange_mark_seq"'), "at" = excluded."at"
$$;

CREATE FUNCTION note_document_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_search_change(CASE WHEN TG_OP = 'DELETE' THEN OLD."postId" ELSE NEW."postId" END);
    RETURN NULL;
END
$$;
CREATE TRIGGER "SearchDocument_noted" AFTER INSERT OR UPDATE OR DELETE ON "SearchDocument"
    FOR EACH ROW EXECUTE FUNCTION note_document_change();

CREATE FUNCTION note_post_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_search_change(NEW."id");
    RETURN NULL;
END
$$;
CREATE TRIGGER "Post_status_noted" AFTER UPDATE OF "status" ON "Post"
    FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM NEW."status") EXECUTE FUNCTION note_post_status();

CREATE FUNCTION note_thread_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_search_change(p."id") FROM "Post" p WHERE p."threadId" = NEW."id";
    RETURN NULL;
END
$$;
CREATE TRIGGER "Thread_status_noted" AFTER UPDATE OF "status" ON "Thread"
    FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM NEW."status") EXECUTE FUNCTION note_thread_status();
