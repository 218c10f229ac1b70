import type { Tx } from "~/platform/db.server";

type Change = "lock_thread" | "unlock_thread" | "pin_thread" | "unpin_thread";

/** Locks, unlocks, pins or unpins a thread; false if there is no such thread or nothing changes. */
export async function changeThreadState(tx: Tx, threadId: number, change: Change, at: Date): Promise<boolean> {
  const changes = {
    lock_thread: { where: { lockedAt: null }, data: { lockedAt: at } },
    unlock_thread: { where: { lockedAt: { not: null } }, data: { lockedAt: null } },
    pin_thread: { where: { pinnedAt: null }, data: { pinnedAt: at } },
    unpin_thread: { where: { pinnedAt: { not: null } }, data: { pinnedAt: null } },
  };
  const { where, data } = changes[change];
  const { count } = await tx.thread.updateMany({ where: { id: threadId, ...where }, data });
  return count === 1;
}
