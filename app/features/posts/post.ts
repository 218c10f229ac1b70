/** One contribution to a thread, as a page shows it. */
import type { MemberCard } from "~/features/members/members";

export const relations = ["supports", "rebuts", "qualifies", "asks", "adds-data"] as const;
export type Relation = (typeof relations)[number];

/** How a relation reads before "post 3". */
export const relationWords: Record<Relation, string> = {
  supports: "supports",
  rebuts: "rebuts",
  qualifies: "qualifies",
  asks: "asks about",
  "adds-data": "adds data to",
};

export type Heading = { id: string; text: string; level: number };

export type PostView = {
  id: number;
  number: number;
  author: MemberCard;
  createdAt: string;
  editedAt: string | null;
  parent: { id: number; number: number; authorName: string } | null;
  relation: Relation | null;
  replyCount: number;
  headings: Heading[];
  /** Not visible to everybody; shown, marked, to moderators. */
  isHidden: boolean;
};

/** What is left of a post that this viewer may not read: its number stays taken. */
export type PostStub = { id: number; number: number; reason: "hidden" | "deleted" };

/** Posts of a thread on one page. Windows are aligned, so that a page's address and content don't depend on how one came there. */
export const windowSize = 20;

/** The numbers of the window that holds this post number. */
export function windowOf(number: number): { first: number; last: number } {
  const first = Math.floor((Math.max(1, number) - 1) / windowSize) * windowSize + 1;
  return { first, last: first + windowSize - 1 };
}

const segment = (number: number) => number.toString(36).padStart(5, "0");
const deepest = 200;

/** Where a reply hangs in the tree. From a depth of 200 on, replies stand beside what they answer. */
export function placeBelow(
  parent: { path: string; depth: number } | null,
  number: number,
): { path: string; depth: number } {
  if (parent === null) return { path: segment(number), depth: 0 };
  if (parent.depth >= deepest) return { path: `${parent.path.slice(0, -5)}${segment(number)}`, depth: parent.depth };
  return { path: parent.path + segment(number), depth: parent.depth + 1 };
}
