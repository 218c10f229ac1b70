export { deliver, deliverOnce, isMailOn, mailHost, mailWay } from "./deliver.server";
export { listMails, readMail, readMailHtml, sweepMailFiles } from "./mail-files.server";
export type { Handed } from "./send-by-smtp.server";
