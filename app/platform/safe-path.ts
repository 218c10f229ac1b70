/** A path of this site, or the fallback. Redirect targets are untrusted input until they pass here. */
export function safePath(target: unknown, fallback = "/"): string {
  if (typeof target !== "string" || target.length > 2_000 || !target.startsWith("/")) return fallback;
  // Browsers read "\" as "/" and drop tabs and line breaks, so "/\evil.example" would leave the site.
  if (/[\\\u0000-\u001f\u007f]/.test(target)) return fallback;
  // "//[" is no address at all.
  if (!URL.canParse(target, "http://here.invalid")) return fallback;
  const url = new URL(target, "http://here.invalid");
  if (url.origin !== "http://here.invalid" || target.startsWith("//") || url.pathname.startsWith("//")) return fallback;
  return url.pathname + url.search + url.hash;
}
