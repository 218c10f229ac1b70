import type { Token } from "markdown-it";
import { cleanOutput } from "./characters";
import { noteLetter } from "./note-letter";
import { numberSources } from "./number-sources";
import type { Parsed, ReadablePart, ResolvedCitations } from "./parsed";
import type { MarkerMeta } from "./rules/citations";
import type { Widget } from "./rules/widgets";

/** Blocks that can't be read out, and the sign that says in their place that there is one. */
const signs: Record<string, string> = { fence: "code", code_block: "code", table_open: "table" };

/**
 * A text as a reader would read it out: its own words without quotes, with the captions of charts and pictures, and with a sign
 * such as "[table]" in the place of what has no words. Marks of citations are parts of their own, because their numbers aren't
 * known yet.
 */
export function readableOf(tokens: Token[]): ReadablePart[] {
  const parts: ReadablePart[] = [];
  let depth = 0;
  for (const token of tokens) {
    const isOutside = depth === 0;
    if (/^(?:quote|table)_(?:open|close)$/.test(token.type)) depth += token.nesting;
    if (!isOutside || /^(?:definitions|notes|source_words)$/.test(token.type)) continue;
    const sign = signOf(token);
    if (sign) parts.push(sign, "\n");
    if (token.children) parts.push(...token.children.flatMap(partsOf), "\n");
  }
  return joined(parts);
}

function signOf(token: Token): string | null {
  if (token.type === "math_block") return formulaWords(token.content.trim().slice(2, -2));
  if (token.type === "fence" && /^mermaid\b/.test(token.info)) return "[diagram]";
  const name = signs[token.type];
  return name === undefined ? null : `[${name}]`;
}

function partsOf(token: Token): ReadablePart[] {
  if (token.type === "softbreak" || token.type === "hardbreak") return [" "];
  if (token.type === "citation") return (token.meta as MarkerMeta).parts.map(markerPart);
  if (token.type === "math") return [formulaWords(token.content.slice(2, -2))];
  if (token.type === "widget") return [(token.meta as Widget).caption || "[chart]"];
  if (token.type === "picture") return [cleanOutput(token.content) || "[picture]"];
  if (token.type === "note" || token.type === "link_card") return [];
  if (token.type === "image") return (token.children ?? []).flatMap(partsOf);
  return [cleanOutput(token.content)];
}

function markerPart(part: MarkerMeta["parts"][number]): ReadablePart {
  if (part.kind === "mark") return { mark: part.mark };
  return part.kind === "note" ? `[${noteLetter(part.note)}]` : cleanOutput(part.raw);
}

/** A formula without TeX is words; others can't be written in a line. */
function formulaWords(tex: string) {
  const words = tex.trim();
  return /^[\p{L}\p{N}\s.,=+<>()|/-]+$/u.test(words) ? cleanOutput(words) : "[formula]";
}

function joined(parts: ReadablePart[]): ReadablePart[] {
  const made: ReadablePart[] = [];
  for (const part of parts) {
    const last = made.at(-1);
    if (typeof part === "string" && typeof last === "string") made[made.length - 1] = last + part;
    else made.push(part);
  }
  return made;
}

/** The readable text with the numbers of its citations, as the page shows them: "Fees fell [1]." */
export function readableText(
  { readable, references }: Pick<Parsed, "readable" | "references">,
  known?: ResolvedCitations,
) {
  const uses = references.citations.marks.map((mark) => ({ ...mark, source: known?.sources[mark.target] ?? null }));
  const numbers = numberSources(uses);
  let text = "";
  for (const [index, part] of readable.entries()) {
    if (typeof part === "string") text += part;
    else {
      const use = uses[part.mark];
      const number = use && use.source !== null && !use.isQuoted ? numbers.get(use.source) : undefined;
      const label = number?.toString() ?? "†";
      const isRun = typeof readable[index - 1] === "object";
      text = isRun ? `${text.slice(0, -1)}, ${label}]` : `${text}${/\S$/.test(text) ? " " : ""}[${label}]`;
    }
  }
  return text
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");
}
