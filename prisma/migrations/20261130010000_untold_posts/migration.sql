-- New posts of which nobody was told yet: those of a thread are told of together.
CREATE TABLE "UntoldPost" (
    "postId" INTEGER NOT NULL,
    "threadId" INTEGER NOT NULL,

    CONSTRAINT "UntoldPost_pkey" PRIMARY KEY ("postId")
);

-- CreateIndex
CREATE INDEX "UntoldPost_threadId_postId_idx" ON "UntoldPost"("threadId", "postId");

-- AddForeignKey
ALTER TABLE "UntoldPost" ADD CONSTRAINT "UntoldPost_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;
