CREATE TYPE "CaseKind" AS ENUM ('flag', 'interest', 'first_post', 'held_post', 'upload', 'source_dispute', 'tag_proposal', 'wiki_edit', 'spam', 'appeal');

CREATE TYPE "FlagReason" AS ENUM ('off_topic', 'unkind', 'spam', 'undisclosed_interest', 'source_misquoted', 'other');

CREATE TYPE "InterestAnswer" AS ENUM ('disclosed', 'denied');

ALTER TYPE "ModActionKind" ADD VALUE 'keep_post';
ALTER TYPE "ModActionKind" ADD VALUE 'ask_edit';
ALTER TYPE "ModActionKind" ADD VALUE 'unfold_post';
ALTER TYPE "ModActionKind" ADD VALUE 'warn_member';
ALTER TYPE "ModActionKind" ADD VALUE 'pace_member';
ALTER TYPE "ModActionKind" ADD VALUE 'silence_member';
ALTER TYPE "ModActionKind" ADD VALUE 'end_sanction';
ALTER TYPE "ModActionKind" ADD VALUE 'uphold_sanction';

ALTER TYPE "SanctionKind" ADD VALUE 'silence';
ALTER TYPE "SanctionKind" ADD VALUE 'pace';
ALTER TYPE "SanctionKind" ADD VALUE 'warning';

ALTER TABLE "Member" ADD COLUMN     "pacedUntil" TIMESTAMPTZ(3),
ADD COLUMN     "silencedUntil" TIMESTAMPTZ(3);

ALTER TABLE "ModAction" ALTER COLUMN "moderatorId" DROP NOT NULL;

ALTER TABLE "Post" ADD COLUMN     "foldEditedAt" TIMESTAMPTZ(3),
ADD COLUMN     "foldWords" VARCHAR(200) NOT NULL DEFAULT '',
ADD COLUMN     "foldedAt" TIMESTAMPTZ(3);

ALTER TABLE "Sanction" ADD COLUMN     "caseId" INTEGER;

CREATE TABLE "ModCase" (
    "id" SERIAL NOT NULL,
    "kind" "CaseKind" NOT NULL,
    "subject" VARCHAR(80) NOT NULL,
    "memberId" INTEGER,
    "threadId" INTEGER,
    "postId" INTEGER,
    "uploadId" INTEGER,
    "heldPostId" INTEGER,
    "evidence" VARCHAR(300)[] DEFAULT ARRAY[]::VARCHAR(300)[],
    "payload" JSONB NOT NULL DEFAULT '{}',
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "remindedAt" TIMESTAMPTZ(3),
    "leasedById" INTEGER,
    "leasedAt" TIMESTAMPTZ(3),
    "leasedUntil" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ModCase_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CaseDecision" (
    "id" SERIAL NOT NULL,
    "caseId" INTEGER NOT NULL,
    "decision" VARCHAR(20) NOT NULL,
    "byId" INTEGER,
    "reason" VARCHAR(300) NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "modActionId" INTEGER,

    CONSTRAINT "CaseDecision_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Flag" (
    "id" SERIAL NOT NULL,
    "postId" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "memberId" INTEGER NOT NULL,
    "reason" "FlagReason" NOT NULL,
    "words" VARCHAR(600) NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "caseId" INTEGER NOT NULL,

    CONSTRAINT "Flag_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "InterestQuestion" (
    "id" SERIAL NOT NULL,
    "caseId" INTEGER NOT NULL,
    "postId" INTEGER NOT NULL,
    "memberId" INTEGER NOT NULL,
    "askedById" INTEGER NOT NULL,
    "words" VARCHAR(300) NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "answer" "InterestAnswer",
    "answerWords" VARCHAR(200) NOT NULL DEFAULT '',
    "isPublic" BOOLEAN NOT NULL DEFAULT false,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "InterestQuestion_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "HeldPost" (
    "id" SERIAL NOT NULL,
    "authorId" INTEGER NOT NULL,
    "threadId" INTEGER,
    "parentId" INTEGER,
    "relation" "Relation",
    "title" VARCHAR(150) NOT NULL DEFAULT '',
    "tagIds" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "disclosure" VARCHAR(200) NOT NULL DEFAULT '',
    "body" VARCHAR(65536) NOT NULL,
    "key" VARCHAR(80) NOT NULL,
    "rules" VARCHAR(40)[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "releaseAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "postId" INTEGER,

    CONSTRAINT "HeldPost_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Appeal" (
    "id" SERIAL NOT NULL,
    "memberId" INTEGER NOT NULL,
    "sanctionId" INTEGER,
    "modActionId" INTEGER,
    "words" VARCHAR(2000) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" INTEGER,
    "isGranted" BOOLEAN NOT NULL DEFAULT false,
    "answer" VARCHAR(300) NOT NULL DEFAULT '',

    CONSTRAINT "Appeal_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "ModCase_closedAt_openedAt_id_idx" ON "ModCase"("closedAt", "openedAt", "id");

CREATE INDEX "ModCase_memberId_idx" ON "ModCase"("memberId");

CREATE INDEX "ModCase_threadId_idx" ON "ModCase"("threadId");

CREATE INDEX "ModCase_postId_idx" ON "ModCase"("postId");

CREATE INDEX "ModCase_uploadId_idx" ON "ModCase"("uploadId");

CREATE INDEX "ModCase_heldPostId_idx" ON "ModCase"("heldPostId");

CREATE INDEX "ModCase_leasedById_idx" ON "ModCase"("leasedById");

CREATE INDEX "CaseDecision_caseId_idx" ON "CaseDecision"("caseId");

CREATE INDEX "CaseDecision_byId_at_idx" ON "CaseDecision"("byId", "at" DESC);

CREATE INDEX "CaseDecision_at_idx" ON "CaseDecision"("at" DESC);

CREATE INDEX "CaseDecision_modActionId_idx" ON "CaseDecision"("modActionId");

CREATE INDEX "Flag_memberId_at_idx" ON "Flag"("memberId", "at" DESC);

CREATE INDEX "Flag_caseId_idx" ON "Flag"("caseId");

CREATE UNIQUE INDEX "Flag_postId_revision_memberId_key" ON "Flag"("postId", "revision", "memberId");

CREATE INDEX "InterestQuestion_caseId_idx" ON "InterestQuestion"("caseId");

CREATE INDEX "InterestQuestion_postId_idx" ON "InterestQuestion"("postId");

CREATE INDEX "InterestQuestion_memberId_idx" ON "InterestQuestion"("memberId");

CREATE INDEX "InterestQuestion_askedById_idx" ON "InterestQuestion"("askedById");

CREATE UNIQUE INDEX "HeldPost_postId_key" ON "HeldPost"("postId");

CREATE INDEX "HeldPost_authorId_createdAt_idx" ON "HeldPost"("authorId", "createdAt" DESC);

CREATE INDEX "HeldPost_threadId_idx" ON "HeldPost"("threadId");

CREATE INDEX "HeldPost_endedAt_releaseAt_idx" ON "HeldPost"("endedAt", "releaseAt");

CREATE UNIQUE INDEX "HeldPost_authorId_key_key" ON "HeldPost"("authorId", "key");

CREATE UNIQUE INDEX "Appeal_sanctionId_key" ON "Appeal"("sanctionId");

CREATE UNIQUE INDEX "Appeal_modActionId_key" ON "Appeal"("modActionId");

CREATE INDEX "Appeal_memberId_id_idx" ON "Appeal"("memberId", "id" DESC);

CREATE INDEX "Appeal_decidedById_idx" ON "Appeal"("decidedById");

CREATE INDEX "Sanction_caseId_idx" ON "Sanction"("caseId");

ALTER TABLE "ModCase" ADD CONSTRAINT "ModCase_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ModCase" ADD CONSTRAINT "ModCase_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "ModCase" ADD CONSTRAINT "ModCase_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "ModCase" ADD CONSTRAINT "ModCase_uploadId_fkey" FOREIGN KEY ("uploadId") REFERENCES "Upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "ModCase" ADD CONSTRAINT "ModCase_heldPostId_fkey" FOREIGN KEY ("heldPostId") REFERENCES "HeldPost"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "ModCase" ADD CONSTRAINT "ModCase_leasedById_fkey" FOREIGN KEY ("leasedById") REFERENCES "Member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "CaseDecision" ADD CONSTRAINT "CaseDecision_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "ModCase"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "CaseDecision" ADD CONSTRAINT "CaseDecision_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CaseDecision" ADD CONSTRAINT "CaseDecision_modActionId_fkey" FOREIGN KEY ("modActionId") REFERENCES "ModAction"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Flag" ADD CONSTRAINT "Flag_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Flag" ADD CONSTRAINT "Flag_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Flag" ADD CONSTRAINT "Flag_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "ModCase"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "InterestQuestion" ADD CONSTRAINT "InterestQuestion_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "ModCase"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "InterestQuestion" ADD CONSTRAINT "InterestQuestion_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "InterestQuestion" ADD CONSTRAINT "InterestQuestion_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "InterestQuestion" ADD CONSTRAINT "InterestQuestion_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "HeldPost" ADD CONSTRAINT "HeldPost_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "HeldPost" ADD CONSTRAINT "HeldPost_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "HeldPost" ADD CONSTRAINT "HeldPost_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Sanction" ADD CONSTRAINT "Sanction_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "ModCase"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_sanctionId_fkey" FOREIGN KEY ("sanctionId") REFERENCES "Sanction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_modActionId_fkey" FOREIGN KEY ("modActionId") REFERENCES "ModAction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One case is open at a time about each thing.
CREATE UNIQUE INDEX "ModCase_open_subject_key" ON "ModCase"("subject") WHERE "closedAt" IS NULL;

ALTER TABLE "Appeal" ADD CONSTRAINT "Appeal_about_one_thing" CHECK (("sanctionId" IS NULL) <> ("modActionId" IS NULL));

-- Measures that are logged without the member's name have no target. By text: a value can't be used in the transaction that adds it.
ALTER TABLE "ModAction" DROP CONSTRAINT "ModAction_has_target";
ALTER TABLE "ModAction" ADD CONSTRAINT "ModAction_has_target" CHECK (
  "threadId" IS NOT NULL OR "uploadId" IS NOT NULL OR "tagSlug" IS NOT NULL OR "memberId" IS NOT NULL
  OR "kind"::text IN ('change_setting', 'warn_member', 'pace_member', 'silence_member', 'end_sanction', 'uphold_sanction'));
