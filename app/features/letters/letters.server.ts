export {
  countLetters,
  keepMailing,
  type MailingView,
  readMailing,
  sweepLetters,
  tryAddressAgain,
} from "./mailing.server";
export { sendNotices, startDueLetters } from "./send-notices.server";
export { readUnsubscribeToken, unsubscribe, unsubscribeToken } from "./unsubscribing.server";
