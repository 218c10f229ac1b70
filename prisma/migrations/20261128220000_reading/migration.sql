-- What a member has read, wants to find again, and how they look at threads. No page that is kept for visitors shows any of it.
CREATE TYPE "ThreadView" AS ENUM ('flat', 'tree', 'map');

CREATE TABLE "Reader" (
    "memberId" INTEGER NOT NULL,
    "view" "ThreadView",
    "minutesRead" INTEGER NOT NULL DEFAULT 0,
    "minuteAt" TIMESTAMPTZ(3),

    CONSTRAINT "Reader_pkey" PRIMARY KEY ("memberId")
);

CREATE TABLE "ReadingPosition" (
    "memberId" INTEGER NOT NULL,
    "threadId" INTEGER NOT NULL,
    "lastNumber" INTEGER NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,
    "sinceNumber" INTEGER,
    "since" TIMESTAMPTZ(3),

    CONSTRAINT "ReadingPosition_pkey" PRIMARY KEY ("memberId","threadId")
);

CREATE TABLE "Bookmark" (
    "memberId" INTEGER NOT NULL,
    "postId" INTEGER NOT NULL,
    "note" VARCHAR(300) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Bookmark_pkey" PRIMARY KEY ("memberId","postId")
);

CREATE INDEX "ReadingPosition_threadId_idx" ON "ReadingPosition"("threadId");

CREATE INDEX "Bookmark_memberId_createdAt_idx" ON "Bookmark"("memberId", "createdAt" DESC);

CREATE INDEX "Bookmark_postId_idx" ON "Bookmark"("postId");

CREATE INDEX "Bookmark_removedAt_idx" ON "Bookmark"("removedAt");

ALTER TABLE "Reader" ADD CONSTRAINT "Reader_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "ReadingPosition" ADD CONSTRAINT "ReadingPosition_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "ReadingPosition" ADD CONSTRAINT "ReadingPosition_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Bookmark" ADD CONSTRAINT "Bookmark_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Bookmark" ADD CONSTRAINT "Bookmark_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;
