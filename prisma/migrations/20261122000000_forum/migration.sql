-- CreateEnum
CREATE TYPE "TokenPurpose" AS ENUM ('first_administrator');

-- CreateEnum
CREATE TYPE "ContentStatus" AS ENUM ('visible', 'hidden', 'deleted');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('member', 'moderator', 'admin');

-- CreateEnum
CREATE TYPE "Relation" AS ENUM ('supports', 'rebuts', 'qualifies', 'asks', 'adds-data');

-- CreateEnum
CREATE TYPE "TagKind" AS ENUM ('chain', 'topic', 'upgrade', 'eip');

-- CreateTable
CREATE TABLE "Session" (
    "id" VARCHAR(64) NOT NULL,
    "memberId" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OneTimeToken" (
    "tokenHash" VARCHAR(64) NOT NULL,
    "purpose" "TokenPurpose" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OneTimeToken_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" VARCHAR(160) NOT NULL,
    "count" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Chain" (
    "slug" VARCHAR(40) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "shortName" VARCHAR(40) NOT NULL,
    "layer" VARCHAR(10) NOT NULL,

    CONSTRAINT "Chain_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "ChainGroup" (
    "slug" VARCHAR(40) NOT NULL,
    "name" VARCHAR(80) NOT NULL,

    CONSTRAINT "ChainGroup_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "ChainGroupMember" (
    "groupSlug" VARCHAR(40) NOT NULL,
    "chainSlug" VARCHAR(40) NOT NULL,

    CONSTRAINT "ChainGroupMember_pkey" PRIMARY KEY ("groupSlug","chainSlug")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" SERIAL NOT NULL,
    "handle" VARCHAR(30) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "passwordHash" VARCHAR(200),
    "role" "Role" NOT NULL DEFAULT 'member',
    "suspendedAt" TIMESTAMPTZ(3),
    "bio" VARCHAR(600) NOT NULL DEFAULT '',
    "isDemonstration" BOOLEAN NOT NULL DEFAULT false,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "threadCount" INTEGER NOT NULL DEFAULT 0,
    "postCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Post" (
    "id" SERIAL NOT NULL,
    "threadId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "authorId" INTEGER NOT NULL,
    "parentId" INTEGER,
    "path" VARCHAR(1200) NOT NULL,
    "depth" INTEGER NOT NULL DEFAULT 0,
    "relation" "Relation",
    "status" "ContentStatus" NOT NULL DEFAULT 'visible',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "editedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "replyCount" INTEGER NOT NULL DEFAULT 0,
    "worthCount" INTEGER NOT NULL DEFAULT 0,
    "html" VARCHAR(2000000) NOT NULL DEFAULT '',
    "rendererVersion" INTEGER NOT NULL DEFAULT 0,
    "derived" JSONB NOT NULL DEFAULT '{}',
    "plainText" VARCHAR(70000) NOT NULL DEFAULT '',
    "searchVector" tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig, ("plainText")::text)) STORED,

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PostRevision" (
    "postId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "body" VARCHAR(65536) NOT NULL,
    "reason" VARCHAR(300) NOT NULL DEFAULT '',
    "editorId" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PostRevision_pkey" PRIMARY KEY ("postId","number")
);

-- CreateTable
CREATE TABLE "Mention" (
    "postId" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "memberId" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,

    CONSTRAINT "Mention_pkey" PRIMARY KEY ("postId","revision","memberId")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "memberId" INTEGER NOT NULL,
    "key" VARCHAR(80) NOT NULL,
    "postId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("memberId","key")
);

-- CreateTable
CREATE TABLE "Tag" (
    "id" SERIAL NOT NULL,
    "slug" VARCHAR(60) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "kind" "TagKind" NOT NULL,
    "description" VARCHAR(2000) NOT NULL DEFAULT '',
    "parentId" INTEGER,
    "threadCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TagSynonym" (
    "slug" VARCHAR(60) NOT NULL,
    "tagId" INTEGER NOT NULL,
    "name" VARCHAR(80) NOT NULL,

    CONSTRAINT "TagSynonym_pkey" PRIMARY KEY ("slug","tagId")
);

-- CreateTable
CREATE TABLE "Thread" (
    "id" SERIAL NOT NULL,
    "title" VARCHAR(150) NOT NULL,
    "slug" VARCHAR(80) NOT NULL,
    "authorId" INTEGER NOT NULL,
    "status" "ContentStatus" NOT NULL DEFAULT 'visible',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lockedAt" TIMESTAMPTZ(3),
    "pinnedAt" TIMESTAMPTZ(3),
    "nextNumber" INTEGER NOT NULL DEFAULT 1,
    "postCount" INTEGER NOT NULL DEFAULT 0,
    "lastPostAt" TIMESTAMPTZ(3) NOT NULL,
    "lastPosterId" INTEGER NOT NULL,
    "worthCount" INTEGER NOT NULL DEFAULT 0,
    "hotScore" DOUBLE PRECISION NOT NULL DEFAULT 0,

    CONSTRAINT "Thread_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ThreadTag" (
    "threadId" INTEGER NOT NULL,
    "tagId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "ThreadTag_pkey" PRIMARY KEY ("threadId","tagId")
);

-- CreateIndex
CREATE INDEX "Session_memberId_idx" ON "Session"("memberId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "OneTimeToken_purpose_idx" ON "OneTimeToken"("purpose");

-- CreateIndex
CREATE INDEX "RateLimit_expiresAt_idx" ON "RateLimit"("expiresAt");

-- CreateIndex
CREATE INDEX "ChainGroupMember_chainSlug_idx" ON "ChainGroupMember"("chainSlug");

-- CreateIndex
CREATE UNIQUE INDEX "Member_handle_key" ON "Member"("handle");

-- CreateIndex
CREATE INDEX "Member_role_idx" ON "Member"("role");

-- CreateIndex
CREATE INDEX "Post_authorId_createdAt_idx" ON "Post"("authorId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Post_parentId_idx" ON "Post"("parentId");

-- CreateIndex
CREATE INDEX "Post_rendererVersion_id_idx" ON "Post"("rendererVersion", "id");

-- CreateIndex
CREATE INDEX "Post_searchVector_idx" ON "Post" USING GIN ("searchVector");

-- CreateIndex
CREATE UNIQUE INDEX "Post_threadId_number_key" ON "Post"("threadId", "number");

-- CreateIndex
CREATE INDEX "PostRevision_editorId_idx" ON "PostRevision"("editorId");

-- CreateIndex
CREATE INDEX "Mention_memberId_postId_idx" ON "Mention"("memberId", "postId" DESC);

-- CreateIndex
CREATE INDEX "IdempotencyKey_expiresAt_idx" ON "IdempotencyKey"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Tag_slug_key" ON "Tag"("slug");

-- CreateIndex
CREATE INDEX "Tag_kind_slug_idx" ON "Tag"("kind", "slug");

-- CreateIndex
CREATE INDEX "Tag_parentId_idx" ON "Tag"("parentId");

-- CreateIndex
CREATE INDEX "TagSynonym_tagId_idx" ON "TagSynonym"("tagId");

-- CreateIndex
CREATE INDEX "Thread_status_lastPostAt_id_idx" ON "Thread"("status", "lastPostAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Thread_status_createdAt_id_idx" ON "Thread"("status", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Thread_status_hotScore_id_idx" ON "Thread"("status", "hotScore" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Thread_authorId_createdAt_idx" ON "Thread"("authorId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Thread_lastPosterId_idx" ON "Thread"("lastPosterId");

-- CreateIndex
CREATE INDEX "ThreadTag_tagId_threadId_idx" ON "ThreadTag"("tagId", "threadId");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChainGroupMember" ADD CONSTRAINT "ChainGroupMember_groupSlug_fkey" FOREIGN KEY ("groupSlug") REFERENCES "ChainGroup"("slug") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ChainGroupMember" ADD CONSTRAINT "ChainGroupMember_chainSlug_fkey" FOREIGN KEY ("chainSlug") REFERENCES "Chain"("slug") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PostRevision" ADD CONSTRAINT "PostRevision_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PostRevision" ADD CONSTRAINT "PostRevision_editorId_fkey" FOREIGN KEY ("editorId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mention" ADD CONSTRAINT "Mention_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mention" ADD CONSTRAINT "Mention_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdempotencyKey" ADD CONSTRAINT "IdempotencyKey_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Tag"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TagSynonym" ADD CONSTRAINT "TagSynonym_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_lastPosterId_fkey" FOREIGN KEY ("lastPosterId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadTag" ADD CONSTRAINT "ThreadTag_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThreadTag" ADD CONSTRAINT "ThreadTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- CreateTable
CREATE TABLE "HeldText" (
    "tokenHash" VARCHAR(64) NOT NULL,
    "path" VARCHAR(300) NOT NULL,
    "fields" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HeldText_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateIndex
CREATE INDEX "HeldText_expiresAt_idx" ON "HeldText"("expiresAt");

-- What the schema language can't say: shapes of names and numbers, told by the database too.
ALTER TABLE "Member" ADD CONSTRAINT "Member_handle_shape" CHECK ("handle" ~ '^[a-z0-9_-]{2,30}$');
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_slug_shape" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_title_length" CHECK (char_length("title") >= 15);
ALTER TABLE "Thread" ADD CONSTRAINT "Thread_counts" CHECK ("nextNumber" >= 1 AND "postCount" >= 0 AND "postCount" < "nextNumber");
ALTER TABLE "Post" ADD CONSTRAINT "Post_number" CHECK ("number" >= 1);
ALTER TABLE "Post" ADD CONSTRAINT "Post_parent_is_another" CHECK ("parentId" IS NULL OR "parentId" <> "id");
ALTER TABLE "Post" ADD CONSTRAINT "Post_counts" CHECK ("version" >= 1 AND "revision" >= 1 AND "replyCount" >= 0);
ALTER TABLE "PostRevision" ADD CONSTRAINT "PostRevision_body" CHECK ("number" >= 1 AND octet_length("body") <= 65536);
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_slug_shape" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_parent_is_another" CHECK ("parentId" IS NULL OR "parentId" <> "id");
ALTER TABLE "RateLimit" ADD CONSTRAINT "RateLimit_count" CHECK ("count" >= 0);
