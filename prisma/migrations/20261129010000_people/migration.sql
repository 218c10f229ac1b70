CREATE TYPE "SanctionKind" AS ENUM ('suspension');

ALTER TYPE "ModActionKind" ADD VALUE 'suspend_member';
ALTER TYPE "ModActionKind" ADD VALUE 'end_suspension';
ALTER TYPE "ModActionKind" ADD VALUE 'rename_member';
ALTER TYPE "ModActionKind" ADD VALUE 'change_role';
ALTER TYPE "ModActionKind" ADD VALUE 'change_setting';

ALTER TYPE "NoticeKind" ADD VALUE 'sanction';

ALTER TABLE "Member" ADD COLUMN     "avatarHash" VARCHAR(64),
ADD COLUMN     "bioHtml" VARCHAR(40000) NOT NULL DEFAULT '',
ADD COLUMN     "bioRendererVersion" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "deletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "deletionDueAt" TIMESTAMPTZ(3),
ADD COLUMN     "deletionWithdraws" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "formerName" VARCHAR(60) NOT NULL DEFAULT '',
ADD COLUMN     "handleChangedAt" TIMESTAMPTZ(3),
ADD COLUMN     "invitationId" INTEGER,
ADD COLUMN     "link" VARCHAR(300) NOT NULL DEFAULT '',
ADD COLUMN     "nameChangedAt" TIMESTAMPTZ(3),
ADD COLUMN     "suspendedUntil" TIMESTAMPTZ(3),
ALTER COLUMN "bio" SET DATA TYPE VARCHAR(2000);

ALTER TABLE "ModAction" ADD COLUMN     "memberId" INTEGER;

CREATE TABLE "OldHandle" (
    "handle" VARCHAR(30) NOT NULL,
    "memberId" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "isBarred" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "OldHandle_pkey" PRIMARY KEY ("handle")
);

CREATE TABLE "Invitation" (
    "id" SERIAL NOT NULL,
    "tokenHash" VARCHAR(64) NOT NULL,
    "byId" INTEGER NOT NULL,
    "note" VARCHAR(120) NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usesLeft" INTEGER NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Sanction" (
    "id" SERIAL NOT NULL,
    "memberId" INTEGER NOT NULL,
    "kind" "SanctionKind" NOT NULL,
    "reason" VARCHAR(300) NOT NULL,
    "byId" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "endedById" INTEGER,
    "keptHashes" VARCHAR(64)[] DEFAULT ARRAY[]::VARCHAR(64)[],
    "modActionId" INTEGER,

    CONSTRAINT "Sanction_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SiteSetting" (
    "name" VARCHAR(40) NOT NULL,
    "value" VARCHAR(20000) NOT NULL,
    "html" VARCHAR(400000) NOT NULL DEFAULT '',
    "rendererVersion" INTEGER NOT NULL DEFAULT 0,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "byId" INTEGER NOT NULL,

    CONSTRAINT "SiteSetting_pkey" PRIMARY KEY ("name")
);

CREATE INDEX "OldHandle_memberId_idx" ON "OldHandle"("memberId");

CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

CREATE INDEX "Invitation_byId_id_idx" ON "Invitation"("byId", "id" DESC);

CREATE INDEX "Sanction_memberId_id_idx" ON "Sanction"("memberId", "id" DESC);

CREATE INDEX "Sanction_byId_idx" ON "Sanction"("byId");

CREATE INDEX "Sanction_endedById_idx" ON "Sanction"("endedById");

CREATE INDEX "Sanction_modActionId_idx" ON "Sanction"("modActionId");

CREATE INDEX "Sanction_keptHashes_idx" ON "Sanction" USING GIN ("keptHashes");

CREATE INDEX "SiteSetting_byId_idx" ON "SiteSetting"("byId");

CREATE INDEX "Member_avatarHash_idx" ON "Member"("avatarHash");

CREATE INDEX "Member_invitationId_idx" ON "Member"("invitationId");

CREATE INDEX "Member_deletionDueAt_idx" ON "Member"("deletionDueAt");

CREATE INDEX "ModAction_memberId_idx" ON "ModAction"("memberId");

ALTER TABLE "Member" ADD CONSTRAINT "Member_avatarHash_fkey" FOREIGN KEY ("avatarHash") REFERENCES "Upload"("hash") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "Member" ADD CONSTRAINT "Member_invitationId_fkey" FOREIGN KEY ("invitationId") REFERENCES "Invitation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "OldHandle" ADD CONSTRAINT "OldHandle_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ModAction" ADD CONSTRAINT "ModAction_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Sanction" ADD CONSTRAINT "Sanction_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Sanction" ADD CONSTRAINT "Sanction_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Sanction" ADD CONSTRAINT "Sanction_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Sanction" ADD CONSTRAINT "Sanction_modActionId_fkey" FOREIGN KEY ("modActionId") REFERENCES "ModAction"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "SiteSetting" ADD CONSTRAINT "SiteSetting_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An old handle is its member's alone, also against somebody who joins under it while it is being given up: this looks after
-- the wait for the row of the handle.
CREATE FUNCTION "keep_old_handles"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM "OldHandle" o WHERE o."handle" = NEW."handle" AND o."memberId" <> NEW."id") THEN
        RAISE EXCEPTION 'the handle % was another member''s', NEW."handle"
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'Member_handle_key', TABLE = 'Member';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER "Member_old_handles" AFTER INSERT OR UPDATE OF "handle" ON "Member" FOR EACH ROW EXECUTE FUNCTION "keep_old_handles"();

-- What only the member and administrators see, and what a renderer made of a bio, is in no thread's page.
DROP TRIGGER "Member_changed" ON "Member";
CREATE TRIGGER "Member_changed" AFTER UPDATE ON "Member" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('lists', 'threadCount', 'postCount', 'theme', 'density', 'timeZone', 'hasSingleKeys', 'bioHtml', 'bioRendererVersion', 'handleChangedAt', 'deletionDueAt', 'deletionWithdraws', 'invitationId');

CREATE TRIGGER "OldHandle_touch" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "OldHandle" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
CREATE TRIGGER "SiteSetting_touch" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "SiteSetting" FOR EACH STATEMENT EXECUTE FUNCTION "touch_content"();
