-- The rows from before are shorter than either check allows.
ALTER TABLE "PostRevision" VALIDATE CONSTRAINT "PostRevision_body";
