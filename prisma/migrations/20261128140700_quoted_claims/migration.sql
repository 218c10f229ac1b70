-- Which claims of the quoted post a passage repeats, and which qualifier it leaves out.
ALTER TABLE "Quote" ADD COLUMN     "claims" JSONB NOT NULL DEFAULT '[]';
