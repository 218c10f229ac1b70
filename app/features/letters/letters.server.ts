export { answerReply, listMailedReplies } from "./answer-reply.server";
export {
  countLetters,
  keepMailing,
  type MailingView,
  readMailing,
  sweepLetters,
  tryAddressAgain,
} from "./mailing.server";
export { sendDigest, startDueDigests } from "./send-digest.server";
export { sendNotices, startDueLetters } from "./send-notices.server";
export { readUnsubscribeToken, unsubscribe } from "./unsubscribing.server";
export { takeMail } from "./take-mail.server";
