/** What a vote is, and its rules. "Worth reading" orders; "I agree" is only shown, and never limits or ranks anybody. */
import { canWrite, type Member, type Viewer } from "~/features/auth/auth";

export const voteAxes = ["worth", "agree"] as const;
export type VoteAxis = (typeof voteAxes)[number];

export const axisWords: Record<VoteAxis, string> = { worth: "Worth reading", agree: "I agree" };

/** The axes on which a viewer has voted, by post. */
export type VotesByPost = Record<number, VoteAxis[]>;

/** Nobody votes for what they wrote, and what is hidden takes no votes. */
export function canVote(viewer: Viewer, post: { author: { id: number }; isHidden: boolean }): viewer is Member {
  return canWrite(viewer) && post.author.id !== viewer.id && !post.isHidden;
}
