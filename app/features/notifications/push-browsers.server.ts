/** The browsers to which members have notices pushed. */
import { createECDH } from "node:crypto";
import type { Member } from "~/features/auth/auth";
import { lockMember } from "~/features/members/members.server";
import { db, inTransaction } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { operatorAddress, pushKeys } from "./push-keys.server";
import { pushHostOf } from "./push-host";
import { pushGroups } from "./choice";
import type { PushChoices, PushForm } from "./push-form";

/** One member's browsers. */
const most = 20;

/** Why nothing is pushed from this site; null where it is. Browsers allow push on https and on this machine alone. */
export function pushObstacle(): "no-address" | "no-https" | null {
  const { publicOrigin } = env();
  const { protocol, hostname } = new URL(publicOrigin);
  if (protocol !== "https:" && !["localhost", "127.0.0.1"].includes(hostname)) return "no-https";
  return operatorAddress() === null ? "no-address" : null;
}

/** The public key to which browsers bind their subscription. */
export const publicPushKey = async (): Promise<string> => (await pushKeys()).publicKey;

type Added = { ok: true } | { ok: false; reason: "unknown-service" | "bad-keys" | "too-many" };

/**
 * Has notices pushed to a browser, as long as the session lasts in which it was turned on. A browser has one member: whoever
 * turns it on last.
 */
export async function addPushBrowser(
  member: Member,
  sessionId: string,
  { endpoint, p256dh, auth, name }: PushForm & { name: string },
): Promise<Added> {
  if (pushHostOf(endpoint, env().pushHosts) === null) return { ok: false, reason: "unknown-service" };
  if (!isPoint(p256dh)) return { ok: false, reason: "bad-keys" };
  const data = { memberId: member.id, sessionId, p256dh, auth, name };
  return inTransaction(async (tx): Promise<Added> => {
    await lockMember(tx, member.id);
    const others = await tx.pushBrowser.count({ where: { memberId: member.id, endpoint: { not: endpoint } } });
    if (others >= most) return { ok: false, reason: "too-many" };
    // What was on its way to another member there is theirs, not this one's.
    await tx.pushBrowser.deleteMany({ where: { endpoint, memberId: { not: member.id } } });
    await tx.pushBrowser.upsert({ where: { endpoint }, create: { ...data, endpoint }, update: data });
    // Whoever turns a browser on wants something there: what is answered to them, until they choose otherwise.
    if (others === 0)
      await tx.$executeRaw`
        insert into "NoticeChoice" ("memberId", "about", "inInbox", "byPush")
        select ${member.id}, 'answers', true, true
        where not exists (select 1 from "NoticeChoice" c where c."memberId" = ${member.id} and c."byPush")
        on conflict ("memberId", "about") do update set "byPush" = true`;
    return { ok: true };
  });
}

/** Whether this is a point of the curve, with which a message can be encrypted. */
function isPoint(p256dh: string): boolean {
  const ecdh = createECDH("prime256v1");
  ecdh.generateKeys();
  try {
    ecdh.computeSecret(p256dh, "base64url");
    return true;
  } catch {
    return false;
  }
}

/** Ends it for one of the member's browsers, by its id, or by its endpoint, which the browser itself knows. */
export async function removePushBrowser(member: Member, which: { id: number } | { endpoint: string }) {
  await db.pushBrowser.deleteMany({ where: { ...which, memberId: member.id } });
}

/** The member's browsers, the last used first; `isThis` is the one of this session. */
export async function listPushBrowsers(member: Member, thisSession: string | null) {
  const rows = await db.pushBrowser.findMany({
    where: { memberId: member.id },
    orderBy: [{ lastUsedAt: { sort: "desc", nulls: "last" } }, { id: "desc" }],
    select: { id: true, name: true, createdAt: true, lastUsedAt: true, sessionId: true },
  });
  return rows.map(({ sessionId, createdAt, lastUsedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    isThis: sessionId === thisSession,
  }));
}

/** The groups of kinds that a member has pushed. */
export async function readPushChoices(member: Member): Promise<string[]> {
  const rows = await db.noticeChoice.findMany({
    where: { memberId: member.id, byPush: true },
    select: { about: true },
  });
  return rows.map(({ about }) => about);
}

/** Keeps them; those that are not named are not pushed. */
export async function keepPushChoices(member: Member, pushed: PushChoices["push"]) {
  const abouts = pushGroups.map(({ about }) => about);
  await db.$executeRaw`
    insert into "NoticeChoice" ("memberId", "about", "inInbox", "byPush")
    select ${member.id}, a, true, a = any(${pushed}) from unnest(${abouts}::text[]) a
    on conflict ("memberId", "about") do update set "byPush" = excluded."byPush"`;
}
