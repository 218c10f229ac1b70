/** Decisions about an interest that may be undisclosed. The log says nothing of them: nobody else hears that somebody asked. */
import { askInterest } from "~/features/flags/flags.server";
import { hidePost } from "./decide-about-post.server";
import type { Outcome } from "./outcome";

export const decideAboutInterest: Outcome = async (tx, { row, by, decision, reason, at }) => {
  const { id: caseId, postId, memberId } = row;
  if (postId === null || memberId === null) return { ok: false, status: 409, words: "The post is not there any more." };
  if (decision === "ask_interest") {
    await askInterest(tx, { caseId, postId, memberId, by, words: reason, at });
    return { ok: true, modActionId: null };
  }
  if (decision === "keep") return { ok: true, modActionId: null };
  return hidePost(tx, { by, reason, postId });
};
