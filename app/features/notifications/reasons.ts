/** Why somebody is told of a post, and how that is said. */
import { shorten } from "~/ui/shorten";
import type { About } from "./choice";
import type { PostKind } from "./notice";

export type Reasons = {
  /** The number of the member's own post that is answered. */
  answers: number | null;
  /** The number of the member's own post that is quoted. */
  quotes: number | null;
  mentions: boolean;
  /** The title of a source that the member cites and the post disputes. */
  disputes: string | null;
  /** In a thread that the member follows or has written in. */
  followsThread: boolean;
  /** The name of a tag that the member follows; of a thread's first post only. */
  tag: string | null;
  followsAuthor: boolean;
};

/** The kind that a notice is filed under; null where there is no reason to tell. */
export function kindOf(reasons: Reasons): PostKind | null {
  if (reasons.answers !== null) return "reply";
  if (reasons.mentions) return "mention";
  if (reasons.quotes !== null) return "quote";
  if (reasons.disputes !== null) return "dispute";
  if (reasons.followsThread) return "thread";
  if (reasons.tag !== null) return "tag";
  return reasons.followsAuthor ? "author" : null;
}

/** Those of the reasons that a member wants to be told of; `unwanted` names groups of kinds. */
export function wantedReasons(reasons: Reasons, unwanted: readonly string[]): Reasons {
  const isWanted = (about: About) => !unwanted.includes(about);
  return {
    answers: isWanted("answers") ? reasons.answers : null,
    quotes: isWanted("answers") ? reasons.quotes : null,
    mentions: reasons.mentions && isWanted("answers"),
    disputes: isWanted("numbers") ? reasons.disputes : null,
    followsThread: reasons.followsThread && isWanted("threads"),
    tag: isWanted("subjects") ? reasons.tag : null,
    followsAuthor: reasons.followsAuthor && isWanted("authors"),
  };
}

/**
 * What the post does, after its author's name: "answers your post 1, and quotes it". `number` is the post's own; its thread is
 * named beside it.
 */
export function reasonsInWords(reasons: Reasons, number: number): string {
  const { answers, quotes, mentions, disputes, tag } = reasons;
  const acts: string[] = [];
  if (answers !== null) acts.push(`answers your post ${answers}`);
  if (mentions) acts.push("names you");
  if (quotes !== null) acts.push(quotes === answers ? "quotes it" : `quotes your post ${quotes}`);
  if (disputes !== null) acts.push(`disputes “${shorten(disputes, 120)}”, which you cite`);
  const [first, ...more] = acts;
  if (first !== undefined) {
    const where = answers === null ? ` in post ${number}` : "";
    return [first + (more.length === 0 ? where : ""), ...more.slice(0, -1)].join(", ") + andLast(more);
  }
  if (tag !== null && number === 1) return `starts a thread about ${tag}`;
  return number === 1 ? "starts a thread" : `writes post ${number}`;
}

const andLast = (more: string[]) => (more.length === 0 ? "" : `, and ${more.at(-1)}`);
