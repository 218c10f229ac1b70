/** Sends what is queued for browsers, in slices. */
import { databaseNow, db } from "~/platform/db.server";
import { sendPush, type Sent } from "./send-push.server";
import { stillWanted } from "./still-wanted.server";

/** How many notices one run sends, and how many are on their way at once. */
const slice = 50;
const atOnce = 8;
/** Seconds before the second, third … try where the push service says nothing else. */
const waits = [30, 120, 600, 1_800, 3_600];
/** Answers of 400 in a row after which a browser is given up. */
const mostRefusals = 3;
/** Older ones are given up: the inbox has them. */
const triedFor = "1 day";
/** A job that had one in hand for so long has died. */
const inHandFor = "10 minutes";

type Taken = { noticeId: number; browserId: number; tries: number; endpoint: string; p256dh: string; auth: string };

/**
 * Sends up to fifty notices whose time has come, each taken in hand just before. What is taken is never taken again, unless the
 * push service answered that it did not accept it: a job that dies leaves it in doubt, and the inbox has it. True when there
 * may be more.
 */
export async function sendPushes(): Promise<boolean> {
  let left = slice;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const delivery = await take();
      if (!delivery) return;
      const message = await stillWanted(delivery.noticeId);
      if (message) await settle(delivery, await sendPush(delivery, message));
      else await drop(delivery);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, lane));
  for (const end of ended) if (end.status === "rejected") throw end.reason;
  return (await db.pushDelivery.count({ where: { takenAt: null, dueAt: { lte: await databaseNow() } }, take: 1 })) > 0;
}

/** Takes the oldest that is due; two jobs never take the same. */
async function take(): Promise<Taken | null> {
  const [taken] = await db.$queryRaw<Taken[]>`
    update "PushDelivery" d set "takenAt" = clock_timestamp(), "tries" = d."tries" + 1
    from (select q."noticeId", q."browserId" from "PushDelivery" q
        where q."takenAt" is null and q."dueAt" <= clock_timestamp()
        order by q."dueAt" limit 1 for no key update skip locked) due
      join "PushBrowser" b on b."id" = due."browserId"
    where d."noticeId" = due."noticeId" and d."browserId" = due."browserId"
    returning d."noticeId", d."browserId", d."tries", b."endpoint", b."p256dh", b."auth"`;
  return taken ?? null;
}

async function drop({ noticeId, browserId }: Taken) {
  await db.pushDelivery.deleteMany({ where: { noticeId, browserId } });
}

async function settle(delivery: Taken, sent: Sent) {
  const { noticeId, browserId, tries } = delivery;
  if (sent.as === "later") {
    const wait = Math.max(sent.wait ?? 0, waits[tries - 1] ?? waits.at(-1)!);
    await db.$executeRaw`update "PushDelivery"
      set "takenAt" = null, "dueAt" = clock_timestamp() + ${wait} * interval '1 second'
      where "noticeId" = ${noticeId} and "browserId" = ${browserId}`;
    // The service asked for peace, for everything to this browser.
    if (sent.wait !== null)
      await db.$executeRaw`update "PushDelivery" set "dueAt" = clock_timestamp() + ${sent.wait} * interval '1 second'
        where "browserId" = ${browserId} and "takenAt" is null and "dueAt" < clock_timestamp() + ${sent.wait} * interval '1 second'`;
    return;
  }
  if (sent.as === "gone") return void (await db.pushBrowser.deleteMany({ where: { id: browserId } }));
  await drop(delivery);
  if (sent.as === "refused") {
    await db.pushBrowser.updateMany({ where: { id: browserId }, data: { refusals: { increment: 1 } } });
    await db.pushBrowser.deleteMany({ where: { id: browserId, refusals: { gte: mostRefusals } } });
  }
  if (sent.as === "sent")
    await db.$executeRaw`update "PushBrowser" set "lastUsedAt" = clock_timestamp(), "refusals" = 0 where "id" = ${browserId}`;
}

/** Gives up what is too old, and what a job had in hand that died. */
export async function sweepPushes() {
  await db.$executeRaw`delete from "PushDelivery" d using "Notice" n where n."id" = d."noticeId"
    and (n."createdAt" < now() - ${triedFor}::interval or d."takenAt" < now() - ${inHandFor}::interval)`;
}
