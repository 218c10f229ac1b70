/** Parses a query into terms. It knows operators only by name; their values are read elsewhere. */
import { readForeign } from "./foreign-operators";

export type Term =
  | { kind: "word"; text: string; isNegated: boolean }
  /** A phrase in quotes: its words are adjacent, each as written. */
  | { kind: "phrase"; text: string; isNegated: boolean }
  | { kind: "operator"; name: string; value: string; isNegated: boolean };

/** A sentence about something that couldn't be read as typed, with a suggested query. */
export type Remark = { words: string; suggestion: string | null };

export type ParsedQuery = {
  terms: Term[];
  remarks: Remark[];
  /** The last word may be unfinished: the cursor is at its end. */
  isLastOpen: boolean;
};

export const longestQuery = 400;
export const mostTerms = 24;

type Piece = Term & { source: string };
type Reading = { pieces: Piece[]; remarks: Remark[]; names: ReadonlySet<string> };

const spaces = /[\s\p{Cc}\p{Cf}]+/gu;
const quotes = /["“”„«»]/g;

/** Parses a query; `names` are the known operators. Never fails: unreadable parts become words, with a remark. */
export function parseQuery(typed: string, names: ReadonlySet<string>): ParsedQuery {
  const reading: Reading = { pieces: [], remarks: [], names };
  const text = shortened(typed.normalize("NFC").replace(spaces, " ").replace(quotes, '"'), reading);
  readPieces(text, reading);

  const { pieces, remarks } = reading;
  if (pieces.length === 0 && remarks.length === 0 && text !== "")
    remarks.push({ words: `There is no letter, number or picture in “${text}” to look for.`, suggestion: null });
  for (const remark of remarks) if (remark.words.startsWith("“NOT”")) remark.suggestion = withMinus(text);
  if (pieces.length > mostTerms)
    remarks.push({
      words: `Only the first ${mostTerms} words are searched for.`,
      suggestion: sourceOf(pieces.slice(0, mostTerms)),
    });
  const kept = pieces.slice(0, mostTerms);
  if (kept.length > 0 && kept.every((piece) => piece.isNegated))
    remarks.push({
      words: "A search needs something to look for besides what to leave out.",
      suggestion: sourceOf(kept).replaceAll(/(^| )-/g, "$1"),
    });
  return {
    terms: kept.map(({ source: _, ...term }) => term),
    remarks,
    isLastOpen: kept.at(-1)?.kind === "word" && !kept.at(-1)!.isNegated && !/\s$/.test(typed),
  };
}

/** "rollup NOT bridge" → "rollup -bridge"; null where nothing would be left to look for. */
function withMinus(text: string): string | null {
  const changed = text.replaceAll(/(^|\s)NOT\s+(?=\S)/g, "$1-");
  return changed !== text && /(?:^|\s)[^\s-]/.test(changed) ? changed : null;
}

/** Writes terms back as a query. */
export function formatQuery(terms: Term[]): string {
  return terms.map((term) => (term.isNegated ? "-" : "") + formatPositive(term)).join(" ");
}

function formatPositive(term: Term) {
  if (term.kind === "word") return term.text;
  if (term.kind === "phrase") return `"${term.text}"`;
  return `${term.name}:${/\s/.test(term.value) ? `"${term.value}"` : term.value}`;
}

const sourceOf = (pieces: Piece[]) => pieces.map((piece) => piece.source).join(" ");

function shortened(text: string, { remarks }: Reading) {
  const trimmed = text.trim();
  if (trimmed.length <= longestQuery) return trimmed;
  const cut = trimmed
    .slice(0, longestQuery)
    .replace(/ \S*$/, "")
    .replace(/\p{Surrogate}$/u, "");
  remarks.push({ words: `Only the first ${longestQuery} characters are searched for.`, suggestion: null });
  return cut;
}

/** A word, a phrase, or an operator with its value, each optionally after a minus. */
const piece =
  /(?<minus>-*)(?:(?<name>[a-z]{1,12}):(?:"(?<quoted>[^"]*)(?<end>"|$)|(?<value>[^\s"]*))|"(?<phrase>[^"]*)(?<close>"|$)|(?<word>[^\s"]+))|\s+|-+/giy;

function readPieces(text: string, reading: Reading) {
  for (const found of text.matchAll(piece)) {
    const source = found[0].trim();
    if (source === "") continue;
    const { minus = "", name, quoted, end, value, phrase, close, word } = found.groups ?? {};
    const isNegated = minus !== "";
    if (name !== undefined)
      addOperator({ name, value: quoted ?? value ?? "", isOpen: end === "", isNegated, source, text }, reading);
    else if (phrase !== undefined) addPhrase({ phrase, isOpen: close === "", isNegated, source, text }, reading);
    else if (word !== undefined) addWord(word, isNegated, source, reading);
  }
}

/** Whether a word contains anything searchable; `(((` and `&&` don't, and a picture does. */
const hasWord = (text: string) => /[\p{L}\p{N}\p{Extended_Pictographic}\p{RI}]/u.test(text);

const isNumber = /^\d+(?:[.,]\d+)*$/;

function addWord(word: string, isNegated: boolean, source: string, { pieces, remarks }: Reading) {
  const before = pieces.at(-1);
  if (before?.kind === "word" && isNumber.test(before.text) && /^[s×]$/i.test(word) && !isNegated) {
    // "12 s" and "2 ×" are one word each: the second part alone says nothing.
    before.text += word === "×" ? word : "s";
    before.source += ` ${source}`;
    return;
  }
  if (!hasWord(word)) {
    if (/^\|+$/.test(word))
      remarks.push({
        words: "A post has to have all of the words: “|” is left out, and “or” takes two searches.",
        suggestion: null,
      });
    return;
  }
  if (word === "NOT")
    remarks.push({
      words: "“NOT” is searched for as a word. A minus right before a word leaves it out.",
      suggestion: null,
    });
  const [, plain = word, weight] = /^(?=\p{L})([^~^]{2,})([~^][\d.]*)$/u.exec(word) ?? [];
  if (weight)
    remarks.push({
      words: `“${weight}” is left out: slips of typing are mended by themselves, and no word counts more than another.`,
      suggestion: null,
    });
  if (/^[^*]{2,}\*$/.test(word))
    remarks.push({
      words: "“*” is left out: words are found in every form, and the last word of a search as its beginning.",
      suggestion: null,
    });
  if (word === "OR" || word === "AND")
    remarks.push({
      words: `“${word}” is searched for as a word: a post has to have all of them, and “or” takes two searches.`,
      suggestion: null,
    });
  pieces.push({ kind: "word", text: plain.replace(/(?<=..)\*$/, ""), isNegated, source });
}

type Phrase = { phrase: string; isOpen: boolean; isNegated: boolean; source: string; text: string };

function addPhrase({ phrase, isOpen, isNegated, source, text }: Phrase, { pieces, remarks }: Reading) {
  if (isOpen)
    remarks.push({
      words: "A quotation mark is not closed: everything after it is taken as one phrase.",
      suggestion: hasWord(phrase) ? `${text.trimEnd()}"` : null,
    });
  const trimmed = phrase.trim();
  if (hasWord(trimmed))
    pieces.push({ kind: "phrase", text: trimmed, isNegated, source: isOpen ? `${source}"` : source });
}

type Operator = { name: string; value: string; isOpen: boolean; isNegated: boolean; source: string; text: string };

function addOperator({ name: typed, value: raw, isOpen, isNegated, source, text }: Operator, reading: Reading) {
  const { pieces, remarks, names } = reading;
  const name = typed.toLowerCase();
  const value = raw.trim();
  const foreign = names.has(name) ? null : readForeign(name);
  if (foreign && value !== "" && !value.startsWith("/")) {
    const own = foreign.value === undefined ? `${foreign.name}:` : `${foreign.name}:${foreign.value}`;
    remarks.push({ words: `“${name}:” is “${own}” here, and read so.`, suggestion: null });
    pieces.push({
      kind: "operator",
      name: foreign.name,
      value: foreign.value ?? value,
      isNegated: foreign.value === undefined && isNegated,
      source: foreign.value === undefined ? source.replace(typed, foreign.name) : own,
    });
    if (foreign.value !== undefined) for (const word of value.split(/\s+/)) addWord(word, isNegated, word, reading);
    return;
  }
  if (!names.has(name)) {
    if (!hasWord(value) && value !== "") return addWord(source.replace(/^-+/, ""), isNegated, source, reading);
    const meant = nearestName(name, names);
    // "https://…" and "note: …" are words; a misspelt operator gets a remark.
    if (value !== "" && !value.startsWith("/"))
      remarks.push({
        words: `There is no operator “${name}:”, so it is searched for as words.${meant ? ` Did you mean “${meant}:”?` : ""}`,
        suggestion: meant
          ? text.replace(source, `${isNegated ? "-" : ""}${meant}:${raw.includes(" ") ? `"${raw}"` : raw}`)
          : null,
      });
    for (const word of [typed, ...value.split(/[ :]+/)]) addWord(word, isNegated, word, reading);
    return;
  }
  if (isOpen) remarks.push({ words: "A quotation mark is not closed.", suggestion: `${text.trimEnd()}"` });
  if (value === "") {
    remarks.push({
      words: `“${name}:” needs a value right after the colon.`,
      suggestion: text.replace(source, "").trim() || null,
    });
    return;
  }
  pieces.push({ kind: "operator", name, value, isNegated, source });
}

function nearestName(name: string, names: ReadonlySet<string>) {
  const close = [...names].filter((known) => known[0] === name[0] && Math.abs(known.length - name.length) <= 2);
  return close.find((known) => known.startsWith(name) || name.startsWith(known) || sharesMost(known, name)) ?? null;
}

const sharesMost = (a: string, b: string) => {
  const left = [...b];
  const shared = [...a].filter((letter) => {
    const at = left.indexOf(letter);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return shared.length >= Math.max(a.length, b.length) - 1;
};
