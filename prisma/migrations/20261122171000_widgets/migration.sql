-- CreateTable
CREATE TABLE "PostWidget" (
    "postId" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "address" VARCHAR(400) NOT NULL,
    "pinnedAt" TIMESTAMPTZ(3) NOT NULL,
    "pinned" JSONB NOT NULL,

    CONSTRAINT "PostWidget_pkey" PRIMARY KEY ("postId","revision","ordinal")
);

-- AddForeignKey
ALTER TABLE "PostWidget" ADD CONSTRAINT "PostWidget_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;
