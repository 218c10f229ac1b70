export { deliver, isMailOn, mailWay } from "./deliver.server";
export { listMails, readMail, readMailHtml, sweepMailFiles } from "./mail-files.server";
