/** Sessions by Lucia: the cookie holds a random token, the table its SHA-256. The only file that knows Lucia. */
import { createHash } from "node:crypto";
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from "lucia";
import { readCookie } from "~/platform/cookies.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { Appearance } from "~/ui/appearance";
import type { Member, Viewer } from "./viewer";

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    UserId: number;
    DatabaseUserAttributes: Omit<Member, "id"> & { appearance: Appearance };
  }
}

const appearanceColumns = {
  theme: true,
  density: true,
  timeZone: true,
  hasSingleKeys: true,
} as const;

const hash = (token: string) => createHash("sha256").update(token).digest("hex");

/** Wraps Lucia's adapter: ids are hashed before storage, and the token given is returned. */
const adapter: Adapter = {
  async getSessionAndUser(token): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const row = await db.session.findUnique({
      where: { id: hash(token) },
      select: {
        expiresAt: true,
        member: { select: { id: true, handle: true, name: true, role: true, suspendedAt: true, ...appearanceColumns } },
      },
    });
    if (!row) return [null, null];
    const { id, handle, name, role, suspendedAt, ...appearance } = row.member;
    return [
      { id: token, userId: id, expiresAt: row.expiresAt, attributes: {} },
      { id, attributes: { handle, name, role, isSuspended: suspendedAt !== null, appearance } },
    ];
  },
  async getUserSessions(memberId) {
    const rows = await db.session.findMany({ where: { memberId }, select: { id: true, expiresAt: true } });
    return rows.map((row) => ({ ...row, userId: memberId, attributes: {} }));
  },
  async setSession({ id, userId, expiresAt }) {
    await db.session.create({ data: { id: hash(id), memberId: userId, expiresAt } });
  },
  async updateSessionExpiration(token, expiresAt) {
    await db.session.updateMany({ where: { id: hash(token) }, data: { expiresAt } });
  },
  async deleteSession(token) {
    await db.session.deleteMany({ where: { id: hash(token) } });
  },
  async deleteUserSessions(memberId) {
    await db.session.deleteMany({ where: { memberId } });
  },
  async deleteExpiredSessions() {
    await db.session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
  },
};

function createLucia() {
  const secure = env().publicOrigin.startsWith("https:");
  return new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(30, "d"),
    sessionCookie: {
      // Copies on one machine share the host's cookies; the port in the name keeps them apart.
      name: secure ? "__Host-session" : `session-${env().PORT}`,
      expires: false,
      attributes: { secure, sameSite: "lax", path: "/" },
    },
    getUserAttributes: (attributes) => attributes,
  });
}

let instance: ReturnType<typeof createLucia> | undefined;
const lucia = () => (instance ??= createLucia());

export type Session = {
  viewer: Viewer;
  /** The viewer's; null for visitors, whose browser keeps theirs. */
  appearance: Appearance | null;
  token: string | null;
  cookie: string | null;
};

/**
 * The session of a `Cookie` header. `cookie` is a `Set-Cookie` line to send if the expiry moved or the session is
 * invalid.
 */
export async function readSession(cookieHeader: string | null): Promise<Session> {
  const token = readCookie(cookieHeader, lucia().sessionCookieName);
  const none = { viewer: null, appearance: null, token: null };
  if (!token || token.length > 100) return { ...none, cookie: null };
  const { session, user } = await lucia().validateSession(token);
  if (!session) return { ...none, cookie: lucia().createBlankSessionCookie().serialize() };
  const cookie = session.fresh ? lucia().createSessionCookie(token).serialize() : null;
  const { appearance, ...viewer } = user;
  return { viewer, appearance, token, cookie };
}

/** Starts a session with a new token, ends an earlier one of this browser, and returns its `Set-Cookie` line. */
export async function startSession(memberId: number, previousToken: string | null = null): Promise<string> {
  if (previousToken) await lucia().invalidateSession(previousToken);
  const session = await lucia().createSession(memberId, {});
  return lucia().createSessionCookie(session.id).serialize();
}

/** Ends one browser's session and returns the `Set-Cookie` line that removes it. */
export async function endSession(token: string | null): Promise<string> {
  if (token) await lucia().invalidateSession(token);
  return lucia().createBlankSessionCookie().serialize();
}

/** Ends every session of a member, so that changed rights take effect. */
export const endSessionsOf = (memberId: number) => lucia().invalidateUserSessions(memberId);

/** Removes expired sessions. */
export const sweepSessions = () => lucia().deleteExpiredSessions();
