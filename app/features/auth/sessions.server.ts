/** Sessions by Lucia: the cookie holds a random token, the table its SHA-256. The only file that knows Lucia. */
import { createHash } from "node:crypto";
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from "lucia";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { Member, Viewer } from "./viewer";

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    UserId: number;
    DatabaseUserAttributes: Omit<Member, "id">;
  }
}

const hash = (token: string) => createHash("sha256").update(token).digest("hex");

/** Lucia's adapter: ids are hashed on the way in, and the token that came in is what goes back. */
const adapter: Adapter = {
  async getSessionAndUser(token): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const row = await db.session.findUnique({
      where: { id: hash(token) },
      select: {
        expiresAt: true,
        member: { select: { id: true, handle: true, name: true, role: true, suspendedAt: true } },
      },
    });
    if (!row) return [null, null];
    const { id, suspendedAt, ...member } = row.member;
    return [
      { id: token, userId: id, expiresAt: row.expiresAt, attributes: {} },
      { id, attributes: { ...member, isSuspended: suspendedAt !== null } },
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
      // Two copies on one machine share the host's cookies; the port keeps them from signing each other out.
      name: secure ? "__Host-session" : `session-${env().PORT}`,
      expires: false,
      attributes: { secure, sameSite: "lax", path: "/" },
    },
    getUserAttributes: (attributes) => attributes,
  });
}

let instance: ReturnType<typeof createLucia> | undefined;
const lucia = () => (instance ??= createLucia());

export type Session = { viewer: Viewer; token: string | null; cookie: string | null };

/** The session of a `Cookie` header. `cookie` is a `Set-Cookie` line to send when its expiry moved or it is dead. */
export async function readSession(cookieHeader: string | null): Promise<Session> {
  const token = lucia().readSessionCookie(cookieHeader ?? "");
  if (!token || token.length > 100) return { viewer: null, token: null, cookie: null };
  const { session, user } = await lucia().validateSession(token);
  if (!session) return { viewer: null, token: null, cookie: lucia().createBlankSessionCookie().serialize() };
  const cookie = session.fresh ? lucia().createSessionCookie(token).serialize() : null;
  return { viewer: user, token, cookie };
}

/** Begins a session with a new token (any earlier one of this browser ends) and answers with its `Set-Cookie` line. */
export async function startSession(memberId: number, previousToken: string | null = null): Promise<string> {
  if (previousToken) await lucia().invalidateSession(previousToken);
  const session = await lucia().createSession(memberId, {});
  return lucia().createSessionCookie(session.id).serialize();
}

/** Ends one browser's session and answers with the `Set-Cookie` line that forgets it. */
export async function endSession(token: string | null): Promise<string> {
  if (token) await lucia().invalidateSession(token);
  return lucia().createBlankSessionCookie().serialize();
}

/** Ends every session of a member: after a change of rights nobody goes on with the old ones. */
export const endSessionsOf = (memberId: number) => lucia().invalidateUserSessions(memberId);

/** Removes sessions whose time is over. */
export const sweepSessions = () => lucia().deleteExpiredSessions();
