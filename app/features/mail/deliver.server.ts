import { databaseNow } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";
import { type DrawnMail, type Letter, letterText } from "./letter";
import { writeMail } from "./mail-files.server";
import { type RichLetter, richLetterText } from "./rich-letter";
import { type Handed, sendBySmtp } from "./send-by-smtp.server";

/** How mail leaves: through `SMTP_URL`; in local mode without it as files; else not at all. */
export function mailWay(): "smtp" | "files" | "off" {
  const { SMTP_URL, isLocal } = env();
  if (SMTP_URL) return "smtp";
  return isLocal ? "files" : "off";
}

/** Whether mails are sent: a form that needs one says so where they are not. */
export const isMailOn = () => mailWay() !== "off";

/** The host of addresses in the heads of mails. */
export const mailHost = () => new URL(env().publicOrigin).hostname;

/**
 * Sends a letter to an address, for a job: throws where trying again can help, also where nobody knows whether it was taken. A
 * mail that is refused for good is logged, without its address and text. With the same `id`, a letter that is sent again is the
 * same mail to whoever gets it twice.
 */
export async function deliver(to: string, letter: Letter, id?: string): Promise<"sent" | "refused" | "off"> {
  if (mailWay() === "off") return "off";
  // It reads a stylesheet, which programs that run from their sources, such as `npm run reindex`, can't load and don't need.
  const { letterHtml } = await import("./letter-html.server");
  const handed = await handOver({
    from: env().mailFrom,
    to,
    subject: letter.subject,
    text: letterText(letter),
    html: letterHtml(letter),
    date: await databaseNow(),
    messageId: id && `<${id}@${mailHost()}>`,
  });
  if (handed.is === "later" || handed.is === "doubtful") throw handed.error;
  if (handed.is === "refused") log().warn({ subject: letter.subject }, "the mail server refused a mail for good");
  return handed.is === "refused" ? "refused" : "sent";
}

type Head = Pick<DrawnMail, "messageId" | "inReplyTo" | "references" | "replyTo" | "returnPath" | "headers"> & {
  to: string;
  /** Who the mail is from, beside the site: "Devika Rao". */
  fromName?: string | undefined;
};

/**
 * Sends a letter that must not come twice. `mark` writes down that it is sent, as the last thing before the server can take it;
 * when it answers false nothing is sent. Throws nothing of the server's.
 */
export async function deliverOnce(letter: RichLetter, head: Head, mark: () => Promise<boolean>): Promise<Handed> {
  const { richLetterHtml } = await import("./rich-letter-html.server");
  const { fromName, ...rest } = head;
  const mail = {
    ...rest,
    from: fromName ? `"${nameOf(fromName)}, Counterproof" <${senderAddress()}>` : env().mailFrom,
    subject: letter.subject,
    text: richLetterText(letter),
    html: richLetterHtml(letter),
    date: await databaseNow(),
  };
  return handOver(mail, mark);
}

/** The address that mails are from, without its name. */
const senderAddress = () => /<([^<>]+)>$/.exec(env().mailFrom)?.[1] ?? env().mailFrom;

/** A name without what has a meaning in the head of a mail. */
const nameOf = (name: string) =>
  name
    .replaceAll(/[\p{Cc}"\\<>@]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

async function handOver(mail: DrawnMail, mark: () => Promise<boolean> = () => Promise.resolve(true)): Promise<Handed> {
  if (mailWay() === "smtp") return sendBySmtp(env().SMTP_URL!, mail, mark);
  if (!(await mark())) return { is: "withdrawn" };
  await writeMail(mail);
  return { is: "sent" };
}
