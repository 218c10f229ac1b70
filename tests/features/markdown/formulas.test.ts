import { describe, expect, test } from "vitest";
import { typeset } from "~/features/markdown/typeset.server";

function mathmlOf(tex: string) {
  const set = typeset(tex, { isBlock: true });
  return "mathml" in set ? set.mathml : `error: ${set.error}`;
}
const shown = (tex: string) =>
  mathmlOf(tex)
    .replace(/<annotation.*?<\/annotation>/s, "")
    .replaceAll(/<[^>]*>/g, "");

describe("a letter's style is in the letter itself", () => {
  test.each([
    [String.raw`\mathbb{E}[X] \ne E[X], \mathbf{v}\cdot\mathbf{w}`, "𝔼[X]≠E[X],𝐯⋅𝐰"],
    [String.raw`\mathbb{CHNPQRZAk1}`, "ℂℍℕℙℚℝℤ𝔸𝕜𝟙"],
    [String.raw`\mathbf{Az09}`, "𝐀𝐳𝟎𝟗"],
    [String.raw`\boldsymbol{x\alpha\Gamma\nabla}`, "𝒙𝜶𝚪𝛁"],
    [String.raw`\mathsf{Az09}`, "𝖠𝗓𝟢𝟫"],
    [String.raw`\mathtt{Az09}`, "𝙰𝚣𝟶𝟿"],
    [String.raw`\mathcal{BLA}`, "ℬℒ𝒜"],
    [String.raw`\mathscr{eX}`, "ℯ𝒳"],
    [String.raw`\mathfrak{CHIRZg}`, "ℭℌℑℜℨ𝔤"],
    [String.raw`\textbf{ab}\textit{h}\texttt{x}\textsf{y}`, "𝐚𝐛ℎ𝚡𝗒"],
    [String.raw`ℝ, ℕ, \text{in ℤ}`, "ℝ,ℕ,in ℤ"],
    [String.raw`𝔼, 𝐯`, "𝔼,𝐯"],
    [String.raw`\text{Größe é ç}`, "Größe é ç"],
  ])("%s", (tex, text) => {
    expect(shown(tex).replaceAll("\u00a0", " ")).toBe(text);
    expect(mathmlOf(tex)).not.toMatch(/mathvariant="(?!normal)/);
  });

  test("letters that Unicode hasn't are drawn by a class, or the formula is an error", () => {
    expect(mathmlOf(String.raw`\textbf{费用}`)).toContain(`<mtext class="formula-bold">费用</mtext>`);
    expect(mathmlOf(String.raw`\mathsf{\alpha}`)).toContain("formula-sans");
    expect(mathmlOf(String.raw`\mathcal{1}`)).toMatch(/^error: “1” has no letter/);
  });
});

describe("what browsers ignore in MathML is drawn by our classes", () => {
  test.each([
    [String.raw`\cancel{x}`, `<mrow class="formula-struck-up"><mi>x</mi></mrow>`],
    [String.raw`\bcancel{x}`, `<mrow class="formula-struck-down"><mi>x</mi></mrow>`],
    [String.raw`\xcancel{x}`, `<mrow class="formula-struck-twice"><mi>x</mi></mrow>`],
    [String.raw`\sout{x}`, `<mrow class="formula-struck"><mi>x</mi></mrow>`],
    [String.raw`\boxed{x}`, `<mrow class="formula-box">`],
    [String.raw`\angl n`, `<mrow class="formula-line-above formula-line-end">`],
    [String.raw`\rule{1em}{1ex}`, `class="formula-rule"`],
    [String.raw`\pmb{x}`, `<mstyle class="formula-heavy">`],
    [String.raw`a \\ b`, `<mtr><mtd class="formula-left">`],
    [String.raw`\left( a \middle| b \right)`, `stretchy="true">|</mo>`],
  ])("%s", (tex, part) => expect(mathmlOf(tex)).toContain(part));

  test("a table keeps the sides and lines of its columns and rows", () => {
    const cells = [
      ...mathmlOf(
        String.raw`\begin{array}{l|r:c} a & b & c \\ \hline d & e & f \\ \hdashline g & h & i \end{array}`,
      ).matchAll(/<mtd(?: class="([^"]*)")?>/g),
    ].map(([, name]) => name);
    expect(cells).toEqual([
      "formula-left",
      "formula-right formula-line-start",
      "formula-dash-start",
      "formula-left formula-line-above",
      "formula-right formula-line-start formula-line-above",
      "formula-dash-start formula-line-above",
      "formula-left formula-dash-above",
      "formula-right formula-line-start formula-dash-above",
      "formula-dash-start formula-dash-above",
    ]);
    expect(mathmlOf(String.raw`\begin{array}{|c} \hline a \end{array}`)).toContain(
      `<mrow class="formula-line-start formula-line-above"><mtable>`,
    );
    expect(mathmlOf(String.raw`\begin{aligned} a &= b \end{aligned}`)).toMatch(
      /<mtd class="formula-right">.*<mtd class="formula-left formula-joined">/,
    );
  });

  test("no attribute is left that browsers ignore", () => {
    const tex = String.raw`\boxed{\cancel{\mathbf{x}}} \begin{array}{|l|} \hline 1 \\ \hline \end{array} \llap{a} \tag{1}`;
    expect(mathmlOf(tex)).not.toMatch(/<menclose|notation=|column[a-z]+=|row[a-z]+=|linebreak=|="-?\d*width"|side=/);
  });
});

describe("a formula that can't be shown is an error in words", () => {
  test.each([
    [String.raw`\text{share} = 12% \times 100 = 12`, String.raw`Write \% for a percent sign`],
    ["12%", String.raw`Write \% for a percent sign`],
    [String.raw`a \\% b`, String.raw`Write \% for a percent sign`],
    [String.raw`\text{12% of it}`, String.raw`Write \% for a percent sign`],
    [String.raw`\phase{x}`, "The sign “phasorangle” cannot be drawn here"],
  ])("%s", (tex, error) => expect(typeset(tex, { isBlock: true })).toEqual({ error }));

  test("a percent sign that is written as one is shown", () => {
    expect(shown(String.raw`12\% \times 100`)).toBe("12%×100");
  });
});
