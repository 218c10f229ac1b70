/** Decisions about a post: keep it, hide it, ask for an edit, or act against its author. */
import { moderateIn, writeLog } from "~/features/moderation/moderation.server";
import { foldUntilEdited, unfoldPost } from "~/features/posts/posts.server";
import { enqueue } from "~/platform/jobs.server";
import type { Tx } from "~/platform/db.server";
import { measure } from "./measure.server";
import type { Deciding, Done, Outcome } from "./outcome";

const editAsked = "A moderator asked its author for an edit.";
const isGone = {
  ok: false,
  status: 409,
  words: "The post is hidden or deleted already. “Keep” closes the case.",
} as const;

export const decideAboutPost: Outcome = async (tx, deciding) => {
  const { row, decision } = deciding;
  if (row.postId === null) return { ok: false, status: 409, words: "The post is not there any more." };
  const post = { ...deciding, postId: row.postId };
  if (decision === "keep") return keep(tx, post);
  if (decision === "hide") return hidePost(tx, post);
  if (decision === "ask_edit") return askForEdit(tx, post);
  const measured = await measure(tx, deciding);
  if (!measured.ok) return measured;
  // Where the post is gone already, there is nothing left to hide.
  if (deciding.alsoHide) await hidePost(tx, post);
  else await unfoldPost(tx, row.postId);
  return measured;
};

type OfPost = Deciding & { postId: number };

async function keep(tx: Tx, { by, reason, at, row, postId }: OfPost): Promise<Done> {
  const wasFolded = await unfoldPost(tx, postId);
  const modActionId = await writeLog(tx, { by, kind: "keep_post", reason, at, threadId: row.threadId, postId });
  // Who wasn't told that their post waited need not be told that it stays.
  if (wasFolded) await enqueue(tx, "notices.act", { actionId: modActionId });
  return { ok: true, modActionId };
}

/** Hides the post of a case, with its entry of the log. */
export async function hidePost(
  tx: Tx,
  { by, reason, postId }: Pick<OfPost, "by" | "reason" | "postId">,
): Promise<Done> {
  const hidden = await moderateIn(tx, { by, kind: "hide_post", target: postId, reason });
  return hidden.ok ? { ok: true, modActionId: hidden.modActionId } : isGone;
}

async function askForEdit(tx: Tx, { by, reason, at, row, postId }: OfPost): Promise<Done> {
  if (!(await foldUntilEdited(tx, postId, editAsked))) return isGone;
  const modActionId = await writeLog(tx, { by, kind: "ask_edit", reason, at, threadId: row.threadId, postId });
  await enqueue(tx, "notices.act", { actionId: modActionId });
  return { ok: true, modActionId };
}
