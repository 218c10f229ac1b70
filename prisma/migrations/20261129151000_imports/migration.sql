-- Threads that were taken over from other forums: whose they are there, and what they became here.
CREATE TABLE "ImportOrigin" (
    "id" SERIAL NOT NULL,
    "host" VARCHAR(260) NOT NULL,
    "address" VARCHAR(300) NOT NULL,
    "memberId" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ImportOrigin_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ImportRun" (
    "id" SERIAL NOT NULL,
    "originId" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "from" VARCHAR(300) NOT NULL,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "notes" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "ImportRun_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ImportedMember" (
    "originId" INTEGER NOT NULL,
    "username" VARCHAR(60) NOT NULL,
    "externalId" INTEGER,
    "memberId" INTEGER NOT NULL,
    "placeholderId" INTEGER NOT NULL,
    "shownName" VARCHAR(100) NOT NULL,
    "claimAddress" VARCHAR(254),
    "importedAt" TIMESTAMPTZ(3) NOT NULL,
    "takenAt" TIMESTAMPTZ(3),
    "modActionId" INTEGER,

    CONSTRAINT "ImportedMember_pkey" PRIMARY KEY ("originId","username")
);

CREATE TABLE "ImportedThread" (
    "originId" INTEGER NOT NULL,
    "externalId" INTEGER NOT NULL,
    "threadId" INTEGER NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "runId" INTEGER NOT NULL,

    CONSTRAINT "ImportedThread_pkey" PRIMARY KEY ("originId","externalId")
);

CREATE TABLE "ImportedPost" (
    "originId" INTEGER NOT NULL,
    "externalId" INTEGER NOT NULL,
    "topicId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "postId" INTEGER NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "revision" INTEGER NOT NULL,
    "notes" JSONB NOT NULL DEFAULT '[]',
    "isOpen" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ImportedPost_pkey" PRIMARY KEY ("originId","externalId")
);

CREATE TABLE "ImportedUpload" (
    "originId" INTEGER NOT NULL,
    "address" VARCHAR(600) NOT NULL,
    "hash" VARCHAR(64) NOT NULL,

    CONSTRAINT "ImportedUpload_pkey" PRIMARY KEY ("originId","address")
);

CREATE TABLE "ImportedTerm" (
    "originId" INTEGER NOT NULL,
    "name" VARCHAR(160) NOT NULL,
    "tagId" INTEGER NOT NULL,

    CONSTRAINT "ImportedTerm_pkey" PRIMARY KEY ("originId","name")
);

CREATE UNIQUE INDEX "ImportOrigin_host_key" ON "ImportOrigin"("host");
CREATE INDEX "ImportOrigin_memberId_idx" ON "ImportOrigin"("memberId");
CREATE INDEX "ImportRun_originId_id_idx" ON "ImportRun"("originId", "id" DESC);
CREATE UNIQUE INDEX "ImportedMember_originId_externalId_key" ON "ImportedMember"("originId", "externalId");
CREATE INDEX "ImportedMember_memberId_idx" ON "ImportedMember"("memberId");
CREATE INDEX "ImportedMember_placeholderId_idx" ON "ImportedMember"("placeholderId");
CREATE INDEX "ImportedMember_claimAddress_idx" ON "ImportedMember"("claimAddress");
CREATE INDEX "ImportedThread_threadId_idx" ON "ImportedThread"("threadId");
CREATE UNIQUE INDEX "ImportedPost_postId_key" ON "ImportedPost"("postId");
CREATE INDEX "ImportedPost_originId_topicId_number_idx" ON "ImportedPost"("originId", "topicId", "number");
CREATE INDEX "ImportedPost_originId_isOpen_externalId_idx" ON "ImportedPost"("originId", "isOpen", "externalId");
CREATE INDEX "ImportedTerm_tagId_idx" ON "ImportedTerm"("tagId");

ALTER TABLE "ImportOrigin" ADD CONSTRAINT "ImportOrigin_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ImportRun" ADD CONSTRAINT "ImportRun_originId_fkey" FOREIGN KEY ("originId") REFERENCES "ImportOrigin"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ImportedMember" ADD CONSTRAINT "ImportedMember_originId_fkey" FOREIGN KEY ("originId") REFERENCES "ImportOrigin"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ImportedMember" ADD CONSTRAINT "ImportedMember_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ImportedMember" ADD CONSTRAINT "ImportedMember_placeholderId_fkey" FOREIGN KEY ("placeholderId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ImportedThread" ADD CONSTRAINT "ImportedThread_originId_fkey" FOREIGN KEY ("originId") REFERENCES "ImportOrigin"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ImportedThread" ADD CONSTRAINT "ImportedThread_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ImportedPost" ADD CONSTRAINT "ImportedPost_originId_fkey" FOREIGN KEY ("originId") REFERENCES "ImportOrigin"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ImportedPost" ADD CONSTRAINT "ImportedPost_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ImportedUpload" ADD CONSTRAINT "ImportedUpload_originId_fkey" FOREIGN KEY ("originId") REFERENCES "ImportOrigin"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ImportedTerm" ADD CONSTRAINT "ImportedTerm_originId_fkey" FOREIGN KEY ("originId") REFERENCES "ImportOrigin"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ImportedTerm" ADD CONSTRAINT "ImportedTerm_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Likes that a post brought along: a part of its sum beside the votes.
ALTER TABLE "Post" ADD COLUMN "importedWorth" INTEGER NOT NULL DEFAULT 0;
-- Other forums allow longer and shorter titles; what is written here is bound by its form.
ALTER TABLE "Thread" ALTER COLUMN "title" TYPE VARCHAR(400);
ALTER TABLE "Thread" DROP CONSTRAINT "Thread_title_length";
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_title_length" CHECK (char_length("title") >= 1);

-- A profile says from where a member was taken over.
CREATE TRIGGER "ImportOrigin_touch" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "ImportOrigin" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "ImportedMember_touch" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "ImportedMember" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
