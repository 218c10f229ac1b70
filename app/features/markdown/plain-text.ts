import type { Token } from "markdown-it";
import { cleanOutput } from "./characters";

const wordPattern = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.,_-]*/gu;
const blocksOfText = new Set(["fence", "code_block", "math_block"]);

/** The words of a line, without citation markers and checkboxes. */
export function textOf(tokens: Token[]): string {
  const text = tokens.map((token) => {
    if (token.type === "softbreak" || token.type === "hardbreak") return " ";
    if (token.type === "citation" || token.type === "note") return "";
    return token.type === "image" ? textOf(token.children ?? []) : token.content;
  });
  return cleanOutput(text.join(""));
}

/** The words of the quote that begins at this token, without nested quotes, on one line. */
export function passageOf(tokens: Token[], open: number): string {
  let depth = 1;
  let close = open + 1;
  for (; close < tokens.length && depth > 0; close++) {
    const { type, nesting } = tokens[close]!;
    if (type === "quote_open" || type === "quote_close") depth += nesting;
  }
  return oneLine(plainTextOf(tokens.slice(open + 1, close - 1)));
}

/** A text on one line with single spaces; passages are compared in this form. */
export const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();

export function plainTextOf(tokens: Token[]) {
  let quoteDepth = 0;
  const lines = tokens.map((token) => {
    if (token.type === "quote_open" || token.type === "quote_close") quoteDepth += token.nesting;
    if (quoteDepth > 0) return "";
    if (blocksOfText.has(token.type)) return cleanOutput(token.content);
    return textOf(token.children ?? []);
  });
  return lines
    .map((line) => line.replace(/[^\S\n]+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}

/** Counts words for the reading time. Chinese and Japanese don't separate words, so each character counts. */
export function countWords(plainText: string) {
  return plainText.match(wordPattern)?.length ?? 0;
}
