/** What the mails about leaving and about suspensions say. */
import type { Letter } from "~/features/mail/mail";
import { formatDate } from "~/ui/time";

type About = { handle: string; site: string };

const own = ({ handle, site }: About) =>
  `You get this mail because this is the verified address of @${handle} at ${site}.`;

type Leaving = About & { dueAt: string; withdraws: boolean; url: string };

export const leavingLetter = ({ dueAt, withdraws, url, ...about }: Leaving): Letter => ({
  subject: `@${about.handle} is erased on ${formatDate(dueAt)}`,
  heading: "Your account is going to be erased",
  paragraphs: [
    `On ${formatDate(dueAt)} your account @${about.handle} at ${about.site} is erased. ${
      withdraws
        ? "Posts that nobody answered are withdrawn with it; the others stay, under “former member”."
        : "Your posts stay, under “former member”."
    }`,
    "Until then you can take it back with one click.",
  ],
  action: { words: "Stay", url },
  notes: ["If you did not ask for this, take it back, then end the sessions that you don’t know."],
  reason: own(about),
});

export const erasedLetter = ({ site }: Pick<About, "site">): Letter => ({
  subject: `Your account at ${site} was erased`,
  heading: "Your account was erased",
  paragraphs: [
    `As you asked, your account at ${site} was erased, with this address.`,
    "This is the last mail that you get. Thank you for what you wrote.",
  ],
  reason: `You get this mail because this was the verified address of the account at ${site}.`,
});

type Suspended = About & { reason: string; endsAt: string | null; url: string };

export const suspendedLetter = ({ reason, endsAt, url, ...about }: Suspended): Letter => ({
  subject: `@${about.handle} is suspended`,
  heading: "Your account is suspended",
  paragraphs: [
    `Your account @${about.handle} at ${about.site} is suspended ${endsAt ? `until ${formatDate(endsAt)}` : "until further notice"}: you can read, but not write.`,
    `The reason: ${reason}`,
  ],
  action: { words: "See it in the moderation log", url },
  reason: own(about),
});
