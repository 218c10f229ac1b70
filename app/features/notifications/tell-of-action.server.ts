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
  lock_thread: "locked",
  unlock_thread: "unlocked",
  pin_thread: "pinned",
  unpin_thread: "unpinned",
};

/** Tells the author of the post or thread, once. Nobody is told of their own action. */
export async function tellOfAction(actionId: number) {
  const action = await db.modAction.findUnique({
    where: { id: actionId },
    select: {
      kind: true,
      reason: true,
      moderatorId: true,
      post: { select: { authorId: true, number: true, threadId: true } },
      thread: { select: { id: true, authorId: true } },
    },
  });
  const did = action && actWords[action.kind];
  const memberId = action?.post?.authorId ?? action?.thread?.authorId;
  if (!did || memberId === undefined || memberId === action.moderatorId) return;
  const what = action.post ? `your post ${action.post.number}` : "your thread";
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
      threadId: action.post?.threadId ?? action.thread?.id ?? null,
      ...(action.moderatorId !== null && { actorId: action.moderatorId }),
    }),
  );
}
