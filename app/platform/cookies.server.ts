/**
 * The value of a cookie in a `Cookie` header; null if it isn't there or can't be decoded. Other programs on the same
 * host set cookies too, and whatever those hold, they don't concern us.
 */
export function readCookie(header: string | null, name: string): string | null {
  for (const part of (header ?? "").split(";")) {
    const [named = "", ...value] = part.split("=");
    if (named.trim() === name)
      return decoded(
        value
          .join("=")
          .trim()
          .replace(/^"(.*)"$/, "$1"),
      );
  }
  return null;
}

function decoded(value: string) {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
