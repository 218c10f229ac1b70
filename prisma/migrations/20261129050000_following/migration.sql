-- CreateEnum
CREATE TYPE "Following" AS ENUM ('follow', 'normal', 'mute');

-- AlterEnum
ALTER TYPE "NoticeKind" ADD VALUE 'reply';
ALTER TYPE "NoticeKind" ADD VALUE 'mention';
ALTER TYPE "NoticeKind" ADD VALUE 'quote';
ALTER TYPE "NoticeKind" ADD VALUE 'thread';
ALTER TYPE "NoticeKind" ADD VALUE 'tag';
ALTER TYPE "NoticeKind" ADD VALUE 'author';
ALTER TYPE "NoticeKind" ADD VALUE 'correction';
ALTER TYPE "NoticeKind" ADD VALUE 'moderation';

-- AlterTable
ALTER TABLE "Notice" ADD COLUMN "actorId" INTEGER,
ADD COLUMN     "event" VARCHAR(80),
ADD COLUMN     "threadId" INTEGER;

-- CreateTable
CREATE TABLE "ThreadFollow" (
    "memberId" INTEGER NOT NULL,
    "threadId" INTEGER NOT NULL,
    "level" "Following" NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ThreadFollow_pkey" PRIMARY KEY ("memberId","threadId")
);

-- CreateTable
CREATE TABLE "MemberFollow" (
    "memberId" INTEGER NOT NULL,
    "otherId" INTEGER NOT NULL,
    "isMuted" BOOLEAN NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MemberFollow_pkey" PRIMARY KEY ("memberId","otherId")
);

-- CreateTable
CREATE TABLE "NoticeChoice" (
    "memberId" INTEGER NOT NULL,
    "about" VARCHAR(20) NOT NULL,
    "inInbox" BOOLEAN NOT NULL,

    CONSTRAINT "NoticeChoice_pkey" PRIMARY KEY ("memberId","about")
);

-- CreateIndex
CREATE INDEX "ThreadFollow_threadId_memberId_idx" ON "ThreadFollow"("threadId", "memberId");

-- CreateIndex
CREATE INDEX "MemberFollow_otherId_idx" ON "MemberFollow"("otherId");

-- CreateIndex
CREATE INDEX "Notice_memberId_threadId_idx" ON "Notice"("memberId", "threadId");

-- CreateIndex
CREATE INDEX "Notice_threadId_idx" ON "Notice"("threadId");

-- CreateIndex
CREATE INDEX "Notice_actorId_createdAt_idx" ON "Notice"("actorId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Notice_memberId_event_key" ON "Notice"("memberId", "event");

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadFollow" ADD CONSTRAINT "ThreadFollow_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadFollow" ADD CONSTRAINT "ThreadFollow_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MemberFollow" ADD CONSTRAINT "MemberFollow_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MemberFollow" ADD CONSTRAINT "MemberFollow_otherId_fkey" FOREIGN KEY ("otherId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeChoice" ADD CONSTRAINT "NoticeChoice_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
