/** Cookies with the token of something that was begun: half a sign-in, a journey to a provider, joining. */
import { cookieLine, cookieNamed, readCookie } from "~/platform/cookies.server";

/** A `Set-Cookie` line for a token that only the pages below a path read. */
export function tokenCookie(name: string, token: string, { path, minutes }: { path: string; minutes: number }): string {
  return cookieLine(cookieNamed(name), token, { path, seconds: minutes * 60 });
}

/** The token that `tokenCookie` set; null without one. */
export function tokenFrom(request: Request, name: string): string | null {
  const token = readCookie(request.headers.get("Cookie"), cookieNamed(name));
  return token && /^[\w-]{43}$/.test(token) ? token : null;
}
