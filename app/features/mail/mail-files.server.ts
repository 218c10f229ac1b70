/** Mails of a copy in local mode: two files each below `DATA_DIR/mail`, the text with its head and the html, for 7 days. */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "~/platform/env.server";
import type { DrawnMail } from "./letter";

export type MailFile = { id: string; to: string; from: string; subject: string; date: string };

const daysKept = 7;
const mostListed = 200;
const idPattern = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;

const folder = () => join(env().DATA_DIR, "mail");
const fileOf = (id: string, kind: "txt" | "html") => join(folder(), `${id}.${kind}`);

/** Writes a mail, readable by this user alone: links in it open accounts. */
export async function writeMail({ from, to, subject, date, text, html, ...more }: DrawnMail): Promise<string> {
  const id = `${date.toISOString().replaceAll(/[-:.]/g, "")}-${randomBytes(4).toString("hex")}`;
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const onlyOurs = { mode: 0o600, flag: "wx" };
  // The text is what is listed, so it comes last.
  await writeFile(fileOf(id, "html"), html, onlyOurs);
  const head = {
    From: from,
    To: to,
    Subject: subject,
    Date: date.toISOString(),
    "Message-ID": more.messageId,
    "In-Reply-To": more.inReplyTo,
    References: more.references?.join(" "),
    "Reply-To": more.replyTo,
    ...more.headers,
  };
  const lines = Object.entries(head).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  await writeFile(fileOf(id, "txt"), `${lines.join("\n")}\n\n${text}`, onlyOurs);
  return id;
}

/** The mails that are kept, the newest first; at most 200. */
export async function listMails(): Promise<MailFile[]> {
  const names = await readdir(folder()).catch(() => []);
  const ids = names.flatMap((name) => (name.endsWith(".txt") ? [name.slice(0, -".txt".length)] : []));
  const newest = ids
    .filter((id) => idPattern.test(id))
    .toSorted()
    .toReversed()
    .slice(0, mostListed);
  const read = await Promise.all(newest.map(readMail));
  return read.flatMap((mail) => (mail ? [mail] : []));
}

/** One mail with its text; null where there is none of that name. */
export async function readMail(id: string): Promise<(MailFile & { text: string }) | null> {
  if (!idPattern.test(id)) return null;
  const file = await readFile(fileOf(id, "txt"), "utf8").catch(() => null);
  if (file === null) return null;
  const end = file.indexOf("\n\n");
  const head = new Map(
    file
      .slice(0, end)
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]),
  );
  const field = (name: string) => head.get(name) ?? "";
  return {
    id,
    from: field("From"),
    to: field("To"),
    subject: field("Subject"),
    date: field("Date"),
    text: file.slice(end + 2),
  };
}

/** The html of one mail; null where there is none of that name. */
export async function readMailHtml(id: string): Promise<string | null> {
  return idPattern.test(id) ? readFile(fileOf(id, "html"), "utf8").catch(() => null) : null;
}

/** Removes mails after seven days. */
export async function sweepMailFiles(now = Date.now()) {
  for (const name of await readdir(folder()).catch(() => [])) {
    const file = join(folder(), name);
    const found = await stat(file).catch(() => null);
    if (found?.isFile() && now - found.mtimeMs > daysKept * 86_400_000) await rm(file, { force: true });
  }
}
