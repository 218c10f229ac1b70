/** What notices are about, and how the inbox sorts them. */

/** The kinds of notice that a post causes, the strongest first: a post that does several things at once is one notice. */
export const postKinds = ["reply", "mention", "quote", "dispute", "thread", "tag", "author"] as const;
export type PostKind = (typeof postKinds)[number];

export type NoticeKind =
  PostKind | "correction" | "source" | "moderation" | "role" | "followed_search" | "claim_check" | "sanction";

/** Kinds that tell of something that the member need not be able to read, and is always told. */
export const withoutPost = ["moderation", "role", "sanction"] as const satisfies NoticeKind[];

/** A kind as one word in front of its notice. */
export const kindWords: Record<NoticeKind, string> = {
  reply: "reply",
  mention: "mention",
  quote: "quote",
  dispute: "source",
  thread: "new post",
  tag: "new thread",
  author: "author",
  correction: "correction",
  source: "source",
  moderation: "moderation",
  role: "your role",
  followed_search: "search",
  claim_check: "claim",
  sanction: "your account",
};

type Titled = { kind: NoticeKind; words: string; postCount: number; actor: { name: string } | null };

/** A notice in one line: who did what. */
export function noticeTitle({ kind, words, postCount, actor }: Titled): string {
  if (kind === "followed_search") return foundInWords(postCount, words);
  return actor ? `${actor.name} ${words}` : words;
}

/** "3 new posts match “fees”". */
export const foundInWords = (count: number, words: string) =>
  count === 1 ? `1 new post matches “${words}”` : `${count} new posts match “${words}”`;

/** The inbox's filters by their names in its address. */
export const noticeFilters = {
  unread: { words: "Unread", kinds: null },
  replies: { words: "Replies", kinds: ["reply"] },
  mentions: { words: "Mentions", kinds: ["mention"] },
  quotes: { words: "Quotes", kinds: ["quote", "correction"] },
  claims: { words: "Claims", kinds: ["claim_check"] },
  sources: { words: "Sources", kinds: ["dispute", "source"] },
  followed: { words: "Followed", kinds: ["thread", "tag", "author", "followed_search"] },
} as const satisfies Record<string, { words: string; kinds: readonly NoticeKind[] | null }>;

export type NoticeFilter = keyof typeof noticeFilters;

/** The filter of an address; null for all notices and for a name that there is not. */
export const readNoticeFilter = (name: string | null): NoticeFilter | null =>
  name !== null && Object.hasOwn(noticeFilters, name) ? (name as NoticeFilter) : null;

type Row = { kind: NoticeKind; isUnread: boolean };

/**
 * The notices of one thread as rows: new posts that stand one after the other, all of them read or all unread, are one row. The
 * order stays.
 */
export function rowsOf<Of extends Row>(notices: readonly Of[]): Of[][] {
  const rows: Of[][] = [];
  for (const notice of notices) {
    const last = rows.at(-1);
    const isMore = notice.kind === "thread" && last?.[0]?.kind === "thread" && last[0].isUnread === notice.isUnread;
    if (isMore) last.push(notice);
    else rows.push([notice]);
  }
  return rows;
}
