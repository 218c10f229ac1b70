/** Sends what is due to webhooks, in slices; each attempt is taken in hand before and settled after it. */
import { randomInt } from "node:crypto";
import { visibleToSql } from "~/features/auth/auth.server";
import { databaseNow, db, inTransaction, Prisma, type Tx } from "~/platform/db.server";
import type { Dialling } from "~/platform/guarded-fetch.server";
import { lock } from "~/platform/locks.server";
import { bodyOf, type StoredEvent } from "./body.server";
import { type Answer, post } from "./dialling.server";
import { onlyOfPublicPosts, testType } from "./event";
import { liveHooks } from "./fan-out.server";
import type { OffBecause } from "./hook-state";
import { daysKept, givenUpAfter, restAfter, waitAfter } from "./schedule";
import { openSecrets } from "./secrets.server";
import { signatureOf } from "./signature.server";

/** How many are on their way at once, each to another webhook. */
const atOnce = 16;
/** Milliseconds after which one run ends and leaves the rest to the next. */
const runTime = 20_000;
/** Seconds after which what a process had in hand is taken to be lost with it: several times as long as an attempt may last. */
const inHandFor = 60;
/** Attempts that the log keeps of a delivery. */
const attemptsKept = 20;

/** Tells the owner that a webhook was turned off, in the same transaction. */
export type TellOwner = (
  tx: Tx,
  off: { memberId: number; webhookId: number; address: string; because: OffBecause },
) => Promise<void>;

type Sending = {
  tell: TellOwner;
  /** The time by which things are due; the database's unless told. */
  clock?: () => Promise<Date>;
  dialling?: Dialling;
};

type Taken = StoredEvent & {
  id: number;
  webhookId: number;
  takenUntil: Date;
  tries: number;
  messageId: string;
  isPublic: boolean;
  address: string;
  sealedSecret: string;
  sealedBefore: string | null;
  beforeUntil: Date | null;
};

/**
 * Sends what is due; to one webhook one after the other, to different ones side by side. A process that dies in between leaves
 * its attempts to be made again: a receiver may get a message twice, under the same id. True when there may be more.
 */
export async function sendDeliveries({ tell, clock = databaseNow, dialling = {} }: Sending): Promise<boolean> {
  const until = performance.now() + runTime;
  const lane = async () => {
    while (performance.now() < until) {
      const now = await clock();
      const taken = await take(now);
      if (!taken) return;
      await attempt(taken, { now, tell, dialling });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, lane));
  for (const end of ended) if (end.status === "rejected") throw end.reason;
  return isSomethingDue(await clock());
}

/** What can be sent now. */
const due = (now: Date) => Prisma.sql`d."dueAt" <= ${now} and (d."takenUntil" is null or d."takenUntil" <= ${now})
  and w."offAt" is null and (w."pausedAt" is null or e."type" = ${testType})
  and (w."restUntil" is null or w."restUntil" <= ${now})
  and not exists (
    select from "WebhookDelivery" o where o."webhookId" = d."webhookId" and o."dueAt" is not null and o."takenUntil" > ${now})`;

/** Whether something can be sent now. */
export async function isSomethingDue(now: Date): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from "WebhookDelivery" d join "WebhookEvent" e on e."id" = d."eventId"
      join (${liveHooks}) on w."id" = d."webhookId"
    where d."dueAt" is not null and ${due(now)} limit 1`;
  return rows.length > 0;
}

/** Takes the oldest that is due in hand; two are never of the same webhook, whoever takes them. */
const take = (now: Date) =>
  inTransaction(async (tx) => {
    // Only who sees what the one before took knows which webhooks are busy.
    await lock(tx, "takeDelivery");
    return takeOldest(tx, now);
  });

async function takeOldest(tx: Tx, now: Date): Promise<Taken | null> {
  const [taken] = await tx.$queryRaw<Taken[]>`
    with chosen as (
      select d."id" from "WebhookDelivery" d join "WebhookEvent" e on e."id" = d."eventId"
        join (${liveHooks}) on w."id" = d."webhookId"
      where d."dueAt" is not null and ${due(now)}
      order by d."dueAt", d."id" limit 1 for no key update of d skip locked
    )
    update "WebhookDelivery" d
    set "takenUntil" = ${now}::timestamptz + ${inHandFor} * interval '1 second', "tries" = d."tries" + 1
    from chosen, "WebhookEvent" e, "Webhook" w
    where d."id" = chosen."id" and e."id" = d."eventId" and w."id" = d."webhookId"
    returning d."id", d."webhookId", d."takenUntil", d."tries", e."messageId", e."type", e."at", e."subject",
      w."address", w."sealedSecret", w."sealedBefore", w."beforeUntil",
      (e."type" <> all(${onlyOfPublicPosts as string[]}) or exists (
        select from "Post" p join "Thread" t on t."id" = p."threadId"
        where p."id" = (e."subject"->>'post')::int and ${visibleToSql(null, "p")} and ${visibleToSql(null, "t")}
      )) as "isPublic"`;
  return taken ?? null;
}

type Under = { now: Date; tell: TellOwner };

async function attempt(taken: Taken, { now, tell, dialling }: Under & { dialling: Dialling }) {
  const body = bodyOf(taken);
  // What is hidden by now is told of by the log alone; a type of a newer release is that one's.
  if (!taken.isPublic || body === null) return inTransaction((tx) => end(tx, taken, "withdrawn"));
  const secrets = openSecrets(taken, now);
  if (secrets === null) return inTransaction((tx) => turnOff(tx, taken, "unreadable", { now, tell }));
  const timestamp = Math.floor(now.getTime() / 1_000);
  const began = performance.now();
  const answer = await post(
    taken.address,
    body,
    {
      "webhook-id": taken.messageId,
      "webhook-timestamp": String(timestamp),
      "webhook-signature": signatureOf(secrets, { id: taken.messageId, timestamp, body }),
    },
    dialling,
  );
  await settle(taken, answer, { now, tell, milliseconds: Math.round(performance.now() - began) });
}

async function settle(taken: Taken, answer: Answer, { now, tell, milliseconds }: Under & { milliseconds: number }) {
  const isTaken = "status" in answer && answer.status >= 200 && answer.status < 300;
  const line = {
    at: now.toISOString(),
    ...("status" in answer ? { status: answer.status } : { fault: answer.fault }),
    milliseconds,
  };
  await inTransaction(async (tx) => {
    if (!(await isStillOurs(tx, taken))) return;
    await tx.$executeRaw`update "WebhookDelivery" d set "attempts" = (
        select coalesce(jsonb_agg(a."one" order by a."place"), '[]') from (
          select "one", "place" from jsonb_array_elements(d."attempts" || ${JSON.stringify(line)}::jsonb)
            with ordinality as x("one", "place") order by "place" desc limit ${attemptsKept}) a)
      where d."id" = ${taken.id}`;
    if (isTaken) {
      await end(tx, taken, "delivered");
      await tx.webhook.updateMany({
        where: { id: taken.webhookId },
        data: { failures: 0, failingSince: null, restUntil: null },
      });
      return;
    }
    if ("status" in answer && answer.status === 410) return turnOff(tx, taken, "gone", { now, tell });
    await later(tx, taken, "status" in answer ? answer.retryAfter : null, now);
    const [hook] = await tx.$queryRaw<{ failures: number; failingSince: Date }[]>`
      update "Webhook" set "failures" = "failures" + 1, "failingSince" = coalesce("failingSince", ${now})
      where "id" = ${taken.webhookId} returning "failures", "failingSince"`;
    if (!hook) return;
    if (now.getTime() - hook.failingSince.getTime() >= givenUpAfter)
      return turnOff(tx, taken, "failing", { now, tell });
    const restUntil = new Date(now.getTime() + restAfter(hook.failures) * 1_000);
    await tx.webhook.updateMany({ where: { id: taken.webhookId }, data: { restUntil } });
  });
}

/** False when the attempt lasted so long that another process took the delivery over; its webhook is locked. */
async function isStillOurs(tx: Tx, { id, webhookId, takenUntil }: Taken): Promise<boolean> {
  await tx.$queryRaw`select 1 from "Webhook" where "id" = ${webhookId} for no key update`;
  return (await tx.webhookDelivery.count({ where: { id, takenUntil } })) > 0;
}

const end = (tx: Tx, { id }: Taken, state: "delivered" | "failed" | "withdrawn") =>
  tx.webhookDelivery.updateMany({ where: { id }, data: { state, dueAt: null, takenUntil: null } });

/** The next attempt, by the schedule or when the receiver asked for it; the end where there is none. */
async function later(tx: Tx, taken: Taken, retryAfter: number | null, now: Date) {
  const wait = waitAfter(taken.tries, randomInt(1_000) / 1_000);
  if (wait === null) return void (await end(tx, taken, "failed"));
  const dueAt = new Date(now.getTime() + Math.max(wait, retryAfter ?? 0) * 1_000);
  await tx.webhookDelivery.updateMany({ where: { id: taken.id }, data: { dueAt, takenUntil: null } });
}

/** Turns a webhook off and tells its owner once; its log stays, and what waited can be sent again by hand. */
async function turnOff(tx: Tx, taken: Taken, because: OffBecause, { now, tell }: Under) {
  await end(tx, taken, "failed");
  const turned = await tx.webhook.updateManyAndReturn({
    where: { id: taken.webhookId, offAt: null },
    data: { offAt: now, offBecause: because },
    select: { id: true, address: true, key: { select: { memberId: true } } },
  });
  for (const { id: webhookId, address, key } of turned)
    await tell(tx, { memberId: key.memberId, webhookId, address, because });
}

/** Removes events with their deliveries, once the log no longer shows them. */
export async function sweepWebhooks() {
  await db.$executeRaw`delete from "WebhookEvent" where "at" < now() - ${daysKept} * interval '1 day'`;
}
