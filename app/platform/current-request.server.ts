/** The request that the running code works for, known to everything that it calls: log lines and queries. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { ReplicaReads } from "./replica-reads";

export type CurrentRequest = {
  id: string;
  /** From where it reads, if that is not the primary. */
  replica?: ReplicaReads | null;
};

const storage = new AsyncLocalStorage<CurrentRequest>();

/** Does this work for a request: its log lines have the request's id, and its queries the deadline of readers. */
export const workFor = <T>(request: CurrentRequest, work: () => T): T => storage.run(request, work);

/** Null in jobs, at start, and in whatever else no reader waits for. */
export const currentRequest = (): CurrentRequest | null => storage.getStore() ?? null;

/** The replica that the running request reads from; null when it reads from the primary. */
export const currentReplica = (): ReplicaReads | null => storage.getStore()?.replica ?? null;

/** What this request reads from now on comes from there. */
export function readFrom(replica: ReplicaReads | null) {
  const request = storage.getStore();
  if (request) request.replica = replica;
}

/**
 * Reads this from the primary, wherever the rest of the request reads from: sessions, keys, rights, limits. Where a replica
 * stands in for the primary, it is read there.
 */
export async function fromPrimary<T>(work: () => PromiseLike<T>): Promise<T> {
  const request = storage.getStore();
  if (!request?.replica || request.replica.standsIn) return work();
  // Prisma's queries begin when they are awaited: that has to happen inside.
  return storage.run({ id: request.id }, async () => await work());
}
