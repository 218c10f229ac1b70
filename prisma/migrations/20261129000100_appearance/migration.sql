CREATE TYPE "Theme" AS ENUM ('system', 'light', 'dark');
CREATE TYPE "Density" AS ENUM ('standard', 'compact');

ALTER TABLE "Member"
  ADD COLUMN "theme" "Theme" NOT NULL DEFAULT 'system',
  ADD COLUMN "density" "Density" NOT NULL DEFAULT 'standard',
  ADD COLUMN "timeZone" VARCHAR(60) NOT NULL DEFAULT 'UTC',
  ADD COLUMN "hasSingleKeys" BOOLEAN NOT NULL DEFAULT true;

-- How the site looks to a member is in nobody else's page: no thread's version moves.
DROP TRIGGER "Member_changed" ON "Member";
CREATE TRIGGER "Member_changed" AFTER UPDATE ON "Member" FOR EACH ROW EXECUTE FUNCTION "touch_threads_of_update"('lists', 'threadCount', 'postCount', 'theme', 'density', 'timeZone', 'hasSingleKeys');
