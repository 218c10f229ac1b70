import type { Token } from "markdown-it";
import type { Definition } from "./parsed";
import { trimEnd } from "~/ui/trim-end";
import { untilAddressEnds } from "./address-end";
import { textOf } from "./plain-text";
import { startOf } from "~/ui/shorten";

const identifier =
  /^(?:(?:EIP|ERC)[ ‐‑–-]?[1-9]\d{0,5}\b|isbn[: ] ?(?:\d[ -]?){9,12}[\dx]\b|(?:doi|arxiv|iacr|eprint|isbn|tx|post):\S+|(?:doi: |doi )10\.\d{4,9}\/\S+|(?:arxiv: |arxiv )(?:\d{4}\.\d{4,5}|[a-z-]+\/\d{7})(?:v\d+)?\b|(?:iacr )?eprint:? (?:19|20)\d\d\/\d{1,5}\b|10\.\d{4,9}\/\S+)/i;
const beginning = /^[\s,;:.–—-]+/;

type Read = Omit<Definition, "data">;

/**
 * Reads a definition or an item under "Sources:": the address or identifier at its beginning (with `anywhere`, at any
 * place), else any link, and the text beside it. Null if there is no address: then it is a plain note. Further links are
 * `others`, without words of their own.
 */
export function readDefinition(
  content: string,
  children: Token[],
  { anywhere = false } = {},
): (Read & { others: Read[] }) | null {
  const isWhole = !children.some(({ type }) => type === "citation");
  const named = identifier.exec(content.trim())?.[0];
  if (named) {
    const rest = textOf(children).trim().slice(untilAddressEnds(named).length).replace(closing, "");
    return {
      address: trimmed(untilAddressEnds(named)),
      title: "",
      words: clean(isWhole ? rest : withoutLead(rest)),
      others: [],
    };
  }
  const [first, ...others] = linksIn(children);
  if (first) {
    const { address, title, start, end } = first;
    const words = [children.slice(0, start), withoutLinks(children, others).slice(end + 1)]
      .map((part) => textOf(part.filter((token) => token !== gap)))
      .map((part) => clean(isWhole && others.length === 0 ? part : withoutLead(part)))
      .filter(saysSomething);
    const further = others.filter((one) => one.title !== "" && one.address !== address);
    return {
      address,
      title,
      words: words.join(", "),
      others: further.map((one) => ({ address: one.address, title: one.title, words: "" })),
    };
  }
  const eip = anywhere ? children.find((token) => token.type === "eip") : undefined;
  return eip ? { address: withHyphen(eip.content), title: "", words: clean(textOf(children)), others: [] } : null;
}

type Link = { address: string; title: string; start: number; end: number };

/** The links of a line; `title` is the text of one that has a text of its own. */
function linksIn(children: Token[]): Link[] {
  return children.flatMap((token, start) => {
    if (token.type !== "link_open" || !isAddress(token.attrGet("href"))) return [];
    const end = children.findIndex((other, index) => index > start && other.type === "link_close");
    const { markup, info } = token;
    const isBare = info === "auto" || markup === "linkify" || markup === "autolink";
    const title = isBare ? "" : clean(textOf(children.slice(start, end)));
    return [{ address: token.attrGet("href")!, title, start, end }];
  });
}

/** Holds the place of a token that is left out. */
const gap = {} as Token;

/** Links that are sources of their own are no words about the first. */
const withoutLinks = (children: Token[], links: Link[]) =>
  children.map((token, index) =>
    links.some(({ title, start, end }) => title !== "" && index >= start && index <= end) ? gap : token,
  );

/** What leads to a marker or to another link, which is left out, says nothing without it. */
const withoutLead = (text: string) =>
  text.replace(/(?:[\s,;(]*\b(?:see(?: also)?|cf\.?|compare|also|and|or|as well as)\b[\s,;.]*)+$/i, "");

/** The web, or a post of this forum. */
const isAddress = (href: string | null) => /^https?:\/\/|^\/(?:p|t)\/\d/i.test(href ?? "");
/** Quotation marks and brackets around an address are no words about it. */
const saysSomething = (words: string) => /[\p{L}\p{N}]/u.test(words);
const closing = /^[\p{P}\u200b]+/u;
/** `EIP–4844`, as typographers write it. */
export const withHyphen = (name: string) => name.replace(/[‐‑–]/, "-");
const trimmed = (text: string) => trimEnd(text, /[.,;:]/);
const clean = (text: string) => startOf(trimEnd(text.replace(beginning, ""), /[\s,;:–—-]/), 400);
