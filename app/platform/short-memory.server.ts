import { processWide } from "./registry.server";

type Kept<T> = { value: Promise<T>; until: number };

/** The same answer for everybody who asks within so many milliseconds: many readers cost one query. A failure is not kept. */
export function rememberFor<T>(name: string, milliseconds: number, read: () => Promise<T>): Promise<T> {
  const kept = processWide("short-memory", () => new Map<string, Kept<unknown>>());
  const known = kept.get(name) as Kept<T> | undefined;
  if (known && known.until > performance.now()) return known.value;
  const value = read();
  kept.set(name, { value, until: performance.now() + milliseconds });
  value.catch(() => kept.delete(name));
  return value;
}
