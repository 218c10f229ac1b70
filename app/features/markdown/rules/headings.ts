import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { escapeAttribute } from "~/ui/html";
import type { Heading } from "../parsed";
import { startOf } from "~/ui/shorten";
import { textOf } from "../plain-text";
import type { RenderContext } from "../render-context";

/** The page has the h1 and each post an h2, so headings in a post begin at h3. */
export function headings(md: MarkdownIt) {
  md.core.ruler.before("text_join", "headings", nameHeadings);
  md.renderer.rules.heading_open = (tokens, index, _options, { prefix }: RenderContext) => {
    const { tag, meta } = tokens[index]!;
    const id: string = meta;
    return id ? `<${tag} dir="auto" id="${escapeAttribute(`${prefix}-${id}`)}">` : `<${tag} dir="auto">`;
  };
}

/** The table of contents, without headings inside quotes. */
export function headingsOf(tokens: Token[]): Heading[] {
  let depth = 0;
  return tokens.flatMap((token, index) => {
    if (token.tag === "blockquote") depth += token.nesting;
    const id: string = token.meta;
    if (token.type !== "heading_open" || depth > 0 || !id) return [];
    return [{ id, text: headingText(tokens, index), level: Number(token.tag.slice(1)) }];
  });
}

function nameHeadings(state: StateCore) {
  const taken = new Map<string, number>();
  state.tokens.forEach((token, index) => {
    if (token.type !== "heading_open" && token.type !== "heading_close") return;
    token.tag = `h${Math.min(6, Math.max(3, Number(token.tag.slice(1)) + 1))}`;
    if (token.type === "heading_open") token.meta = unique(notOurs(slugOf(headingText(state.tokens, index))), taken);
  });
}

function headingText(tokens: Token[], index: number) {
  return textOf(tokens[index + 1]?.children ?? []).trim();
}

function slugOf(text: string) {
  if (text === "") return "";
  const words = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  return startOf(words, 120).replace(/^-+|-+$/g, "") || "section";
}

/** Ids of a letter and a number are reserved for sources, citations and notes. */
function notOurs(slug: string) {
  return /^[a-z]\d+$/.test(slug) ? `section-${slug}` : slug;
}

function unique(slug: string, taken: Map<string, number>) {
  if (slug === "") return "";
  let id = slug;
  for (let count = taken.get(slug) ?? 1; taken.has(id); count++) {
    taken.set(slug, count + 1);
    id = `${slug}-${count + 1}`;
  }
  taken.set(id, taken.get(id) ?? 1);
  return id;
}
