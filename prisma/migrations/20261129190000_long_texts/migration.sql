-- A post that came from another forum may be longer than what forms take: ten times as long. Types only become wider, so that
-- nothing is rewritten; the check of the rows is a look at each, which a later statement does without holding writers up.
ALTER TABLE "PostRevision" ALTER COLUMN "body" TYPE VARCHAR(655360);
ALTER TABLE "PostRevision" DROP CONSTRAINT "PostRevision_body";
ALTER TABLE "PostRevision" ADD CONSTRAINT "PostRevision_body" CHECK ("number" >= 1 AND octet_length("body") <= 655360) NOT VALID;
ALTER TABLE "Post" ALTER COLUMN "plainText" TYPE VARCHAR(660000);
ALTER TABLE "Post" ALTER COLUMN "readableText" TYPE VARCHAR(660000);
ALTER TABLE "Quote" ALTER COLUMN "text" TYPE VARCHAR(660000);
