/** Whether a webhook is told of events, and if not, why. */

/** Why the site turned a webhook off. */
export type OffBecause = "failing" | "gone" | "unreadable";
export type HookState = "on" | "paused" | OffBecause | "key-ended";

/** In a line of a list. */
export const stateWords: Record<HookState, string> = {
  on: "on",
  paused: "paused",
  failing: "off: it failed for five days",
  gone: "off: its host answered that it is gone",
  unreadable: "off: its secret can’t be read any more",
  "key-ended": "ended with its key",
};

/** At the head of its page, for one that is not told of anything until its owner acts. */
export const offWords: Record<OffBecause | "key-ended", string> = {
  failing: "Nothing could be delivered for five days, so it was turned off. What happened meanwhile is not sent later.",
  gone: "Its host answered 410, which means that it is gone for good, so it was turned off.",
  unreadable: "This forum’s own key changed and its secret can’t be read any more. Give it a new one, then turn it on.",
  "key-ended": "Its key has ended. Make a webhook with another key in its place.",
};

const whyOff: Record<OffBecause, string> = {
  failing: "nothing could be delivered for five days",
  gone: "its host answered 410, which means that it is gone for good",
  unreadable: "this forum’s own key changed, and its secret can’t be read any more: give it a new one",
};

/** The notice to its owner. */
export const offInWords = (because: OffBecause, host: string) => `Your webhook at ${host} is off: ${whyOff[because]}`;
