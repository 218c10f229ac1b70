-- CreateEnum
CREATE TYPE "ThreadEventKind" AS ENUM ('renamed', 'retagged');

-- CreateTable
CREATE TABLE "ThreadEvent" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "kind" "ThreadEventKind" NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "afterNumber" INTEGER NOT NULL,
    "before" VARCHAR(600) NOT NULL DEFAULT '',
    "after" VARCHAR(600) NOT NULL DEFAULT '',

    CONSTRAINT "ThreadEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ThreadEvent_threadId_afterNumber_idx" ON "ThreadEvent"("threadId", "afterNumber");

-- CreateIndex
CREATE INDEX "ThreadEvent_byId_idx" ON "ThreadEvent"("byId");

-- AddForeignKey
ALTER TABLE "ThreadEvent" ADD CONSTRAINT "ThreadEvent_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadEvent" ADD CONSTRAINT "ThreadEvent_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
