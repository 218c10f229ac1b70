/**
 * Values that are kept in memory while the versions of what they show are those that they were made at, so that nothing that
 * was changed or hidden is shown once more; and for ten seconds, because of times and live numbers in them.
 */
import { LRUCache } from "lru-cache";
import { contentVersions } from "./content-version.server";
import { currentReplica } from "./current-request.server";
import { type Dependencies, noteDependencies, withDependencies } from "./dependencies.server";
import type { Versions } from "./versions";
import { WorkUnderWay } from "./work-under-way.server";

const keptFor = 10_000;

type Kept<Value> = {
  value: Value;
  at: number;
  shown: Dependencies;
  /** The version of what it shows; null when that changed while it was made. */
  version: string | null;
  /** The version of everything when it was last known to be good. */
  goodAt: string;
};

type Bounds<Value> = {
  mostBytes: number;
  /** A larger value is answered and not kept: it would drop too many others. */
  mostBytesOfValue: number;
  bytesOf: (value: Value) => number;
};

export class KeptValues<Value extends object> {
  readonly #kept: LRUCache<string, Kept<Value>>;
  /** Values being made, so that simultaneous readers of one version share them. */
  readonly #underWay = new WorkUnderWay<Kept<Value> | null>();
  #found = 0;
  #made = 0;

  constructor({ mostBytes, mostBytesOfValue, bytesOf }: Bounds<Value>) {
    this.#kept = new LRUCache<string, Kept<Value>>({
      maxSize: mostBytes,
      maxEntrySize: mostBytesOfValue,
      sizeCalculation: ({ value }) => bytesOf(value) + 1,
    });
  }

  /** The versions now of everything, of these threads and of what the kept values of these names show, in one question. */
  versionsOf(names: string[], threads: number[] = []): Promise<Versions> {
    return versionsNow([...threads, ...names.flatMap((name) => this.#kept.peek(name)?.shown.threads ?? [])]);
  }

  /**
   * The value of that name: a kept one that is good at these versions, which were read before; else made now and kept, once
   * for all who ask at the same version. `make` answers null for what is not to be kept; then so does this, and without a
   * `make`. Throws what `make` throws, and when the database does not answer.
   */
  async read(name: string, versions: Versions, make?: () => Promise<Value | null>): Promise<Value | null> {
    const kept = this.#kept.get(name);
    if (kept && kept.at + keptFor > performance.now() && (await isGood(kept, versions))) {
      this.#found += 1;
      kept.goodAt = versions.all;
      noteDependencies(kept.shown);
      return kept.value;
    }
    // What is read at a replica may lack a reply that whoever asks the primary has written.
    const asked = [versions.all, versions.numbers, currentReplica()?.name].join(" ");
    const running = this.#underWay.find(name, asked);
    if (!running && !make) return null;
    const made = await (running ?? this.#underWay.begin(name, asked, () => this.#make(name, versions, make!)));
    if (made) noteDependencies(made.shown);
    return made && made.value;
  }

  async #make(name: string, asked: Versions, make: () => Promise<Value | null>): Promise<Kept<Value> | null> {
    this.#made += 1;
    const { value, shown } = await withDependencies(make);
    if (value === null) return null;
    const at = performance.now();
    // Made from a replica, it is what that one showed, at the versions that were read there before.
    const versions = currentReplica()?.versions ?? asked;
    const kept = { value, at, shown, version: await versionBefore(versions, shown), goodAt: versions.all };
    this.#kept.set(name, kept);
    return kept;
  }

  /** The value of that name that was good at this version of everything. */
  goodAt(name: string, version: string): Value | null {
    const kept = this.#kept.get(name);
    return kept?.goodAt === version ? kept.value : null;
  }

  /** The kept values and their bytes, and how many answers were kept ones and newly made ones since the start. */
  counts = () => ({
    values: this.#kept.size,
    bytes: this.#kept.calculatedSize,
    kept: this.#found,
    made: this.#made,
  });
}

/** The primary's versions, or those of the replica that stands in for it. */
function versionsNow(threads: readonly number[]): Promise<Versions> {
  const replica = currentReplica();
  return replica?.standsIn ? replica.ask(threads) : contentVersions(threads);
}

/** The version of what shows this; null when one of its threads was not asked about. */
function versionOf(versions: Versions, { threads, numbers }: Dependencies): string | null {
  const version = threads === null ? versions.all : versions.of(threads);
  return version !== null && numbers ? `${version} ${versions.numbers}` : version;
}

async function isGood<Value>({ shown, version }: Kept<Value>, versions: Versions): Promise<boolean> {
  if (version === null) return false;
  // Asked about now when it was not known before the request that this would be read.
  const now = versionOf(versions, shown) ?? versionOf(await versionsNow(shown.threads ?? []), shown);
  return version === now;
}

/**
 * The version of what was made, read before it was made. Where its threads were not known then, they are asked about now, and
 * the answer holds if nothing at all has changed in between.
 */
async function versionBefore(versions: Versions, shown: Dependencies): Promise<string | null> {
  const before = versionOf(versions, shown);
  if (before !== null) return before;
  const threads = shown.threads ?? [];
  // It is answered, and not kept, when the database goes away here.
  const now = await (currentReplica()?.ask(threads) ?? contentVersions(threads)).catch(() => null);
  const hasChanged = now?.all !== versions.all || (shown.numbers && now.numbers !== versions.numbers);
  return hasChanged ? null : versionOf(now, shown);
}
