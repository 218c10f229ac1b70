/** Which kinds of notice a member chooses about as one, and what happens where they chose nothing. */
import { z } from "zod";
import { type NoticeKind, withoutPost } from "./notice";

/** How a member is told: in the inbox and by mail at once, in the inbox and the weekly digest, in the inbox alone, or not. */
export const ways = ["mail", "digest", "inbox", "nothing"] as const;
export type Way = (typeof ways)[number];

export const wayWords: Record<Way, string> = {
  mail: "Inbox and mail",
  digest: "Inbox and digest",
  inbox: "Inbox",
  nothing: "Nothing",
};

export const choices = [
  { about: "answers", words: "Replies, mentions and quotes", kinds: ["reply", "mention", "quote"], usual: "mail" },
  { about: "threads", words: "Threads you follow or have written in", kinds: ["thread"], usual: "digest" },
  { about: "subjects", words: "Tags you follow", kinds: ["tag"], usual: "inbox" },
  { about: "authors", words: "Authors you follow", kinds: ["author"], usual: "inbox" },
  { about: "searches", words: "Searches you follow", kinds: ["followed_search"], usual: "inbox" },
  {
    about: "numbers",
    words: "Your numbers, and what you cited or quoted",
    kinds: ["claim_check", "correction", "dispute", "source"],
    usual: "mail",
  },
] as const satisfies { about: string; words: string; kinds: NoticeKind[]; usual: Way }[];

/** Groups that browsers are pushed: those above, and what a member is always told in the inbox. */
export const pushGroups = [
  ...choices,
  { about: "account", words: "A moderator’s action, and your account", kinds: [...withoutPost] },
] as const satisfies { about: string; words: string; kinds: NoticeKind[] }[];

export type About = (typeof choices)[number]["about"];

/** The group of a kind; null for what a member is always told, such as a moderator's action. */
export const aboutOf = (kind: NoticeKind): About | null =>
  choices.find(({ kinds }) => (kinds as readonly NoticeKind[]).includes(kind))?.about ?? null;

const shown = z.enum(ways);

/** The form of `/settings/notifications`: for each group how one is told. */
export const ChoicesForm = z.object({
  answers: shown,
  threads: shown,
  subjects: shown,
  authors: shown,
  searches: shown,
  numbers: shown,
} satisfies Record<About, typeof shown>);
