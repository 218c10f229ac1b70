/** Opening and closing cases, each in the transaction of its cause. */
import { randomUUID } from "node:crypto";
import type { Member } from "~/features/auth/auth";
import type { Prisma, Tx } from "~/platform/db.server";
import type { CaseKind } from "./case";
import type { Decision } from "./decision";

type NewCase = {
  kind: CaseKind;
  /** The id of what it is about: one case of a kind is open about it at a time. "new" for what has no id yet. */
  about: number | "new";
  /** Whose it is that is looked at. */
  memberId?: number | null;
  threadId?: number | null;
  postId?: number | null;
  uploadId?: number | null;
  heldPostId?: number | null;
  /** Sentences for moderators: which rule matched, what was found. At most 300 characters each. */
  evidence?: string[];
  /** What the deciding of this kind needs to know; its room parses it. */
  payload?: Prisma.InputJsonObject;
  at: Date;
};

/** By which one case is open at a time: `flag:12`. */
const subjectOf = (kind: CaseKind, about: number | "new") => `${kind}:${about === "new" ? randomUUID() : about}`;

/**
 * Puts something into the queue and returns its case; one that is open about the same stays, with what is found now added to its
 * evidence.
 */
export async function openCase(tx: Tx, { kind, about, evidence = [], payload = {}, at, ...given }: NewCase) {
  const subject = subjectOf(kind, about);
  const said = evidence.map((sentence) => sentence.slice(0, 300));
  const [row] = await tx.$queryRaw<{ id: number; isNew: boolean }[]>`
    insert into "ModCase" as c ("kind", "subject", "memberId", "threadId", "postId", "uploadId", "heldPostId", "evidence", "payload", "openedAt")
    values (${kind}::"CaseKind", ${subject}, ${given.memberId ?? null}, ${given.threadId ?? null}, ${given.postId ?? null},
      ${given.uploadId ?? null}, ${given.heldPostId ?? null}, ${said}::varchar[], ${JSON.stringify(payload)}::jsonb, ${at})
    on conflict ("subject") where "closedAt" is null do update
      set "evidence" = array(select distinct e from unnest(c."evidence" || excluded."evidence") e), "payload" = c."payload" || excluded."payload"
    returning "id", (xmax = 0) as "isNew"`;
  return row!;
}

type Closing = {
  caseId: number;
  decision: Decision | "lapse" | "settle";
  /** Null where the site closes it by its rules. */
  by: Pick<Member, "id"> | null;
  reason?: string;
  at: Date;
  modActionId?: number | null;
};

/** Closes a case with what was decided; false if it was closed before. */
export async function closeCase(tx: Tx, { caseId, decision, by, reason = "", at, modActionId = null }: Closing) {
  const closed = await tx.modCase.updateMany({
    where: { id: caseId, closedAt: null },
    data: { closedAt: at, leasedById: null, leasedAt: null, leasedUntil: null },
  });
  if (closed.count === 0) return false;
  await tx.caseDecision.create({ data: { caseId, decision, byId: by?.id ?? null, reason, at, modActionId } });
  return true;
}

/** Closes the open cases about something that needs no decision any more. */
export async function settleCases(
  tx: Tx,
  about: { postIds: number[] } | { heldPostId: number } | { uploadId: number },
  at: Date,
) {
  const where = "postIds" in about ? { postId: { in: about.postIds } } : about;
  const open = await tx.modCase.findMany({
    where: { ...where, closedAt: null },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of open) await closeCase(tx, { caseId: id, decision: "settle", by: null, at });
}
