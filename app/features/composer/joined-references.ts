/** What was read of the parts of a file, put together. */
import type { Part } from "./split-references";

/** A reference of a file: `key` is the one that it is cited by in a text, and `definition` the lines that define it there. */
export type FoundReference = { key: string; title: string; byline: string; citekey: string | null; definition: string };

const mostProblems = 50;

/** The references of a file, from which the author chooses. */
export type ReferenceChoice = { id: number; file: string; items: FoundReference[]; problems: string[] };

/** In the order of the file: each key is used once, and an entry that a part only borrowed is left out. */
export class JoinedReferences {
  readonly items: FoundReference[] = [];
  readonly #problems: string[] = [];
  readonly #taken = new Set<string>();

  constructor(private readonly parts: Part[]) {}

  get problems() {
    return this.#problems.slice(0, mostProblems);
  }

  add({ borrowed }: Part, { items, problems }: { items: FoundReference[]; problems: string[] }) {
    for (const { key: wanted, title, byline, citekey, definition } of items) {
      if (borrowed.some((key) => key.replaceAll(/[^a-z0-9]+/g, "-") === wanted)) continue;
      const key = freeKey(wanted, this.#taken);
      this.#taken.add(key);
      const renamed = definition.replace(`[^${wanted}]:`, () => `[^${key}]:`);
      this.items.push({ key, title, byline, citekey, definition: renamed });
    }
    // Lines of a part are not those of the file; the entry's key says which one it is.
    const isWhole = this.parts.length === 1;
    this.#problems.push(...problems.map((problem) => (isWhole ? problem : problem.replace(/ in line \d+/, ""))));
  }

  /** Notes that a part, or all that is left, was not read. */
  note(problem: string) {
    this.#problems.push(problem);
  }
}

function freeKey(wanted: string, taken: ReadonlySet<string>) {
  let key = wanted;
  for (let number = 2; taken.has(key); number += 1) key = `${wanted}-${number}`;
  return key;
}
