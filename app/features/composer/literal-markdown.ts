/** Words as markdown that shows them as they are: what would mean something gets a backslash. */

const word = String.raw`\p{Script=Latin}\p{Nd}`;

const marks: [sign: RegExp, instead: string][] = [
  // A backslash means something before punctuation only, and what follows a text isn't known.
  [/\\/g, "\\\\"],
  [/[`*[]/g, "\\$&"],
  [new RegExp(`(?<![${word}])_|_(?![${word}])`, "gu"), "\\_"],
  [/~(?=~)|(?<=~)~/g, "\\~"],
  [/\$(?=\$)|(?<=\$)\$/g, "\\$$"],
  [/<(?=[a-z!/?]|$)/gi, "\\<"],
  // A link may follow.
  [/!$/g, "\\!"],
  [/&(?=#?[a-z0-9]+;)/gi, "\\&"],
  [new RegExp(`(?<![${word}.@/=#&])@(?=[a-z0-9_-])`, "giu"), "\\@"],
  [new RegExp(`(?<![${word}.@/=#&])#(?=\\d)`, "gu"), "\\#"],
];

/** A piece of text within a line. */
export const literal = (text: string): string =>
  marks.reduce((made, [sign, instead]) => made.replace(sign, instead), text);

/** The lines of a paragraph, none of which begins a heading, list, quotation, rule, table or block of code. */
export const literalLines = (paragraph: string): string =>
  paragraph
    .split("\n")
    .map((line) =>
      line
        .trimStart()
        .replace(/^(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-{2,}\s*$|=+\s*$|~~~|\|)/, "\\$&")
        .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2"),
    )
    .join("\n");

/** Code that may hold backticks. */
export function codeSpan(code: string): string {
  const text = code.replaceAll("\n", " ");
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const gap = /^`|`$|^ .* $/.test(text) ? " " : "";
  return `${fence}${gap}${text}${gap}${fence}`;
}
