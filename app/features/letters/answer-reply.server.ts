/** The letter to a member whose reply by mail could not be posted, or whose files are not in the post. */
import { deliver } from "~/features/mail/mail.server";
import type { Letter } from "~/features/mail/mail";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { isStopped } from "./mailing.server";

const place = {
  select: { number: true, status: true, thread: { select: { id: true, slug: true, title: true, status: true } } },
} as const;

/** Says why, with the text, so that it isn't lost. Nothing for a member who has no address, or one that refuses mails. */
export async function answerReply(replyId: number) {
  const reply = await db.mailedReply.findUnique({
    where: { id: replyId },
    select: {
      problem: true,
      leftOut: true,
      text: true,
      member: {
        select: {
          email: true,
          emailVerifiedAt: true,
          deletedAt: true,
          mailing: { select: { stoppedAt: true, stoppedAddress: true } },
        },
      },
      toPost: place,
      post: place,
    },
  });
  if (!reply || (reply.problem === "" && reply.leftOut === "")) return;
  if (!reply.member.email || !reply.member.emailVerifiedAt || reply.member.deletedAt) return;
  const { email: address, mailing } = reply.member;
  if (isStopped(mailing, address)) return;
  const { toPost, post, problem, text, leftOut } = reply;
  const isPosted = problem === "";
  const about = isPosted ? post : toPost;
  const readable = about?.thread.status === "visible" ? about : null;
  const files = leftOut === "" ? [] : [isPosted ? "Left out:" : "Its files were left out:", leftOut];
  const subject = isPosted ? "Posted without some files" : "Not posted";
  const letter: Letter = {
    subject: readable
      ? `${subject}: your reply in “${readable.thread.title}”`.slice(0, 180)
      : `${subject}: your reply by mail`,
    heading: isPosted ? "Your reply was posted, without some files" : "Your reply was not posted",
    paragraphs: [
      ...(isPosted ? [] : [problem]),
      ...(isPosted || text === "" ? [] : ["Your text was:", text]),
      ...files,
    ],
    action: readable
      ? {
          words: isPosted ? `See post ${readable.number}` : "Answer in the thread",
          url: env().publicOrigin + paths.numbered(readable.thread, readable.number),
        }
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
  /** Files that are not in the post, each with why. */
  leftOut: string[];
};

const mostListed = 50;

/** A member's last fifty replies by mail, the newest first, with what was left out of each. */
export async function listMailedReplies(memberId: number): Promise<MailedReplyView[]> {
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
      leftOut: true,
      postId: true,
      post: place,
      toPost: place,
    },
  });
  return rows.map(({ receivedAt, post, toPost, postId, leftOut, ...row }) => {
    const shown = post ?? toPost;
    const isReadable = shown?.status === "visible" && shown.thread.status === "visible";
    const thread = shown && { id: shown.thread.id, slug: shown.thread.slug, title: shown.thread.title };
    return {
      ...row,
      at: receivedAt.toISOString(),
      place: isReadable ? { thread: thread!, number: shown.number } : null,
      isPosted: postId !== null,
      leftOut: leftOut === "" ? [] : leftOut.split("\n"),
    };
  });
}
