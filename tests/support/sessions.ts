import { beginSession } from "~/features/auth/auth.server";

/** Signs a member in with a new browser, and answers with the session's token. */
export async function startSessionToken(memberId: number): Promise<string> {
  const line = await startSession(memberId);
  return line.slice(line.indexOf("=") + 1, line.indexOf(";"));
}

/** Signs a member in with a new browser, and answers with the `Set-Cookie` line. */
export const startSession = (memberId: number) =>
  beginSession(
    {
      session: async () => ({ viewer: null, appearance: null, avatarHash: null, token: null, id: null, cookie: null }),
      cookies: [],
      browser: "Firefox on Linux",
      network: "192.0.2.0/24",
    },
    memberId,
  );
