import { showsSomething } from "~/platform/characters";

const shownTags = /<(img|math|svg|span data-slot=)/;

/**
 * Whether a reader sees anything of a text: words, code, a picture, a formula, or what fills a slot, such as a widget.
 * `html` is the rendered text. Rules, bullets and empty boxes alone say nothing.
 */
export function showsText(html: string): boolean {
  if (shownTags.test(html)) return true;
  const text = html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&nbsp;", " ")
    .replaceAll(/&#(?:x([\da-f]+)|(\d+));/gi, (_, hex: string | undefined, decimal: string | undefined) =>
      String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    );
  return showsSomething(text);
}
