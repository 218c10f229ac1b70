-- CreateEnum
CREATE TYPE "ModActionKind" AS ENUM ('hide_post', 'restore_post', 'lock_thread', 'unlock_thread', 'pin_thread', 'unpin_thread');

-- CreateTable
CREATE TABLE "ModAction" (
    "id" SERIAL NOT NULL,
    "kind" "ModActionKind" NOT NULL,
    "moderatorId" INTEGER NOT NULL,
    "threadId" INTEGER NOT NULL,
    "postId" INTEGER,
    "reason" VARCHAR(300) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ModAction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ModAction_moderatorId_idx" ON "ModAction"("moderatorId");

-- CreateIndex
CREATE INDEX "ModAction_threadId_idx" ON "ModAction"("threadId");

-- CreateIndex
CREATE INDEX "ModAction_postId_idx" ON "ModAction"("postId");

-- AddForeignKey
ALTER TABLE "ModAction" ADD CONSTRAINT "ModAction_moderatorId_fkey" FOREIGN KEY ("moderatorId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ModAction" ADD CONSTRAINT "ModAction_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ModAction" ADD CONSTRAINT "ModAction_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;
