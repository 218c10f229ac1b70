-- CreateEnum
CREATE TYPE "CitationKind" AS ENUM ('ref', 'link', 'trailer');

-- CreateEnum
CREATE TYPE "Stance" AS ENUM ('supports', 'disputes', 'mentions', 'data');

-- CreateEnum
CREATE TYPE "ReviewVerdict" AS ENUM ('says_it', 'partly', 'not_in_source', 'cannot_access');

-- CreateEnum
CREATE TYPE "SourceKind" AS ENUM ('article', 'dashboard', 'dataset', 'eip', 'paper', 'preprint', 'spec', 'repo', 'forum', 'post', 'tweet', 'video', 'tx', 'book', 'report', 'personal', 'other');

-- CreateEnum
CREATE TYPE "SourceStatus" AS ENUM ('unchecked', 'ok', 'moved', 'dead', 'paywalled', 'retracted');

-- CreateTable
CREATE TABLE "Citation" (
    "id" SERIAL NOT NULL,
    "postId" INTEGER NOT NULL,
    "threadId" INTEGER NOT NULL,
    "authorId" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "kind" "CitationKind" NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "originalSourceId" INTEGER NOT NULL,
    "key" VARCHAR(300) NOT NULL,
    "stance" "Stance" NOT NULL DEFAULT 'mentions',
    "isStanceTyped" BOOLEAN NOT NULL DEFAULT false,
    "locator" VARCHAR(200) NOT NULL DEFAULT '',
    "quote" VARCHAR(1000) NOT NULL DEFAULT '',
    "remark" VARCHAR(500) NOT NULL DEFAULT '',
    "isQuoted" BOOLEAN NOT NULL DEFAULT false,
    "quotedHandle" VARCHAR(30) NOT NULL DEFAULT '',
    "version" VARCHAR(40) NOT NULL DEFAULT '',
    "before" VARCHAR(48) NOT NULL DEFAULT '',
    "after" VARCHAR(48) NOT NULL DEFAULT '',
    "passage" VARCHAR(600) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Citation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CitationReview" (
    "citationId" INTEGER NOT NULL,
    "memberId" INTEGER NOT NULL,
    "verdict" "ReviewVerdict" NOT NULL,
    "comment" VARCHAR(300) NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "isOutdated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "CitationReview_pkey" PRIMARY KEY ("citationId","memberId")
);

-- CreateTable
CREATE TABLE "CitationChange" (
    "id" SERIAL NOT NULL,
    "postId" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "field" VARCHAR(20) NOT NULL,
    "before" VARCHAR(1000) NOT NULL DEFAULT '',
    "after" VARCHAR(1000) NOT NULL DEFAULT '',

    CONSTRAINT "CitationChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SourceMention" (
    "id" SERIAL NOT NULL,
    "postId" INTEGER NOT NULL,
    "threadId" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "text" VARCHAR(300) NOT NULL,
    "sourceId" INTEGER,

    CONSTRAINT "SourceMention_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SourceProposal" (
    "id" SERIAL NOT NULL,
    "mentionId" INTEGER NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SourceProposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProposalAcceptance" (
    "proposalId" INTEGER NOT NULL,
    "memberId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProposalAcceptance_pkey" PRIMARY KEY ("proposalId","memberId")
);

-- CreateTable
CREATE TABLE "Source" (
    "id" SERIAL NOT NULL,
    "citekey" VARCHAR(80) NOT NULL,
    "kind" "SourceKind" NOT NULL,
    "csl" JSONB NOT NULL,
    "fieldOrigin" JSONB NOT NULL,
    "lockedFields" VARCHAR(40)[] DEFAULT ARRAY[]::VARCHAR(40)[],
    "title" VARCHAR(500) NOT NULL,
    "url" VARCHAR(2000),
    "host" VARCHAR(253) NOT NULL DEFAULT '',
    "status" "SourceStatus" NOT NULL DEFAULT 'unchecked',
    "statusSince" TIMESTAMPTZ(3),
    "archivedUrl" VARCHAR(2100),
    "mergedIntoId" INTEGER,
    "hiddenAt" TIMESTAMPTZ(3),
    "createdById" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "postCount" INTEGER NOT NULL DEFAULT 0,
    "supportCount" INTEGER NOT NULL DEFAULT 0,
    "disputeCount" INTEGER NOT NULL DEFAULT 0,
    "lastCitedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SourceIdentifier" (
    "scheme" VARCHAR(20) NOT NULL,
    "value" VARCHAR(2000) NOT NULL,
    "sourceId" INTEGER NOT NULL,

    CONSTRAINT "SourceIdentifier_pkey" PRIMARY KEY ("scheme","value")
);

-- CreateTable
CREATE TABLE "SourceMerge" (
    "id" SERIAL NOT NULL,
    "fromId" INTEGER NOT NULL,
    "intoId" INTEGER NOT NULL,
    "reason" VARCHAR(300) NOT NULL,
    "byId" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),
    "undoneById" INTEGER,

    CONSTRAINT "SourceMerge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SourceRevision" (
    "id" SERIAL NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "byId" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" VARCHAR(300) NOT NULL DEFAULT '',
    "changes" JSONB NOT NULL,

    CONSTRAINT "SourceRevision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Eip" (
    "number" INTEGER NOT NULL,
    "title" VARCHAR(300) NOT NULL,
    "status" VARCHAR(30) NOT NULL,
    "type" VARCHAR(40) NOT NULL DEFAULT '',
    "category" VARCHAR(40) NOT NULL DEFAULT '',
    "authors" VARCHAR(120)[] DEFAULT ARRAY[]::VARCHAR(120)[],
    "created" VARCHAR(10) NOT NULL DEFAULT '',
    "discussionsTo" VARCHAR(500) NOT NULL DEFAULT '',
    "requires" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "asOf" VARCHAR(10) NOT NULL,

    CONSTRAINT "Eip_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE INDEX "Citation_postId_ordinal_idx" ON "Citation"("postId", "ordinal");

-- CreateIndex
CREATE INDEX "Citation_sourceId_postId_idx" ON "Citation"("sourceId", "postId");

-- CreateIndex
CREATE INDEX "Citation_originalSourceId_idx" ON "Citation"("originalSourceId");

-- CreateIndex
CREATE INDEX "Citation_threadId_idx" ON "Citation"("threadId");

-- CreateIndex
CREATE INDEX "Citation_authorId_id_idx" ON "Citation"("authorId", "id" DESC);

-- CreateIndex
CREATE INDEX "CitationReview_memberId_idx" ON "CitationReview"("memberId");

-- CreateIndex
CREATE INDEX "CitationChange_postId_revision_idx" ON "CitationChange"("postId", "revision");

-- CreateIndex
CREATE INDEX "SourceMention_threadId_idx" ON "SourceMention"("threadId");

-- CreateIndex
CREATE INDEX "SourceMention_sourceId_idx" ON "SourceMention"("sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "SourceMention_postId_text_key" ON "SourceMention"("postId", "text");

-- CreateIndex
CREATE INDEX "SourceProposal_sourceId_idx" ON "SourceProposal"("sourceId");

-- CreateIndex
CREATE INDEX "SourceProposal_byId_idx" ON "SourceProposal"("byId");

-- CreateIndex
CREATE UNIQUE INDEX "SourceProposal_mentionId_sourceId_key" ON "SourceProposal"("mentionId", "sourceId");

-- CreateIndex
CREATE INDEX "ProposalAcceptance_memberId_idx" ON "ProposalAcceptance"("memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Source_citekey_key" ON "Source"("citekey");

-- CreateIndex
CREATE INDEX "Source_postCount_id_idx" ON "Source"("postCount" DESC, "id");

-- CreateIndex
CREATE INDEX "Source_disputeCount_id_idx" ON "Source"("disputeCount" DESC, "id");

-- CreateIndex
CREATE INDEX "Source_kind_postCount_id_idx" ON "Source"("kind", "postCount" DESC, "id");

-- CreateIndex
CREATE INDEX "Source_host_postCount_id_idx" ON "Source"("host", "postCount" DESC, "id");

-- CreateIndex
CREATE INDEX "Source_status_idx" ON "Source"("status");

-- CreateIndex
CREATE INDEX "Source_mergedIntoId_idx" ON "Source"("mergedIntoId");

-- CreateIndex
CREATE INDEX "Source_createdById_idx" ON "Source"("createdById");

-- CreateIndex
CREATE INDEX "SourceIdentifier_sourceId_idx" ON "SourceIdentifier"("sourceId");

-- CreateIndex
CREATE INDEX "SourceMerge_fromId_idx" ON "SourceMerge"("fromId");

-- CreateIndex
CREATE INDEX "SourceMerge_intoId_idx" ON "SourceMerge"("intoId");

-- CreateIndex
CREATE INDEX "SourceMerge_byId_idx" ON "SourceMerge"("byId");

-- CreateIndex
CREATE INDEX "SourceMerge_undoneById_idx" ON "SourceMerge"("undoneById");

-- CreateIndex
CREATE INDEX "SourceRevision_sourceId_id_idx" ON "SourceRevision"("sourceId", "id" DESC);

-- CreateIndex
CREATE INDEX "SourceRevision_byId_idx" ON "SourceRevision"("byId");

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_originalSourceId_fkey" FOREIGN KEY ("originalSourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CitationReview" ADD CONSTRAINT "CitationReview_citationId_fkey" FOREIGN KEY ("citationId") REFERENCES "Citation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CitationReview" ADD CONSTRAINT "CitationReview_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CitationChange" ADD CONSTRAINT "CitationChange_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceMention" ADD CONSTRAINT "SourceMention_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceMention" ADD CONSTRAINT "SourceMention_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceMention" ADD CONSTRAINT "SourceMention_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceProposal" ADD CONSTRAINT "SourceProposal_mentionId_fkey" FOREIGN KEY ("mentionId") REFERENCES "SourceMention"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceProposal" ADD CONSTRAINT "SourceProposal_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceProposal" ADD CONSTRAINT "SourceProposal_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalAcceptance" ADD CONSTRAINT "ProposalAcceptance_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "SourceProposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProposalAcceptance" ADD CONSTRAINT "ProposalAcceptance_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Source" ADD CONSTRAINT "Source_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "Member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceIdentifier" ADD CONSTRAINT "SourceIdentifier_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceMerge" ADD CONSTRAINT "SourceMerge_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceMerge" ADD CONSTRAINT "SourceMerge_intoId_fkey" FOREIGN KEY ("intoId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceMerge" ADD CONSTRAINT "SourceMerge_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceMerge" ADD CONSTRAINT "SourceMerge_undoneById_fkey" FOREIGN KEY ("undoneById") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceRevision" ADD CONSTRAINT "SourceRevision_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SourceRevision" ADD CONSTRAINT "SourceRevision_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
