import katex from "katex";
import { CannotBeDrawn, drawFormula } from "./draw-formula";
import { readFormula, writeFormula } from "./formula-tree";

const maxLength = 2000;
const maxDepth = 100;

// Formulas can't use addresses, files or attributes. Without user-defined commands, a short formula stays short.
const refused =
  /^(?:href|url|includegraphics|html.*|class|style|g?def|[ex]def|(?:future)?let|global|long|(?:re)?newcommand|providecommand)$/;

type Typeset = { mathml: string } | { error: string };

/** TeX as MathML that browsers show as it is meant, without colours and styles, or the reason why it can't be typeset. */
export function typeset(tex: string, { isBlock }: { isBlock: boolean }): Typeset {
  if (tex.length > maxLength) return { error: `A formula has at most ${maxLength} characters` };
  const command = commandsOf(tex).find((name) => refused.test(name));
  if (command) return { error: `\\${command} cannot be used here` };
  // To TeX a bare percent sign hides the rest of the line: numbers would vanish from the formula.
  if (/(?<!\\)(?:\\\\)*%/.test(tex)) return { error: "Write \\% for a percent sign" };

  try {
    const html = katex.renderToString(hideLetters(tex), {
      output: "mathml",
      displayMode: isBlock,
      trust: false,
      throwOnError: true,
      strict: "ignore",
      maxExpand: 200,
      maxSize: 20,
    });
    const formula = readFormula(showLetters(html), maxDepth);
    if (!formula) return { error: "The formula is nested too deeply" };
    drawFormula(formula);
    return { mathml: writeFormula(formula) };
  } catch (error) {
    if (error instanceof CannotBeDrawn) return { error: error.message };
    return { error: error instanceof katex.ParseError ? error.rawMessage : "The formula is too complicated" };
  }
}

function commandsOf(tex: string) {
  return [...tex.matchAll(/\\(?:([a-z@]+)|[^])/gi)].flatMap(([, name]) => name ?? []);
}

/** KaTeX writes these letters with a font that MathML hasn't: ℝ would become R. It keeps signs that it doesn't know. */
const lost = [..."ℂℍℎℕℙℚℝℤ"];
const firstUnknown = 0xfdd0;
const hideLetters = (tex: string) =>
  tex.replace(/[ℂℍℎℕℙℚℝℤ]/g, (letter) => String.fromCharCode(firstUnknown + lost.indexOf(letter)));
const showLetters = (html: string) =>
  html.replace(/[\ufdd0-\ufdd7]/g, (sign) => lost[sign.charCodeAt(0) - firstUnknown] ?? "");
