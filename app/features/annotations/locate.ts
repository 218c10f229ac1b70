/** Where words stand in a text, told as W3C's selectors tell it. */

/** `start` and `end` count characters (Unicode code points) of the text; the rest is of the text itself, cut there. */
type Located = { start: number; end: number; exact: string; prefix: string; suffix: string };

export type Words = { exact: string; before?: string; after?: string };

/**
 * The place of words, whatever their spaces and lines are: of several the one whose surroundings are most like `before` and
 * `after`. Null where they don't stand in the text.
 */
export type Locator = (words: Words) => Located | null;

const context = 40;

/** Finds words in this text, which is read through once for all of them, when the first are asked for. */
export function locatorIn(text: string): Locator {
  let flat: Flat | undefined;
  return (words) => locate(text, (flat ??= flatten(text)), words);
}

function locate(text: string, flat: Flat, { exact, before = "", after = "" }: Words): Located | null {
  const words = flatten(exact).text.trim();
  if (words === "") return null;
  const wordsBefore = flatten(before).text.trimEnd();
  const wordsAfter = flatten(after).text.trimStart();
  let best: { at: number; likeness: number } | null = null;
  for (let at = flat.text.indexOf(words); at !== -1; at = flat.text.indexOf(words, at + 1)) {
    const likeness =
      alikeAtEnd(flat.text.slice(0, at).trimEnd(), wordsBefore) +
      alikeAtStart(flat.text.slice(at + words.length).trimStart(), wordsAfter);
    if (!best || likeness > best.likeness) best = { at, likeness };
  }
  if (!best) return null;
  const start = flat.places[best.at]!;
  const end = flat.places[best.at + words.length - 1]! + 1;
  return {
    start: charactersIn(text.slice(0, start)),
    end: charactersIn(text.slice(0, end)),
    exact: text.slice(start, end),
    prefix: lastOf(text.slice(0, start)),
    suffix: Array.from(text.slice(end, end + 2 * context))
      .slice(0, context)
      .join(""),
  };
}

/** A text with each run of spaces as one, and where each of its characters stands. */
type Flat = { text: string; places: number[] };

function flatten(text: string): Flat {
  let flat = "";
  const places: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const isSpace = /\s/.test(text[index]!);
    if (isSpace && flat.endsWith(" ")) continue;
    flat += isSpace ? " " : text[index];
    places.push(index);
  }
  return { text: flat, places };
}

const charactersIn = (text: string) => Array.from(text).length;

const lastOf = (text: string) =>
  Array.from(text.slice(-2 * context))
    .slice(-context)
    .join("");

function alikeAtEnd(one: string, other: string): number {
  let count = 0;
  while (count < one.length && count < other.length && one.at(-1 - count) === other.at(-1 - count)) count++;
  return count;
}

function alikeAtStart(one: string, other: string): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count++;
  return count;
}
