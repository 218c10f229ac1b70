/** What a thread is, and its rules. */
import { canWrite, isModerator, type Member, type Viewer } from "~/features/auth/auth";
import type { MemberCard } from "~/features/members/members";
import type { Tag } from "~/features/tags/tags";
import { withPlainLetters } from "~/platform/plain-letters";

export type Thread = {
  id: number;
  title: string;
  slug: string;
  author: MemberCard;
  createdAt: string;
  lockedAt: string | null;
  pinnedAt: string | null;
  /** Since when everybody posts here once an hour at most. */
  slowedAt: string | null;
  /** Since when it is closed, which locks it. */
  closedAt: string | null;
  status: "visible" | "hidden" | "deleted";
  postCount: number;
  /** The number of its newest post, including removed ones. */
  lastNumber: number;
  lastPostAt: string;
  tags: Tag[];
};

export const threadEventKinds = ["renamed", "retagged", "moved_away", "moved_here", "merged_here"] as const;

/** An event of a thread, shown after the post `afterNumber`. */
export type ThreadEventView = {
  id: number;
  kind: (typeof threadEventKinds)[number];
  before: string;
  after: string;
  at: string;
  afterNumber: number;
  by: { handle: string; name: string };
  /** The other thread of a move; null where the reader may not read it, and of other events. */
  other: { id: number; slug: string; title: string } | null;
};

/** `summary` is what it was closed with; `claimCount` counts the claims of its visible posts; `lastUpdate` is the sequence of what its open pages were told last. */
export type ThreadWithEvents = Thread & {
  events: ThreadEventView[];
  claimCount: number;
  lastUpdate: number;
  summary: string;
};

export type ThreadRow = Pick<
  Thread,
  "id" | "title" | "slug" | "pinnedAt" | "author" | "postCount" | "lastNumber" | "lastPostAt" | "tags"
> & {
  lastPoster: MemberCard;
  isLocked: boolean;
};

/** A thread as a result of a search. */
export type FoundThread = Pick<ThreadRow, "id" | "slug" | "title" | "postCount" | "tags">;

export function canReply(viewer: Viewer, thread: Pick<Thread, "lockedAt" | "status">): viewer is Member {
  if (!canWrite(viewer) || thread.status === "deleted") return false;
  return thread.lockedAt === null || isModerator(viewer);
}

/** Silenced members keep drafts of replies, in a thread that takes replies. */
export function canDraft(viewer: Viewer, thread: Pick<Thread, "lockedAt" | "status">): viewer is Member {
  return viewer !== null && viewer.isSilenced && canReply({ ...viewer, isSilenced: false }, thread);
}

/** Path segments below a thread that are other pages. */
const takenSlugs = new Set(["sources", "claims"]);

/** The slug of a thread: `[a-z0-9-]`, at most 80 characters, never empty. */
export function slugOf(title: string): string {
  const words = withPlainLetters(title.toLowerCase())
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/['’]/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-");
  const slug = words
    .slice(0, 81)
    .replace(/-[^-]*$/, (tail) => (words.length > 81 ? "" : tail))
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, "");
  if (slug === "") return "thread";
  return takenSlugs.has(slug) ? `${slug}-thread` : slug;
}

/**
 * The rank in `hot`: a number that grows with the time of creation and the logarithm of votes, after Reddit's
 * published ranking. Ten times the votes are worth half a day; a reply counts a quarter of a vote.
 */
export function hotScore({
  worthCount,
  postCount,
  createdAt,
}: {
  worthCount: number;
  postCount: number;
  createdAt: Date;
}): number {
  const points = Math.max(1, worthCount + (postCount - 1) / 4);
  return Math.log10(points) + createdAt.getTime() / 1000 / 45_000;
}
