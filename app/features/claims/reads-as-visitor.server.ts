import { isModerator, type Viewer } from "~/features/auth/auth";
import { readChainsNow } from "~/features/chains/chains.server";
import { Prisma } from "~/platform/db.server";
import { showNumbers } from "~/platform/dependencies.server";
import { readTogether } from "~/platform/read-together.server";
import { sharedReads } from "~/platform/shared-reads.server";

/**
 * Whether this viewer sees what a visitor sees in posts: moderators see hidden ones, and for a day a finding is shown to
 * its author alone. Also false for some who would see the same.
 */
export async function readsAsVisitor(viewer: Viewer): Promise<boolean> {
  if (!viewer) return true;
  if (isModerator(viewer)) return false;
  const [found] = await readTogether<{ own: boolean }>(Prisma.sql`
    select exists (
      select from "Claim" where "authorId" = ${viewer.id}
        and ("troubledAt" is not null or jsonb_path_exists("verdict", '$.contradictions[0]'))
    ) as own`);
  return found?.own === false;
}

/**
 * What `read` answers for this viewer: read once, under this name, for all who read as visitors do; else for the viewer alone.
 * Throws what `read` throws.
 */
export async function readShared<Value extends object>(
  name: string,
  viewer: Viewer,
  read: (as: Viewer) => Promise<Value>,
): Promise<Value> {
  if (!(await readsAsVisitor(viewer))) return read(viewer);
  const share = await sharedReads();
  return share(name, () => read(null));
}

/** The same for what shows measured numbers: read again when one of them was written. */
export const readSharedNumbers: typeof readShared = (name, viewer, read) =>
  readShared(name, viewer, async (as) => {
    showNumbers();
    // What is made here is kept under the version that was read before: an older registry would stay in it.
    await readChainsNow();
    return read(as);
  });
