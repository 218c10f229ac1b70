/** One contribution to a thread, as a page shows it. */
import { type Member, type Viewer } from "~/features/auth/auth";
import type { Faced, MemberCard } from "~/features/members/members";
import { canReply } from "~/features/threads/threads";
import { shorten } from "~/ui/shorten";

export const relations = ["supports", "rebuts", "qualifies", "asks", "adds-data"] as const;
export type Relation = (typeof relations)[number];

/** The words of a relation before "post 3". */
export const relationWords: Record<Relation, string> = {
  supports: "supports",
  rebuts: "rebuts",
  qualifies: "qualifies",
  asks: "asks about",
  "adds-data": "adds data to",
};

const relationCounts: Record<Relation, { one: string; many: string }> = {
  supports: { one: "supports", many: "support" },
  rebuts: { one: "rebuts", many: "rebut" },
  qualifies: { one: "qualifies", many: "qualify" },
  asks: { one: "asks", many: "ask" },
  "adds-data": { one: "adds data", many: "add data" },
};

/** Replies as they are counted: "14 rebut", "1 qualifies". */
export const relationCount = (relation: Relation, count: number): string =>
  `${count} ${relationCounts[relation][count === 1 ? "one" : "many"]}`;

/** A reply as a line below what it answers. */
export type ReplyLine = { id: number; number: number; authorName: string; relation: Relation | null; line: string };

/** The replies to a post that may be read: how many by relation, and the first few as lines. */
export type Replies = { count: number; byRelation: [Relation, number][]; first: ReplyLine[] };

/** Whether a quoted post says still what is quoted. */
export const quoteStates = ["holds", "changed", "corrected", "differs"] as const;
export type QuoteState = (typeof quoteStates)[number];

export type Heading = { id: string; text: string; level: number };

export type PostView = {
  id: number;
  number: number;
  author: MemberCard & Faced;
  createdAt: string;
  editedAt: string | null;
  /** The post it replies to. `line` is the beginning of its text; empty for an opening post, and where it may not be read. */
  parent: { id: number; number: number; authorName: string; line: string } | null;
  relation: Relation | null;
  replyCount: number;
  /** The sum of votes on whether it is worth reading, which may be negative. */
  worthCount: number;
  agreeCount: number;
  disagreeCount: number;
  /** How many members reacted, by kind of reaction; kinds that nobody used are left out. */
  reactionCounts: Record<string, number>;
  headings: Heading[];
  /** How long its text takes to read. */
  minutes: number;
  /** The number of its current revision, from 1; quotes refer to it. */
  revision: number;
  /** The author's disclosure for this post alone; empty if there is none. */
  disclosure: string;
  /** Why it is folded, waiting for a moderator, and whether an edit brings it back. It opens by a click. */
  folded: { words: string; mayEdit: boolean } | null;
  /** Hidden; shown to moderators with a mark. */
  isHidden: boolean;
  /** Deleted by its author, the only person who can restore it. */
  isDeleted: boolean;
};

/** Where a post is quoted, for the line below it. */
export type QuotedIn = { id: number; number: number; authorName: string; thread: { id: number; slug: string } };

/** A line in the place of a post: this viewer may not read it, or the page would be too large with it. */
export type PostStub = {
  id: number;
  number: number;
  reason: "hidden" | "deleted" | "moved" | "too-large";
  isOwn: boolean;
  /** Of a post that was moved: its number there, and the thread's title where this viewer may read it. */
  to?: { number: number; title: string | null };
};

/** Posts per page of a thread. Windows are aligned, so that a page's content doesn't depend on the link to it. */
export const windowSize = 20;

/** The first and last number of the window with this post. */
export function windowOf(number: number): { first: number; last: number } {
  const first = Math.floor((Math.max(1, number) - 1) / windowSize) * windowSize + 1;
  return { first, last: first + windowSize - 1 };
}

type Owned = { author: { id: number }; status: "visible" | "hidden" | "deleted" };
type ThreadState = { lockedAt: string | null; status: "visible" | "hidden" | "deleted" };

/** Authors can edit their own visible posts while the thread is open. */
export function canEdit(viewer: Viewer, post: Owned, thread: ThreadState): viewer is Member {
  return canReply(viewer, thread) && viewer.id === post.author.id && post.status === "visible";
}

/** Authors can delete their own posts, except an opening post with replies, which would lose their context. */
export function canDelete(
  viewer: Viewer,
  post: Owned & { number: number },
  thread: ThreadState & { postCount: number },
): viewer is Member {
  return canEdit(viewer, post, thread) && (post.number > 1 || thread.postCount <= 1);
}

/** "2 h after posting": the time from posting to the last edit, in one unit. */
export function editedAfter(createdAt: string, editedAt: string): string {
  const minutes = Math.max(0, Math.round((new Date(editedAt).getTime() - new Date(createdAt).getTime()) / 60_000));
  if (minutes < 1) return "right after posting";
  if (minutes < 60) return `${minutes} min after posting`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h after posting`;
  return `${Math.round(minutes / 1440)} days after posting`;
}

/** What stands in the place of a folded post outside its page. */
export const foldedSentence = "This post is hidden until a moderator has looked at it.";

type Shown = { readableText: string; plainText: string; foldedAt: Date | null };

/** What is shown of a post outside its page. A post that an older build rendered has its plain text alone. */
export const shownText = ({ readableText, plainText, foldedAt }: Shown): string =>
  foldedAt ? foldedSentence : readableText || plainText;

/** The beginning of a plain text on one line, at most 200 characters. */
export function excerptOf(text: string, most = 200): string {
  return shorten(text.replaceAll(/\s+/g, " ").trim(), most);
}

/** A part of a comparison of two texts. */
export type DiffPart = { kind: "same" | "added" | "removed"; text: string };

const segment = (number: number) => number.toString(36).padStart(5, "0");
const deepest = 200;

/** A reply's place in the tree. From a depth of 200 on, replies are siblings of what they answer. */
export function placeBelow(
  parent: { path: string; depth: number } | null,
  number: number,
): { path: string; depth: number } {
  if (parent === null) return { path: segment(number), depth: 0 };
  if (parent.depth >= deepest) return { path: `${parent.path.slice(0, -5)}${segment(number)}`, depth: parent.depth };
  return { path: parent.path + segment(number), depth: parent.depth + 1 };
}
