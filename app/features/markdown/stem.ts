/**
 * English stems by the Snowball project's "Porter 2" algorithm (BSD licence): the forms of one word have the same
 * stem.
 */
const special = new Map(
  Object.entries({
    skis: "ski",
    skies: "sky",
    idly: "idl",
    gently: "gentl",
    ugly: "ugli",
    early: "earli",
    only: "onli",
    singly: "singl",
  }),
);
const unchanged = new Set(["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"]);
const unchangedAfterPlural = new Set([
  "inning",
  "outing",
  "canning",
  "herring",
  "earring",
  "proceed",
  "exceed",
  "succeed",
]);
const shortBeginnings = /^(gener|commun|arsen|past|univers|later|emerg|organ|inter)/;

type Regions = { r1: number; r2: number };

/** The stem of a lower-case word. A word with characters other than a–z is returned unchanged. */
export function stem(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  const known = special.get(word);
  if (known) return known;
  if (unchanged.has(word)) return word;

  // A y that is a consonant is written as Y until the end.
  const marked = word.replace(/^y/, "Y").replaceAll(/([aeiouy])y/g, "$1Y");
  const regions = regionsOf(marked);
  const singular = plural(marked);
  if (unchangedAfterPlural.has(singular)) return singular;
  const verb = yToI(pastAndProgressive(singular, regions));
  return ending(derivedShort(derivedLong(verb, regions), regions), regions).toLowerCase();
}

function regionsOf(word: string): Regions {
  const after = (from: number) => {
    const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
    return found ? from + found.index + 2 : word.length;
  };
  const r1 = shortBeginnings.exec(word)?.[0].length ?? after(0);
  return { r1, r2: after(r1) };
}

const endsInShortSyllable = (word: string) => /([^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|^past)$/.test(word);
const isShort = (word: string, { r1 }: Regions) => r1 >= word.length && endsInShortSyllable(word);

function plural(word: string) {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/(ied|ies)$/.test(word)) return word.length > 4 ? word.slice(0, -2) : word.slice(0, -1);
  if (/(us|ss)$/.test(word)) return word;
  return /[aeiouy].+s$/.test(word) ? word.slice(0, -1) : word;
}

function pastAndProgressive(word: string, regions: Regions) {
  const eed = /(eedly|eed)$/.exec(word);
  if (eed) return eed.index >= regions.r1 ? `${word.slice(0, eed.index)}ee` : word;
  const found = /(ingly|edly|ing|ed)$/.exec(word);
  if (!found) return word;
  const rest = word.slice(0, found.index);
  if (found[0] === "ing" && /^[^aeiouy][yY]$/.test(rest)) return `${rest.slice(0, -1)}ie`;
  if (!/[aeiouy]/.test(rest)) return word;
  if (/(at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest) && !/^[aeo](.)\1$/.test(rest)) return rest.slice(0, -1);
  return isShort(rest, regionsOfRest(rest, regions)) ? `${rest}e` : rest;
}

const regionsOfRest = (rest: string, { r1, r2 }: Regions) => ({
  r1: Math.min(r1, rest.length),
  r2: Math.min(r2, rest.length),
});

const yToI = (word: string) => (/.[^aeiouy][yY]$/.test(word) ? `${word.slice(0, -1)}i` : word);

const longEndings: [string, string][] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["ization", "ize"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["iveness", "ive"],
  ["biliti", "ble"],
  ["lessli", "less"],
  ["entli", "ent"],
  ["ation", "ate"],
  ["alism", "al"],
  ["aliti", "al"],
  ["ousli", "ous"],
  ["iviti", "ive"],
  ["fulli", "ful"],
  ["ogist", "og"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["abli", "able"],
  ["izer", "ize"],
  ["ator", "ate"],
  ["alli", "al"],
  ["bli", "ble"],
];

function derivedLong(word: string, { r1 }: Regions) {
  for (const [ending_, replacement] of longEndings)
    if (word.endsWith(ending_)) return swap(word, ending_, replacement, r1);
  if (word.endsWith("ogi")) return word.endsWith("logi") ? swap(word, "ogi", "og", r1) : word;
  if (word.endsWith("li") && /[cdeghkmnrt]li$/.test(word)) return swap(word, "li", "", r1);
  return word;
}

const shortEndings: [string, string][] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["alize", "al"],
  ["icate", "ic"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ness", ""],
  ["ful", ""],
];

function derivedShort(word: string, { r1, r2 }: Regions) {
  if (word.endsWith("ative")) return swap(word, "ative", "", Math.max(r1, r2));
  for (const [ending_, replacement] of shortEndings)
    if (word.endsWith(ending_)) return swap(word, ending_, replacement, r1);
  return word;
}

const swap = (word: string, from: string, to: string, region: number) =>
  word.length - from.length >= region ? word.slice(0, -from.length) + to : word;

const removable = /(ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|al|er|ic)$/;

function ending(word: string, { r1, r2 }: Regions) {
  const cut = removeEnding(word, r2);
  if (cut.endsWith("e")) {
    const rest = cut.slice(0, -1);
    return rest.length >= r2 || (rest.length >= r1 && !endsInShortSyllable(rest)) ? rest : cut;
  }
  return cut.endsWith("ll") && cut.length - 1 >= r2 ? cut.slice(0, -1) : cut;
}

function removeEnding(word: string, r2: number) {
  const found = removable.exec(word);
  if (found) return found.index >= r2 ? word.slice(0, found.index) : word;
  if (/[st]ion$/.test(word) && word.length - 3 >= r2) return word.slice(0, -3);
  return word;
}
