/** Edit distances between words, and words at distance one. */

const letters = "abcdefghijklmnopqrstuvwxyz";

/** The typos tolerated in a word of this length. */
export const forgivenSlips = (word: string) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/**
 * Edit distance of two words: a letter missing, extra, wrong, or two neighbours swapped (optimal string alignment).
 * Returns `most + 1` for anything larger than `most`.
 */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let slips = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) slips = Math.min(slips, before[j - 2]! + 1);
      row.push(slips);
    }
    [before, last] = [last, row];
  }
  return Math.min(last[b.length]!, most + 1);
}

/** Every word of a–z at distance one. */
export function oneSlipAway(word: string): string[] {
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [head, rest] = [word.slice(0, at), word.slice(at)];
    if (rest) found.add(head + rest.slice(1));
    if (rest.length > 1) found.add(head + rest[1] + rest[0] + rest.slice(2));
    for (const letter of letters) {
      found.add(head + letter + rest);
      if (rest) found.add(head + letter + rest.slice(1));
    }
  }
  found.delete(word);
  return [...found];
}
