/** Breaks a title into lines: as large as fits, with lines of similar length. */

type Measure = (text: string) => number;
type Setting = { size: number; lines: string[] };

/** Font sizes in pixels with the maximum number of lines, largest first. */
export const titleSizes = [
  { size: 88, most: 2 },
  { size: 76, most: 3 },
  { size: 64, most: 4 },
  { size: 54, most: 5 },
  { size: 44, most: 6 },
] as const;

/**
 * The title in the largest size that fits `width` (pixels; `measure` returns em). Words are broken only if too long
 * for a line of the smallest size; overflow ends with "…".
 */
export function setTitle(title: string, width: number, measure: Measure): Setting {
  for (const { size, most } of titleSizes) {
    const lines = balance(title.split(" "), width / size, measure);
    if (lines && lines.length <= most) return { size, lines };
  }
  const { size, most } = titleSizes.at(-1)!;
  const pieces = title.split(" ").flatMap((word) => breakWord(word, width / size, measure));
  const lines = balance(pieces, width / size, measure) ?? [];
  if (lines.length <= most) return { size, lines };
  const last = shorten(lines.slice(most - 1).join(" "), width / size, measure);
  return { size, lines: [...lines.slice(0, most - 1), last] };
}

/** The words in as few lines as possible, and then as narrow as that number allows; null if a word is too long. */
function balance(words: string[], width: number, measure: Measure): string[] | null {
  let best = fill(words, width, measure);
  if (!best || best.length === 1) return best;
  let tooNarrow = 0;
  let enough = width;
  while (enough - tooNarrow > 0.1) {
    const tried = (tooNarrow + enough) / 2;
    const lines = fill(words, tried, measure);
    if (lines && lines.length === best.length) {
      best = lines;
      enough = tried;
    } else tooNarrow = tried;
  }
  return best;
}

function fill(words: string[], width: number, measure: Measure): string[] | null {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (measure(word) > width) return null;
    const longer = line === "" ? word : `${line} ${word}`;
    if (measure(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** Splits a word into pieces that fit; combining marks stay with their letter. */
function breakWord(word: string, width: number, measure: Measure): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(word)) {
    if (piece !== "" && measure(piece + segment) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += segment;
  }
  return [...pieces, piece];
}

/** Truncates the text with "…". */
export function shorten(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const letters = Array.from(
    new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text),
    ({ segment }) => segment,
  );
  let kept = letters.length;
  const cut = () => `${letters.slice(0, kept).join("").trimEnd()}…`;
  while (kept > 0 && measure(cut()) > width) kept -= 1;
  return cut();
}
