/**
 * Singletons of a process: pool, worker threads, listeners. Kept on `globalThis`, so that two copies of a module share
 * them.
 */
const registry: Map<string, unknown> = ((globalThis as Record<symbol, unknown>)[Symbol.for("counterproof")] ??=
  new Map()) as Map<string, unknown>;

/** The process's singleton with this name; `create` makes it on first use. */
export function processWide<T>(name: string, create: () => T): T {
  if (!registry.has(name)) registry.set(name, create());
  return registry.get(name) as T;
}

/** Forgets the singleton, so that the next call creates a new one. */
export function forgetProcessWide(name: string) {
  registry.delete(name);
}
