-- AlterEnum
ALTER TYPE "NoticeKind" ADD VALUE 'claim_check';

-- AlterEnum
ALTER TYPE "QuoteState" ADD VALUE 'corrected';

-- CreateEnum
CREATE TYPE "EvidenceBasis" AS ENUM ('source', 'measurement', 'arithmetic', 'definition');

-- AlterTable
ALTER TABLE "Claim" ADD COLUMN     "citationIds" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
ADD COLUMN     "heading" VARCHAR(80) NOT NULL DEFAULT '',
ADD COLUMN     "isBackdated" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "isSourced" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "ClaimDispute" ADD COLUMN     "basis" "EvidenceBasis" NOT NULL DEFAULT 'source';

-- CreateTable
CREATE TABLE "ClaimRating" (
    "claimId" INTEGER NOT NULL,
    "disputerId" INTEGER NOT NULL,
    "memberId" INTEGER NOT NULL,
    "agrees" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ClaimRating_pkey" PRIMARY KEY ("claimId","disputerId","memberId")
);

-- CreateIndex
CREATE INDEX "ClaimRating_memberId_idx" ON "ClaimRating"("memberId");

-- AddForeignKey
ALTER TABLE "ClaimRating" ADD CONSTRAINT "ClaimRating_claimId_disputerId_fkey" FOREIGN KEY ("claimId", "disputerId") REFERENCES "ClaimDispute"("claimId", "memberId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ClaimRating" ADD CONSTRAINT "ClaimRating_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A claim's page shows how readers rate the evidence against it.
CREATE TRIGGER "ClaimRating_touch" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "ClaimRating" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
