-- What posts that nobody may see say of a source.
ALTER TABLE "Source" ADD COLUMN     "withheld" JSONB NOT NULL DEFAULT '{}';
