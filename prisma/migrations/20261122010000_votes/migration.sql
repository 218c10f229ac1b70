-- CreateEnum
CREATE TYPE "VoteAxis" AS ENUM ('worth', 'agree');

-- AlterTable
ALTER TABLE "Post" ADD COLUMN "agreeCount" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Vote" (
    "memberId" INTEGER NOT NULL,
    "postId" INTEGER NOT NULL,
    "axis" "VoteAxis" NOT NULL,
    "value" SMALLINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Vote_pkey" PRIMARY KEY ("memberId","postId","axis")
);

-- CreateIndex
CREATE INDEX "Vote_postId_axis_idx" ON "Vote"("postId", "axis");

-- CreateIndex
CREATE INDEX "Thread_status_worthCount_id_idx" ON "Thread"("status", "worthCount" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "Vote" ADD CONSTRAINT "Vote_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Vote" ADD CONSTRAINT "Vote_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language can't say.
ALTER TABLE "Vote" ADD CONSTRAINT "Vote_value" CHECK ("value" BETWEEN -2 AND 2);
