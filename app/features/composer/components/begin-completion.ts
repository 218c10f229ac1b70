import { paths } from "~/paths";
import { completeMarker, definitionsLike, markerToComplete } from "../citation-edits";
import type { Edit, Selection } from "../insertions";
import { wordToComplete } from "../markdown-edits";
import type { Completion } from "./completion";

/** A completable word, its completions and how they are written. */
export type Begun = {
  /** Where it begins, with its mark. */
  from: number;
  /** How many letters and digits stand behind the mark. */
  letters: number;
  /** Null if a later word was requested meanwhile; empty without a connection. */
  find(signal: AbortSignal): Promise<Completion[] | null>;
  edit(selection: Selection, insert: string): Edit;
};

const kinds = { "@": "member", "#": "thread", ":": "tag" } as const;
const origins = { thread: "this thread", site: "Counterproof", eip: "EIP" } as const;
const mostHere = 5;

/** The completable word before the caret, or null. Sources of the thread `threadId` come first. */
export function beginWith(selection: Selection, threadId: number | undefined): Begun | null {
  const marker = markerToComplete(selection);
  if (marker) {
    return {
      from: Math.max(0, selection.text.lastIndexOf("[^", marker.from)),
      letters: lettersIn(marker.word),
      find: (signal) => findSources(selection.text, marker.word, threadId, signal),
      edit: (now, key) => completeMarker(now, marker, key),
    };
  }
  const word = wordToComplete(selection);
  return (
    word && {
      from: word.from,
      letters: lettersIn(word.word),
      find: async (signal) =>
        (await read<{ items: Completion[] }>(paths.complete(kinds[word.kind], word.word), signal, { items: [] }))
          ?.items ?? null,
      edit(now, completion) {
        const insert = `${completion} `;
        const at = word.from + insert.length;
        return { from: word.from, to: now.end, insert, start: at, end: at };
      },
    }
  );
}

const lettersIn = (word: string) => word.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

type Found = { from: keyof typeof origins; key: string; title: string; byline: string; insert: string };

/** Definitions in this text first, then the server's suggestions. */
async function findSources(text: string, word: string, threadId: number | undefined, signal: AbortSignal) {
  const own = definitionsLike(text, word)
    .slice(0, mostHere)
    .map(({ key, words }) => ({ label: words || key, note: `${key} · this post`, insert: key }));
  const found = await read<{ items: Found[] }>(paths.suggestSources(word, threadId), signal, { items: [] });
  if (!found) return null;
  const taken = new Set(own.map(({ insert }) => insert.toLowerCase()));
  const others = found.items
    .filter(({ key }) => !taken.has(key.toLowerCase()))
    .map(({ from, key, title }) => ({ label: title, note: `${key} · ${origins[from]}`, insert: key }));
  return [...own, ...others];
}

async function read<Answer>(path: string, signal: AbortSignal, otherwise: Answer): Promise<Answer | null> {
  try {
    const response = await fetch(path, { signal });
    return response.ok ? ((await response.json()) as Answer) : otherwise;
  } catch {
    return signal.aborted ? null : otherwise;
  }
}
