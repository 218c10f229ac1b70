/** What the path, the query and the fields of a request may hold, so that everybody behind the guard reads the same. */

type Fault = "undecodable" | "null-character";

/**
 * A fault in percent-encoded text, be it a segment of a path or a whole query or form; null if there is none. A "&" or
 * "=" is no part of an encoded character, so a whole is decodable where each of its names and values is.
 */
export function faultInEncoded(encoded: string): Fault | null {
  try {
    return decodeURIComponent(encoded).includes("\0") ? "null-character" : null;
  } catch {
    return "undecodable";
  }
}

/**
 * Whether a request's target is more than a plain path with a query. Parsers and proxies differ in what they make of dot
 * segments, empty segments and backslashes: nobody needs them, and they are refused.
 */
export function faultInTarget(target: string): boolean {
  if (!/^[\x21-\x7e]+$/.test(target) || target.includes("#")) return true;
  const end = target.indexOf("?");
  const path = end === -1 ? target : target.slice(0, end);
  if (end !== -1 && faultInEncoded(target.slice(end + 1))) return true;
  if (!path.startsWith("/") || path.includes("\\") || path.includes("//")) return true;
  return path.slice(1).split("/").some(isUnclearSegment);
}

function isUnclearSegment(segment: string) {
  if (faultInEncoded(segment)) return true;
  const decoded = decodeURIComponent(segment);
  return decoded === "." || decoded === "..";
}

/** Whether a segment of the path holds an encoded slash: our router keeps it in the segment, a proxy might not. */
export const hasEncodedSlash = (target: string) => /^[^?]*%(?:2f|5c)/i.test(target);
