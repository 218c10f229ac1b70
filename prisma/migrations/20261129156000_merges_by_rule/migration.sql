-- Sources that newer rules of identity find to be one are merged by nobody.
ALTER TABLE "SourceMerge" ALTER COLUMN "byId" DROP NOT NULL;
