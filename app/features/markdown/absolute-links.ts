/**
 * Makes our html usable on other sites: links and pictures of this site get `origin` in front. In our html every "<"
 * begins a tag and every ">" in an attribute is escaped, so the pattern matches only tags.
 */
export function absoluteLinks(html: string, origin: string): string {
  return html.replaceAll(/(<a\b[^>]*? href="|<img\b[^>]*? src=")\/(?!\/)/g, `$1${origin}/`);
}
