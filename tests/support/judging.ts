/** Judging of claims in files whose server runs. */
import { expect, vi } from "vitest";
import { db } from "~/platform/db.server";
import { jobHandlers } from "../../app/server/job-handlers.server";

/**
 * Judges the claims of a thread, and waits until each has its word. The server's worker may judge them at the same moment:
 * then the rows that it holds are left to it, and their words come when it commits.
 */
export async function judgeBesideServer(threadId: number) {
  await jobHandlers["claims.judge"]({ threadId });
  await vi.waitFor(
    async () => expect(await db.claim.count({ where: { threadId, ordinal: { not: null }, checkedAt: null } })).toBe(0),
    { timeout: 20_000, interval: 50 },
  );
}
