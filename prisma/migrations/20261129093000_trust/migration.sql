ALTER TYPE "ModActionKind" ADD VALUE 'release_text';
ALTER TYPE "ModActionKind" ADD VALUE 'discard_text';
ALTER TYPE "ModActionKind" ADD VALUE 'accept_proposal';
ALTER TYPE "ModActionKind" ADD VALUE 'refuse_proposal';
ALTER TYPE "ModActionKind" ADD VALUE 'hide_spam';

ALTER TABLE "Member" ADD COLUMN     "trustedAt" TIMESTAMPTZ(3);

CREATE TABLE "PostTrace" (
    "id" SERIAL NOT NULL,
    "memberId" INTEGER NOT NULL,
    "postId" INTEGER,
    "heldPostId" INTEGER,
    "textHash" VARCHAR(64) NOT NULL DEFAULT '',
    "sketch" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "addressHash" VARCHAR(64) NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PostTrace_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SpamHost" (
    "host" VARCHAR(253) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SpamHost_pkey" PRIMARY KEY ("host")
);

CREATE UNIQUE INDEX "PostTrace_postId_key" ON "PostTrace"("postId");

CREATE UNIQUE INDEX "PostTrace_heldPostId_key" ON "PostTrace"("heldPostId");

CREATE INDEX "PostTrace_memberId_idx" ON "PostTrace"("memberId");

CREATE INDEX "PostTrace_textHash_idx" ON "PostTrace"("textHash");

CREATE INDEX "PostTrace_addressHash_at_idx" ON "PostTrace"("addressHash", "at");

CREATE INDEX "PostTrace_at_idx" ON "PostTrace"("at");

CREATE INDEX "PostTrace_sketch_idx" ON "PostTrace" USING GIN ("sketch");

ALTER TABLE "PostTrace" ADD CONSTRAINT "PostTrace_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "PostTrace" ADD CONSTRAINT "PostTrace_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "PostTrace" ADD CONSTRAINT "PostTrace_heldPostId_fkey" FOREIGN KEY ("heldPostId") REFERENCES "HeldPost"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Members of before count by what they did: nobody counted their minutes of reading.
UPDATE "Member" m SET "trustedAt" = now()
WHERE m."deletedAt" IS NULL AND (m."isDemonstration" OR (m."joinedAt" <= now() - interval '5 days'
    AND (SELECT count(*) FROM "Post" p JOIN "Thread" t ON t."id" = p."threadId"
         WHERE p."authorId" = m."id" AND p."status" = 'visible' AND p."foldedAt" IS NULL AND t."status" = 'visible'
           AND p."createdAt" <= now() - interval '24 hours') >= 10));

ALTER TABLE "ModAction" DROP CONSTRAINT "ModAction_has_target";
ALTER TABLE "ModAction" ADD CONSTRAINT "ModAction_has_target" CHECK (
  "threadId" IS NOT NULL OR "uploadId" IS NOT NULL OR "tagSlug" IS NOT NULL OR "memberId" IS NOT NULL
  OR "kind"::text IN ('change_setting', 'warn_member', 'pace_member', 'silence_member', 'end_sanction', 'uphold_sanction',
    'discard_text', 'refuse_proposal', 'hide_spam'));
