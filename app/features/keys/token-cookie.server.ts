/** Cookies with the token of something that was begun: half a sign-in, a journey to a provider, joining. */
import { readCookie } from "~/platform/cookies.server";
import { env } from "~/platform/env.server";

const isSecure = () => env().publicOrigin.startsWith("https:");
const cookieNamed = (name: string) => (isSecure() ? `__Secure-${name}` : `${name}-${env().PORT}`);

/** A `Set-Cookie` line for a token that only the pages below a path read. */
export function tokenCookie(name: string, token: string, { path, minutes }: { path: string; minutes: number }): string {
  const attributes = `Path=${path}; Max-Age=${minutes * 60}; HttpOnly; SameSite=Lax`;
  return `${cookieNamed(name)}=${token}; ${attributes}${isSecure() ? "; Secure" : ""}`;
}

/** The token that `tokenCookie` set; null without one. */
export function tokenFrom(request: Request, name: string): string | null {
  const token = readCookie(request.headers.get("Cookie"), cookieNamed(name));
  return token && /^[\w-]{43}$/.test(token) ? token : null;
}
