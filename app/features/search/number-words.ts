/** Numbers in words: "seven" is 7, "sixteen million" is 16,000,000. */

const small =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const units: [string, number][] = [
  ["billion", 9],
  ["million", 6],
  ["thousand", 3],
];

/** A number below a thousand in words; null for others, as for "one hundred and five", which nobody searches for. */
function inWordsBelowThousand(value: number): string | null {
  if (value < 20) return small[value]!;
  if (value < 100) return tens[Math.floor(value / 10)]! + (value % 10 === 0 ? "" : `-${small[value % 10]!}`);
  return value < 1_000 && value % 100 === 0 ? `${small[value / 100]!} hundred` : null;
}

/** Whole digits as they are said, from two on ("one" is mostly no number); null where nobody writes them so. */
export function inWords(digits: string): string | null {
  if (!/^[1-9]\d{0,11}$/.test(digits)) return null;
  const value = Number(digits);
  const unit = units.find(([, zeros]) => value % 10 ** zeros === 0);
  const head = inWordsBelowThousand(unit ? value / 10 ** unit[1] : value);
  if (head === null || value === 1) return null;
  return unit ? `${head} ${unit[0]}` : head;
}

/** By its words, with a blank for each hyphen: the digits of every number that `inWords` writes. */
const known = new Map<string, string>();
for (const [, zeros] of [...units, ["", 0] as const])
  for (let value = 1; value < 1_000; value++) {
    const digits = `${value}${"0".repeat(zeros)}`;
    const words = inWords(digits);
    if (words !== null) known.set(words.replaceAll("-", " "), digits);
  }

/** The digits of a number in words; null if it is none. */
export const inDigits = (words: string): string | null => known.get(words.replaceAll("-", " ")) ?? null;
