ALTER TABLE "Member"
  ALTER COLUMN "email" DROP NOT NULL,
  ADD COLUMN "passwordSetAt" TIMESTAMPTZ(3);

-- A verified address is one member's; one that somebody only typed is nobody's.
CREATE UNIQUE INDEX "Member_verified_email_key" ON "Member" (lower("email")) WHERE "emailVerifiedAt" IS NOT NULL;

-- Nobody else's page shows these.
DROP TRIGGER "Member_changed" ON "Member";
CREATE TRIGGER "Member_changed" AFTER UPDATE ON "Member" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('lists', 'threadCount', 'postCount', 'theme', 'density', 'timeZone', 'hasSingleKeys', 'bioHtml', 'bioRendererVersion', 'handleChangedAt', 'deletionDueAt', 'deletionWithdraws', 'invitationId', 'email', 'emailVerifiedAt', 'passwordHash', 'passwordSetAt');

-- Until this release a password was set when one joined, and could not be changed.
UPDATE "Member" SET "passwordSetAt" = "joinedAt" WHERE "passwordHash" IS NOT NULL;

ALTER TABLE "Session"
  ADD COLUMN "browser" VARCHAR(60) NOT NULL DEFAULT '',
  ADD COLUMN "network" VARCHAR(50) NOT NULL DEFAULT '',
  ADD COLUMN "lastUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "provedAt" TIMESTAMPTZ(3),
  ADD COLUMN "secondFactorAt" TIMESTAMPTZ(3);

ALTER TYPE "TokenPurpose" ADD VALUE 'verify_email';
ALTER TYPE "TokenPurpose" ADD VALUE 'undo_email';
ALTER TYPE "TokenPurpose" ADD VALUE 'reset_password';
ALTER TYPE "TokenPurpose" ADD VALUE 'prove';

ALTER TABLE "OneTimeToken"
  ADD COLUMN "memberId" INTEGER,
  ADD COLUMN "address" VARCHAR(254);

CREATE INDEX "OneTimeToken_memberId_idx" ON "OneTimeToken"("memberId");

CREATE INDEX "OneTimeToken_expiresAt_idx" ON "OneTimeToken"("expiresAt");

ALTER TABLE "OneTimeToken" ADD CONSTRAINT "OneTimeToken_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
