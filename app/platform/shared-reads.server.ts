/**
 * What a screen shows alike to all its readers, read once for them. A value is good while the content's version is the one
 * it was read at, so that nothing that was changed or hidden is shown once more; and for ten seconds, because of times and
 * live numbers in it.
 */
import { LRUCache } from "lru-cache";
import { contentVersion } from "./content-version.server";
import { WorkUnderWay } from "./work-under-way.server";

const keptFor = 10_000;
const mostBytes = 24 * 1024 * 1024;
const mostBytesOfValue = 4 * 1024 * 1024;

type Kept = { version: string; at: number; value: object; bytes: number };

const kept = new LRUCache<string, Kept>({
  maxSize: mostBytes,
  maxEntrySize: mostBytesOfValue,
  sizeCalculation: ({ bytes }) => bytes + 1,
});
/** Values being read, so that simultaneous readers of one version share them. */
const underWay = new WorkUnderWay<object>();

type Share = <Value extends object>(name: string, read: () => Promise<Value>) => Promise<Value>;

/**
 * Answers with a function for the values of one request: the value of a name, kept or read now. Readers share it and must
 * not change it. It throws what `read` throws, which is not kept. A name belongs to one caller and its type. Throws when
 * the database does not answer.
 */
export async function sharedReads(): Promise<Share> {
  // Before the values: a change during a read makes its value outdated.
  const version = await contentVersion();
  return (name, read) => readAt(version, name, read);
}

async function readAt<Value extends object>(version: string, name: string, read: () => Promise<Value>): Promise<Value> {
  const known = kept.get(name);
  if (known?.version === version && known.at + keptFor > performance.now()) return known.value as Value;
  const running = underWay.find(name, version);
  if (running) return running as Promise<Value>;
  const readAndKeep = async () => {
    const value = await read();
    kept.set(name, { version, at: performance.now(), value, bytes: sizeOf(value) });
    return value;
  };
  return underWay.begin(name, version, readAndKeep) as Promise<Value>;
}

/** Roughly the bytes in memory: texts are most of it. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 8;
  if (value instanceof Map) return sizeOf([...value.values()]);
  return Object.values(value).reduce<number>((sum, part) => sum + 16 + sizeOf(part), 0);
}
