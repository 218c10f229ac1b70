/** What stands on a picture of ours, before it is drawn. */
import { groupByKind, shortName, type Tag } from "~/features/tags/tags";
import type { Thread } from "~/features/threads/threads";
import { formatDate } from "~/ui/time";

export type Card = {
  /** In words, for those who don't see the picture. */
  alt: string;
  title: string;
  /** Said instead of a title whose script has no letters here. */
  fallback: { title: string; note: string };
  tags: { kind: string; names: string[] }[];
  /** One line of facts: runs of text, the strong ones in 600. `instead` is drawn when `text` can't be. */
  facts: { text: string; instead?: string; isStrong?: boolean }[];
};

export const cardSize = { width: 1200, height: 630 };

/** Raised when the drawing changes, so that what others keep is asked for again. */
export const drawingVersion = 1;

type Given = Pick<Thread, "id" | "title" | "author" | "createdAt" | "postCount" | "tags">;

/** A thread as a picture says it. */
export function threadCard({ id, title, author, createdAt, postCount, tags }: Given): Card {
  const posts = postCount === 1 ? "post" : "posts";
  return {
    alt: `${title}. A thread on Counterproof, opened by ${author.name} on ${formatDate(createdAt)}, ${postCount} ${posts}.`,
    title,
    fallback: { title: `Thread ${id}`, note: "This picture has no letters for its title." },
    tags: groupByKind<Tag>(tags).map((group) => ({ kind: group.name, names: group.tags.map(shortName) })),
    facts: [
      { text: "Opened by " },
      { text: author.name, instead: `@${author.handle}`, isStrong: true },
      { text: `, ${formatDate(createdAt)}  ·  ` },
      { text: String(postCount), isStrong: true },
      { text: ` ${posts}` },
    ],
  };
}

/** The forum itself, for pages that are no thread; `host` is where it stands. */
export function siteCard(host: string): Card {
  const title = "Research debates on scaling Ethereum, in which every number can be traced and checked";
  return {
    alt: `Counterproof. ${title}.`,
    title,
    fallback: { title: "Counterproof", note: "" },
    tags: [],
    facts: [{ text: host }],
  };
}
