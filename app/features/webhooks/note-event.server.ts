import { Prisma, type Tx } from "~/platform/db.server";
import { addingJob } from "~/platform/jobs.server";
import type { EventType, Subjects } from "./event";

/** The query of whether any webhook asks for events of this type now, for `readAtOnce`: a row or none. */
export const webhookFor = (type: EventType) => Prisma.sql`
  select 1 as "one" from "Webhook" where "offAt" is null and "pausedAt" is null and ${type} = any("events") limit 1`;

/**
 * Notes an event in the transaction in which it happens. Who is told is found by a job, so a writer waits for no webhook: nothing
 * is written where none asks for this type, and one row otherwise. A job, which may run twice, says `once` by what its event is
 * known.
 */
export async function noteEvent<Type extends EventType>(tx: Tx, type: Type, subject: Subjects[Type], once?: string) {
  await noteEvents(tx, type, [{ subject, once }]);
}

type Noted<Type extends EventType> = { subject: Subjects[Type]; once?: string | undefined };

/** The same for several events of one type. */
export async function noteEvents<Type extends EventType>(tx: Tx, type: Type, events: Noted<Type>[]) {
  if (events.length === 0) return;
  // With their jobs in one statement.
  await tx.$executeRaw`
    with noted as (
      insert into "WebhookEvent" ("messageId", "type", "subject")
      select 'evt_' || coalesce(md5(e."once"), replace(gen_random_uuid()::text, '-', '')), ${type}, e."subject"
      from json_to_recordset(${JSON.stringify(events)}::json) as e("subject" jsonb, "once" text)
      where exists (${webhookFor(type)})
      on conflict ("messageId") do nothing returning "id"
    ), payload as (select '{"eventId":' || "id" || '}' as "text" from noted)
    select ${addingJob("webhooks.fan-out", Prisma.sql`"text"`)} from payload`;
}
