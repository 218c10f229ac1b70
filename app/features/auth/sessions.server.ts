/** Sessions by Lucia: the cookie holds a random token, the table its SHA-256. The only file that knows Lucia. */
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from "lucia";
import { cookieNamed, readCookie } from "~/platform/cookies.server";
import { db, Prisma, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { hashOfToken } from "~/platform/token-hash.server";
import type { Appearance } from "~/ui/appearance";
import { memberColumns, memberOf } from "./member-row";
import type { Member, Viewer } from "./viewer";

/** From where a session is used: the browser in words, and its cut address. */
export type Visit = { browser: string; network: string };

type Begun = Partial<Visit> & {
  /** The session that this browser had: it ends. */
  previousToken?: string | null;
  /** Whether the member has just proved that it is them. A provider's silent answer signs in and proves nothing. */
  isProved?: boolean;
  /** Whether a second factor was given just now; one that was given in the session before still counts. */
  hasSecondFactor?: boolean;
};

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof createLucia>;
    UserId: number;
    DatabaseUserAttributes: Omit<Member, "id"> & { appearance: Appearance; avatarHash: string | null };
    DatabaseSessionAttributes: Begun & { lastUsedAt?: Date };
  }
}

type SessionRow = Parameters<typeof memberOf>[0] &
  Appearance & { expiresAt: Date; browser: string; network: string; lastUsedAt: Date; avatarHash: string | null };

const columnsOfMember = Prisma.raw(
  Object.keys(memberColumns)
    .map((column) => (column === "role" ? 'm."role"::text' : `m."${column}"`))
    .join(", "),
);

/** Wraps Lucia's adapter: ids are hashed before storage, and the token given is returned. */
const adapter: Adapter = {
  async getSessionAndUser(token): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const [row] = await db.$queryRaw<SessionRow[]>`
      select s."expiresAt", s."browser", s."network", s."lastUsedAt",
        ${columnsOfMember}, m."avatarHash", m."theme"::text, m."density"::text, m."timeZone", m."hasSingleKeys"
      from "Session" s join "Member" m on m."id" = s."memberId" where s."id" = ${hashOfToken(token)}`;
    if (!row) return [null, null];
    const { expiresAt, browser, network, lastUsedAt, avatarHash, theme, density, timeZone, hasSingleKeys } = row;
    const { id, ...member } = memberOf(row, new Date());
    const appearance = { theme, density, timeZone, hasSingleKeys };
    return [
      { id: token, userId: id, expiresAt, attributes: { browser, network, lastUsedAt } },
      { id, attributes: { ...member, appearance, avatarHash } },
    ];
  },
  async getUserSessions(memberId) {
    const rows = await db.session.findMany({ where: { memberId }, select: { id: true, expiresAt: true } });
    return rows.map((row) => ({ ...row, userId: memberId, attributes: {} }));
  },
  async setSession({ id, userId, expiresAt, attributes }) {
    const { browser = "", network = "", previousToken = null, isProved = true, hasSecondFactor = false } = attributes;
    const previous = previousToken === null ? null : hashOfToken(previousToken);
    // Where the same member goes on in the same browser, the session gets another token: what belongs to it goes with it.
    await db.$executeRaw`
      with moved as (
        update "Session" set "id" = ${hashOfToken(id)}, "createdAt" = now(), "lastUsedAt" = now(), "expiresAt" = ${expiresAt},
          "browser" = ${browser}, "network" = ${network}, "provedAt" = case when ${isProved} then now() end,
          "secondFactorAt" = case when ${hasSecondFactor} then now() else "secondFactorAt" end
        where "id" = ${previous} and "memberId" = ${userId} returning 1)
      insert into "Session" ("id", "memberId", "expiresAt", "browser", "network", "provedAt", "secondFactorAt")
      select ${hashOfToken(id)}, ${userId}::int, ${expiresAt}::timestamptz, ${browser}::text, ${network}::text,
        case when ${isProved} then now() end, case when ${hasSecondFactor} then now() end
      where not exists (select 1 from moved)`;
  },
  async updateSessionExpiration(token, expiresAt) {
    await db.session.updateMany({ where: { id: hashOfToken(token) }, data: { expiresAt } });
  },
  async deleteSession(token) {
    await db.session.deleteMany({ where: { id: hashOfToken(token) } });
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
      name: cookieNamed("session", "__Host-"),
      expires: false,
      attributes: { secure, sameSite: "lax", path: "/" },
    },
    getSessionAttributes: (attributes) => attributes,
    getUserAttributes: (attributes) => attributes,
  });
}

let instance: ReturnType<typeof createLucia> | undefined;
const lucia = () => (instance ??= createLucia());

export type Session = {
  viewer: Viewer;
  /** The viewer's; null for visitors, whose browser keeps theirs. */
  appearance: Appearance | null;
  /** The viewer's picture; null where initials are drawn. */
  avatarHash: string | null;
  token: string | null;
  /** By which other tables name the session; signs nobody in. Null for visitors. */
  id: string | null;
  cookie: string | null;
};

/** Whether a `Cookie` header names a session, whatever it is worth. */
export const hasSession = (cookieHeader: string | null) => readCookie(cookieHeader, lucia().sessionCookieName) !== null;

/** Minutes between two notes of when a session was last used. */
const betweenNotes = 10;

/**
 * The session of a `Cookie` header. `cookie` is a `Set-Cookie` line to send if the expiry moved or the session is
 * invalid. With a visit, its time and place are noted, at most every ten minutes.
 */
export async function readSession(cookieHeader: string | null, visit?: Visit): Promise<Session> {
  const token = readCookie(cookieHeader, lucia().sessionCookieName);
  const none = { viewer: null, appearance: null, avatarHash: null, token: null, id: null };
  if (!token || token.length > 100) return { ...none, cookie: null };
  const { session, user } = await lucia().validateSession(token);
  if (!session) return { ...none, cookie: lucia().createBlankSessionCookie().serialize() };
  if (visit && Date.now() - session.lastUsedAt!.getTime() > betweenNotes * 60_000) await noteUse(token, visit);
  const cookie = session.fresh ? lucia().createSessionCookie(token).serialize() : null;
  const { appearance, avatarHash, ...viewer } = user;
  return { viewer, appearance, avatarHash, token, id: hashOfToken(token), cookie };
}

const noteUse = (token: string, { browser, network }: Visit) =>
  db.$executeRaw`
    update "Session" set "lastUsedAt" = now(), "browser" = ${browser}, "network" = ${network}
    where "id" = ${hashOfToken(token)} and "lastUsedAt" < now() - ${betweenNotes} * interval '1 minute'`;

/** Starts a session with a new token, ends an earlier one of this browser, and returns its `Set-Cookie` line. */
async function startSession(memberId: number, begun: Begun = {}): Promise<string> {
  const session = await lucia().createSession(memberId, begun);
  if (begun.previousToken) await lucia().invalidateSession(begun.previousToken);
  return lucia().createSessionCookie(session.id).serialize();
}

/** The part of a request's context that a session is begun with. */
export type Arriving = Visit & { session(): Promise<Session>; cookies: string[] };

/**
 * Signs a member in: a session with a new token takes the place of the one that this browser had. Returns its `Set-Cookie`
 * line. Also for a change of rights, and for a proof.
 */
export async function beginSession(
  arriving: Arriving,
  memberId: number,
  given: Pick<Begun, "isProved" | "hasSecondFactor"> = {},
): Promise<string> {
  const { token } = await arriving.session();
  // The session that was read may have asked for a cookie of its own.
  arriving.cookies.length = 0;
  const { browser, network } = arriving;
  return startSession(memberId, { browser, network, previousToken: token, ...given });
}

/** Minutes for which a proof counts as fresh. */
export const proofMinutes = 15;

/** Whether the member proved in this session, within a quarter of an hour, that it is them. */
export async function isProofFresh(token: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`select 1 from "Session"
    where "id" = ${hashOfToken(token)} and "provedAt" > now() - ${proofMinutes} * interval '1 minute'`;
  return rows.length > 0;
}

/** Ends one browser's session and returns the `Set-Cookie` line that removes it. */
export async function endSession(token: string | null): Promise<string> {
  if (token) await lucia().invalidateSession(token);
  return lucia().createBlankSessionCookie().serialize();
}

/** Ends every session of a member, so that changed rights take effect; the one with this token stays. */
export async function endSessionsOf(memberId: number, tx: Tx = db, kept: string | null = null) {
  await tx.session.deleteMany({ where: { memberId, ...(kept !== null && { id: { not: hashOfToken(kept) } }) } });
}

export type OpenSession = {
  /** By which it is ended; signs nobody in. */
  name: string;
  browser: string;
  network: string;
  createdAt: string;
  lastUsedAt: string;
  isThis: boolean;
};

/** A member's sessions, the one with this token first, then by their last use. */
export async function listSessions(memberId: number, token: string | null): Promise<OpenSession[]> {
  const rows = await db.$queryRaw<
    { id: string; browser: string; network: string; createdAt: Date; lastUsedAt: Date }[]
  >`
    select "id", "browser", "network", "createdAt", "lastUsedAt" from "Session"
    where "memberId" = ${memberId} and "expiresAt" > now()
    order by "id" = ${token === null ? "" : hashOfToken(token)} desc, "lastUsedAt" desc, "id" limit 100`;
  return rows.map(({ id, createdAt, lastUsedAt, ...row }) => ({
    ...row,
    name: id.slice(0, nameLength),
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    isThis: token !== null && id === hashOfToken(token),
  }));
}

/** As many characters of a session's id as tell one member's sessions apart. */
const nameLength = 24;

/** Ends one session of a member by its name; false where there is none. */
export async function endSessionNamed(memberId: number, name: string): Promise<boolean> {
  if (!/^[0-9a-f]{24}$/.test(name)) return false;
  const { count } = await db.session.deleteMany({ where: { memberId, id: { startsWith: name } } });
  return count > 0;
}

/** Removes expired sessions. */
export const sweepSessions = () => lucia().deleteExpiredSessions();
