import type { StateCore, Token } from "markdown-it";
import type { Definition } from "../parsed";
import { readDefinition } from "../read-definition";
import type { MarkerItem } from "../citation-marker";
import { startOf } from "~/ui/shorten";
import type { MarkerMeta } from "./citations";

/** `markers` are those in the item, which cite what they name. */
export type TrailerItem = {
  text: string;
  definition: Omit<Definition, "data"> | null;
  markers: MarkerItem[];
  line: number;
};

const heading = /^(?:\*\*|__)?(?:sources?|references?|refs?)(?:\*\*|__)?\s*:(?:\*\*|__)?\s*/i;
const longestItem = 300;
const maxItems = 40;

/**
 * Removes the last paragraph that begins with "Sources:", or a list after such a line, from the text. Returns its
 * items, separated by commas and semicolons, and their tokens.
 */
export function takeTrailer(state: StateCore): { items: TrailerItem[]; taken: Token[] } {
  const { tokens } = state;
  const end = lastBlockEnd(tokens);
  const last = tokens[end];
  if (last?.type === "paragraph_close") {
    const inline = tokens[end - 1]!;
    const words = inline.content.replace(heading, "");
    if (words === inline.content || words.trim() === "") return nothing;
    tokens.splice(end - 2, 3);
    return {
      items: split(words)
        .map((text) => itemOf(state, text, inline))
        .slice(0, maxItems),
      taken: [inline],
    };
  }
  if (last?.type !== "bullet_list_close" && last?.type !== "ordered_list_close") return nothing;
  const start = tokens.findLastIndex(
    (token, index) => index < end && token.level === last.level && token.type === last.type.replace("close", "open"),
  );
  const title = tokens[start - 2];
  if (tokens[start - 1]?.type !== "paragraph_close" || !title || title.content.replace(heading, "") !== "")
    return nothing;
  const inlines = tokens.slice(start, end).filter((token) => token.type === "inline");
  tokens.splice(start - 3, end - start + 4);
  return { items: inlines.map((inline) => itemOf(state, inline.content, inline)).slice(0, maxItems), taken: inlines };
}

const nothing = { items: [], taken: [] };

/** The end of the author's last block; after it come only definitions and notes. */
function lastBlockEnd(tokens: Token[]) {
  let index = tokens.length - 1;
  while (index >= 0 && tokens[index]!.type === "definitions") index--;
  return index;
}

function itemOf(state: StateCore, text: string, { map }: Token): TrailerItem {
  const words = text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/^and\s+/i, "")
    .replace(/\.$/, "");
  const [inline] = state.md.parseInline(words, {});
  const children = inline?.children ?? [];
  return {
    text: startOf(plain(children), longestItem),
    definition: definitionIn(words, children),
    markers: children.flatMap((token) => (token.type === "citation" ? (token.meta as MarkerMeta).items : [])),
    line: (map?.[0] ?? 0) + 1,
  };
}

function definitionIn(words: string, children: Token[]): TrailerItem["definition"] {
  const read = readDefinition(words, children, { anywhere: true });
  return read && { address: read.address, title: read.title, words: read.words };
}

const plain = (children: Token[]) =>
  children
    .map((token) => (token.type === "softbreak" ? " " : token.content))
    .join("")
    .trim();

const pairs: Record<string, string> = { "(": ")", "[": "]", "<": ">", '"': '"', "“": "”" };

/** Splits at commas and semicolons outside brackets, quotation marks and numbers. */
function split(text: string) {
  const parts: string[] = [];
  const open: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index]!;
    if (open.length > 0 && sign === open.at(-1)) open.pop();
    else if (Object.hasOwn(pairs, sign) && open.length < 20) open.push(pairs[sign]!);
    else if (open.length === 0 && (sign === "," || sign === ";") && !/^\d$/.test(text[index + 1] ?? "")) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)].filter((part) => /[\p{L}\p{N}]/u.test(part));
}
