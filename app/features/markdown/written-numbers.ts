/** Numbers, powers, releases and lists of proposals as people write them, each in one spelling. */

const blank = String.raw`[ \u00A0\u202F]`;
const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** An exponent behind a caret or as small digits. */
const exponent = String.raw`(?:\^\{?([+\-−]?\d{1,4})\}?|([⁺⁻]?[${raised}]{1,4}))`;
const powers = { thousand: 3, million: 6, billion: 9, trillion: 12 };
const zeros: Record<string, number> = { ...powers, k: 3, m: 6, mn: 6, mln: 6, b: 9, bn: 9, bln: 9, tn: 12, trn: 12 };

/**
 * Numbers of several words or with signs, for the letters that may not follow them: "60 million", "2.75 bn", "100 000", "5×10^6",
 * "2^64", "12 s" and "2×".
 */
export const numberRuns = (letter: string) => [
  String.raw`\d+(?:,\d{3})*(?:\.\d+)?(?:${blank}|-)(?:(?:${Object.keys(powers).join("|")})s?|[mb](?:l?n)|tr?n)(?![${letter}])`,
  String.raw`\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+(?![${letter}])`,
  String.raw`(?:\d+(?:\.\d+)?${blank}?[×·*]${blank}?)?10${exponent}(?![${letter}])`,
  String.raw`(?:\d+|[a-z]{1,2})${exponent}(?![${letter}])`,
  String.raw`\d+(?:[.,]\d+)*${blank}s(?![${letter}'’-])`,
  String.raw`\d+(?:[.,]\d+)*${blank}?×(?!${blank}?\d)`,
];

const spoken = new RegExp(
  String.raw`^(\d+(?:,\d{3})*)(?:\.(\d+))?(?:${blank}|-)(thousand|million|billion|trillion|[a-z]+)s?$`,
  "iu",
);
const short = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(k|m|mn|mln|b|bn|bln|tn|trn)$/i;
const scientific = /^(\d+)(?:\.(\d+))?e([12]?\d)$/i;
const grouped = /^\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+$/u;
const timesTen = new RegExp(String.raw`^(?:(\d+)(?:\.(\d+))?${blank}?[×·*]${blank}?)?10${exponent}$`, "u");
const power = new RegExp(String.raw`^(\d+|[a-z]{1,2})${exponent}$`, "iu");
const counted = new RegExp(String.raw`^(\d+(?:[.,]\d+)*)${blank}?([s×])$`, "iu");
const largestPower = 30;

/** "100K" and "1e5" → "100000", "1.5m" → "1500000"; null for anything else. */
export function shortInFull(text: string): string | null {
  const [, whole, fraction, unit] = short.exec(text) ?? scientific.exec(text) ?? [];
  return whole === undefined ? null : inFull(whole, fraction, zeros[unit!.toLowerCase()] ?? Number(unit));
}

/** A run of `numberRuns`, or a number with a small exponent, in one spelling: "2.75 bn" → "2750000000", "2⁶⁴" → "2^64", "2 ×" → "2x". */
export function numberInFull(run: string): string | null {
  if (grouped.test(run)) return run.replaceAll(/\D/g, "");
  const [, whole, fraction, unit] = spoken.exec(run) ?? [];
  const places = unit === undefined ? undefined : zeros[unit.toLowerCase()];
  if (whole !== undefined && places !== undefined) return inFull(whole, fraction, places);
  const [, count, sign] = counted.exec(run) ?? [];
  if (count !== undefined) return count.replaceAll(",", "") + (sign === "×" ? "x" : "s");
  const ten = timesTen.exec(run);
  const [tens, base] = [ten && exponentOf(ten[3], ten[4]), power.exec(run)];
  if (ten && tens! >= 1 && tens! <= largestPower) return inFull(ten[1] ?? "1", ten[2], tens!);
  return base && `${base[1]!.toLowerCase()}^${exponentOf(base[2], base[3])}`;
}

const exponentOf = (plain = "", small = "") =>
  Number((plain || small.normalize("NFKD")).replaceAll("−", "-").replace("+", ""));

function inFull(whole: string, fraction = "", places: number) {
  const after = fraction.slice(0, places).padEnd(places, "0");
  const left = fraction.length > places ? `.${fraction.slice(places)}` : "";
  return `${whole.replaceAll(",", "")}${after}`.replace(/^0+(?=\d)/, "") + left;
}

/** The pieces of a number of several words, as words of their own. */
export const numberPieces = new RegExp(String.raw`[${raised}]+|[^ \u00A0\u2009\u202F×·*^{}⁺⁻+−${raised}-]+`, "gu");

const smallDigits = new RegExp(`[⁺⁻]?[${raised}]+$`, "u");
const noted = new RegExp(String.raw`(?<=\p{L}{3}[.,:]?)[${raised}]+$`, "u");
/** Without the mark of a footnote: "throughput¹" → "throughput". */
export const withoutNote = (word: string) => word.replace(noted, "");
/** Small digits as they are typed: "n²" → "n^2". */
export const withTypedPower = (word: string) =>
  withoutNote(word).replace(smallDigits, (small, at: number) => (at === 0 ? small : `^${exponentOf("", small)}`));

/** "v1.13.5" in "v1.13.5-rc.2", "2.5" in "2.5-fold", both in "1.5–2.0": a number that something is joined to; often none. */
export function numbersWithin(text: string): { raw: string; at: number }[] {
  if (!/^v?\d+\.\d/i.test(text)) return [];
  const [, first] = /^(v?\d+(?:\.\d+)+)(?:[-‐‑–][\p{L}\p{N}]|(?:rc|alpha|beta)\.?\d)/iu.exec(text) ?? [];
  const last = /(?<=[-‐‑–])\d+\.\d+$/u.exec(text);
  return [...(first ? [{ raw: first, at: 0 }] : []), ...(last ? [{ raw: last[0], at: last.index }] : [])];
}

const proposal =
  /(?<![\p{L}\p{N}])((?:[A-Z]{1,4}IP|ERC|[Ee]ip|[Ee]rc)(s?))(:? |[\u00A0-]|)(\d{1,6})(?![\p{L}\p{N}]|[.]\d)/gu;
const nextOfOne = /\/(\d{1,6})(?![\p{L}\p{N}]|[.,]\d)/uy;
const nextOfSeveral = /(?:, ?(?:and |or |& ?)?| (?:and|or|&) | ?\/ ?)(\d{1,6})(?![\p{L}\p{N}]|[.]\d)/uy;

/** By where a number begins: the proposal that it is. "EIPs 7685 and 7002" → eip7685 and eip7002, "EIP-1559/4844" → eip4844. */
export function proposalsIn(text: string): Map<number, string> {
  const found = new Map<number, string>();
  if (!/\d/.test(text)) return found;
  for (const { 0: all, 1: name = "", 2: plural = "", 3: joint = "", 4: first = "", index } of text.matchAll(proposal)) {
    const kind = name.slice(0, name.length - plural.length).toLowerCase();
    let end = index + all.length;
    // What a hyphen joins is one word in any case.
    if (plural !== "" || /[: \u00A0]/.test(joint)) found.set(end - first.length, kind + first);
    const next = plural === "" ? nextOfOne : nextOfSeveral;
    for (;;) {
      next.lastIndex = end;
      const one = next.exec(text);
      if (!one) break;
      end = next.lastIndex;
      found.set(end - one[1]!.length, kind + one[1]!);
    }
  }
  return found;
}
