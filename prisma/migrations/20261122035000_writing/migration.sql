-- AlterEnum
ALTER TYPE "ModActionKind" ADD VALUE 'revert_post';

-- CreateEnum
CREATE TYPE "QuoteState" AS ENUM ('holds', 'changed', 'differs');

-- AlterTable
ALTER TABLE "Post" ADD COLUMN     "disclosure" VARCHAR(200) NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Thread" ADD COLUMN     "tldr" VARCHAR(300) NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "Draft" (
    "id" SERIAL NOT NULL,
    "memberId" INTEGER NOT NULL,
    "place" VARCHAR(40) NOT NULL,
    "fields" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Disclosure" (
    "memberId" INTEGER NOT NULL,
    "tagId" INTEGER NOT NULL,
    "text" VARCHAR(120) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Disclosure_pkey" PRIMARY KEY ("memberId","tagId")
);

-- CreateTable
CREATE TABLE "Quote" (
    "postId" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "quotedPostId" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "text" VARCHAR(70000) NOT NULL,
    "state" "QuoteState" NOT NULL DEFAULT 'holds',

    CONSTRAINT "Quote_pkey" PRIMARY KEY ("postId","ordinal")
);

-- CreateIndex
CREATE INDEX "Draft_memberId_updatedAt_idx" ON "Draft"("memberId", "updatedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Draft_memberId_place_key" ON "Draft"("memberId", "place");

-- CreateIndex
CREATE INDEX "Disclosure_tagId_idx" ON "Disclosure"("tagId");

-- CreateIndex
CREATE INDEX "Quote_quotedPostId_idx" ON "Quote"("quotedPostId");

-- AddForeignKey
ALTER TABLE "Draft" ADD CONSTRAINT "Draft_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Disclosure" ADD CONSTRAINT "Disclosure_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Disclosure" ADD CONSTRAINT "Disclosure_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Quote" ADD CONSTRAINT "Quote_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Quote" ADD CONSTRAINT "Quote_quotedPostId_fkey" FOREIGN KEY ("quotedPostId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Titles that exist already are found while one is typed.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "Thread_title_trgm_idx" ON "Thread" USING GIN ("title" gin_trgm_ops);
