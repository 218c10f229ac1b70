/**
 * A line's end is a line's end there, and a space in markdown: two spaces before it keep it one. Lines that begin or end
 * something else than a paragraph are left alone. Code and formulas are set aside before.
 */
const blank = /^[ \t>]*$/;
const opensBlock = /^[ \t>]*(?:#{1,6}[ \t]|[-+*][ \t]|\d{1,9}[.)][ \t]|\||\uE000\d+\uE001[ \t]*$)/;
const isNoText =
  /^(?: {4}|\t)|^[ \t>]*(?:#{1,6}[ \t]|\||\[[^\]\n]+\]:|\[\/?[a-z]+(?:[=\s][^\]\n]*)?\][ \t]*$|[=\-*_|: \t]+$|\uE000\d+\uE001[ \t]*$)| {2}$|\\$/i;
const depthOf = (line: string): number => (/^[ \t>]*/.exec(line)![0].match(/>/g) ?? []).length;

export function withBreaks(text: string): string {
  const lines = text.split("\n");
  return lines
    .map((line, index) => {
      const next = lines[index + 1];
      const isBroken =
        next !== undefined &&
        !blank.test(line) &&
        !blank.test(next) &&
        !isNoText.test(line) &&
        !isNoText.test(next.replace(/[ ]{2,}$/, "")) &&
        !opensBlock.test(next) &&
        depthOf(next) <= depthOf(line);
      return isBroken ? `${line.trimEnd()}  ` : line;
    })
    .join("\n");
}
