/** Mails leave through a real SMTP server, or are written as files. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  deliver,
  isMailOn,
  listMails,
  mailWay,
  readMail,
  readMailHtml,
  sweepMailFiles,
} from "~/features/mail/mail.server";
import type { Letter } from "~/features/mail/mail";
import { env } from "~/platform/env.server";
import { useDatabase } from "../../support/database";
import { page } from "../../support/page";
import { fieldOf, useSmtp } from "../../support/smtp";

useDatabase();
const smtp = useSmtp();
const usual = { ...env() };
afterEach(() => {
  Object.assign(env(), { SMTP_URL: undefined }, usual);
  smtp.mood = "takes";
  smtp.received.length = 0;
});

const letter: Letter = {
  subject: "Confirm your address for @mira — “now”",
  heading: "Is this <your> address?",
  paragraphs: [
    "The account @mira was made with this address, and this sentence is so long that it does not fit on one line.",
    "Brücke & <script>alert(1)</script>",
  ],
  action: { words: "Confirm this address", url: "http://localhost:3000/verify-email/abc-_DEF?x=1&y=2" },
  notes: ["Else do nothing."],
  reason: "You get this mail because somebody typed this address.",
};

const sendBySmtp = (to = "mira@example.org") => {
  Object.assign(env(), { SMTP_URL: smtp.url, mailFrom: "Counterproof <noreply@forum.example>" });
  return deliver(to, letter);
};

describe("by SMTP", () => {
  test("a mail arrives whole: one sender, one address, text and html, nothing that is loaded from elsewhere", async () => {
    expect(await sendBySmtp()).toBe("sent");
    const mail = await smtp.next("mira@example.org");
    expect([mail.from, mail.to]).toEqual(["noreply@forum.example", ["mira@example.org"]]);
    expect(mail.source).toMatch(/^From: Counterproof <noreply@forum\.example>\r$/m);
    expect(mail.source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(mail.source).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(mail.source).toContain("multipart/alternative");
    expect(mail.link).toBe(letter.action!.url);
    expect(mail.text).toContain("Brücke & <script>alert(1)</script>");
    expect(mail.text.split("\n").every((line) => line.length <= 78)).toBe(true);
  });

  test("a mail is signed for the domain of the key that was given", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    Object.assign(env(), { dkim: { domain: "forum.example", selector: "mail1", privateKey: pem } });
    expect(await sendBySmtp()).toBe("sent");
    const signature = fieldOf((await smtp.next("mira@example.org")).source, "DKIM-Signature");
    expect(signature).toMatch(/a=rsa-sha256;.* d=forum\.example;.* s=mail1;/);
  });

  test("a letter that is sent again under its name is the same mail", async () => {
    Object.assign(env(), { SMTP_URL: smtp.url });
    for (let time = 0; time < 2; time++) expect(await deliver("mira@example.org", letter, "account.1")).toBe("sent");
    const ids = smtp.received.map(({ source }) => fieldOf(source, "Message-ID"));
    expect(ids).toEqual(["<account.1@localhost>", "<account.1@localhost>"]);
  });

  test("an address the server refuses for good is not tried again", async () => {
    smtp.mood = "refuses";
    expect(await sendBySmtp()).toBe("refused");
    expect(smtp.received).toEqual([]);
  });

  test.each(["later", "drops"] as const)(
    "a server that says or does “%s” fails the job, which is tried again",
    async (mood) => {
      smtp.mood = mood;
      await expect(sendBySmtp()).rejects.toThrow();
      expect(smtp.received).toEqual([]);
      smtp.mood = "takes";
      expect(await sendBySmtp()).toBe("sent");
    },
  );

  test("a server that never greets, or isn't there, fails the job within its time", async () => {
    smtp.mood = "silent";
    await expect(sendBySmtp()).rejects.toThrow(/greeting/i);
    Object.assign(env(), { SMTP_URL: "smtp://127.0.0.1:1" });
    await expect(deliver("mira@example.org", letter)).rejects.toThrow(/ECONNREFUSED/);
  });

  test("a password never goes to another machine in the clear", async () => {
    // The server offers no STARTTLS; its address is this machine's, but not written as one.
    Object.assign(env(), { SMTP_URL: smtp.url.replace("smtp://127.0.0.1", "smtp://me:secret@0.0.0.0") });
    await expect(deliver("mira@example.org", letter)).rejects.toThrow(/STARTTLS|TLS/i);
    expect(smtp.received).toEqual([]);
  });
});

describe("in local mode without a server", () => {
  const inFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), "mails-"));
    Object.assign(env(), { DATA_DIR: folder, isLocal: true, SMTP_URL: undefined });
    return join(folder, "mail");
  };

  test("a mail is written for this user alone, listed and read again", async () => {
    const folder = inFolder();
    expect(await listMails()).toEqual([]);
    expect(mailWay()).toBe("files");
    await deliver("first@example.org", letter);
    await deliver("second@example.org", letter);
    const mails = await listMails();
    expect(mails.map(({ to }) => to).toSorted()).toEqual(["first@example.org", "second@example.org"]);
    expect(mails[0]!.date >= mails[1]!.date).toBe(true);
    expect(mails[0]!.subject).toBe(letter.subject);
    expect((await readMail(mails[0]!.id))!.text).toContain(letter.action!.url);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const id of ["../counterproof", `${mails[0]!.id}/..`, "nothing", ""])
      expect([await readMail(id), await readMailHtml(id)]).toEqual([null, null]);
  });

  test("its html is drawn by our own components, with one sheet of styles and everything else escaped", async () => {
    inFolder();
    await deliver("mira@example.org", letter);
    const html = (await readMailHtml((await listMails())[0]!.id))!;
    const mail = page(html);
    expect(mail.all("style")).toHaveLength(1);
    expect(mail.all("script, img, link, iframe")).toEqual([]);
    expect(html).not.toMatch(/\sstyle=|url\(|&quot;|&gt;.*\{/);
    expect(mail.first("h1").text).toBe("Is this <your> address?");
    expect(mail.links.map(({ name, href }) => [name, href])).toEqual([["Confirm this address", letter.action!.url]]);
  });

  test("a mail is gone after seven days", async () => {
    const folder = inFolder();
    await deliver("mira@example.org", letter);
    const days = (count: number) => new Date(Date.now() - count * 86_400_000);
    const age = (at: Date) => readdirSync(folder).forEach((name) => utimesSync(join(folder, name), at, at));
    age(days(6.9));
    await sweepMailFiles();
    expect(await listMails()).toHaveLength(1);
    age(days(7.1));
    await sweepMailFiles();
    expect(readdirSync(folder)).toEqual([]);
  });
});

test("with a database of one's own and no server mail is off, and nothing is written", async () => {
  Object.assign(env(), { isLocal: false, SMTP_URL: undefined, DATA_DIR: mkdtempSync(join(tmpdir(), "mails-")) });
  expect(isMailOn()).toBe(false);
  expect(await deliver("mira@example.org", letter)).toBe("off");
  expect(readdirSync(env().DATA_DIR)).toEqual([]);
});
