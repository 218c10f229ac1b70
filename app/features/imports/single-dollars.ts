/**
 * `$x^2$`, a formula there, is written `\(x^2\)` here, where a single `$` is money. A sign counts where Discourse reads it as
 * one: words and digits don't touch it from outside, and no space from inside. An amount alone, `$5$`, is money.
 */
const formula =
  /(?<![\p{L}\p{N}\\$])\$(?![\s$])((?:[^$\n\\]|\\.)*?(?:\n(?:[^$\n\\]|\\.)+?)?)(?<!\s)\$(?![\p{L}\p{N}$])/gu;

export const withFormulas = (text: string): string =>
  text.replaceAll(formula, (whole, tex: string) => (/^\d[\d.,]*$/.test(tex) || tex === "" ? whole : `\\(${tex}\\)`));
