CREATE TYPE "Theme" AS ENUM ('system', 'light', 'dark');
CREATE TYPE "Density" AS ENUM ('standard', 'compact');

ALTER TABLE "Member"
  ADD COLUMN "theme" "Theme" NOT NULL DEFAULT 'system',
  ADD COLUMN "density" "Density" NOT NULL DEFAULT 'standard',
  ADD COLUMN "timeZone" VARCHAR(60) NOT NULL DEFAULT 'UTC',
  ADD COLUMN "hasSingleKeys" BOOLEAN NOT NULL DEFAULT true;

-- How the site looks to a member is no content: it moves no version.
DROP TRIGGER "Member_changed" ON "Member";
CREATE TRIGGER "Member_changed" AFTER UPDATE ON "Member" FOR EACH ROW
WHEN (
  to_jsonb(OLD) - ARRAY['theme', 'density', 'timeZone', 'hasSingleKeys']
  IS DISTINCT FROM to_jsonb(NEW) - ARRAY['theme', 'density', 'timeZone', 'hasSingleKeys']
)
EXECUTE FUNCTION "touch_threads_of_update"('lists', 'threadCount', 'postCount');
