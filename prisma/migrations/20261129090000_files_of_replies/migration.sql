-- Files of a reply by mail that were left out, a line each with why.
ALTER TABLE "MailedReply" ADD COLUMN     "leftOut" VARCHAR(4000) NOT NULL DEFAULT '';
