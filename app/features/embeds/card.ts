/** The content of a picture, before it is drawn. */
import { groupByKind, shortName, type Tag } from "~/features/tags/tags";
import type { Thread } from "~/features/threads/threads";
import { formatDate } from "~/ui/time";

export type Card = {
  /** The text alternative. */
  alt: string;
  title: string;
  /** Replaces a title whose script our fonts lack. */
  fallback: { title: string; note: string };
  tags: { kind: string; names: string[] }[];
  /** One line of facts as text runs; strong ones have weight 600. `instead` replaces a `text` that can't be drawn. */
  facts: { text: string; instead?: string; isStrong?: boolean }[];
};

export const cardSize = { width: 1200, height: 630 };

/** Raise this when the drawing changes, so that cached copies are requested again. */
export const drawingVersion = 1;

type Given = Pick<Thread, "id" | "title" | "author" | "createdAt" | "postCount" | "tags">;

/** A thread's card. */
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

type Written = {
  number: number;
  createdAt: string;
  excerpt: string;
  author: { handle: string; name: string };
  thread: { title: string };
};

/** The card of a post: how it begins. */
export function postCard({ number, createdAt, excerpt, author, thread }: Written): Card {
  return {
    alt: `${excerpt} Post ${number} by ${author.name} in “${thread.title}” on Counterproof, ${formatDate(createdAt)}.`,
    title: excerpt || `Post ${number}`,
    fallback: { title: `Post ${number}`, note: "This picture has no letters for its text." },
    tags: [{ kind: `Post ${number}`, names: [thread.title] }],
    facts: [
      { text: "By " },
      { text: author.name, instead: `@${author.handle}`, isStrong: true },
      { text: `, ${formatDate(createdAt)}` },
    ],
  };
}

type Stated = {
  id: number;
  text: string;
  word: string;
  statedAt: string;
  author: { handle: string; name: string };
  thread: { title: string };
};

/** The card of a claim: the figure, and how it stands for everybody. */
export function claimCard({ id, text, word, statedAt, author, thread }: Stated): Card {
  return {
    alt: `${text}: ${word}. A claim by ${author.name} in “${thread.title}” on Counterproof, ${formatDate(statedAt)}.`,
    title: `${text}: ${word}`,
    fallback: { title: `Claim ${id}: ${word}`, note: "This picture has no letters for its words." },
    tags: [{ kind: "Claim", names: [thread.title] }],
    facts: [
      { text: "Stated by " },
      { text: author.name, instead: `@${author.handle}`, isStrong: true },
      { text: `, ${formatDate(statedAt)}` },
    ],
  };
}

/** The forum's card, for pages that aren't threads; `host` is its domain. */
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
