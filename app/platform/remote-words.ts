/** What the other side of a failed request said, cleaned so that an operator can read it and no page is harmed by it. */

const longest = 140;

/** Controls, and marks that turn the direction of what follows. */
const unreadable = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;
/** A run of letters and digits this long is a key or a hash, and keys don't belong into a log. */
const keyLike = /[A-Za-z0-9_-]{24,}/g;

/** One short line of somebody else's text; empty when it says nothing. */
export function cleanWords(text: string): string {
  const line = text.replace(unreadable, " ").replace(/\s+/g, " ").trim().replace(keyLike, "…");
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line;
}

/** The words of an error in a body of any kind: JSON of the usual shapes, XML as storage services send it, a page's title, or plain text. */
export function remoteWords(body: string): string {
  const text = body.slice(0, 16_384);
  const json = asJson(text);
  if (json !== undefined) return cleanWords(errorWords(json) ?? "");
  if (/^\s*</.test(text)) {
    const told = /<message>([^<]*)<\/message>/i.exec(text) ?? /<title[^>]*>([^<]*)<\/title>/i.exec(text);
    return cleanWords(told?.[1] ?? "");
  }
  return cleanWords(text);
}

/** The words of an error in an answer that is JSON; null when it holds none. */
export function errorWords(given: unknown): string | null {
  if (typeof given === "string") return given === "" ? null : given;
  if (Array.isArray(given)) return given.length > 0 ? errorWords(given[0]) : null;
  if (typeof given !== "object" || given === null) return null;
  const said = given as Record<string, unknown>;
  for (const name of ["error", "message", "msg", "detail", "reason", "errors"]) {
    const words = errorWords(said[name]);
    if (words !== null) return withCode(words, said["code"]);
  }
  return typeof said["code"] === "number" || typeof said["code"] === "string" ? `error ${said["code"]}` : null;
}

const withCode = (words: string, code: unknown) => (typeof code === "number" ? `${words} (${code})` : words);

/** Words in quotation marks after what was found out, or nothing. */
export const quoted = (words: string | null | undefined): string => {
  const clean = cleanWords(words ?? "");
  return clean === "" ? "" : `: “${clean}”`;
};

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
