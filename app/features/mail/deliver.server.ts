import { databaseNow } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";
import { type DrawnMail, type Letter, letterText } from "./letter";
import { writeMail } from "./mail-files.server";
import { sendBySmtp } from "./send-by-smtp.server";

/** How mail leaves: through `SMTP_URL`; in local mode without it as files; else not at all. */
export function mailWay(): "smtp" | "files" | "off" {
  const { SMTP_URL, isLocal } = env();
  if (SMTP_URL) return "smtp";
  return isLocal ? "files" : "off";
}

/** Whether mails are sent: a form that needs one says so where they are not. */
export const isMailOn = () => mailWay() !== "off";

/**
 * Sends a letter to an address, for a job: throws where trying again can help. A mail that is refused for good is logged,
 * without its address and text.
 */
export async function deliver(to: string, letter: Letter): Promise<"sent" | "refused" | "off"> {
  const { SMTP_URL, mailFrom } = env();
  // It reads a stylesheet, which programs that run from their sources, such as `npm run reindex`, can't load and don't need.
  const { letterHtml } = await import("./letter-html.server");
  const mail: DrawnMail = {
    from: mailFrom,
    to,
    subject: letter.subject,
    text: letterText(letter),
    html: letterHtml(letter),
    date: await databaseNow(),
  };
  const way = mailWay();
  if (way === "off") return "off";
  if (way === "files") {
    await writeMail(mail);
    return "sent";
  }
  const sent = await sendBySmtp(SMTP_URL!, mail);
  if (sent === "refused") log().warn({ subject: letter.subject }, "the mail server refused a mail for good");
  return sent;
}
