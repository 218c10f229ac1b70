/** What the mails about an account say. */
import type { Letter } from "~/features/mail/mail";

type About = { handle: string; site: string };

const asked = "You get this mail because somebody typed this address at";

/** For an address that is to be verified: the one typed at sign-up, or one that replaces `old`. */
export const verifyLetter = ({ handle, site, url, old }: About & { url: string; old: string | null }): Letter => ({
  subject: old ? `Your new address for @${handle}` : `Confirm your address for @${handle}`,
  heading: old ? "Is this your new address?" : "Is this your address?",
  paragraphs: [
    old
      ? `The account @${handle} at ${site} is to have this address instead of its old one.`
      : `The account @${handle} at ${site} was made with this address.`,
    "Confirm it, and it is the way back into the account when a password is lost. The link works once, within an hour.",
  ],
  action: { words: "Confirm this address", url },
  notes: [`If you don’t know of an account @${handle}, do nothing: the address is then used for nothing.`],
  reason: `${asked} ${site}.`,
});

export const resetLetter = ({ handle, site, url }: About & { url: string }): Letter => ({
  subject: `A new password for @${handle}`,
  heading: "Choose a new password",
  paragraphs: [
    `Somebody asked for a new password for your account @${handle} at ${site}.`,
    "The link works once, within an hour. A new password signs you out everywhere.",
  ],
  action: { words: "Choose a new password", url },
  notes: ["If it was not you, do nothing: your password stays as it is, and nobody else can read this link."],
  reason: `You get this mail because this is the verified address of @${handle} at ${site}.`,
});

export const proofLetter = ({ handle, site, url }: About & { url: string }): Letter => ({
  subject: `Is it you, @${handle}?`,
  heading: "Is it you?",
  paragraphs: [
    `A change of your account @${handle} at ${site} asks for a fresh proof.`,
    "Open the link in the browser in which you are signed in. It works once, within an hour.",
  ],
  action: { words: "Yes, it is me", url },
  notes: [
    "If you changed nothing, somebody may be using your account: open your sessions and end those you don’t know.",
  ],
  reason: `You get this mail because this is the verified address of @${handle} at ${site}.`,
});

export const addressChangedLetter = ({ handle, site, url }: About & { url: string }): Letter => ({
  subject: `The address of @${handle} was changed`,
  heading: "Your address was changed",
  paragraphs: [
    `Your account @${handle} at ${site} now has another e-mail address, and this one is no longer its way back in.`,
    "If it was not you, undo it: the account gets this address back and everybody is signed out. The link works once, within three days.",
  ],
  action: { words: "Undo the change", url },
  reason: `You get this mail because this was the verified address of @${handle} at ${site}.`,
});

export const passwordChangedLetter = ({ handle, site, url }: About & { url: string }): Letter => ({
  subject: `The password of @${handle} was changed`,
  heading: "Your password was changed",
  paragraphs: [
    `Your account @${handle} at ${site} has a new password, and its other sessions were ended.`,
    "If it was not you, choose a new one at once.",
  ],
  action: { words: "I did not do this", url },
  reason: `You get this mail because this is the verified address of @${handle} at ${site}.`,
});
