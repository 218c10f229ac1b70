let graphemes: Intl.Segmenter | undefined;

/** The longest piece that is taken for one letter as a reader sees it: a flag, a family, a letter with its marks. */
const longestLetter = 64;

/** Latin letters and Chinese characters join no others: most cuts need no search for a letter's edge, which takes long. */
const standsAlone = (code: number) =>
  (code >= 0x20 && code < 0x300 && code !== 0xad) || (code >= 0x3400 && code < 0xa000);

/** The letter that reaches across `at`; a text can pretend to be one endless letter, of which a code point is taken. */
function letterAcross(text: string, at: number): { start: number; end: number } {
  if (standsAlone(text.charCodeAt(at - 1)) && standsAlone(text.charCodeAt(at))) return { start: at, end: at };
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const letter = graphemes.segment(text.slice(0, at + longestLetter)).containing(at);
  const start = letter?.index ?? at;
  const end = start + (letter?.segment.length ?? 0);
  if (at - start < longestLetter && end - at < longestLetter) return { start, end };
  const isPair = /[\ud800-\udbff]/.test(text[at - 1]!) && /[\udc00-\udfff]/.test(text[at]!);
  return isPair ? { start: at - 1, end: at + 1 } : { start: at, end: at };
}

/** The beginning of a text, at most `most` UTF-16 units long, cut between letters as a reader sees them. */
export const startOf = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, letterAcross(text, most).start);

/** The end of a text, at most `most` UTF-16 units long, cut in the same way. */
export function endOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const { start, end } = letterAcross(text, text.length - most);
  return text.slice(start === text.length - most ? start : end);
}

/**
 * A text of at most `most` UTF-16 units: a longer one is cut and ends in " …". The cut is between words when one ends near
 * it; scripts without spaces, and long words, are cut between letters.
 */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = most - 2;
  const start = startOf(text, room);
  const isWordsEnd = /^\s/.test(text.slice(start.length));
  const space = isWordsEnd ? -1 : lastSpace(start);
  return `${(space >= room * 0.8 ? start.slice(0, space) : start).trimEnd()} …`;
}

/** The counterpart for what stands before something: "… " and the end of the text. */
export function shortenStart(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = most - 2;
  const end = endOf(text, room);
  const isWordsStart = /\s$/.test(text.slice(0, text.length - end.length));
  const space = isWordsStart ? -1 : end.search(/\s/);
  return `… ${(space !== -1 && space <= room * 0.2 ? end.slice(space) : end).trimStart()}`;
}

function lastSpace(text: string) {
  for (let at = text.length - 1; at >= 0; at--) if (/\s/.test(text[at]!)) return at;
  return -1;
}
