import { env } from "./env.server";

const isSecure = () => env().publicOrigin.startsWith("https:");

/** The full name of a cookie of ours. Copies on one machine share the host's cookies; the port in the name keeps them apart. */
export const cookieNamed = (name: string, prefix: "__Host-" | "__Secure-" = "__Secure-") =>
  isSecure() ? `${prefix}${name}` : `${name}-${env().PORT}`;

/** The `Set-Cookie` line of a cookie, by its full name. No script reads it, and no form of another site sends it. */
export const cookieLine = (fullName: string, value: string, { path, seconds }: { path: string; seconds: number }) =>
  `${fullName}=${value}; Max-Age=${seconds}; Path=${path}; HttpOnly; SameSite=Lax${isSecure() ? "; Secure" : ""}`;

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
