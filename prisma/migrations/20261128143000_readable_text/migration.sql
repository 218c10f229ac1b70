-- What excerpts show of a post; filled when it is rendered again.
ALTER TABLE "Post" ADD COLUMN "readableText" VARCHAR(70000) NOT NULL DEFAULT '';
