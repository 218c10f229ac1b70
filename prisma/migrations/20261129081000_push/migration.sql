-- AlterEnum
ALTER TYPE "NoticeKind" ADD VALUE 'dispute';
ALTER TYPE "NoticeKind" ADD VALUE 'source';
ALTER TYPE "NoticeKind" ADD VALUE 'role';

-- AlterTable
ALTER TABLE "NoticeChoice" ADD COLUMN     "byPush" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "PushKeys" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "publicKey" VARCHAR(100) NOT NULL,
    "sealedPrivate" VARCHAR(300) NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PushKeys_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "PushKeys_one_row" CHECK ("id" = 1)
);

-- CreateTable
CREATE TABLE "PushBrowser" (
    "id" SERIAL NOT NULL,
    "memberId" INTEGER NOT NULL,
    "sessionId" VARCHAR(64) NOT NULL,
    "endpoint" VARCHAR(1000) NOT NULL,
    "p256dh" VARCHAR(100) NOT NULL,
    "auth" VARCHAR(40) NOT NULL,
    "name" VARCHAR(60) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "refusals" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PushBrowser_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PushDelivery" (
    "noticeId" INTEGER NOT NULL,
    "browserId" INTEGER NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "takenAt" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PushDelivery_pkey" PRIMARY KEY ("noticeId","browserId")
);

-- CreateTable
CREATE TABLE "InboxFeed" (
    "memberId" INTEGER NOT NULL,
    "tokenHash" VARCHAR(64) NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "InboxFeed_pkey" PRIMARY KEY ("memberId")
);

-- CreateIndex
CREATE UNIQUE INDEX "PushBrowser_endpoint_key" ON "PushBrowser"("endpoint");

-- CreateIndex
CREATE INDEX "PushBrowser_memberId_idx" ON "PushBrowser"("memberId");

-- CreateIndex
CREATE INDEX "PushBrowser_sessionId_idx" ON "PushBrowser"("sessionId");

-- CreateIndex
CREATE INDEX "PushDelivery_browserId_idx" ON "PushDelivery"("browserId");

-- CreateIndex
CREATE INDEX "PushDelivery_dueAt_idx" ON "PushDelivery"("dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "InboxFeed_tokenHash_key" ON "InboxFeed"("tokenHash");

-- AddForeignKey
ALTER TABLE "PushBrowser" ADD CONSTRAINT "PushBrowser_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PushBrowser" ADD CONSTRAINT "PushBrowser_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PushDelivery" ADD CONSTRAINT "PushDelivery_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PushDelivery" ADD CONSTRAINT "PushDelivery_browserId_fkey" FOREIGN KEY ("browserId") REFERENCES "PushBrowser"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboxFeed" ADD CONSTRAINT "InboxFeed_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
