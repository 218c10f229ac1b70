/** What a screen shows alike to all its readers, read once for them. */
import { KeptValues } from "./kept-values.server";

const shared = new KeptValues<object>({
  mostBytes: 24 * 1024 * 1024,
  mostBytesOfValue: 4 * 1024 * 1024,
  bytesOf: sizeOf,
});

type Share = <Value extends object>(name: string, read: () => Promise<Value>) => Promise<Value>;

/**
 * Answers with a function for the values of one request: the value of a name, kept or read now. Readers share it and must
 * not change it. It throws what `read` throws, which is not kept. A name belongs to one caller and its type. What
 * will probably be read is asked about in one question: these names, and values that show these threads. Throws when the
 * database does not answer.
 */
export async function sharedReads(names: string[] = [], threads: number[] = []): Promise<Share> {
  // Before the values: a change during a read makes its value outdated.
  const versions = await shared.versionsOf(names, threads);
  return async <Value extends object>(name: string, read: () => Promise<Value>) =>
    (await shared.read(name, versions, read).catch(throwOwn)) as Value;
}

/** Those who asked at once are thrown the same: of an answer each needs its own, because a body is read once. */
function throwOwn(thrown: unknown): never {
  throw thrown instanceof Response ? thrown.clone() : thrown;
}

/** Roughly the bytes in memory: texts are most of it. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 8;
  if (value instanceof Map) return sizeOf([...value.values()]);
  return Object.values(value).reduce<number>((sum, part) => sum + 16 + sizeOf(part), 0);
}
