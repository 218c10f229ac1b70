/** What a member does before flagging, adding topics and editing descriptions. Votes that they received are no part of it. */
import type { SiteLimits } from "~/features/site/site";
import { counted } from "~/ui/count";

/** What a member has done until now: whole days here, posts that were kept, minutes of reading. */
export type Done = { days: number; posts: number; minutes: number };

export const hasDoneEnough = (done: Done, limits: SiteLimits): boolean =>
  done.days >= limits.days && done.posts >= limits.posts && done.minutes >= limits.minutes;

/** "5 days, 10 posts kept and 60 minutes of reading". */
const amounts = ({ days, posts, minutes }: Done) =>
  `${counted(days, "day")}, ${counted(posts, "post")} kept and ${counted(minutes, "minute")} of reading`;

export const askedInWords = (limits: SiteLimits): string => amounts(limits);

/** What a new member is told where something waits for the threshold: "You may flag posts after …; you have …". */
export const notYetWords = (what: string, limits: SiteLimits, done: Done): string =>
  `You may ${what} after ${amounts(limits)}. You have ${amounts(done)}.`;
