import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { isFigureAddress, isSafeAddress } from "../addresses";
import { escapeAttribute } from "~/ui/html";
import type { RenderContext } from "../render-context";
import { linearAddresses } from "./linear-addresses";

export function safeLinks(md: MarkdownIt) {
  // The figures rule removes its addresses again before rendering.
  md.validateLink = (address) => isSafeAddress(address) || isFigureAddress(address);
  // Shown as typed, because decoded host names and percent signs can imitate another address.
  md.normalizeLinkText = (address) => address;
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: true }).add("ftp:", null).add("//", null);
  linearAddresses(md);
  md.core.ruler.before("text_join", "relations", relate);
  md.renderer.rules.link_open = (tokens, index, options, context: RenderContext, renderer) => {
    const fragment = fragmentOf(tokens[index]);
    if (fragment === undefined) return renderer.renderToken(tokens, index, options);
    const href = fragment === "" ? `#${context.prefix}` : `#${context.prefix}-${fragment}`;
    const title = tokens[index]?.attrGet("title");
    return `<a href="${escapeAttribute(href)}"${title ? ` title="${escapeAttribute(title)}"` : ""}>`;
  };
}

function relate(state: StateCore) {
  for (const link of state.tokens.flatMap((token) => token.children ?? [])) {
    const isExternal = link.type === "link_open" && /^https?:/i.test(link.attrGet("href") ?? "");
    if (!isExternal) continue;
    link.attrSet("rel", "nofollow ugc noopener");
    // On paper other links have their address behind their words.
    if (link.markup === "linkify" || link.markup === "autolink") link.attrSet("class", "address");
  }
}

function fragmentOf(link: Token | undefined) {
  const href = link?.attrGet("href") ?? "";
  return href.startsWith("#") ? href.slice(1) : undefined;
}
