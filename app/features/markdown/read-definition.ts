import type { Token } from "markdown-it";
import type { Definition } from "./parsed";
import { trimEnd } from "~/ui/trim-end";
import { untilAddressEnds } from "./address-end";
import { textOf } from "./plain-text";
import { startOf } from "~/ui/shorten";

const identifier =
  /^(?:(?:EIP|ERC)[ ‐‑–-]?[1-9]\d{0,5}\b|(?:doi|arxiv|iacr|eprint|isbn|tx|post):\S+|10\.\d{4,9}\/\S+)/i;
const beginning = /^[\s,;:.–—-]+/;

/**
 * Reads a definition or an item under "Sources:": the address or identifier at its beginning (with `anywhere`, at any
 * place), else any link, and the text beside it. Null if there is no address: then it is a plain note.
 */
export function readDefinition(
  content: string,
  children: Token[],
  { anywhere = false } = {},
): Omit<Definition, "data"> | null {
  const named = identifier.exec(content.trim())?.[0];
  if (named) {
    const words = textOf(children).trim().slice(untilAddressEnds(named).length).replace(closing, "");
    return { address: trimmed(untilAddressEnds(named)), title: "", words: clean(words) };
  }
  const link = children.findIndex((token) => token.type === "link_open" && isAddress(token.attrGet("href")));
  if (link !== -1) {
    const end = children.findIndex((token, index) => index > link && token.type === "link_close");
    const { markup, info } = children[link]!;
    const isBare = info === "auto" || markup === "linkify" || markup === "autolink";
    const title = isBare ? "" : clean(textOf(children.slice(link, end)));
    const words = [children.slice(0, link), children.slice(end + 1)]
      .map((part) => clean(textOf(part)))
      .filter(saysSomething);
    return { address: children[link]!.attrGet("href")!, title, words: words.join(", ") };
  }
  const eip = anywhere ? children.find((token) => token.type === "eip") : undefined;
  return eip ? { address: withHyphen(eip.content), title: "", words: clean(textOf(children)) } : null;
}

/** The web, or a post of this forum. */
const isAddress = (href: string | null) => /^https?:\/\/|^\/(?:p|t)\/\d/i.test(href ?? "");
/** Quotation marks and brackets around an address are no words about it. */
const saysSomething = (words: string) => /[\p{L}\p{N}]/u.test(words);
const closing = /^[\p{P}\u200b]+/u;
/** `EIP–4844`, as typographers write it. */
export const withHyphen = (name: string) => name.replace(/[‐‑–]/, "-");
const trimmed = (text: string) => trimEnd(text, /[.,;:]/);
const clean = (text: string) => startOf(trimEnd(text.replace(beginning, ""), /[\s,;:–—-]/), 400);
