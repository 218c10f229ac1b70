/** The letter to a member whose reply by mail could not be posted. */
import { deliver } from "~/features/mail/mail.server";
import type { Letter } from "~/features/mail/mail";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { isStopped } from "./mailing.server";

/** Says why, with the text, so that it isn't lost. Nothing for a member who has no address, or one that refuses mails. */
export async function answerReply(replyId: number) {
  const reply = await db.mailedReply.findUnique({
    where: { id: replyId },
    select: {
      problem: true,
      text: true,
      member: {
        select: {
          email: true,
          emailVerifiedAt: true,
          deletedAt: true,
          mailing: { select: { stoppedAt: true, stoppedAddress: true } },
        },
      },
      toPost: { select: { number: true, thread: { select: { id: true, slug: true, title: true, status: true } } } },
    },
  });
  if (!reply?.problem || !reply.member.email || !reply.member.emailVerifiedAt || reply.member.deletedAt) return;
  const { email: address, mailing } = reply.member;
  if (isStopped(mailing, address)) return;
  const { toPost: to, problem, text } = reply;
  const isReadable = to?.thread.status === "visible";
  const letter: Letter = {
    subject: isReadable
      ? `Not posted: your reply in “${to.thread.title}”`.slice(0, 180)
      : "Your reply by mail was not posted",
    heading: "Your reply was not posted",
    paragraphs: [problem, ...(text === "" ? [] : ["Your text was:", text])],
    action: isReadable
      ? { words: "Answer in the thread", url: env().publicOrigin + paths.numbered(to.thread, to.number) }
      : { words: "See your replies by mail", url: env().publicOrigin + paths.repliesByMail() },
    reason: `You get this mail because you answered a letter of ${new URL(env().publicOrigin).host}.`,
  };
  await deliver(address, letter, `answer.${replyId}`);
}

export type MailedReplyView = {
  id: number;
  at: string;
  /** The post that it became, or that it answers; null where it is gone or hidden. */
  place: { thread: { id: number; slug: string; title: string }; number: number } | null;
  isPosted: boolean;
  problem: string;
  text: string;
  cut: string;
};

const mostListed = 50;

/** A member's last fifty replies by mail, the newest first, with what was left out of each. */
export async function listMailedReplies(memberId: number): Promise<MailedReplyView[]> {
  const place = {
    select: { number: true, status: true, thread: { select: { id: true, slug: true, title: true, status: true } } },
  } as const;
  const rows = await db.mailedReply.findMany({
    where: { memberId },
    orderBy: { id: "desc" },
    take: mostListed,
    select: {
      id: true,
      receivedAt: true,
      problem: true,
      text: true,
      cut: true,
      postId: true,
      post: place,
      toPost: place,
    },
  });
  return rows.map(({ receivedAt, post, toPost, postId, ...row }) => {
    const shown = post ?? toPost;
    const isReadable = shown?.status === "visible" && shown.thread.status === "visible";
    const thread = shown && { id: shown.thread.id, slug: shown.thread.slug, title: shown.thread.title };
    return {
      ...row,
      at: receivedAt.toISOString(),
      place: isReadable ? { thread: thread!, number: shown.number } : null,
      isPosted: postId !== null,
    };
  });
}
