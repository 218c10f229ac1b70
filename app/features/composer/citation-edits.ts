/** Edits of citations: finds the marker being typed, and writes markers with their definitions. */
import { inPlainLetters } from "~/platform/plain-letters";
import type { Edit, Selection } from "./insertions";
import { isInsideCode, isInsideFence } from "./markdown-edits";

/** A marker being typed: `word` is its key so far, which begins at `from`. */
export type BegunMarker = { word: string; from: number };

const piece = String.raw`[^[\],;"“<>\s]`;
/** A key, or a few words by which a source is looked for; an address that is typed out needs no completion. */
const begunKey = new RegExp(
  String.raw`\[\^(?:[^[\]]*;\s*\^?)?(?:[a-z]+:(?!\/\/))?((?![a-z]+:\/\/)${piece}{0,60}(?: ${piece}{1,40}){0,4} ?)$`,
  "u",
);

/** The key or words being typed in `[^a; ^supports:b`; null outside a marker and inside code. */
export function markerToComplete({ text, start, end }: Selection): BegunMarker | null {
  if (start !== end) return null;
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const begun = begunKey.exec(line);
  if (!begun) return null;
  if (isInsideCode({ text, start })) return null;
  const typed = begun[1]!;
  return { word: typed.trim(), from: start - typed.length };
}

/** Begins a marker at the end of the selection, so that its completions open. */
export function beginMarker({ end }: Selection): Edit {
  return { from: end, to: end, insert: "[^", start: end + 2, end: end + 2 };
}

/** Completes the marker with this key, using an existing closing bracket. */
export function completeMarker({ text, end }: Selection, { from }: BegunMarker, key: string): Edit {
  const to = text[end] === "]" ? end + 1 : end;
  const at = from + key.length + 1;
  return { from, to, insert: `${key}]`, start: at, end: at };
}

export type Definition = { key: string; words: string };

/** @internal The text’s definitions in order: `[^key]: words`. */
export function definitionsIn(text: string): Definition[] {
  const found: Definition[] = [];
  for (const match of text.matchAll(/^ {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*(.*)$/gmu)) {
    if (!isInsideFence(text.slice(0, match.index))) found.push({ key: match[1]!, words: match[2]!.trim() });
  }
  return found;
}

/** Those whose key begins so, or whose words hold it, whatever its accents. */
export function definitionsLike(text: string, word: string): Definition[] {
  const wanted = inPlainLetters(word);
  return definitionsIn(text).filter(
    ({ key, words }) =>
      inPlainLetters(key).startsWith(wanted) || (wanted !== "" && inPlainLetters(words).includes(wanted)),
  );
}

/** A key with this name that the text doesn't define yet. */
export function freeKey(text: string, wanted: string): string {
  const taken = new Set(definitionsIn(text).map(({ key }) => key.toLowerCase()));
  let key = wanted;
  for (let number = 2; taken.has(key.toLowerCase()); number += 1) key = `${wanted}-${number}`;
  return key;
}

/** A suggested key for a page: the site's name, as in `[^l2beat]`. */
export function keyOfAddress(address: string): string {
  const host = URL.canParse(address) ? new URL(address).hostname : "";
  const labels = host.replace(/^www\./, "").split(".");
  const name = (labels.at(-2) ?? labels[0] ?? "").replaceAll(/[^\p{L}\p{N}-]/gu, "");
  return name || "source";
}

/** Cites the selected words: adds a marker after them and its definition at the end of the text. */
export function cite({ text, start, end }: Selection, address: string): Edit {
  const known = definitionsIn(text).find(({ words }) => words.split(/\s/)[0] === address);
  const key = known?.key ?? freeKey(text, keyOfAddress(address));
  const marker = `[^${key}]`;
  const at = end + marker.length;
  if (known) return { from: end, to: end, insert: marker, start: at, end: at };
  const whole = withDefinitions(text.slice(start, end) + marker + text.slice(end), [`[^${key}]: ${address}`]);
  return { from: start, to: text.length, insert: whole, start: at, end: at };
}

/** Completes a marker for this address, with its definition at the end of the text. */
export function citeInMarker(selection: Selection, marker: BegunMarker, address: string): Edit {
  const { text, end } = selection;
  const known = definitionsIn(text).find(({ words }) => words.split(/\s/)[0] === address);
  const key = known?.key ?? freeKey(text, keyOfAddress(address));
  const edit = completeMarker(selection, marker, key);
  if (known) return edit;
  const whole = withDefinitions(edit.insert + text.slice(text[end] === "]" ? end + 1 : end), [`[^${key}]: ${address}`]);
  return { ...edit, to: text.length, insert: whole };
}

/** Adds definitions from a file of references at the end of the text; a single one is cited at the caret. */
export function citeReferences({ text, end }: Selection, references: { key: string; definition: string }[]): Edit {
  let known = text;
  const definitions: string[] = [];
  let marker = "";
  for (const { key, definition } of references) {
    const free = freeKey(known, key);
    const named = definition.replace(`[^${key}]:`, () => `[^${free}]:`);
    known += `\n\n${named}`;
    definitions.push(named);
    if (references.length === 1) marker = `[^${free}]`;
  }
  const at = end + marker.length;
  return {
    from: end,
    to: text.length,
    insert: withDefinitions(marker + text.slice(end), definitions),
    start: at,
    end: at,
  };
}

/** Appends definitions to the text, directly below existing ones. */
function withDefinitions(text: string, definitions: string[]) {
  const body = text.trimEnd();
  const last = body.slice(body.lastIndexOf("\n") + 1);
  const gap = body === "" ? "\n\n" : /^\[\^[^\]]+\]:/.test(last) && !definitions[0]!.includes("\n") ? "\n" : "\n\n";
  return `${body}${gap}${definitions.join(definitions.some((one) => one.includes("\n")) ? "\n\n" : "\n")}\n`;
}
