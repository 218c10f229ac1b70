-- AlterEnum
ALTER TYPE "ModActionKind" ADD VALUE 'retag_thread';
ALTER TYPE "ModActionKind" ADD VALUE 'change_tag';
ALTER TYPE "ModActionKind" ADD VALUE 'merge_tag';

-- AlterTable
ALTER TABLE "ModAction" ADD COLUMN     "detail" VARCHAR(1000) NOT NULL DEFAULT '',
ADD COLUMN     "tagSlug" VARCHAR(60);


-- AlterTable
ALTER TABLE "Tag" ADD COLUMN     "html" VARCHAR(2000000) NOT NULL DEFAULT '',
ADD COLUMN     "isMirror" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "rendererVersion" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ALTER COLUMN "description" SET DATA TYPE VARCHAR(4000);

-- CreateTable
CREATE TABLE "TagRevision" (
    "tagId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "description" VARCHAR(4000) NOT NULL,
    "reason" VARCHAR(300) NOT NULL DEFAULT '',
    "editorId" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TagRevision_pkey" PRIMARY KEY ("tagId","number")
);

-- CreateTable
CREATE TABLE "TagRedirect" (
    "slug" VARCHAR(60) NOT NULL,
    "tagId" INTEGER NOT NULL,
    "formerId" INTEGER,

    CONSTRAINT "TagRedirect_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "TagFollow" (
    "memberId" INTEGER NOT NULL,
    "tagId" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TagFollow_pkey" PRIMARY KEY ("memberId","tagId")
);

-- CreateIndex
CREATE INDEX "TagRevision_editorId_idx" ON "TagRevision"("editorId");

-- CreateIndex
CREATE UNIQUE INDEX "TagRedirect_formerId_key" ON "TagRedirect"("formerId");

-- CreateIndex
CREATE INDEX "TagRedirect_tagId_idx" ON "TagRedirect"("tagId");

-- CreateIndex
CREATE INDEX "TagFollow_tagId_idx" ON "TagFollow"("tagId");

-- AddForeignKey
ALTER TABLE "TagRevision" ADD CONSTRAINT "TagRevision_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TagRevision" ADD CONSTRAINT "TagRevision_editorId_fkey" FOREIGN KEY ("editorId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TagRedirect" ADD CONSTRAINT "TagRedirect_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TagFollow" ADD CONSTRAINT "TagFollow_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TagFollow" ADD CONSTRAINT "TagFollow_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_counts" CHECK ("threadCount" >= 0 AND "version" >= 1 AND "revision" >= 1);
ALTER TABLE "TagRedirect" ADD CONSTRAINT "TagRedirect_slug_shape" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
ALTER TABLE "TagRevision" ADD CONSTRAINT "TagRevision_number" CHECK ("number" >= 1);

-- The vocabulary that is there came from the registry, all but the topics; its descriptions are their first revision.
UPDATE "Tag" SET "isMirror" = true WHERE "kind" <> 'topic';
INSERT INTO "TagRevision" ("tagId", "number", "description", "createdAt") SELECT "id", 1, "description", now() FROM "Tag";

-- An action is about a thread, an upload or a tag.
ALTER TABLE "ModAction" DROP CONSTRAINT "ModAction_has_target";
ALTER TABLE "ModAction" ADD CONSTRAINT "ModAction_has_target" CHECK ("threadId" IS NOT NULL OR "uploadId" IS NOT NULL OR "tagSlug" IS NOT NULL);
