import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { hashOfUpload, isFigureAddress, isSafeAddress } from "../addresses";
import { textOf } from "../plain-text";
import type { Figure } from "./claims";
import type { Widget } from "./widgets";

/** An uploaded picture in a text; the token's content is its description. */
export type Picture = { hash: string; title: string | null; isInLink: boolean; isAlone?: boolean };

type Kind = "a" | "span" | "words";

/** Claims and widgets are shown as their text, images from other sites as links. Links are not nested. */
export function figures(md: MarkdownIt) {
  md.core.ruler.before("text_join", "figures", (state) => {
    for (const token of state.tokens) {
      if (token.children) token.children = rewrite(token.children, state);
    }
  });
}

function rewrite(tokens: Token[], state: StateCore) {
  const open: Kind[] = [];
  return tokens.flatMap((token) => {
    if (token.type === "link_open") {
      const kind = open.length > 0 ? "words" : kindOf(token.attrGet("href"));
      open.push(kind);
      return kind === "a" ? [token] : kind === "span" ? [figureOf(token, state)] : [];
    }
    if (token.type === "link_close") {
      const kind = open.pop();
      return kind === "a" ? [token] : kind === "span" ? [closing(state, "span")] : [];
    }
    return token.type === "image" ? depict(token, state, open.length > 0) : [token];
  });
}

/** A link to a metric or claim as a span; the rule for claims reads what the link said. */
function figureOf(link: Token, state: StateCore) {
  const token = opening(state, "span", { class: "figure" });
  token.meta = { address: link.attrGet("href") ?? "", title: link.attrGet("title") ?? "" } satisfies Figure;
  return token;
}

/** `[words]()` has no address and is no link. */
function kindOf(address: string | null): Kind {
  if (address && isFigureAddress(address)) return "span";
  return address && isSafeAddress(address) ? "a" : "words";
}

function depict(image: Token, state: StateCore, isInLink: boolean) {
  const address = image.attrGet("src") ?? "";
  const kind = kindOf(address);
  const series = address.replace(/^\w+:|\?.*$/g, "");
  const label = new state.Token("text", "", 0);
  label.content = textOf(image.children ?? []).trim() || (kind === "span" ? series : address);

  const hash = hashOfUpload(address);
  if (hash) return [pictureOf(image, hash, state, isInLink)];
  if (kind === "span" && !isInLink && /^metric:/i.test(address)) {
    const token = new state.Token("widget", "span", 0);
    token.content = label.content;
    token.meta = { address, caption: textOf(image.children ?? []).trim(), ordinal: null, line: 0 } satisfies Widget;
    return [token];
  }
  if (kind === "span") return [opening(state, "span", { class: "widget-caption" }), label, closing(state, "span")];
  if (kind === "words" || isInLink) return [label];
  const title = image.attrGet("title");
  const open = opening(state, "a", { href: address, ...(title && { title }) });
  open.meta = "image";
  return [open, label, closing(state, "a")];
}

function pictureOf(image: Token, hash: string, state: StateCore, isInLink: boolean) {
  const token = new state.Token("picture", "img", 0);
  token.content = textOf(image.children ?? []).trim();
  token.meta = { hash, title: image.attrGet("title"), isInLink } satisfies Picture;
  return token;
}

function opening(state: StateCore, tag: "span" | "a", attributes: Record<string, string>) {
  const token = new state.Token(tag === "a" ? "link_open" : "figure_open", tag, 1);
  token.attrs = Object.entries(attributes);
  return token;
}

function closing(state: StateCore, tag: "span" | "a") {
  return new state.Token(tag === "a" ? "link_close" : "figure_close", tag, -1);
}
