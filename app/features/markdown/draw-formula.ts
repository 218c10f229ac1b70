import { styled } from "./formula-letters";
import type { FormulaNode } from "./formula-tree";

/** What a formula says and a browser can't show. */
export class CannotBeDrawn extends Error {
  override name = "CannotBeDrawn" as const;
}

/**
 * Changes MathML that browsers ignore into what they show: styled letters into letters, strikes, boxes, rules and the sides
 * and lines of tables into our classes. Throws `CannotBeDrawn` where the shown formula would say something else.
 */
export function drawFormula(node: FormulaNode) {
  if (node.tag === "mover") composeLetter(node);
  const change = Object.hasOwn(changes, node.tag) ? changes[node.tag] : undefined;
  change?.(node);
  for (const child of node.children) if (typeof child !== "string") drawFormula(child);
}

const changes: Record<string, (node: FormulaNode) => void> = {
  mi: drawLetters,
  mn: drawLetters,
  mo: drawLetters,
  mtext: drawLetters,
  menclose: drawEnclosure,
  mtable: drawTable,
  mspace: drawRule,
  mpadded: drawPadded,
  mrow: breakLines,
  mstyle: drawStyle,
};

function addClass(node: FormulaNode, ...names: string[]) {
  node.attributes["class"] = [node.attributes["class"], ...names].filter(Boolean).join(" ");
}

const privateUse = /\p{Co}/u;

function drawLetters(node: FormulaNode) {
  const { mathvariant: style, ...attributes } = node.attributes;
  // KaTeX wraps the letters of `\boldsymbol` in one more element.
  if (node.children.some((child) => typeof child !== "string")) node.tag = "mrow";
  const text = node.children.filter((child) => typeof child === "string").join("");
  // Fences are stretched by their place, but one in the middle has to say so.
  if (node.attributes["fence"] === "true") node.attributes["stretchy"] ??= "true";
  if (privateUse.test(text) || /^\\[a-z]/i.test(text))
    throw new CannotBeDrawn("The formula has a sign that no browser can show");
  if (style === undefined || style === "normal" || node.tag === "mrow") return;
  const drawn = styled(text, style);
  if (!drawn) throw new CannotBeDrawn(`“${text}” has no letter in the style “${style}”`);
  node.attributes = attributes;
  node.children = [drawn.text];
  if (drawn.className === "") return;
  addClass(node, drawn.className);
  // One letter in <mi> would be put in italics.
  if (node.tag === "mi" && !style.includes("italic")) node.attributes["mathvariant"] = "normal";
}

/** Accents as KaTeX writes them, and what they add to a letter. */
const combining: Record<string, string> = {
  ˋ: "\u0300",
  ˊ: "\u0301",
  ˆ: "\u0302",
  "˜": "\u0303",
  ˉ: "\u0304",
  "˘": "\u0306",
  "˙": "\u0307",
  "¨": "\u0308",
  "˚": "\u030a",
  "˝": "\u030b",
  "\\H": "\u030b",
  ˇ: "\u030c",
  "¸": "\u0327",
  "\\c": "\u0327",
};

/** KaTeX takes é in words apart; a letter of a word is one letter. */
function composeLetter(node: FormulaNode) {
  const [base, accent] = elementsOf(node);
  const [letter, mark] = [base?.children[0], accent?.children[0]];
  if (!base || typeof letter !== "string" || typeof mark !== "string" || !Object.hasOwn(combining, mark)) return;
  if (base.tag !== "mtext" && !mark.startsWith("\\")) return;
  const whole = (letter.replace("ı", "i").replace("ȷ", "j") + combining[mark]!).normalize("NFC");
  if ([...whole].length === 1) Object.assign(node, { ...base, children: [whole] });
}

const enclosures: Record<string, string> = {
  updiagonalstrike: "formula-struck-up",
  downdiagonalstrike: "formula-struck-down",
  "updiagonalstrike downdiagonalstrike": "formula-struck-twice",
  horizontalstrike: "formula-struck",
  box: "formula-box",
  actuarial: "formula-line-above formula-line-end",
};

// KaTeX writes a table's outer lines with the sides turned: "top" for the first column's left side, and so on.
const outerLines: Record<string, string> = {
  top: "formula-line-start",
  bottom: "formula-line-end",
  left: "formula-line-above",
  right: "formula-line-below",
};

function drawEnclosure(node: FormulaNode) {
  const notation = node.attributes["notation"] ?? "";
  const lines = notation.split(" ").map((side) => outerLines[side]);
  const classes = enclosures[notation] ?? (lines.every((line) => line !== undefined) ? lines.join(" ") : undefined);
  if (classes === undefined) throw new CannotBeDrawn(`The sign “${notation}” cannot be drawn here`);
  node.tag = "mrow";
  node.attributes = { class: classes };
}

const sides: Record<string, string> = { left: "formula-left", right: "formula-right", center: "" };

function drawTable(table: FormulaNode) {
  const listOf = (name: string) => table.attributes[name]?.split(" ") ?? [];
  const [columns, columnLines, gaps, rowLines] = ["columnalign", "columnlines", "columnspacing", "rowlines"].map(
    listOf,
  );
  const isTagged = table.attributes["width"] === "100%";
  table.attributes = isTagged ? { class: "formula-tagged" } : {};
  elementsOf(table).forEach((row, rowIndex) => {
    const above = rowIndex > 0 ? rowLines![rowIndex - 1] : undefined;
    elementsOf(row).forEach((cell, index) => {
      cell.attributes = {};
      // The last value of a list counts for the columns that follow.
      const classes = [
        sides[columns![index] ?? columns!.at(-1) ?? ""] ?? "",
        index > 0 && columnLines![index - 1] === "solid" ? "formula-line-start" : "",
        index > 0 && columnLines![index - 1] === "dashed" ? "formula-dash-start" : "",
        above === "solid" ? "formula-line-above" : above === "dashed" ? "formula-dash-above" : "",
        index > 0 && (gaps![index - 1] ?? gaps!.at(-1)) === "0em" ? "formula-joined" : "",
      ].filter(Boolean);
      if (classes.length > 0) addClass(cell, ...classes);
    });
  });
}

const elementsOf = (node: FormulaNode) => node.children.filter((child) => typeof child !== "string");

/** `\rule` is a coloured space; the colour is the text's. */
function drawRule(node: FormulaNode) {
  if (node.attributes["mathbackground"] !== undefined) addClass(node, "formula-rule");
}

/** Browsers don't know sizes relative to the content: `\llap` and `\clap` then take the room of what they hold. */
function drawPadded(node: FormulaNode) {
  const isRule = elementsOf(node).some((child) => child.attributes["mathbackground"] !== undefined);
  // KaTeX gives a rule the height of its shift, and what scrolls would hide it.
  if (isRule) delete node.attributes["height"];
  const isRelative = Object.values(node.attributes).some((value) => /^\+|width|height|depth/.test(value));
  if (isRelative) node.attributes = {};
}

/** `\pmb` writes the same letters with a shadow. */
function drawStyle(node: FormulaNode) {
  if (/text-shadow/.test(node.attributes["style"] ?? "")) addClass(node, "formula-heavy");
  breakLines(node);
}

/** Browsers don't break lines in a formula: `\\` outside of tables becomes a table of lines. */
function breakLines(node: FormulaNode) {
  const isBreak = (child: FormulaNode | string) =>
    typeof child !== "string" && child.tag === "mspace" && child.attributes["linebreak"] === "newline";
  if (!node.children.some(isBreak)) return;
  const lines: FormulaNode["children"][] = [[]];
  for (const child of node.children) {
    if (isBreak(child)) lines.push([]);
    else lines.at(-1)!.push(child);
  }
  const rows = lines.map((children): FormulaNode => {
    const line = { tag: "mstyle", attributes: { displaystyle: "true", scriptlevel: "0" }, children };
    const cell = { tag: "mtd", attributes: {}, children: [line] };
    return { tag: "mtr", attributes: {}, children: [cell] };
  });
  node.children = [{ tag: "mtable", attributes: { columnalign: "left" }, children: rows }];
}
