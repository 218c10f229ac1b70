-- CreateEnum
CREATE TYPE "ClaimBinding" AS ENUM ('level', 'share', 'multiple', 'change', 'forecast', 'declared');

-- CreateEnum
CREATE TYPE "DisputeKind" AS ENUM ('disputes', 'supports');

-- CreateTable
CREATE TABLE "Claim" (
    "id" SERIAL NOT NULL,
    "postId" INTEGER NOT NULL,
    "threadId" INTEGER NOT NULL,
    "authorId" INTEGER NOT NULL,
    "ordinal" INTEGER,
    "firstRevision" INTEGER NOT NULL,
    "closedRevision" INTEGER,
    "text" VARCHAR(300) NOT NULL,
    "before" VARCHAR(120) NOT NULL DEFAULT '',
    "after" VARCHAR(120) NOT NULL DEFAULT '',
    "address" VARCHAR(400) NOT NULL,
    "title" VARCHAR(400) NOT NULL DEFAULT '',
    "binding" "ClaimBinding" NOT NULL,
    "subject" VARCHAR(40) NOT NULL DEFAULT '',
    "metricId" VARCHAR(40) NOT NULL DEFAULT '',
    "assertion" VARCHAR(300) NOT NULL,
    "statedAt" TIMESTAMPTZ(3) NOT NULL,
    "asOf" TIMESTAMPTZ(3) NOT NULL,
    "status" VARCHAR(20) NOT NULL DEFAULT 'unchecked',
    "factor" DECIMAL(40,10),
    "points" DECIMAL(20,10),
    "verdict" JSONB NOT NULL DEFAULT '{}',
    "checkedAt" TIMESTAMPTZ(3),
    "pendingStatus" VARCHAR(20) NOT NULL DEFAULT '',
    "troubledAt" TIMESTAMPTZ(3),
    "confirmedAt" TIMESTAMPTZ(3),
    "correctedFrom" VARCHAR(300) NOT NULL DEFAULT '',
    "correctedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClaimSnapshot" (
    "claimId" INTEGER NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "observed" JSONB NOT NULL,
    "isReconstructed" BOOLEAN NOT NULL,

    CONSTRAINT "ClaimSnapshot_pkey" PRIMARY KEY ("claimId")
);

-- CreateTable
CREATE TABLE "ClaimCheck" (
    "id" SERIAL NOT NULL,
    "claimId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "says" VARCHAR(600) NOT NULL,

    CONSTRAINT "ClaimCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClaimDispute" (
    "claimId" INTEGER NOT NULL,
    "memberId" INTEGER NOT NULL,
    "kind" "DisputeKind" NOT NULL,
    "reason" VARCHAR(600) NOT NULL,
    "source" VARCHAR(400) NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ClaimDispute_pkey" PRIMARY KEY ("claimId","memberId")
);

-- CreateIndex
CREATE INDEX "Claim_postId_ordinal_idx" ON "Claim"("postId", "ordinal");

-- CreateIndex
CREATE INDEX "Claim_threadId_idx" ON "Claim"("threadId");

-- CreateIndex
CREATE INDEX "Claim_authorId_idx" ON "Claim"("authorId");

-- CreateIndex
CREATE INDEX "Claim_assertion_idx" ON "Claim"("assertion");

-- CreateIndex
CREATE INDEX "Claim_subject_metricId_idx" ON "Claim"("subject", "metricId");

-- CreateIndex
CREATE INDEX "Claim_status_id_idx" ON "Claim"("status", "id" DESC);

-- CreateIndex
CREATE INDEX "ClaimCheck_claimId_id_idx" ON "ClaimCheck"("claimId", "id");

-- CreateIndex
CREATE INDEX "ClaimDispute_memberId_idx" ON "ClaimDispute"("memberId");

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Claim" ADD CONSTRAINT "Claim_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimSnapshot" ADD CONSTRAINT "ClaimSnapshot_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimCheck" ADD CONSTRAINT "ClaimCheck_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimDispute" ADD CONSTRAINT "ClaimDispute_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimDispute" ADD CONSTRAINT "ClaimDispute_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Pages show claims: a change of one is a change of content.
CREATE TRIGGER "Claim_touch" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Claim" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "ClaimDispute_touch" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "ClaimDispute" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
