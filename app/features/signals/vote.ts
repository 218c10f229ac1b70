/** Votes and their rules. "Worth reading" ranks lists; "I agree" is display only. */
import { canWrite, type Member, type Viewer } from "~/features/auth/auth";

export const voteAxes = ["worth", "agree"] as const;
export type VoteAxis = (typeof voteAxes)[number];

export const axisWords: Record<VoteAxis, string> = { worth: "Worth reading", agree: "I agree" };

/** A viewer's votes by post. */
export type VotesByPost = Record<number, VoteAxis[]>;

/** Authors can't vote for their own posts, and hidden posts take no votes. */
export function canVote(viewer: Viewer, post: { author: { id: number }; isHidden: boolean }): viewer is Member {
  return canWrite(viewer) && post.author.id !== viewer.id && !post.isHidden;
}
