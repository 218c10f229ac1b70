import { isEmpty } from "~/features/citations/citations";
import { showsSomething } from "~/platform/characters";
import type { ReadText } from "./read-text.server";

const shownTags = /<(img|math|svg|span data-slot=)/;

/** Whether a reader sees anything of a text: something in its html, or the list of sources below it. */
export const showsText = ({ html, preview }: Pick<ReadText, "html" | "preview">): boolean =>
  !isEmpty(preview.list) || showsHtml(html);

/**
 * Whether rendered html shows words, code, a picture, a formula, or what fills a slot, such as a widget.
 * Rules, bullets and empty boxes alone say nothing.
 */
export function showsHtml(html: string): boolean {
  if (shownTags.test(html)) return true;
  const text = html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&nbsp;", " ")
    .replaceAll(/&#(?:x([\da-f]+)|(\d+));/gi, (_, hex: string | undefined, decimal: string | undefined) =>
      String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    );
  return showsSomething(text);
}
