-- Slips of typing are mended by likeness. A trusted extension: the database's owner may install it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "NoticeKind" AS ENUM ('followed_search');

-- DropIndex
DROP INDEX "Post_searchVector_idx";

-- AlterTable
ALTER TABLE "Post" DROP COLUMN "searchVector";

-- CreateTable
CREATE TABLE "Notice" (
    "id" SERIAL NOT NULL,
    "memberId" INTEGER NOT NULL,
    "kind" "NoticeKind" NOT NULL,
    "subject" VARCHAR(80) NOT NULL,
    "words" VARCHAR(600) NOT NULL DEFAULT '',
    "path" VARCHAR(1100) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NoticePost" (
    "noticeId" INTEGER NOT NULL,
    "postId" INTEGER NOT NULL,

    CONSTRAINT "NoticePost_pkey" PRIMARY KEY ("noticeId","postId")
);

-- CreateTable
CREATE TABLE "SearchDocument" (
    "postId" INTEGER NOT NULL,
    "threadId" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "keys" INTEGER[],
    "vector" tsvector NOT NULL,

    CONSTRAINT "SearchDocument_pkey" PRIMARY KEY ("postId")
);

-- CreateTable
CREATE TABLE "SearchWord" (
    "word" VARCHAR(64) NOT NULL,
    "stem" VARCHAR(64) NOT NULL,
    "frequency" INTEGER NOT NULL,

    CONSTRAINT "SearchWord_pkey" PRIMARY KEY ("word")
);

-- CreateTable
CREATE TABLE "FollowedSearch" (
    "id" SERIAL NOT NULL,
    "memberId" INTEGER NOT NULL,
    "address" VARCHAR(1000) NOT NULL,
    "followedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FollowedSearch_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Notice_memberId_changedAt_id_idx" ON "Notice"("memberId", "changedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "NoticePost_postId_idx" ON "NoticePost"("postId");

-- CreateIndex
CREATE INDEX "SearchDocument_threadId_postId_idx" ON "SearchDocument"("threadId", "postId");

-- CreateIndex
CREATE INDEX "SearchDocument_createdAt_idx" ON "SearchDocument"("createdAt");

-- CreateIndex
CREATE INDEX "SearchDocument_vector_keys_idx" ON "SearchDocument" USING GIN ("vector", "keys");

-- CreateIndex
CREATE INDEX "SearchWord_stem_idx" ON "SearchWord"("stem");

-- CreateIndex
CREATE INDEX "SearchWord_word_trigrams" ON "SearchWord" USING GIN ("word" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "FollowedSearch_memberId_address_key" ON "FollowedSearch"("memberId", "address");

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticePost" ADD CONSTRAINT "NoticePost_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticePost" ADD CONSTRAINT "NoticePost_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SearchDocument" ADD CONSTRAINT "SearchDocument_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FollowedSearch" ADD CONSTRAINT "FollowedSearch_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language can't say. Documents stay in their row, uncompressed, up to a page: thousands are ranked in a search.
ALTER TABLE "SearchDocument" SET (toast_tuple_target = 8160);
-- New posts wait in a short list that every search reads through; it is merged before it grows long.
ALTER INDEX "SearchDocument_vector_keys_idx" SET (gin_pending_list_limit = 512);
ALTER TABLE "SearchDocument" ALTER COLUMN "vector" SET STATISTICS 400;
-- The few that not everybody may read: search leaves them out by these.
CREATE INDEX "Post_unseen" ON "Post"("id") WHERE "status" <> 'visible';
CREATE INDEX "Thread_unseen" ON "Thread"("id") WHERE "status" <> 'visible';
CREATE INDEX "Notice_unread" ON "Notice"("memberId", "subject") WHERE "readAt" IS NULL;
-- Completion by how a word begins, whatever the database's language.
CREATE INDEX "SearchWord_prefix" ON "SearchWord" ("word" varchar_pattern_ops) WHERE "frequency" > 0;
CREATE INDEX "Member_handle_prefix" ON "Member" (lower("handle") varchar_pattern_ops);
CREATE INDEX "Member_name_prefix" ON "Member" (lower("name") varchar_pattern_ops);
