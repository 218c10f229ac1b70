-- What everybody sees while a new finding against a claim is its author's alone: what was public before.
ALTER TABLE "Claim" ADD COLUMN     "publicCheckedAt" TIMESTAMPTZ(3),
ADD COLUMN     "publicStatus" VARCHAR(20) NOT NULL DEFAULT 'unchecked',
ADD COLUMN     "publicVerdict" JSONB NOT NULL DEFAULT '{}';
