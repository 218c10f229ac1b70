import { LRUCache } from "lru-cache";

const mostKept = 1_000;

type Kept = { value: Promise<unknown>; until: number };

const kept = new LRUCache<string, Kept>({ max: mostKept });

/**
 * Caches an answer for `milliseconds`, so that many readers cost one query. Failures aren't cached; the least recently
 * used answer is dropped first. A name belongs to one caller and its type.
 */
export function rememberFor<T>(name: string, milliseconds: number, read: () => Promise<T>): Promise<T> {
  const known = kept.get(name);
  if (known && known.until > performance.now()) return known.value as Promise<T>;
  const value = read();
  const remembered = { value, until: performance.now() + milliseconds };
  kept.set(name, remembered);
  value.catch(() => {
    if (kept.peek(name) === remembered) kept.delete(name);
  });
  return value;
}

/** @internal Forgets everything, for tests and benches that change what the answers stand on. */
export const forgetRemembered = () => kept.clear();
