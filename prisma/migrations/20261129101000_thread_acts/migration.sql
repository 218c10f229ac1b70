ALTER TYPE "ThreadEventKind" ADD VALUE 'moved_away';
ALTER TYPE "ThreadEventKind" ADD VALUE 'moved_here';
ALTER TYPE "ThreadEventKind" ADD VALUE 'merged_here';

CREATE TYPE "MoveKind" AS ENUM ('move', 'merge', 'back');

ALTER TABLE "Thread" ADD COLUMN "slowedAt" TIMESTAMPTZ(3),
    ADD COLUMN "closedAt" TIMESTAMPTZ(3),
    ADD COLUMN "summary" VARCHAR(2000) NOT NULL DEFAULT '',
    ADD COLUMN "mergedIntoId" INTEGER;

ALTER TABLE "ThreadEvent" ADD COLUMN "otherId" INTEGER;

CREATE TABLE "ThreadMove" (
    "id" SERIAL NOT NULL,
    "kind" "MoveKind" NOT NULL,
    "fromThreadId" INTEGER NOT NULL,
    "toThreadId" INTEGER NOT NULL,
    "isNewThread" BOOLEAN NOT NULL DEFAULT false,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "ThreadMove_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PostMove" (
    "moveId" INTEGER NOT NULL,
    "postId" INTEGER NOT NULL,
    "threadId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "parentId" INTEGER,
    "relation" "Relation",
    "isUndone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "PostMove_pkey" PRIMARY KEY ("moveId","postId")
);

CREATE INDEX "Thread_mergedIntoId_idx" ON "Thread"("mergedIntoId");
CREATE INDEX "ThreadMove_fromThreadId_idx" ON "ThreadMove"("fromThreadId");
CREATE INDEX "ThreadMove_toThreadId_idx" ON "ThreadMove"("toThreadId");
CREATE INDEX "ThreadMove_byId_idx" ON "ThreadMove"("byId");
CREATE INDEX "PostMove_postId_idx" ON "PostMove"("postId");
CREATE INDEX "PostMove_threadId_number_idx" ON "PostMove"("threadId", "number");

ALTER TABLE "Thread" ADD CONSTRAINT "Thread_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Thread"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "ThreadMove" ADD CONSTRAINT "ThreadMove_fromThreadId_fkey" FOREIGN KEY ("fromThreadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ThreadMove" ADD CONSTRAINT "ThreadMove_toThreadId_fkey" FOREIGN KEY ("toThreadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ThreadMove" ADD CONSTRAINT "ThreadMove_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "PostMove" ADD CONSTRAINT "PostMove_moveId_fkey" FOREIGN KEY ("moveId") REFERENCES "ThreadMove"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "PostMove" ADD CONSTRAINT "PostMove_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A number of a thread is a line that leads to one post, or the post itself.
CREATE UNIQUE INDEX "PostMove_place_key" ON "PostMove"("threadId", "number") WHERE NOT "isUndone";

CREATE TRIGGER "ThreadMove_touch" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "ThreadMove" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "PostMove_touch" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "PostMove" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
