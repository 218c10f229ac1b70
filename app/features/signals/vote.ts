/** Votes and their rules. "Worth reading" ranks lists; "I agree" is display only. */
import { canWrite, type Member, type Viewer } from "~/features/auth/auth";
import type { VoteCounts } from "~/features/posts/posts";

export const voteAxes = ["worth", "agree"] as const;
export type VoteAxis = (typeof voteAxes)[number];

/** The strongest vote in either direction. */
export const strongest: Record<VoteAxis, number> = { worth: 2, agree: 1 };

export const axisWords: Record<VoteAxis, { up: string; down: string }> = {
  worth: { up: "Worth reading", down: "Not worth reading" },
  agree: { up: "I agree", down: "I disagree" },
};

/** Authors can't vote for or react to their own posts, and hidden posts take neither. */
export function canSignal(viewer: Viewer, post: { author: { id: number }; isHidden: boolean }): viewer is Member {
  return canWrite(viewer) && post.author.id !== viewer.id && !post.isHidden;
}

/**
 * The vote that a press of the button for a direction (1 or -1) makes of a member's own one: the first press votes, the next
 * one strengthens it as far as the axis goes, and the last one takes it back.
 */
export function pressed(axis: VoteAxis, own: number, direction: 1 | -1): number {
  const strength = own * direction;
  if (strength <= 0) return direction;
  return strength < strongest[axis] ? own + direction : 0;
}

/** What a post's counts move by when a vote changes from one value to another; 0 is no vote. */
export function movedBy(axis: VoteAxis, from: number, to: number): VoteCounts {
  if (axis === "worth") return { worthCount: to - from, agreeCount: 0, disagreeCount: 0 };
  return {
    worthCount: 0,
    agreeCount: Number(to > 0) - Number(from > 0),
    disagreeCount: Number(to < 0) - Number(from < 0),
  };
}

/** Whether a post has the revision that a vote or reaction names. Without one they are about the current revision. */
export const hasRevision = (post: { revision: number }, named: number | undefined): boolean =>
  named === undefined || (named >= 1 && named <= post.revision);
