/** The request that the running code works for, known to everything that it calls: log lines and queries. */
import { AsyncLocalStorage } from "node:async_hooks";

type CurrentRequest = { id: string };

const storage = new AsyncLocalStorage<CurrentRequest>();

/** Does this work for a request: its log lines have the request's id, and its queries the deadline of readers. */
export const workFor = <T>(request: CurrentRequest, work: () => T): T => storage.run(request, work);

/** Null in jobs, at start, and in whatever else no reader waits for. */
export const currentRequest = (): CurrentRequest | null => storage.getStore() ?? null;
