/** The tree view: which posts a page shows in full, how far each is indented, and what is loaded in place. */
import { type Branch, branchOf, type PostNode } from "./node";
import type { TreeSort } from "./view";

/** How many posts a page of the tree shows in full. */
export const postsInTree = 40;
/** Replies are indented to this level; what answers the posts of the last level is continued in place. */
export const deepestLevel = 4;

export type TreePost = {
  id: number;
  number: number;
  /** 0 for the post that the page begins with and for its direct replies. */
  level: number;
  /** How many posts answer it, and one another below it. */
  below: number;
  replies: TreePost[];
  /** Replies that this page leaves out. */
  rest: Rest | null;
};

export type Rest = {
  /** How many posts are left out here, with all that answer them. */
  count: number;
  /** The direct reply that is shown last; null when none is. */
  after: number | null;
};

type Asked = { nodes: readonly PostNode[]; sort: TreeSort; from: number | null; after: number | null };

const orders: Record<TreeSort, (a: Branch, b: Branch) => number> = {
  worth: (a, b) => b.worth - a.worth || a.number - b.number,
  new: (a, b) => b.number - a.number,
  old: (a, b) => a.number - b.number,
};

/**
 * The tree from the post `from` on, or from the thread's first one; of its direct replies only those after `after`. Null when
 * there is no such post. The posts that are shown are the first replies of the first replies: a post's rank counts its own place
 * among its siblings and that of each post above it, so that no branch takes all the room.
 */
export function layOutTree({ nodes, sort, from, after }: Asked): TreePost | null {
  const root = branchOf(nodes, from);
  if (!root) return null;
  const begin = after === null ? root : { ...root, replies: repliesAfter(root, sort, after) };
  const shown = firstPosts(begin, sort);
  return toTree(begin, { sort, shown, depth: 0 });
}

function repliesAfter(branch: Branch, sort: TreeSort, after: number): Branch[] {
  const sorted = branch.replies.toSorted(orders[sort]);
  return sorted.slice(sorted.findIndex(({ number }) => number === after) + 1);
}

/** Numbers of the posts that are shown in full. */
function firstPosts(root: Branch, sort: TreeSort): Set<number> {
  const ranked: { number: number; rank: number; depth: number }[] = [];
  const rankReplies = (branch: Branch, rank: number, depth: number) => {
    if (depth > deepestLevel + 1) return;
    for (const [index, reply] of branch.replies.toSorted(orders[sort]).slice(0, postsInTree).entries()) {
      const own = rank + index + 1;
      ranked.push({ number: reply.number, rank: own, depth });
      rankReplies(reply, own, depth + 1);
    }
  };
  rankReplies(root, 0, 1);
  const first = ranked.toSorted((a, b) => a.rank - b.rank || a.depth - b.depth || a.number - b.number);
  return new Set([root.number, ...first.slice(0, postsInTree - 1).map(({ number }) => number)]);
}

type Drawn = { sort: TreeSort; shown: ReadonlySet<number>; depth: number };

function toTree(branch: Branch, { sort, shown, depth }: Drawn): TreePost {
  const sorted = branch.replies.toSorted(orders[sort]);
  const replies = sorted.filter(({ number }) => shown.has(number));
  const left = sorted.filter(({ number }) => !shown.has(number));
  const { id, number } = branch;
  return {
    id,
    number,
    level: Math.max(0, depth - 1),
    below: branch.replies.reduce((sum, reply) => sum + 1 + reply.below, 0),
    replies: replies.map((reply) => toTree(reply, { sort, shown, depth: depth + 1 })),
    rest:
      left.length === 0
        ? null
        : {
            count: left.reduce((sum, reply) => sum + 1 + reply.below, 0),
            after: replies.at(-1)?.number ?? null,
          },
  };
}

/** The numbers of all posts of a tree. */
export const numbersIn = (post: TreePost): number[] => [post.number, ...post.replies.flatMap(numbersIn)];
