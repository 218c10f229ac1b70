import { escapeAttribute } from "~/ui/html";

/**
 * Makes our html usable on other sites: links and pictures of this site get `origin` in front, and places in the same text
 * the address of its `page`. In our html every "<" begins a tag and every ">" in an attribute is escaped, so the pattern
 * matches only tags.
 */
export function absoluteLinks(html: string, origin: string, page?: string): string {
  const whole = html.replaceAll(/(<a\b[^>]*? href="|<img\b[^>]*? src=")\/(?!\/)/g, `$1${origin}/`);
  if (page === undefined) return whole;
  const address = escapeAttribute(origin + page.replace(/#.*$/, ""));
  return whole.replaceAll(/(<a\b[^>]*? href=")#/g, (_place, before: string) => `${before}${address}#`);
}
