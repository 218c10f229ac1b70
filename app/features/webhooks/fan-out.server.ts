import { inTransaction, type Tx, Prisma } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { testType } from "./event";

/** Webhooks `w` to which something is sent now: their key `k` is good, its owner `m` in good standing. */
export const liveHooks = Prisma.sql`"Webhook" w
  join "ApiKey" k on k."id" = w."keyId" and k."expiresAt" > clock_timestamp()
  join "Member" m on m."id" = k."memberId" and m."deletedAt" is null
    and (m."suspendedAt" is null or m."suspendedUntil" <= clock_timestamp())`;

/** Addresses an event to all webhooks that asked for it when it happened, in one statement. Repeated, it changes nothing. */
export async function fanOut(eventId: number) {
  await inTransaction(async (tx) => {
    if ((await addDeliveries(tx, eventId)) > 0) await enqueue(tx, "webhooks.send");
  });
}

/** Returns how many were added. */
export const addDeliveries = (tx: Tx, eventId: number) => tx.$executeRaw`
  insert into "WebhookDelivery" ("webhookId", "eventId", "dueAt")
  select w."id", e."id", clock_timestamp()
  from "WebhookEvent" e
    join (${liveHooks}) on e."webhookId" = w."id" or (e."webhookId" is null and e."type" = any(w."events"))
  where e."id" = ${eventId} and w."createdAt" <= e."at" and w."offAt" is null and (w."pausedAt" is null or e."type" = ${testType})
  order by w."id"
  on conflict ("webhookId", "eventId") do nothing`;
