import { createHash } from "node:crypto";
import { db, Prisma, type Tx } from "~/platform/db.server";

type Submission = { memberId: number; key: string | undefined; place: string; body: string };
export type Claimed =
  | { isNew: true; key: string }
  /** `earlier`: the text that was posted with this key, if it is another one than this. */
  | { isNew: false; postId: number; earlier: string | null };

/**
 * Claims a submitted form. A second submit with the same key waits for the first and then gets its post, and the text of
 * it where this one differs: somebody went back in the browser and wrote something else. Without a key,
 * the same author, place and body count as one submit for a minute. The thread that it goes to is locked afterwards, as by
 * `lockThread`; null where there is none yet, or none any more.
 */
export async function claimSubmission(
  tx: Tx,
  { memberId, key, place, body }: Submission,
  threadId: number | null,
): Promise<Claimed> {
  const claimedKey = key ?? `auto-${createHash("sha256").update(`${place}\n${body}`).digest("hex")}`;
  const seconds = key ? 24 * 3600 : 60;
  // The row of the thread comes out of the join, and is locked, when the claim is made.
  const [claimed] = await tx.$queryRaw<{ isNew: boolean }[]>`
    with claimed as (
      insert into "IdempotencyKey" as k ("memberId", "key", "createdAt", "expiresAt")
      values (${memberId}, ${claimedKey}, now(), now() + ${seconds} * interval '1 second')
      on conflict ("memberId", "key") do update
        set "postId" = null, "createdAt" = now(), "expiresAt" = excluded."expiresAt"
        where k."expiresAt" <= now() or k."postId" is null
      returning "key"
    ), locked as (
      select t."id" from "Thread" t left join claimed on true where t."id" = ${threadId}::int for no key update of t
    )
    select exists (select from claimed) as "isNew", (select count(*) from locked) as "locked"`;
  if (claimed!.isNew) return { isNew: true, key: claimedKey };
  const earlier = await tx.idempotencyKey.findUniqueOrThrow({
    where: { memberId_key: { memberId, key: claimedKey } },
    select: { postId: true },
  });
  const first = await tx.postRevision.findUnique({
    where: { postId_number: { postId: earlier.postId!, number: 1 } },
    select: { body: true },
  });
  return { isNew: false, postId: earlier.postId!, earlier: first && first.body !== body ? first.body : null };
}

/** The statement that stores the post of a claimed form, for `writeTogether`. */
export const settlingSubmission = (memberId: number, key: string, postId: number) => Prisma.sql`
  update "IdempotencyKey" set "postId" = ${postId} where "memberId" = ${memberId} and "key" = ${key} returning 1`;

/** The post that a form with this key became; null while there is none. */
export async function findSubmitted(memberId: number, key: string): Promise<number | null> {
  const found = await db.idempotencyKey.findUnique({
    where: { memberId_key: { memberId, key } },
    select: { postId: true },
  });
  return found?.postId ?? null;
}

/** Removes keys after a day. */
export async function sweepSubmissions(tx: Tx) {
  await tx.$executeRaw`delete from "IdempotencyKey" where "expiresAt" <= now()`;
}
