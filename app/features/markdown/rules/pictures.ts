import type { MarkdownIt, Token } from "markdown-it";
import { escapeAttribute, escapeText } from "~/ui/html";
import type { RenderContext } from "../render-context";
import type { Picture } from "./figures";
import { aloneInParagraphs } from "./alone-in-paragraphs";

/**
 * Uploaded pictures are shown with their size, so that nothing moves when they load. Alone in a paragraph, a picture
 * is a figure with its title as caption. A picture leads to its file, where it is seen in its full size. A missing picture is
 * replaced by a line that says so.
 */
export function pictures(md: MarkdownIt) {
  md.core.ruler.push("pictures", (state) => {
    for (const { token, hide } of aloneInParagraphs(state.tokens, "picture")) {
      (token.meta as Picture).isAlone = true;
      hide();
    }
  });
  md.renderer.rules["picture"] = (tokens, index, _options, context: RenderContext) => show(tokens[index]!, context);
}

function show({ content: alt, meta }: Token, { resolution }: RenderContext) {
  const { hash, title, isInLink, isAlone } = meta as Picture;
  const address = `/uploads/${hash}`;
  if (!resolution.pictures)
    return isInLink ? escapeText(alt) : `<a href="${address}">${escapeText(alt || address)}</a>`;

  const size = Object.hasOwn(resolution.pictures, hash) ? resolution.pictures[hash] : undefined;
  const html = size ? picture({ address, alt, isInLink, ...size, title: isAlone ? null : title }) : missing(alt);
  if (!isAlone) return size ? html : `<span class="picture-missing">${html}</span>`;
  if (!size) return `<p class="picture-missing" dir="auto">${html}</p>\n`;
  return `<figure class="picture">${html}${title ? `<figcaption dir="auto">${escapeText(title)}</figcaption>` : ""}</figure>\n`;
}

const missing = (alt: string) => `Picture not found${alt && `: ${escapeText(alt)}`}`;

type Shown = { address: string; alt: string; title: string | null; width: number; height: number; isInLink: boolean };

function picture({ address, alt, title, width, height, isInLink }: Shown) {
  const named = title ? ` title="${escapeAttribute(title)}"` : "";
  const img = `<img src="${address}" alt="${escapeAttribute(alt)}"${named} width="${width}" height="${height}" loading="lazy" decoding="async" />`;
  if (isInLink) return img;
  // A link needs a name, which the picture's description is.
  const name = alt === "" ? ` aria-label="Picture without description"` : "";
  return `<a class="picture-link" href="${address}"${name}>${img}</a>`;
}
