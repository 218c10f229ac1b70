/** Invitations: links by which people join, and who invited whom. */
import { randomBytes } from "node:crypto";
import { findSignUpMode } from "~/features/site/site.server";
import { db, type Tx } from "~/platform/db.server";
import { hashOfToken } from "~/platform/token-hash.server";

type Given = { byId: number; note: string; uses: number; days: number };

/** Makes an invitation; returns the token of its link (256 bits), which is kept nowhere. */
export async function makeInvitation({ byId, note, uses, days }: Given): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await db.$executeRaw`
    insert into "Invitation" ("tokenHash", "byId", "note", "createdAt", "expiresAt", "usesLeft")
    values (${hashOfToken(token)}, ${byId}, ${note}, now(), now() + ${days} * interval '1 day', ${uses})`;
  return token;
}

/** Who invites by this link; null where it can't be used any more. */
export async function findInvitation(token: string): Promise<{ by: { name: string } } | null> {
  if (token === "") return null;
  return db.invitation.findFirst({
    where: { tokenHash: hashOfToken(token), usesLeft: { gt: 0 }, revokedAt: null, expiresAt: { gt: new Date() } },
    select: { by: { select: { name: true } } },
  });
}

export type Refusal = "closed" | "invitation-needed";
type Admitted = { ok: true; invitationId: number | null } | { ok: false; reason: Refusal };

/**
 * Whether somebody may join now, in the transaction that adds the member. An invitation is used up once by two who come at the
 * same time. Everybody who adds a member calls it first.
 */
export async function admitNewMember(tx: Tx, token: string): Promise<Admitted> {
  const mode = await findSignUpMode(tx);
  if (mode === "closed") return { ok: false, reason: "closed" };
  const rows =
    token === ""
      ? []
      : await tx.$queryRaw<{ id: number }[]>`
          update "Invitation" set "usesLeft" = "usesLeft" - 1
          where "tokenHash" = ${hashOfToken(token)} and "usesLeft" > 0 and "revokedAt" is null and "expiresAt" > now()
          returning "id"`;
  const invitationId = rows[0]?.id ?? null;
  if (mode === "invited" && invitationId === null) return { ok: false, reason: "invitation-needed" };
  return { ok: true, invitationId };
}

/** Invitations, newest first: a member's own, or everybody's. At most 100. */
export async function listInvitations(byId: number | null) {
  const rows = await db.invitation.findMany({
    where: byId === null ? {} : { byId },
    orderBy: { id: "desc" },
    take: 100,
    select: {
      id: true,
      note: true,
      createdAt: true,
      expiresAt: true,
      usesLeft: true,
      revokedAt: true,
      by: { select: { id: true, handle: true, name: true } },
      joined: { orderBy: { id: "asc" }, take: 50, select: { id: true, handle: true, name: true } },
    },
  });
  const now = Date.now();
  return rows.map(({ createdAt, expiresAt, revokedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    isOpen: revokedAt === null && row.usesLeft > 0 && expiresAt.getTime() > now,
  }));
}

/** Makes a link useless; `byId` null for any, else only a member's own. False when there is no such link that is open. */
export async function revokeInvitation(id: number, byId: number | null): Promise<boolean> {
  const { count } = await db.invitation.updateMany({
    where: { id, revokedAt: null, ...(byId !== null && { byId }) },
    data: { revokedAt: new Date() },
  });
  return count > 0;
}
