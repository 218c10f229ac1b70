/** Appeals: once against each measure and each hidden post, decided by somebody else than who decided first. */
import type { Member } from "~/features/auth/auth";
import { openCase } from "~/features/cases/cases.server";
import { moderateIn, writeLog } from "~/features/moderation/moderation.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { isUniqueViolation } from "~/platform/unique-violation.server";
import type { Against } from "./appeal";
import { takeBack } from "./lift.server";
import { sanctionInWords, sanctionNames } from "./sanction";

type Appealed = { ok: true } | { ok: false; reason: "nothing-to-appeal" | "appealed-before" };

/** Puts a member's appeal into the queue. */
export async function appeal({
  by,
  against,
  words,
}: {
  by: Member;
  against: Against;
  words: string;
}): Promise<Appealed> {
  try {
    return await inTransaction(async (tx): Promise<Appealed> => {
      const what = await findAppealable(tx, by.id, against);
      if (!what) return { ok: false, reason: "nothing-to-appeal" };
      const at = await databaseNow(tx);
      const { id } = await tx.appeal.create({ data: { memberId: by.id, ...against, words, at }, select: { id: true } });
      const { postId, threadId, line } = what;
      await openCase(tx, {
        kind: "appeal",
        about: id,
        memberId: by.id,
        postId,
        threadId,
        evidence: [line],
        payload: { appealId: id },
        at,
      });
      return { ok: true };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: "appealed-before" };
    throw error;
  }
}

async function findAppealable(tx: Tx, memberId: number, against: Against) {
  if ("sanctionId" in against) {
    const found = await tx.sanction.findFirst({
      where: { id: against.sanctionId, memberId },
      select: { kind: true, reason: true, case: { select: { postId: true, threadId: true } } },
    });
    if (!found) return null;
    const { postId = null, threadId = null } = found.case ?? {};
    return { postId, threadId, line: `Against: ${sanctionNames[found.kind]}, “${found.reason}”`.slice(0, 300) };
  }
  const found = await tx.modAction.findFirst({
    where: { id: against.modActionId, kind: "hide_post" },
    select: { reason: true, postId: true, threadId: true },
  });
  if (!found || found.postId === null) return null;
  const theirs = await tx.post.count({ where: { id: found.postId, authorId: memberId, status: "hidden" } });
  return theirs === 0 ? null : { ...found, line: `Against: hidden, “${found.reason}”`.slice(0, 300) };
}

const appealColumns = {
  id: true,
  memberId: true,
  words: true,
  at: true,
  decidedAt: true,
  sanction: { select: { id: true, kind: true, reason: true, byId: true, startedAt: true, endsAt: true } },
  modAction: { select: { id: true, reason: true, moderatorId: true, postId: true } },
} as const;

/** An appeal for moderators: who says what, against which decision; null if there is none. */
export async function readAppeal(id: number) {
  const found = await db.appeal.findUnique({
    where: { id },
    select: { ...appealColumns, member: { select: { id: true, handle: true, name: true } } },
  });
  if (!found) return null;
  const { sanction, modAction, at, member, words } = found;
  const against = sanction
    ? `${sanctionNames[sanction.kind]}: ${sanction.reason}`
    : `Hiding of the post: ${modAction?.reason ?? ""}`;
  return { id, member, words, against, at: at.toISOString() };
}

const decidesOther = "You decided it: another moderator decides the appeal.";

/**
 * Why this moderator can't decide an appeal; null where they can. Who decided first decides the appeal only where nobody else is
 * there to do it, and then the log says so.
 */
export async function barredFromAppeal(tx: Tx, appealId: number, by: Member): Promise<string | null> {
  const found = await tx.appeal.findUnique({ where: { id: appealId }, select: appealColumns });
  if (!found || !decidedFirst(found, by)) return null;
  return (await countOthers(tx, by, found.memberId)) > 0 ? decidesOther : null;
}

const decidedFirst = (
  found: { sanction: { byId: number } | null; modAction: { moderatorId: number | null } | null },
  by: { id: number },
) => (found.sanction?.byId ?? found.modAction?.moderatorId) === by.id;

/** Moderators and administrators in good standing beside this one and the member whose appeal it is. */
const countOthers = async (tx: Tx, by: { id: number }, memberId: number) =>
  tx.member.count({
    where: {
      id: { notIn: [by.id, memberId] },
      role: { in: ["moderator", "admin"] },
      suspendedAt: null,
      deletedAt: null,
    },
  });

type Deciding = { appealId: number; by: Member; isGranted: boolean; answer: string };
type Decided = { ok: true; modActionId: number } | { ok: false; words: string };

/** Decides an appeal in the caller's transaction: what was decided is taken back, or stays; the member is told. */
export async function decideAppeal(tx: Tx, { appealId, by, isGranted, answer }: Deciding): Promise<Decided> {
  const barred = await barredFromAppeal(tx, appealId, by);
  if (barred) return { ok: false, words: barred };
  const found = await tx.appeal.findUnique({ where: { id: appealId }, select: appealColumns });
  if (!found || found.decidedAt) return { ok: false, words: "This appeal was decided before." };
  const at = await databaseNow(tx);
  const isOnlyOne = decidedFirst(found, by);
  const detail = isOnlyOne ? "on appeal, by who decided first: there is no other moderator" : "on appeal";
  const modActionId = isGranted
    ? await grant(tx, found, { by, reason: answer, detail })
    : await writeLog(tx, { by, kind: "uphold_sanction", reason: answer, at, detail });
  if (modActionId === null) return { ok: false, words: "What it is against is over: uphold it to close the case." };
  await tx.appeal.update({
    where: { id: appealId },
    data: { decidedAt: at, decidedById: by.id, isGranted, answer },
    select: { id: true },
  });
  const what = found.sanction
    ? sanctionInWords(found.sanction.kind, found.sanction.endsAt?.toISOString() ?? null)
    : "a post of yours was hidden";
  await tellMember(tx, {
    memberId: found.memberId,
    kind: "sanction",
    subject: `appeal:${appealId}`,
    words: `Your appeal was ${isGranted ? "granted" : "refused"} (${what}): ${answer}`,
    path: paths.standing(),
  });
  return { ok: true, modActionId };
}

type Found = { memberId: number; sanction: { id: number } | null; modAction: { postId: number | null } | null };

async function grant(tx: Tx, found: Found, given: { by: Member; reason: string; detail: string }) {
  if (found.sanction) return takeBack(tx, { sanctionId: found.sanction.id, ...given });
  const { by, reason } = given;
  const postId = found.modAction?.postId ?? null;
  if (postId === null) return null;
  const restored = await moderateIn(tx, { by, kind: "restore_post", target: postId, reason });
  return restored.ok ? restored.modActionId : null;
}
