/** What the community asks of new members. Administrators change the numbers; `/about/limits` shows them. */
import { z } from "zod";

export type SiteLimits = {
  /** A member may flag, add topics and edit descriptions after so many days, posts that were kept, and minutes of reading. */
  days: number;
  posts: number;
  minutes: number;
  /** On the first day. */
  firstThreads: number;
  firstReplies: number;
  /** Links in a post, until so many of the member's posts were kept; more, up to the last number, are held. */
  links: number;
  keptForLinks: number;
  heldLinks: number;
};

export type SiteLimitName = keyof SiteLimits;

/** What holds where nobody has set it. */
export const usualLimits: SiteLimits = {
  days: 5,
  posts: 10,
  minutes: 60,
  firstThreads: 3,
  firstReplies: 10,
  links: 2,
  keptForLinks: 2,
  heldLinks: 10,
};

type Named = { name: SiteLimitName; words: string; most: number; least: number };

/** In their order on the form, with what each may be. */
export const siteLimits: Named[] = [
  { name: "days", words: "Days until a member may flag, add topics and edit descriptions", least: 0, most: 365 },
  { name: "posts", words: "Posts kept until then", least: 0, most: 500 },
  { name: "minutes", words: "Minutes of reading until then", least: 0, most: 6_000 },
  { name: "firstThreads", words: "Threads on the first day", least: 1, most: 100 },
  { name: "firstReplies", words: "Replies on the first day", least: 1, most: 500 },
  { name: "links", words: "Links in a new member’s post", least: 0, most: 100 },
  { name: "keptForLinks", words: "Posts kept until links are free", least: 0, most: 100 },
  {
    name: "heldLinks",
    words: "More links that are held for a moderator; a post with more is not taken",
    least: 0,
    most: 100,
  },
];

const number = ({ least, most }: Named) =>
  z.coerce
    .number({ error: `A whole number from ${least} to ${most}.` })
    .int(`A whole number from ${least} to ${most}.`)
    .min(least, `At least ${least}.`)
    .max(most, `At most ${most}.`);

const field = (name: SiteLimitName) => {
  const given = number(siteLimits.find((one) => one.name === name)!);
  // An empty field is no nought.
  return z.preprocess((value) => (value === "" ? undefined : value), given);
};

/** The fields of the form, and of what is kept. */
export const siteLimitFields = {
  days: field("days"),
  posts: field("posts"),
  minutes: field("minutes"),
  firstThreads: field("firstThreads"),
  firstReplies: field("firstReplies"),
  links: field("links"),
  keptForLinks: field("keptForLinks"),
  heldLinks: field("heldLinks"),
};

const Kept = z.object(siteLimitFields).partial();

/** The limits as they are kept; what is missing there, or isn't a number any more, has its usual value. */
export function readSiteLimits(kept: string | undefined): SiteLimits {
  if (kept === undefined) return usualLimits;
  const read = Kept.safeParse(JSON.parse(kept));
  if (!read.success) return usualLimits;
  const given = Object.fromEntries(Object.entries(read.data).filter(([, value]) => value !== undefined));
  return { ...usualLimits, ...given };
}
