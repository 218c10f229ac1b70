/** Telling a member what a moderator did about something of their own. */
import { paths } from "~/paths";
import { db, inTransaction } from "~/platform/db.server";
import { tellMember } from "./notices.server";

/** What is said of it, after the moderator's name. Other actions are about nobody's own. */
const actWords: Partial<Record<string, string>> = {
  hide_post: "hid",
  keep_post: "looked at and kept",
  ask_edit: "asks for an edit of",
  restore_post: "brought back",
  revert_post: "brought back an earlier text of",
  erase_revision: "erased the text of a revision of",
  lock_thread: "locked",
  unlock_thread: "unlocked",
  pin_thread: "pinned",
  unpin_thread: "unpinned",
  slow_thread: "slowed down",
  unslow_thread: "ended the slow mode of",
  close_thread: "closed",
  reopen_thread: "opened again",
};

/** Tells the author of the post or thread, once. Nobody is told of their own action. */
export async function tellOfAction(actionId: number) {
  const action = await db.modAction.findUnique({
    where: { id: actionId },
    select: {
      kind: true,
      reason: true,
      moderatorId: true,
      postId: true,
      threadId: true,
    },
  });
  const did = action && actWords[action.kind];
  if (!did) return;
  const { post, thread } = await findOwned(action);
  const memberId = post?.authorId ?? thread?.authorId;
  if (memberId === undefined || memberId === action.moderatorId) return;
  const what = post ? `your post ${post.number}` : "your thread";
  const event = `action:${actionId}`;
  // With its letter and its push: a job that dies halfway has told nothing.
  await inTransaction((tx) =>
    tellMember(tx, {
      memberId,
      kind: "moderation",
      subject: event,
      event,
      words: `${did} ${what}: ${action.reason}`,
      path: paths.modAction({ id: actionId }),
      threadId: post?.threadId ?? thread?.id ?? null,
      ...(action.moderatorId !== null && { actorId: action.moderatorId }),
    }),
  );
}

/** What an entry was about, as far as it is still there. */
async function findOwned({ postId, threadId }: { postId: number | null; threadId: number | null }) {
  const [post, thread] = await Promise.all([
    postId === null
      ? null
      : db.post.findUnique({ where: { id: postId }, select: { authorId: true, number: true, threadId: true } }),
    threadId === null ? null : db.thread.findUnique({ where: { id: threadId }, select: { id: true, authorId: true } }),
  ]);
  return { post, thread };
}
