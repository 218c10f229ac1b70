/** Asking a post's author in private whether they have an interest in what they write. Nobody else hears that somebody asked. */
import type { Member } from "~/features/auth/auth";
import type { CaseKind } from "~/features/cases/cases";
import { lockMember } from "~/features/members/members.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { setDisclosure } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";

type Question = { caseId: number; postId: number; memberId: number; by: Member; words: string; at: Date };

/** Asks the author; the question stands in their inbox, with the page that answers it. */
export async function askInterest(tx: Tx, { caseId, postId, memberId, by, words, at }: Question) {
  const { id } = await tx.interestQuestion.create({
    data: { caseId, postId, memberId, askedById: by.id, words, askedAt: at },
    select: { id: true },
  });
  await tellMember(tx, {
    memberId,
    kind: "moderation",
    subject: `interest:${id}`,
    event: `interest:${id}`,
    words: `asks you in private about an interest: ${words} Nobody else sees the question, and you need not answer.`,
    path: paths.answerInterest({ id: postId }),
    actorId: by.id,
  });
}

/** The newest question to this author about a post; null where nobody asked. */
export async function findOwnQuestion(memberId: number, postId: number) {
  const found = await db.interestQuestion.findFirst({
    where: { memberId, postId },
    orderBy: { id: "desc" },
    select: { id: true, words: true, askedAt: true, answer: true, answerWords: true, isPublic: true },
  });
  return found && { ...found, askedAt: found.askedAt.toISOString() };
}

type Answer = { by: Member; questionId: number; answer: "disclosed" | "denied"; words: string; isPublic: boolean };

/** Keeps the author's answer, once. A disclosure, or an answer that the author publishes, stands beside the name. */
export async function answerInterest({ by, questionId, answer, words, isPublic }: Answer): Promise<boolean> {
  return inTransaction(async (tx) => {
    const question = await tx.interestQuestion.findFirst({
      where: { id: questionId, memberId: by.id },
      select: { postId: true, askedById: true, post: { select: { number: true } } },
    });
    if (!question) return false;
    const { postId, askedById } = question;
    if (isPublic) await setDisclosure(tx, postId, answer === "disclosed" ? words : `Answers: ${words}`);
    const kept = await tx.interestQuestion.updateMany({
      where: { id: questionId, answer: null },
      data: { answer, answerWords: words, isPublic, answeredAt: await databaseNow(tx) },
    });
    if (kept.count === 0) throw new AnsweredBefore();
    await lockMember(tx, askedById);
    const said = answer === "disclosed" ? `discloses: ${words}` : `says there is none${words ? `: ${words}` : ""}`;
    await tellMember(tx, {
      memberId: askedById,
      kind: "moderation",
      subject: `interest-answer:${questionId}`,
      event: `interest-answer:${questionId}`,
      words: `The author of post ${question.post.number} ${said}`,
      path: paths.post({ id: postId }),
    });
    return true;
  }).catch((error: unknown) => {
    if (error instanceof AnsweredBefore) return false;
    throw error;
  });
}

class AnsweredBefore extends Error {}

type OfCase = { kind: CaseKind; postId: number | null };

/** What moderators asked about the post of a case, and what the author answered; nothing where the case asks for no interest. */
export async function listQuestions({ kind, postId }: OfCase) {
  if (kind !== "interest" || postId === null) return [];
  const rows = await db.interestQuestion.findMany({
    where: { postId },
    orderBy: { id: "asc" },
    select: {
      id: true,
      words: true,
      askedAt: true,
      answer: true,
      answerWords: true,
      isPublic: true,
      askedBy: { select: { name: true } },
    },
  });
  return rows.map(({ askedAt, askedBy, ...row }) => ({
    ...row,
    askedAt: askedAt.toISOString(),
    askedBy: askedBy.name,
  }));
}
