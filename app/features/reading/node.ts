/** A post as a place in its thread: what the tree and the map are drawn from. */
import type { Relation } from "~/features/posts/posts";

export type PostNode = {
  id: number;
  number: number;
  /** The number of the post that it answers; null for those that answer none. */
  parent: number | null;
  relation: Relation | null;
  worth: number;
};

/** A post with the replies to it; its `parent` is the one that they are drawn below. */
export type Branch = PostNode & {
  replies: Branch[];
  /** How many posts answer it, and one another below it. */
  below: number;
};

/**
 * The branch that begins with the post `from`, else with the thread's first post, which is taken as the parent of posts that
 * answer none and of those whose parent is missing. Null when there is no such post. Replies are in the order of their numbers.
 */
export function branchOf(nodes: readonly PostNode[], from: number | null): Branch | null {
  const branches = new Map<number, Branch>();
  const inOrder = [...nodes].toSorted((a, b) => a.number - b.number);
  for (const node of inOrder) branches.set(node.number, { ...node, replies: [], below: 0 });
  const first = inOrder[0] && branches.get(inOrder[0].number);
  if (!first) return null;
  for (const branch of branches.values()) {
    if (branch === first) continue;
    const parent = branch.parent === null ? undefined : branches.get(branch.parent);
    // A reply has a higher number than what it answers; anything else would be a circle.
    const answered = parent && parent.number < branch.number ? parent : first;
    branch.parent = answered.number;
    answered.replies.push(branch);
  }
  // Children have higher numbers than their parents, so that counting from the end needs no recursion.
  for (const branch of [...branches.values()].toReversed())
    branch.below = branch.replies.reduce((sum, reply) => sum + 1 + reply.below, 0);
  return from === null ? first : (branches.get(from) ?? null);
}
