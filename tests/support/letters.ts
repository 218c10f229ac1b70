/** Members who get mail, and the jobs that send it. */
import type { Member } from "~/features/auth/auth";
import { sendNotices } from "~/features/letters/letters.server";
import { databasePool, db } from "~/platform/db.server";
import { jobHandlers } from "../../app/server/job-handlers.server";
import { aMember } from "./factories";

/** A member with a verified address, which is `<handle>@example.org`. */
export async function aReachable(given: Parameters<typeof aMember>[0] = {}): Promise<Member> {
  const member = await aMember(given);
  await db.member.update({ where: { id: member.id }, data: { emailVerifiedAt: new Date() } });
  return member;
}

export const addressOf = ({ handle }: Member) => `${handle}@example.org`;

/** Tells of a post as its jobs do. */
export async function tellAll(postId: number) {
  await jobHandlers["notices.tell"]({ postId, isNew: true, after: 0 });
}

/** The members for whom a letter is expected. */
export async function expected(): Promise<number[]> {
  const rows = await db.dueLetter.findMany({ orderBy: { memberId: "asc" }, select: { memberId: true } });
  return rows.map(({ memberId }) => memberId);
}

/** Lets time pass for the letters that are expected. */
export async function passMinutes(minutes: number) {
  await databasePool().query(
    `update "DueLetter" set "dueAt" = "dueAt" - $1 * interval '1 minute', "firstAt" = "firstAt" - $1 * interval '1 minute'`,
    [minutes],
  );
}

/** Runs the jobs of all letters that are due, one after the other. */
export async function sendDue() {
  await jobHandlers["send-letters"]({});
  await sendWaiting();
}

/** Runs the jobs of letters about notices that wait. */
export async function sendWaiting() {
  const { rows } = await databasePool().query<{ id: string; payload: { memberId: number } }>(
    `select j."id"::text, j."payload" from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t."id" = j."task_id" where t."identifier" = 'letters.notices' order by j."id"`,
  );
  await databasePool().query("select graphile_worker.complete_jobs($1::bigint[])", [rows.map(({ id }) => id)]);
  for (const { payload } of rows) await sendNotices(payload.memberId);
}
