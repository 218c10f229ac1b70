/** Converts between TeX and plain text. */
import { commandSigns, formatting, greekAndMath, subscripts, superscripts } from "./latex-signs";

const accents: Record<string, string> = {
  "`": "\u0300",
  "'": "\u0301",
  "^": "\u0302",
  "~": "\u0303",
  "=": "\u0304",
  u: "\u0306",
  ".": "\u0307",
  '"': "\u0308",
  r: "\u030a",
  H: "\u030b",
  v: "\u030c",
  c: "\u0327",
  k: "\u0328",
  d: "\u0323",
  b: "\u0331",
  t: "\u0361",
  h: "\u0309",
  // Those of MathSciNet.
  ocirc: "\u030a",
  polhk: "\u0328",
  soft: "\u030c",
  cftil: "\u0302\u0303",
  lfhook: "\u0326",
  udot: "\u0323",
  utilde: "\u0330",
};

/** `{\'E}tude \& {TeX}` → `Étude & TeX`. Of an unknown command its name is left. */
export function latexToText(source: string): string {
  if (!/[\\{}$~`'-]|\^/.test(source)) return source.replaceAll(/\s+/g, " ").trim();
  return new Converter(source).all().normalize("NFC").replaceAll(/\s+/g, " ").trim();
}

/** Reads a text once from its beginning to its end. */
class Converter {
  private position = 0;
  private depth = 0;
  private isMath = false;
  private delimiter = "";

  constructor(private readonly source: string) {}

  all(): string {
    let text = "";
    while (this.position < this.source.length) text += this.upTo("");
    return text;
  }

  /** The text up to the brace that ends this group, or to the end. */
  private upTo(close: string): string {
    let text = "";
    while (this.position < this.source.length) {
      const sign = this.source[this.position]!;
      if (sign === "}") {
        this.position++;
        if (close === "}") return text;
        continue;
      }
      text += this.piece(sign);
    }
    return text;
  }

  private piece(sign: string): string {
    if (sign === "\\") return this.command();
    this.position++;
    if (sign === "{") return this.group();
    if (sign === "~") return " ";
    if (sign === "$") return this.dollar();
    if (this.isMath && (sign === "^" || sign === "_")) return this.script(sign);
    return this.ligature(sign);
  }

  /** Braces deeper than anybody writes are skipped. */
  private group(): string {
    if (this.depth > 50) return "";
    this.depth++;
    const text = this.upTo("}");
    this.depth--;
    return text;
  }

  /** Two dollar signs, or two pairs, enclose mathematics; a single one is a price. */
  private dollar(): string {
    const isDouble = this.source[this.position] === "$";
    if (this.isMath) {
      if (isDouble && this.delimiter === "$$") this.position++;
      this.isMath = false;
      return "";
    }
    const delimiter = isDouble ? "$$" : "$";
    const from = this.position + delimiter.length - 1;
    const end = this.source.indexOf(delimiter, from);
    if (end === -1 || this.source[end - 1] === "\\") return "$";
    this.position = from;
    this.delimiter = delimiter;
    this.isMath = true;
    return "";
  }

  /** `^2` → ², as far as there are such signs. */
  private script(sign: "^" | "_"): string {
    const table = sign === "^" ? superscripts : subscripts;
    const whole = this.argument();
    const written = whole.trimEnd();
    const space = whole.slice(written.length);
    const small = Array.from(written, (one) => table[one] ?? "");
    if (/^\p{L}{2,4}$/u.test(written) && sign === "^") return whole;
    if (small.every(Boolean)) return small.join("") + space;
    return `${sign}${written.length > 1 ? `(${written})` : written}${space}`;
  }

  private ligature(sign: string): string {
    const rest = this.source.slice(this.position, this.position + 2);
    const [written, length] =
      sign === "-" && rest === "--"
        ? ["—", 2]
        : sign === "-" && rest[0] === "-"
          ? ["–", 1]
          : sign === "`" && rest[0] === "`"
            ? ["“", 1]
            : sign === "'" && rest[0] === "'"
              ? ["”", 1]
              : [sign, 0];
    this.position += length as number;
    return written as string;
  }

  private command(): string {
    this.position++;
    const sign = this.source[this.position] ?? "";
    if (!/[a-zA-Z]/.test(sign)) return this.sign(sign);
    const name = /[a-zA-Z]+\*?/y;
    name.lastIndex = this.position;
    const word = name.exec(this.source)![0].replace("*", "");
    this.position = name.lastIndex;
    if (Object.hasOwn(accents, word)) return this.accented(accents[word]!);
    // A space after a command ends it and is not shown; `{}` shows that one is wanted.
    const before = this.position;
    this.skip(/[ \t\n]*/y);
    const isParted =
      this.position > before && !/^[$})\],.;:^_]/.test(this.source.slice(this.position, this.position + 1));
    return this.named(word, isParted ? " " : "");
  }

  /** What a command stands for. `space` follows signs and names of mathematics, which would run into the next word. */
  private named(word: string, space: string): string {
    if (Object.hasOwn(commandSigns, word)) return commandSigns[word]! + this.emptyGroup();
    if (Object.hasOwn(greekAndMath, word)) return greekAndMath[word]! + this.emptyGroup() + space;
    if (formatting.has(word)) return "";
    switch (word) {
      case "url":
      case "path":
      case "nolinkurl":
        return this.verbatim();
      case "href":
      case "bibinfo":
      case "bibfield":
      case "texorpdfstring":
      case "foreignlanguage":
      case "textcolor":
        this.argument();
        return this.argument();
      case "verb":
        return this.between();
      case "footnote":
      case "thanks":
      case "index":
      case "hyphenation":
      case "selectlanguage":
      case "color":
      case "noopsort":
      case "SortNoop":
      case "label":
      case "cite":
      case "begin":
      case "end":
      case "vspace":
      case "hspace":
      case "phantom":
      case "hphantom":
      case "vphantom":
        this.argument();
        return "";
      case "raise":
      case "lower":
      case "kern":
      case "hskip":
      case "vskip":
        this.skip(/=?\s*[-+]?[\d.]+\s*(?:ex|em|pt|pc|mm|cm|in|bp|sp|mu)?\s*/y);
        return "";
      case "not":
        return this.struck();
      case "frac":
        return `${this.argument()}/${this.argument()}`;
      case "sqrt":
        return `√${this.argument()}`;
    }
    return word + space;
  }

  /** `\not=` → ≠; without a sign to strike out there is nothing to show. */
  private struck(): string {
    const [sign = "", ...rest] = Array.from(this.argument());
    return sign === "" ? "" : `${sign}\u0338${rest.join("")}`;
  }

  /** `\ss{}` is the letter alone. */
  private emptyGroup(): string {
    this.skip(/\{\}/y);
    return "";
  }

  private sign(sign: string): string {
    this.position++;
    if (Object.hasOwn(accents, sign)) return this.accented(accents[sign]!, sign);
    if (/[()[\]]/.test(sign)) {
      this.isMath = sign === "(" || sign === "[";
      return "";
    }
    if (/[-/!@]/.test(sign)) return "";
    if (/[,;:> \\\n]/.test(sign) || sign === "") return " ";
    return sign;
  }

  private accented(mark: string, sign = ""): string {
    this.skip(/\s*/y);
    const from = this.position;
    const letter = this.argument();
    // `\^{}` and `\~{}` are the signs themselves; over nothing on purpose, a mark belongs to the letter before.
    if (letter.trim() === "") return this.source.slice(from, this.position).includes("\\relax") ? mark : sign;
    const base = letter.startsWith("ı")
      ? `i${letter.slice(1)}`
      : letter.startsWith("ȷ")
        ? `j${letter.slice(1)}`
        : letter;
    const [first = "", ...rest] = Array.from(base);
    return first + mark + rest.join("");
  }

  /** What a command applies to: a group, a command or one character. */
  private argument(): string {
    this.skip(/[ \t\n]*/y);
    const sign = this.source[this.position];
    if (sign === undefined || sign === "}" || sign === "$") return "";
    if (sign === "\\") return this.command();
    this.position++;
    if (sign === "{") return this.group();
    const whole = String.fromCodePoint(this.source.codePointAt(this.position - 1)!);
    this.position += whole.length - 1;
    return whole;
  }

  /** An address: its signs mean themselves. */
  private verbatim(): string {
    if (this.source[this.position] !== "{") return "";
    const start = this.position + 1;
    let open = 0;
    for (let index = this.position; index < this.source.length; index++) {
      if (this.source[index] === "{") open++;
      else if (this.source[index] === "}" && --open === 0) {
        this.position = index + 1;
        return this.source.slice(start, index);
      }
    }
    this.position = this.source.length;
    return this.source.slice(start);
  }

  /** `\verb|x|`: what stands between two of any sign. */
  private between(): string {
    const sign = this.source[this.position] ?? "";
    const end = sign === "" ? -1 : this.source.indexOf(sign, this.position + 1);
    if (end === -1) return "";
    const text = this.source.slice(this.position + 1, end);
    this.position = end + 1;
    return text;
  }

  private skip(pattern: RegExp) {
    pattern.lastIndex = this.position;
    if (pattern.test(this.source)) this.position = pattern.lastIndex;
  }
}

const escapes: Record<string, string> = {
  "\\": "\\textbackslash{}",
  // BibTeX counts the brace of "\{" as any other.
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  $: "\\$",
  "&": "\\&",
  "%": "\\%",
  "#": "\\#",
  _: "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
};

/** Escapes every character that has a meaning in TeX, and signs that would be joined to one. */
export function textToLatex(text: string): string {
  return text
    .replaceAll(/[\\{}$&%#_^~]/g, (sign) => escapes[sign]!)
    .replaceAll(/-(?=-)/g, "-{}")
    .replaceAll(/'(?=')/g, "'{}")
    .replaceAll(/`(?=`)/g, "`{}");
}

/** Like `textToLatex`, and protects words with capitals from styles: `{DeFi}`. */
export function titleToLatex(text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) =>
      /\p{L}.*\p{Lu}|\p{Lu}.*\p{N}|^\p{Lu}{2,}/u.test(word) ? `{${textToLatex(word)}}` : textToLatex(word),
    )
    .join("");
}
