/** Why members flag a post, and when flags fold it until a moderator has looked. */
import { z } from "zod";
import { sidesOf } from "~/features/claims/claims";
import { optionalLine } from "~/platform/one-line-text";

export const flagReasons = [
  "off_topic",
  "unkind",
  "spam",
  "undisclosed_interest",
  "source_misquoted",
  "other",
] as const;
export type FlagReason = (typeof flagReasons)[number];

type Words = {
  name: string;
  says: string;
  /** The question that the chosen reason opens, and whether it must be answered. */
  question: string;
  isAnswered: boolean;
  /** After "three members flagged it as". */
  as: string;
};

/** "Wrong" is no reason: a number is disputed, an argument answered. */
export const flagWords: Record<FlagReason, Words> = {
  off_topic: {
    name: "Off topic",
    says: "It belongs in another thread, or in none here.",
    question: "Where does it belong? (optional)",
    isAnswered: false,
    as: "off topic",
  },
  unkind: {
    name: "Unkind",
    says: "It is about the person, not about what was said.",
    question: "Which words? (optional)",
    isAnswered: false,
    as: "unkind",
  },
  spam: {
    name: "Spam",
    says: "It sells something, or says the same in many places.",
    question: "Where else does it stand? (optional)",
    isAnswered: false,
    as: "spam",
  },
  undisclosed_interest: {
    name: "Undisclosed interest",
    says: "The author has a stake in it and doesn’t say so. A moderator may ask the author in private.",
    question: "Which interest, and where can it be seen?",
    isAnswered: true,
    as: "an undisclosed interest",
  },
  source_misquoted: {
    name: "Source misquoted",
    says: "The source says something else than the post says it does.",
    question: "Which source, and what does it say?",
    isAnswered: true,
    as: "misquoting a source",
  },
  other: {
    name: "Something else",
    says: "Say it in your own words.",
    question: "What should a moderator look at?",
    isAnswered: true,
    as: "something a moderator should see",
  },
};

/** Flags that a member may set in a day, which begins at midnight UTC. */
export const flagsPerDay = 5;

const mostWords = 600;
const missingWords = "Answer this in a few words: a moderator has nothing else to go by.";

/** The name of a reason's question in the form: only the chosen reason's is read. */
export const questionOf = (reason: FlagReason) => `words-${reason}` as const;

const answer = optionalLine({ max: mostWords, tooLong: `Say it in at most ${mostWords} characters.` });

export const FlagForm = z
  .object({
    reason: z.enum(flagReasons, "Choose why a moderator should look at it."),
    "words-off_topic": answer,
    "words-unkind": answer,
    "words-spam": answer,
    "words-undisclosed_interest": answer,
    "words-source_misquoted": answer,
    "words-other": answer,
  } satisfies Record<"reason" | ReturnType<typeof questionOf>, z.ZodType>)
  .transform((form, refinement) => {
    const { reason } = form;
    const words = form[questionOf(reason)];
    if (flagWords[reason].isAnswered && words.length < 3)
      refinement.addIssue({ code: "custom", path: [questionOf(reason)], message: missingWords });
    return { reason, words };
  });

/** A member who flagged a post. */
export type Flagger = {
  memberId: number;
  joinedAt: Date;
  /** The tags for which the member declared an interest, with the parents of these. */
  interests: number[];
};

const day = 86_400_000;
const flaggersToFold = 3;
const membershipDays = 30;
const oldFlaggers = 2;
const mostOfOneSide = 2;

/**
 * Whether these members together fold a post: three of them, of whom at least two have been members for 30 days and at most two
 * share a declared interest. Who declared none is nobody's ally. A site younger than 30 days hides by moderators alone.
 */
export function foldsPost(flaggers: Flagger[], { now, siteSince }: { now: Date; siteSince: Date }): boolean {
  const isOld = (since: Date) => now.getTime() - since.getTime() >= membershipDays * day;
  if (!isOld(siteSince)) return false;
  const alone = flaggers.filter(({ interests }) => interests.length === 0);
  const sides = sidesOf(flaggers.filter(({ interests }) => interests.length > 0));
  // Of each side the two who have been members longest.
  const counted = [
    ...alone,
    ...sides.flatMap((side) =>
      side.toSorted((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime()).slice(0, mostOfOneSide),
    ),
  ];
  return counted.length >= flaggersToFold && counted.filter(({ joinedAt }) => isOld(joinedAt)).length >= oldFlaggers;
}

const numbers = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

/** "Three members flagged it as unkind", "Four members flagged it as unkind and off topic": what readers are told. */
export function foldWords(reasons: FlagReason[]): string {
  const count = numbers[reasons.length] ?? String(reasons.length);
  const counts = new Map<FlagReason, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const most = [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 2)
    .map(([reason]) => flagWords[reason].as);
  return `${count} members flagged it as ${most.join(" and ")}.`;
}

export type FlagRefusal = "no-such-post" | "not-allowed" | "own" | "flagged-before" | "none-left" | "too-new";

/** How a refusal is said, beside its status. */
export const flagRefusals: Record<FlagRefusal, { status: number; words: string }> = {
  "no-such-post": { status: 404, words: "There is no such post." },
  "not-allowed": { status: 403, words: "You may not flag posts just now." },
  own: { status: 403, words: "This post is yours: edit or delete it instead." },
  "flagged-before": { status: 409, words: "You flagged this post before, and a moderator will look at it." },
  "too-new": { status: 403, words: "You may flag posts once you have been here for some days, posted and read." },
  "none-left": { status: 429, words: "You have used your flags of today. There are new ones from midnight UTC on." },
};
