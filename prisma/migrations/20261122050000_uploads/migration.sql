-- CreateEnum
CREATE TYPE "PictureKind" AS ENUM ('png', 'jpeg', 'webp', 'gif');

-- AlterEnum
ALTER TYPE "ModActionKind" ADD VALUE 'remove_upload';

-- CreateTable
CREATE TABLE "Upload" (
    "id" SERIAL NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "kind" "PictureKind" NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "frames" INTEGER NOT NULL DEFAULT 1,
    "size" INTEGER NOT NULL,
    "bytes" BYTEA,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Upload_bytes_until_removed" CHECK (("bytes" IS NULL) = ("removedAt" IS NOT NULL)),
    CONSTRAINT "Upload_hash_is_sha256" CHECK ("hash" ~ '^[0-9a-f]{64}$')
);

-- Pictures are compressed already: trying again would only take time.
ALTER TABLE "Upload" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

-- CreateTable
CREATE TABLE "UploadOwner" (
    "id" SERIAL NOT NULL,
    "memberId" INTEGER NOT NULL,
    "uploadId" INTEGER NOT NULL,
    "alt" VARCHAR(300) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UploadOwner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PostPicture" (
    "postId" INTEGER NOT NULL,
    "hash" VARCHAR(64) NOT NULL,

    CONSTRAINT "PostPicture_pkey" PRIMARY KEY ("postId", "hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "Upload_hash_key" ON "Upload"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "UploadOwner_memberId_uploadId_key" ON "UploadOwner"("memberId", "uploadId");

-- CreateIndex
CREATE INDEX "UploadOwner_memberId_id_idx" ON "UploadOwner"("memberId", "id" DESC);

-- CreateIndex
CREATE INDEX "UploadOwner_uploadId_idx" ON "UploadOwner"("uploadId");

-- CreateIndex
CREATE INDEX "PostPicture_hash_idx" ON "PostPicture"("hash");

-- AddForeignKey
ALTER TABLE "UploadOwner" ADD CONSTRAINT "UploadOwner_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UploadOwner" ADD CONSTRAINT "UploadOwner_uploadId_fkey" FOREIGN KEY ("uploadId") REFERENCES "Upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PostPicture" ADD CONSTRAINT "PostPicture_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable: what is done to a picture concerns no thread.
ALTER TABLE "ModAction" ALTER COLUMN "threadId" DROP NOT NULL,
ADD COLUMN "uploadId" INTEGER,
ADD CONSTRAINT "ModAction_has_target" CHECK ("threadId" IS NOT NULL OR "uploadId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "ModAction_uploadId_idx" ON "ModAction"("uploadId");

-- AddForeignKey
ALTER TABLE "ModAction" ADD CONSTRAINT "ModAction_uploadId_fkey" FOREIGN KEY ("uploadId") REFERENCES "Upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;
