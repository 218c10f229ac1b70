/** What was sent to a webhook, as its owner reads it. */
import { z } from "zod";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { faultWords } from "./dialling.server";
import type { DeliveryFilter } from "./log-filter";

const Attempts = z.array(
  z.object({
    at: z.string(),
    status: z.int().optional(),
    fault: z.string().optional(),
    milliseconds: z.int(),
  }),
);

export type LoggedDelivery = {
  id: number;
  /** By which the receiver knows it. */
  messageId: string;
  type: string;
  /** When it happened. */
  at: string;
  state: "waiting" | "delivered" | "failed" | "withdrawn";
  /** When it is tried next; null when it is not. */
  dueAt: string | null;
  /** The newest last: a status of the receiver, or in words why there is none. */
  attempts: { at: string; said: string; milliseconds: number }[];
};

const pageSize = 30;

/** A webhook's deliveries, the newest first, thirty at a time before the delivery `before`. Callers check whose it is. */
export async function listDeliveries(
  webhookId: number,
  { filter, before }: { filter: DeliveryFilter | null; before: number | null },
): Promise<{ deliveries: LoggedDelivery[]; next: number | null }> {
  const rows = await db.webhookDelivery.findMany({
    where: { webhookId, ...(filter && { state: filter }), ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: pageSize + 1,
    select: {
      id: true,
      state: true,
      dueAt: true,
      attempts: true,
      event: { select: { messageId: true, type: true, at: true } },
    },
  });
  const page = rows.slice(0, pageSize).map(({ event, dueAt, attempts, ...row }) => ({
    ...row,
    messageId: event.messageId,
    type: event.type,
    at: event.at.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    attempts: Attempts.parse(attempts).map(({ at, status, fault, milliseconds }) => ({
      at,
      said: status === undefined ? faultWords(fault ?? "") : String(status),
      milliseconds,
    })),
  }));
  return { deliveries: page, next: rows.length > pageSize ? page.at(-1)!.id : null };
}

/**
 * Sends one again, under its old id, with all its attempts before it; false where there is none, it is on its way just now, or its
 * webhook is not on.
 */
export async function sendAgain(memberId: number, webhookId: number, deliveryId: number): Promise<boolean> {
  return inTransaction(async (tx) => {
    const now = await databaseNow(tx);
    const { count } = await tx.webhookDelivery.updateMany({
      where: {
        id: deliveryId,
        webhookId,
        webhook: { key: { memberId }, offAt: null, pausedAt: null },
        // What is on its way just now goes on.
        OR: [{ takenUntil: null }, { takenUntil: { lte: now } }],
      },
      data: { state: "waiting", dueAt: now, takenUntil: null, tries: 0 },
    });
    if (count === 0) return false;
    await tx.webhook.updateMany({ where: { id: webhookId }, data: { restUntil: null } });
    await enqueue(tx, "webhooks.send");
    return true;
  });
}
