/** The map: who answers whom, drawn as squares and lines. Lengths are pixels of the drawing. */
import type { Relation } from "~/features/posts/posts";
import { type Branch, branchOf, type PostNode } from "./node";

/** Squares on one map: posts, and what stands for posts that are left out. */
export const mostSquares = 500;
export const square = 24;
const pitch = 34;
const indent = 36;
const stub = 14;
const width = 528;
/** Levels below the first post; what is deeper has a map of its own. */
const deepestLevel = 11;

export type MapPost = {
  kind: "post";
  id: number;
  number: number;
  parent: number | null;
  relation: Relation | null;
  level: number;
  x: number;
  y: number;
};

/** Stands for replies to a post that the map leaves out. */
export type MapRest = { kind: "rest"; parent: number; count: number; level: number; x: number; y: number };

/** A line: the frame that leads to replies, or the end of it at one reply, which says how the reply relates. */
export type MapLine = { kind: "frame" | "plain" | Relation; x1: number; y1: number; x2: number; y2: number };

export type ThreadMap = { width: number; height: number; squares: (MapPost | MapRest)[]; lines: MapLine[] };

/**
 * The map from the post `from` on, or from the thread's first one; null when there is no such post. Where there are more posts
 * than it holds, the branches with the fewest posts are left out. Squares are in the order in which they are read.
 */
export function layOutMap(nodes: readonly PostNode[], from: number | null): ThreadMap | null {
  const root = branchOf(nodes, from);
  if (!root) return null;
  const pruned = prune(root, loudest(root));
  const map: ThreadMap = { width: 0, height: 0, squares: [], lines: [] };
  map.height = drawPost(map, pruned, 0, 1, 1) - (pitch - square) + 1;
  map.width = Math.max(...map.squares.map(({ x }) => x)) + square + 1;
  return map;
}

/** A post with the replies that are drawn, and how many posts are not. */
type Drawn = { post: Branch; replies: Drawn[]; rest: number };

/** The posts that are drawn: those with the most posts below them, so that a post never comes without what it answers. */
function loudest(root: Branch): Set<number> {
  const reached: Branch[] = [];
  for (let level = [root], depth = 0; level.length > 0 && depth <= deepestLevel; depth++) {
    reached.push(...level);
    level = level.flatMap(({ replies }) => replies);
  }
  const ranked = reached.toSorted((a, b) => b.below - a.below || b.worth - a.worth || a.number - b.number);
  return new Set(ranked.slice(0, mostThatFit(ranked)).map(({ number }) => number));
}

/** How many of these posts fit, together with a square at each post some of whose replies are left out. */
function mostThatFit(ranked: Branch[]): number {
  const leftOf = new Map<number, number>();
  let rests = 0;
  let most = 0;
  for (const [index, { number, parent, replies }] of ranked.slice(0, mostSquares).entries()) {
    leftOf.set(number, replies.length);
    if (replies.length > 0) rests += 1;
    const left = leftOf.get(parent ?? 0);
    if (parent !== null && left !== undefined) {
      leftOf.set(parent, left - 1);
      if (left === 1) rests -= 1;
    }
    if (index + 1 + rests <= mostSquares) most = index + 1;
  }
  return most;
}

function prune(post: Branch, drawn: ReadonlySet<number>): Drawn {
  const replies = post.replies.filter(({ number }) => drawn.has(number)).map((reply) => prune(reply, drawn));
  const left = post.replies.filter(({ number }) => !drawn.has(number));
  return { post, replies, rest: left.reduce((sum, { below }) => sum + 1 + below, 0) };
}

/**
 * Draws a post and below it its replies in the order of their numbers: those that nobody answers and that follow one another
 * side by side, the others as branches. Answers with the next free y.
 */
function drawPost(map: ThreadMap, drawn: Drawn, level: number, x: number, y: number): number {
  const { id, number, parent, relation } = drawn.post;
  map.squares.push({ kind: "post", id, number, parent: level === 0 ? null : parent, relation, level, x, y });
  const trunk = x + square / 2;
  const left = x + indent;
  let next = y + pitch;
  let end = y + square;

  const inRow = Math.max(1, Math.floor((width - left) / pitch) + 1);
  for (const part of partsOf(drawn)) {
    if (!Array.isArray(part)) {
      const center = next + square / 2;
      map.lines.push({ kind: part.post.relation ?? "plain", x1: trunk, y1: center, x2: left, y2: center });
      end = center;
      next = drawPost(map, part, level + 1, left, next);
      continue;
    }
    for (let from = 0; from < part.length; from += inRow) {
      const row = part.slice(from, from + inRow);
      const middle = left + (row.length - 1) * pitch + square / 2;
      map.lines.push({ kind: "frame", x1: trunk, y1: next, x2: middle, y2: next });
      for (const [index, post] of row.entries()) {
        const at = { level: level + 1, x: left + index * pitch, y: next + stub };
        if (post) {
          const { id, number: own, relation } = post;
          map.squares.push({ kind: "post", id, number: own, parent: number, relation, ...at });
        } else map.squares.push({ kind: "rest", parent: number, count: drawn.rest, ...at });
        const center = at.x + square / 2;
        map.lines.push({ kind: post?.relation ?? "plain", x1: center, y1: next, x2: center, y2: next + stub });
      }
      end = next;
      next += stub + pitch;
    }
  }
  if (end > y + square) map.lines.push({ kind: "frame", x1: trunk, y1: y + square, x2: trunk, y2: end });
  return next;
}

/** A branch, or posts that stand side by side; null among them stands for the replies that are left out. */
type Part = Drawn | (Branch | null)[];

function partsOf({ replies, rest }: Drawn): Part[] {
  const parts: Part[] = [];
  const addToRow = (post: Branch | null) => {
    const last = parts.at(-1);
    if (Array.isArray(last)) last.push(post);
    else parts.push([post]);
  };
  for (const reply of replies) {
    const isSingle = reply.replies.length === 0 && reply.rest === 0;
    if (isSingle) addToRow(reply.post);
    else parts.push(reply);
  }
  if (rest > 0) addToRow(null);
  return parts;
}
