/** Words of html as markdown that says the same. */

/** Formulas are written in their own way, and nothing in them is markup. */
const formulas = /(\$\$[\s\S]+?\$\$|\$[^\s$][^$\n]*\$|\\\([\s\S]+?\\\)|\\\[[\s\S]+?\\\])/;
const marks = /[\\`*]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|~(?=~)|\[(?=[^\]\n]*\]\()/gu;

/** Marks that mean something in markdown mean themselves. */
export const asWritten = (text: string): string =>
  text
    .split(formulas)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replaceAll(marks, "\\$&")))
    .join("");

const longestRun = (text: string): number => {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
};

/** A span of code, in more ticks than stand in it. */
export function inCode(text: string): string {
  if (text.trim() === "") return text;
  const ticks = "`".repeat(longestRun(text) + 1);
  const gap = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return ticks + gap + text + gap + ticks;
}

/** A block of code. */
export function inFence(text: string, language: string): string {
  const fence = "`".repeat(Math.min(80, Math.max(3, longestRun(text) + 1)));
  return `${fence}${language}\n${text}\n${fence}`;
}
