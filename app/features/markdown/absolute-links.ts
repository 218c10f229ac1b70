/**
 * Html of ours for readers elsewhere: links within the site, and our pictures, begin with `origin`. In our html a "<" is always a tag and a
 * ">" inside an attribute is always escaped, so what is matched here is a tag.
 */
export function absoluteLinks(html: string, origin: string): string {
  return html.replaceAll(/(<a\b[^>]*? href="|<img\b[^>]*? src=")\/(?!\/)/g, `$1${origin}/`);
}
