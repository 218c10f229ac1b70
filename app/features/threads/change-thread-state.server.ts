import type { Tx } from "~/platform/db.server";

export type ThreadChange =
  "lock_thread" | "unlock_thread" | "pin_thread" | "unpin_thread" | "slow_thread" | "unslow_thread";

/** Locks, unlocks, pins, unpins, slows a thread down or ends that; false if there is no such thread or nothing changes. */
export async function changeThreadState(tx: Tx, threadId: number, change: ThreadChange, at: Date): Promise<boolean> {
  const changes = {
    lock_thread: { where: { lockedAt: null }, data: { lockedAt: at } },
    unlock_thread: { where: { lockedAt: { not: null }, closedAt: null }, data: { lockedAt: null } },
    pin_thread: { where: { pinnedAt: null }, data: { pinnedAt: at } },
    unpin_thread: { where: { pinnedAt: { not: null } }, data: { pinnedAt: null } },
    slow_thread: { where: { slowedAt: null }, data: { slowedAt: at } },
    unslow_thread: { where: { slowedAt: { not: null } }, data: { slowedAt: null } },
  };
  const { where, data } = changes[change];
  const { count } = await tx.thread.updateMany({ where: { id: threadId, ...where }, data });
  return count === 1;
}

/** Closes a thread with a summary, which locks it too; false if there is no such thread or it is closed. */
export async function closeThread(tx: Tx, threadId: number, summary: string, at: Date): Promise<boolean> {
  const { count } = await tx.thread.updateMany({
    where: { id: threadId, closedAt: null },
    data: { closedAt: at, lockedAt: at, summary },
  });
  return count === 1;
}

/** Opens a closed thread again, without its summary; false if it isn't closed. */
export async function reopenThread(tx: Tx, threadId: number): Promise<boolean> {
  const { count } = await tx.thread.updateMany({
    where: { id: threadId, closedAt: { not: null } },
    data: { closedAt: null, lockedAt: null, summary: "" },
  });
  return count === 1;
}
