/** Lists of names as BibTeX and BibLaTeX write them. */
import type { CslName } from "./csl-names";
import { mostNames } from "./csl";
import { latexToText, textToLatex } from "./latex";

/** Names are separated by "and" outside braces; some programs write a semicolon. */
export function readNames(field: string | undefined): CslName[] | undefined {
  if (!field?.trim()) return undefined;
  const names = split(field, /\sand(?=\s)|(?<!&#?\w{1,8});/iy, mostNames + 1)
    .map((name) => name.trim().replace(/(?<=\S)[\s,]+et\.?\s+al\.?$/i, ""))
    .filter((name) => name !== "" && !/^(?:others|et\.? al\.?)$/i.test(name) && !isSetting(name))
    .flatMap(namesWithCommas)
    .slice(0, mostNames)
    .map(readOne)
    .filter((name) => name.family || name.literal);
  return names.length > 0 ? names : undefined;
}

/** BibLaTeX takes settings of a list between its names: "useprefix=true". */
const isSetting = (name: string) => /^(?!family|given|prefix|suffix|middle)[a-z]{6,}\s*=\s*[\w-]+$/i.test(name);

/**
 * "Ada Roth, Ben Oak, Cy Elm" is three people: no part of one name is a whole name. Of two, only the initials before both say so:
 * "Roth Oak, Ada Maria" is one.
 */
function namesWithCommas(name: string): string[] {
  const parts = split(name, /,/y).map((part) => part.trim());
  const areWhole = parts.length > 2 && parts.every((part) => words(part).length > 1 && !isParticle(part));
  const haveInitials = parts.length > 1 && parts.every((part) => /^\p{Lu}\.\s*(?:\S+\s+)*\p{L}[^\s.]+$/u.test(part));
  return (areWhole && !/[={]/.test(name)) || haveInitials ? parts : [name];
}

/** Splits outside braces. */
function split(text: string, separator: RegExp, most = Infinity): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length && parts.length < most; index++) {
    const sign = text[index];
    if (sign === "{") depth++;
    else if (sign === "}") depth--;
    if (depth !== 0) continue;
    separator.lastIndex = index;
    const found = separator.exec(text)?.[0];
    if (!found) continue;
    parts.push(text.slice(start, index));
    start = index + found.length;
    index = start - 1;
  }
  return [...parts, text.slice(start)];
}

function readOne(name: string): CslName {
  // Some list the family names alone, "Smith," without a given name.
  if (isOneGroup(name)) return { literal: latexToText(name) };
  const parts = split(name, /,/y).map((part) => part.trim());
  const extended = parts.map((part) =>
    /^"?(family|given|prefix|suffix|middle|useprefix|[a-z]+-i)\s*=\s*(.*?)"?$/is.exec(part),
  );
  if (extended.some((one) => one && /^(?:family|given)$/i.test(one[1]!))) return readExtended(extended);
  const [first = "", second, third] = parts;
  const text = (part: string | undefined) => (part ? latexToText(part) : "");
  if (second === undefined) return readNatural(first);
  const suffix = third === undefined ? "" : text(second);
  const given = parts.length > 2 ? parts.slice(2).map(text).join(", ") : text(second);
  const isSuffixAlone = third === undefined && isSuffix(given);
  const before = words(first);
  return {
    ...(isSuffixAlone && before.length > 1 ? readNatural(first) : beforeFamily(before)),
    ...(given && !isSuffixAlone && { given }),
    ...((suffix || isSuffixAlone) && { suffix: suffix || given }),
  };
}

const isSuffix = (word: string) => /^(?:jr|sr)\.?$|^[IVX]{2,4}$/i.test(word);

/** `{Ethereum Foundation}`: the brace that opens it closes at its end. */
function isOneGroup(name: string) {
  if (!name.startsWith("{") || !name.endsWith("}")) return false;
  let depth = 0;
  for (let index = 0; index < name.length; index++) {
    if (name[index] === "{") depth++;
    else if (name[index] === "}" && --depth === 0) return index === name.length - 1;
  }
  return false;
}

/** BibLaTeX's `family=…, given=…, prefix=…`. */
function readExtended(parts: (RegExpExecArray | null)[]): CslName {
  const known = new Map(parts.flatMap((one) => (one ? [[one[1]!.toLowerCase(), latexToText(one[2]!)]] : [])));
  const [family, prefix, suffix] = ["family", "prefix", "suffix"].map((name) => known.get(name));
  const given = [known.get("given"), known.get("middle")].filter(Boolean).join(" ");
  if (!family) return { literal: given };
  return {
    family,
    ...(given && { given }),
    ...(prefix && { "non-dropping-particle": prefix }),
    ...(suffix && { suffix }),
  };
}

/** A tie parts words, and `\~` is an accent. */
const words = (text: string) => split(text, /(?:\s|(?<!\\)~)+/y).filter(Boolean);

/** A word in lower case outside braces belongs to the particle. */
function isParticle(word: string) {
  if (word.startsWith("{") && !word.startsWith("{\\")) return false;
  return /^[^\p{L}]*\p{Ll}/u.test(latexToText(word));
}

/** "von der Berg": particles, then the family name, which has one word at least. */
function beforeFamily(all: string[]): CslName {
  const last = all.findLastIndex((word, index) => index < all.length - 1 && isParticle(word));
  const begins = all[0] !== undefined && isParticle(all[0]) ? last + 1 : 0;
  const [particle, family] = [all.slice(0, begins), all.slice(begins)].map((part) => latexToText(part.join(" ")));
  return { family: family ?? "", ...(particle && { "non-dropping-particle": particle }) };
}

/** "Robbert van Renesse", "Jan {van Leeuwen}", "Ludwig van Beethoven Jr." */
function readNatural(name: string): CslName {
  const all = words(name);
  if (all.length < 2) return { literal: latexToText(name) };
  const last = all.length > 2 ? latexToText(all.at(-1)!) : "";
  if (isSuffix(last)) return { ...readNatural(all.slice(0, -1).join(" ")), suffix: last };
  const start = all.findIndex((word, index) => index < all.length - 1 && isParticle(word));
  const from = start === -1 ? all.length - 1 : start;
  const given = latexToText(all.slice(0, from).join(" "));
  return { ...beforeFamily(all.slice(from)), ...(given && { given }) };
}

/** Names as BibTeX reads them: "von Last, Jr, First". */
export const writeNames = (names: CslName[]): string => names.map(writeOne).join(" and ");

function writeOne({ family, given, literal, suffix, ...particles }: CslName): string {
  if (!family) return `{${textToLatex(literal ?? "")}}`;
  const particle = particles["non-dropping-particle"];
  const before = particle && /^\p{Ll}/u.test(particle) ? textToLatex(particle) : "";
  const last = particle && !before ? `${particle} ${family}` : family;
  const whole = [before, guarded(last)].filter(Boolean).join(" ");
  const dropped = particles["dropping-particle"];
  const first = [given, dropped].filter(Boolean).join(" ");
  const written = [whole, suffix && plain(suffix), plain(first)].filter(Boolean);
  return written.length > 1 ? written.join(", ") : `{${textToLatex(last)}}`;
}

/** A comma or an "and" inside a name doesn't part it. */
const plain = (text: string) => (/,|\band\b/i.test(text) ? `{${textToLatex(text)}}` : textToLatex(text));
const guarded = (family: string) =>
  /[\s,]|^\P{L}*\p{Ll}/u.test(family) ? `{${textToLatex(family)}}` : textToLatex(family);
