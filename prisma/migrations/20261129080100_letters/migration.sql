-- CreateEnum
CREATE TYPE "MailChoice" AS ENUM ('at_once', 'digest', 'none');

-- CreateEnum
CREATE TYPE "LetterKind" AS ENUM ('notices', 'digest', 'answer');

-- CreateEnum
CREATE TYPE "LetterState" AS ENUM ('doubtful', 'sent', 'refused', 'bounced');

-- AlterTable
ALTER TABLE "Notice" ADD COLUMN "mailedAt" TIMESTAMPTZ(3);

-- What was told before there were letters is in the inbox alone.
UPDATE "Notice" SET "mailedAt" = clock_timestamp();

-- AlterTable
ALTER TABLE "NoticeChoice" ADD COLUMN "byMail" "MailChoice";

-- CreateTable
CREATE TABLE "DueLetter" (
    "memberId" INTEGER NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DueLetter_pkey" PRIMARY KEY ("memberId")
);

-- CreateTable
CREATE TABLE "Mailing" (
    "memberId" INTEGER NOT NULL,
    "hasNotices" BOOLEAN NOT NULL DEFAULT true,
    "digestDueAt" TIMESTAMPTZ(3),
    "digestSince" TIMESTAMPTZ(3),
    "stoppedAt" TIMESTAMPTZ(3),
    "stoppedAddress" VARCHAR(254) NOT NULL DEFAULT '',

    CONSTRAINT "Mailing_pkey" PRIMARY KEY ("memberId")
);

-- CreateTable
CREATE TABLE "Letter" (
    "id" SERIAL NOT NULL,
    "memberId" INTEGER NOT NULL,
    "kind" "LetterKind" NOT NULL,
    "address" VARCHAR(254) NOT NULL,
    "state" "LetterState" NOT NULL DEFAULT 'doubtful',
    "said" VARCHAR(300) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MailedReply" (
    "id" SERIAL NOT NULL,
    "memberId" INTEGER NOT NULL,
    "messageId" VARCHAR(64) NOT NULL,
    "toPostId" INTEGER,
    "postId" INTEGER,
    "text" VARCHAR(65536) NOT NULL,
    "cut" VARCHAR(65536) NOT NULL DEFAULT '',
    "problem" VARCHAR(600) NOT NULL DEFAULT '',
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MailedReply_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DueLetter_dueAt_idx" ON "DueLetter"("dueAt");

-- CreateIndex
CREATE INDEX "Mailing_digestDueAt_idx" ON "Mailing"("digestDueAt");

-- CreateIndex
CREATE INDEX "Letter_memberId_createdAt_idx" ON "Letter"("memberId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Letter_createdAt_idx" ON "Letter"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "MailedReply_memberId_messageId_key" ON "MailedReply"("memberId", "messageId");

-- CreateIndex
CREATE INDEX "MailedReply_memberId_id_idx" ON "MailedReply"("memberId", "id" DESC);

-- CreateIndex
CREATE INDEX "MailedReply_toPostId_idx" ON "MailedReply"("toPostId");

-- CreateIndex
CREATE INDEX "MailedReply_postId_idx" ON "MailedReply"("postId");

-- AddForeignKey
ALTER TABLE "DueLetter" ADD CONSTRAINT "DueLetter_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mailing" ADD CONSTRAINT "Mailing_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailedReply" ADD CONSTRAINT "MailedReply_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailedReply" ADD CONSTRAINT "MailedReply_toPostId_fkey" FOREIGN KEY ("toPostId") REFERENCES "Post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailedReply" ADD CONSTRAINT "MailedReply_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE SET NULL ON UPDATE CASCADE;
