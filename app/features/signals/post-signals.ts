/** What a viewer said about a post, and whether the post is still what it was about. */
import type { ReactionKind } from "./reaction";

export type PostSignals = {
  /** From -2 to 2. */
  worth: number;
  /** From -1 to 1. */
  agree: number;
  reactions: ReactionKind[];
  /** What changed since the vote on `agree`: the text, or what is known about its numbers. */
  since: { isEdited: boolean; isMoved: boolean };
};

export const noSignals: PostSignals = {
  worth: 0,
  agree: 0,
  reactions: [],
  since: { isEdited: false, isMoved: false },
};

export type Reactor = { id: number; handle: string; name: string };
/** Who reacted to a post, by kind: the first of them; how many there are is the post's count. */
export type Reactors = Record<string, Reactor[]>;

/** "edited after you agreed", "moved since you disagreed"; null while what the vote was about stands. */
export function sinceInWords({ agree, since }: PostSignals): string | null {
  if (agree === 0) return null;
  const did = agree > 0 ? "agreed" : "disagreed";
  const parts = [since.isEdited && `edited after you ${did}`, since.isMoved && `numbers moved since you ${did}`];
  return parts.filter((part) => part !== false).join("; ") || null;
}
