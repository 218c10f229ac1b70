/** A member's webhooks: made, looked at, paused, and ended. Each belongs to a key of the API and ends with it. */
import { lockMember } from "~/features/members/members.server";
import { databaseNow, db, inTransaction, Prisma } from "~/platform/db.server";
import type { Dialling } from "~/platform/guarded-fetch.server";
import { enqueue } from "~/platform/jobs.server";
import { readAddress } from "./dialling.server";
import { type EventType, isEventType, testType } from "./event";
import { mostHooks } from "./hook-form";
import type { HookState } from "./hook-state";
import { addDeliveries } from "./fan-out.server";
import { hoursOfBoth } from "./schedule";
import { sealSecret } from "./secrets.server";
import { newSecret } from "./signature.server";

export type ListedHook = {
  id: number;
  address: string;
  events: EventType[];
  key: { id: number; name: string };
  state: HookState;
  createdAt: string;
  /** Since when nothing but failures came of it. */
  failingSince: string | null;
  /** Until when the secret before signs too. */
  bothUntil: string | null;
};

type Made = { ok: true; id: number; secret: string } | { ok: false; field: "address" | "key" | ""; words: string };
type Asked = { address: string; key: number; events: EventType[] };

/** Makes a webhook and answers with its secret, the only time that it can be read. */
export async function makeHook(memberId: number, asked: Asked, dialling: Dialling = {}): Promise<Made> {
  const read = await readAddress(asked.address, dialling);
  if (!read.ok) return { ok: false, field: "address", words: read.words };
  const secret = newSecret();
  return inTransaction(async (tx): Promise<Made> => {
    // Two made at once count one after the other.
    await lockMember(tx, memberId);
    const now = await databaseNow(tx);
    // A key that is revoked meanwhile waits, and takes the webhook along.
    const [key] = await tx.$queryRaw<{ id: number }[]>`
      select "id" from "ApiKey" where "id" = ${asked.key} and "memberId" = ${memberId} and "expiresAt" > ${now}
      for key share`;
    if (!key) return { ok: false, field: "key", words: "This key has ended. Choose another one." };
    if ((await tx.webhook.count({ where: { key: { memberId } } })) >= mostHooks)
      return { ok: false, field: "", words: `You have ${mostHooks} webhooks: delete one that you don’t need.` };
    const { id } = await tx.webhook.create({
      data: {
        keyId: key.id,
        address: read.address,
        events: [...new Set(asked.events)],
        sealedSecret: sealSecret(secret),
        createdAt: now,
      },
      select: { id: true },
    });
    return { ok: true, id, secret };
  });
}

const columns = {
  id: true,
  address: true,
  events: true,
  createdAt: true,
  pausedAt: true,
  offAt: true,
  offBecause: true,
  failingSince: true,
  beforeUntil: true,
  key: { select: { id: true, name: true, expiresAt: true } },
} satisfies Prisma.WebhookSelect;
type Row = Prisma.WebhookGetPayload<{ select: typeof columns }>;

function stateOf({ offAt, offBecause, pausedAt, key }: Row, now: Date): HookState {
  if (key.expiresAt <= now) return "key-ended";
  if (offAt) return offBecause === "gone" || offBecause === "unreadable" ? offBecause : "failing";
  return pausedAt ? "paused" : "on";
}

const toListed = (row: Row, now: Date): ListedHook => ({
  id: row.id,
  address: row.address,
  events: row.events.filter(isEventType),
  key: { id: row.key.id, name: row.key.name },
  state: stateOf(row, now),
  createdAt: row.createdAt.toISOString(),
  failingSince: row.failingSince?.toISOString() ?? null,
  bothUntil: row.beforeUntil && row.beforeUntil > now ? row.beforeUntil.toISOString() : null,
});

/** A member's webhooks, the newest first. */
export async function listHooks(memberId: number): Promise<ListedHook[]> {
  const now = await databaseNow();
  const rows = await db.webhook.findMany({
    where: { key: { memberId } },
    orderBy: { id: "desc" },
    take: mostHooks,
    select: columns,
  });
  return rows.map((row) => toListed(row, now));
}

/** One of a member's webhooks; null where there is none of theirs. */
export async function findHook(memberId: number, id: number): Promise<ListedHook | null> {
  const row = await db.webhook.findFirst({ where: { id, key: { memberId } }, select: columns });
  return row && toListed(row, await databaseNow());
}

/** Stops it until it is turned on again; what happens meanwhile is not sent later. False where there is none that is on. */
export async function pauseHook(memberId: number, id: number): Promise<boolean> {
  const { count } = await db.webhook.updateMany({
    where: { id, key: { memberId }, pausedAt: null, offAt: null },
    data: { pausedAt: await databaseNow() },
  });
  return count > 0;
}

/** Turns one on that its owner or the site stopped; what still waits is sent. */
export async function resumeHook(memberId: number, id: number): Promise<boolean> {
  return inTransaction(async (tx) => {
    const { count } = await tx.webhook.updateMany({
      where: { id, key: { memberId } },
      data: { pausedAt: null, offAt: null, offBecause: "", failingSince: null, failures: 0, restUntil: null },
    });
    if (count > 0) await enqueue(tx, "webhooks.send");
    return count > 0;
  });
}

/** Ends it for good, with its log. */
export async function deleteHook(memberId: number, id: number): Promise<boolean> {
  const { count } = await db.webhook.deleteMany({ where: { id, key: { memberId } } });
  return count > 0;
}

/** Gives it a new secret and answers with it, the only time that it can be read; for a day the one before signs too. Null where there is none. */
export async function rotateSecret(memberId: number, id: number): Promise<string | null> {
  const secret = newSecret();
  const changed = await db.$executeRaw`
    update "Webhook" w set "sealedBefore" = case when w."offBecause" = 'unreadable' then null else w."sealedSecret" end,
      "beforeUntil" = clock_timestamp() + ${hoursOfBoth} * interval '1 hour', "sealedSecret" = ${sealSecret(secret)}
    from "ApiKey" k where k."id" = w."keyId" and w."id" = ${id} and k."memberId" = ${memberId}`;
  return changed > 0 ? secret : null;
}

/** Sends a test to it alone; false where there is none, or it is off. */
export async function sendTest(memberId: number, id: number): Promise<boolean> {
  return inTransaction(async (tx) => {
    const [event] = await tx.$queryRaw<{ id: number }[]>`
      insert into "WebhookEvent" ("messageId", "type", "subject", "webhookId")
      select 'evt_' || replace(gen_random_uuid()::text, '-', ''), ${testType}, '{}', w."id"
      from "Webhook" w join "ApiKey" k on k."id" = w."keyId"
      where w."id" = ${id} and k."memberId" = ${memberId} and w."offAt" is null
      returning "id"`;
    if (!event || (await addDeliveries(tx, event.id)) === 0) return false;
    await tx.webhook.updateMany({ where: { id }, data: { restUntil: null } });
    await enqueue(tx, "webhooks.send");
    return true;
  });
}
