/**
 * What a page or a shared value shows, noted while it is made. Whatever is made depends on all content unless the screen that
 * makes it says that it shows threads alone; rooms note the threads that they read for it.
 */
import { AsyncLocalStorage } from "node:async_hooks";

export type Dependencies = {
  /** The threads that something shows, ascending; null when it depends on all content. */
  threads: readonly number[] | null;
  /** Whether it shows measured numbers as they stand. */
  numbers: boolean;
};

type Notes = { threads: Set<number>; showsOnlyThreads: boolean; dependsOnAll: boolean; numbers: boolean };

/** What shows more threads depends on all content: its versions would be dearer than making it. */
const mostThreads = 50;

const storage = new AsyncLocalStorage<Notes>();

/** Does this work and answers with its value and what that depends on. */
export async function withDependencies<T>(work: () => Promise<T>): Promise<{ value: T; shown: Dependencies }> {
  const notes: Notes = { threads: new Set(), showsOnlyThreads: false, dependsOnAll: false, numbers: false };
  const value = await storage.run(notes, work);
  const isOfThreads = notes.showsOnlyThreads && !notes.dependsOnAll && notes.threads.size <= mostThreads;
  const threads = isOfThreads ? [...notes.threads].toSorted((a, b) => a - b) : null;
  return { value, shown: { threads, numbers: notes.numbers } };
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

/**
 * Says that what is being made shows measured numbers as they stand. Without it they may be ten seconds old, as those in posts
 * and above lists are.
 */
export function showNumbers() {
  const notes = storage.getStore();
  if (notes) notes.numbers = true;
}

/** Notes that what is being made holds something that was made before, with these dependencies. */
export function noteDependencies({ threads, numbers }: Dependencies) {
  const notes = storage.getStore();
  if (!notes) return;
  notes.numbers ||= numbers;
  if (threads === null) notes.dependsOnAll = true;
  else noteThreads(threads);
}
