import type { Tx } from "~/platform/db.server";

/**
 * Nobody else changes this thread's row until the transaction ends. Taken before its posts are changed, by everybody, so
 * that no two transactions wait for each other.
 */
export async function lockThread(tx: Tx, threadId: number) {
  await tx.$queryRaw`select 1 from "Thread" where "id" = ${threadId} for no key update`;
}

/** The same for several threads, in the order of their ids. */
export async function lockThreads(tx: Tx, ids: number[]) {
  await tx.$queryRaw`select 1 from "Thread" where "id" = any(${ids}::int[]) order by "id" for no key update`;
}
