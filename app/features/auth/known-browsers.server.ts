/** Browsers in which a member has signed in before: a cookie holds a random token, the table its SHA-256. */
import { randomBytes } from "node:crypto";
import { paths } from "~/paths";
import { cookieLine, cookieNamed, readCookie } from "~/platform/cookies.server";
import { db } from "~/platform/db.server";
import { hashOfToken } from "~/platform/token-hash.server";

const days = 365;

const cookieName = () => cookieNamed("browser");

function tokenIn(cookieHeader: string | null): string | null {
  const token = readCookie(cookieHeader, cookieName());
  return token && /^[\w-]{43}$/.test(token) ? token : null;
}

/** A name for this browser if this member has signed in with it within a year; else null. */
export async function findKnownBrowser(cookieHeader: string | null, memberId: number): Promise<string | null> {
  const token = tokenIn(cookieHeader);
  if (!token) return null;
  const tokenHash = hashOfToken(token);
  return (await db.knownBrowser.count({ where: { tokenHash, memberId } })) > 0 ? tokenHash : null;
}

/** Notes that a member has signed in with this browser, and returns the `Set-Cookie` line by which it is known. */
export async function rememberBrowser(cookieHeader: string | null, memberId: number): Promise<string> {
  const given = tokenIn(cookieHeader);
  // A token that we never gave out might be known to somebody else.
  const isOurs = given !== null && (await db.knownBrowser.count({ where: { tokenHash: hashOfToken(given) } })) > 0;
  const token = isOurs ? given : randomBytes(32).toString("base64url");
  await db.$executeRaw`insert into "KnownBrowser" ("tokenHash", "memberId") values (${hashOfToken(token)}, ${memberId})
    on conflict ("tokenHash", "memberId") do update set "seenAt" = now()`;
  // Sent to the sign-in page alone, so that visitors' pages stay free of cookies.
  return cookieLine(cookieName(), token, { path: paths.signIn(), seconds: days * 86_400 });
}

/** Removes browsers that were last used a year ago. */
export async function sweepKnownBrowsers() {
  await db.$executeRaw`delete from "KnownBrowser" where "seenAt" < now() - ${days} * interval '1 day'`;
}
