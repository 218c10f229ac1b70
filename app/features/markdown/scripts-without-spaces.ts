/** Words of scripts that write none apart, and Korean words without the particles that are written onto them. */

const each = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`;
const single = new RegExp(`[${each}]`, "u");
const singles = new RegExp(`[${each}]|[^${each}]+`, "gu");

/** Scripts whose words are found by a dictionary, with a language that has one. */
const dictionaries = { Thai: "th", Lao: "lo", Khmer: "km", Myanmar: "my" } as const;
const spaceless = new RegExp(
  `[${Object.keys(dictionaries)
    .map((script) => `\\p{Script=${script}}`)
    .join("")}]`,
  "u",
);
/** Whether a text has words that a dictionary finds. */
export const isWrittenWithoutSpaces = (text: string) => spaceless.test(text);

const segmenters = Object.entries(dictionaries).map(([script, language]) => ({
  script: new RegExp(`\\p{Script=${script}}`, "u"),
  segmenter: new Intl.Segmenter(language, { granularity: "word" }),
}));
/** What a dictionary is given at once: it takes longer than in proportion. */
const longestSegment = 2_000;

/** The pieces of a run of letters, with their offsets; null where spaces part the words. Han and Kana: each character. */
export function splitScript(text: string): { raw: string; start: number }[] | null {
  if (single.test(text)) return [...text.matchAll(singles)].map((one) => ({ raw: one[0], start: one.index }));
  if (!spaceless.test(text)) return null;
  const { segmenter } = segmenters.find(({ script }) => script.test(text))!;
  const pieces: { raw: string; start: number }[] = [];
  for (let from = 0; from < text.length; from += longestSegment)
    for (const { segment, index } of segmenter.segment(text.slice(from, from + longestSegment)))
      pieces.push({ raw: segment, start: from + index });
  return pieces;
}

const particles =
  /(?<=^[\uAC00-\uD7A3]{2,})(?:에서는|에서도|으로는|으로도|이라는|이라고|에게서|에게는|까지는|에서|에게|으로|까지|부터|처럼|보다|마다|조차|밖에|이나|라는|라고|에는|에도|와는|과는|은|는|이|가|을|를|의|에|와|과|도|로|만)$/u;

/** A Korean noun without its particle; anything else as it is. */
export const withoutParticle = (word: string) => (/[\uAC00-\uD7A3]$/u.test(word) ? word.replace(particles, "") : word);
