/**
 * What a page or a shared value shows, noted while it is made. Whatever is made depends on all content unless the screen that
 * makes it says that it shows threads alone; rooms note the threads that they read for it.
 */
import { AsyncLocalStorage } from "node:async_hooks";

/** The threads that something shows, ascending; null when it depends on all content. */
export type Dependencies = readonly number[] | null;

type Notes = { threads: Set<number>; showsOnlyThreads: boolean; dependsOnAll: boolean };

/** What shows more threads depends on all content: its versions would be dearer than making it. */
const mostThreads = 50;

const storage = new AsyncLocalStorage<Notes>();

/** Does this work and answers with its value and what that depends on. */
export async function withDependencies<T>(work: () => Promise<T>): Promise<{ value: T; threads: Dependencies }> {
  const notes: Notes = { threads: new Set(), showsOnlyThreads: false, dependsOnAll: false };
  const value = await storage.run(notes, work);
  const isOfThreads = notes.showsOnlyThreads && !notes.dependsOnAll && notes.threads.size <= mostThreads;
  return { value, threads: isOfThreads ? [...notes.threads].toSorted((a, b) => a - b) : null };
}

/**
 * Says that what is being made shows, besides what moves the global version, nothing but this thread and others that are
 * noted while they are read. Only a screen can say so: it knows all that it shows.
 */
export function showOnlyThread(id: number) {
  noteThreads([id]);
  const notes = storage.getStore();
  if (notes) notes.showsOnlyThreads = true;
}

/** Notes that what is being made shows something of these threads. */
export function noteThreads(ids: Iterable<number>) {
  const notes = storage.getStore();
  if (notes) for (const id of ids) notes.threads.add(id);
}

/** Notes that what is being made holds something that was made before, with these dependencies. */
export function noteDependencies(threads: Dependencies) {
  const notes = storage.getStore();
  if (!notes) return;
  if (threads === null) notes.dependsOnAll = true;
  else noteThreads(threads);
}
