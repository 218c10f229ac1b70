/**
 * What a process has one of: pool, worker threads, listeners. Kept on `globalThis`, because the development server loads
 * a module again whenever its source changes and the old copy's connections would stay open.
 */
const registry: Map<string, unknown> = ((globalThis as Record<symbol, unknown>)[Symbol.for("counterproof")] ??=
  new Map()) as Map<string, unknown>;

/** The one thing of this name in the process; made by `create` when first asked for. */
export function processWide<T>(name: string, create: () => T): T {
  if (!registry.has(name)) registry.set(name, create());
  return registry.get(name) as T;
}

/** Forgets the thing, so that the next call makes a new one. */
export function forgetProcessWide(name: string) {
  registry.delete(name);
}
