-- Up to where the database's log has what a key wrote last: for a minute it reads from no server that shows less.
ALTER TABLE "ApiKey" ADD COLUMN "wroteUpTo" VARCHAR(30), ADD COLUMN "wroteAt" TIMESTAMPTZ(3);
