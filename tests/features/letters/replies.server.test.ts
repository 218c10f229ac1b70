/** Mails that come to this site's address: replies become posts once, bounces stop an address, the rest is dropped. */
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import {
  answerReply,
  listMailedReplies,
  readMailing,
  sendNotices,
  sweepLetters,
  takeMail,
} from "~/features/letters/letters.server";
import { replyAddress, returnAddress } from "~/features/letters/reply-address.server";
import { moderate } from "~/features/moderation/moderation.server";
import { suspendMember } from "~/features/people/people.server";
import { databaseNow, databasePool, db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";
import { addressOf, aReachable, tellAll } from "../../support/letters";
import { fieldOf, useSmtp } from "../../support/smtp";

useDatabase();
const smtp = useSmtp();
const usual = { ...env() };

let author: Member;
let thread: ThreadMade;
let postId: number;
let to: string;
let count = 0;

beforeEach(async () => {
  Object.assign(env(), {
    SMTP_URL: smtp.url,
    publicOrigin: "https://forum.example",
    MAIL_REPLY_ADDRESS: "reply@in.forum.example",
  });
  author = await aReachable();
  thread = await aThread({ author, title: "Did we scale the wrong way?" });
  postId = (await aReply({ thread, body: "L1 and L2 complement each other." })).id;
  to = replyAddress({ memberId: author.id, postId }, await databaseNow())!;
});

afterEach(() => {
  Object.assign(env(), { SMTP_URL: undefined, MAIL_REPLY_ADDRESS: undefined }, usual);
  smtp.received.length = 0;
});

type Given = { from?: string; to?: string; text?: string; head?: string; id?: string };

const aMail = ({
  from = addressOf(author),
  text = "They don't.\n\nOn Friday, X wrote:\n> L1 and L2",
  ...given
}: Given = {}) =>
  Buffer.from(
    [
      `From: Mira <${from.toUpperCase()}>`,
      `To: ${given.to ?? to}`,
      "Subject: Re: Did we scale the wrong way?",
      `Message-ID: <${given.id ?? `mail-${(count += 1)}`}@example.org>`,
      ...(given.head ? [given.head] : []),
      "Content-Type: text/plain; charset=utf-8",
      "",
      text,
    ].join("\r\n"),
  );

const postsOf = (member: Member) =>
  db.post.findMany({ where: { authorId: member.id, number: { gt: 1 } }, orderBy: { id: "asc" } });

test("a letter that tells of a post can be answered, and says what the answer becomes", async () => {
  await tellAll(postId);
  await sendNotices(author.id);
  const mail = await smtp.next(addressOf(author));
  expect(fieldOf(mail.source, "Reply-To")).toBe(to);
  expect(mail.from).toMatch(/^reply\+b[0-9a-z]+-[0-9a-f]{20}@in\.forum\.example$/);
  expect(mail.text).toMatch(/^Write above this line to answer post 2 by /);
});

test("a reply becomes a post of its sender below the post that it answers, without the quoted part, once", async () => {
  const raw = aMail({ id: "the-same" });
  const [first, ...again] = await Promise.all([takeMail(raw), takeMail(raw), takeMail(raw)]);
  expect(first).toMatchObject({ is: "posted" });
  expect([...again, await takeMail(raw)]).toEqual([first, first, first]);
  const posts = await postsOf(author);
  expect(posts.map(({ parentId, plainText }) => [parentId, plainText])).toEqual([[postId, "They don't."]]);
  const [kept] = await listMailedReplies(author.id);
  expect(kept).toMatchObject({ isPosted: true, problem: "", place: { number: posts[0]!.number } });
  expect(kept!.cut).toContain("> L1 and L2");
});

test("a reply in html alone is read as well", async () => {
  const html = "<div>They <b>don't</b>.</div><blockquote>L1 and L2</blockquote>";
  const raw = aMail({ head: "X-Kind: html" })
    .toString()
    .replace("text/plain", "text/html")
    .replace(/\r\n\r\n[^]*$/, `\r\n\r\n${html}`);
  expect(await takeMail(Buffer.from(raw))).toMatchObject({ is: "posted" });
  expect((await postsOf(author)).map(({ plainText }) => plainText)).toEqual(["They don't."]);
});

describe("files of a reply", () => {
  type File = { name: string; type: string; bytes: Buffer; id?: string };
  const aPicture = (background = "#205060") =>
    sharp({ create: { width: 40, height: 30, channels: 3, background } })
      .png()
      .toBuffer();

  /** A mail with these files; those with an id stand within its html. */
  const withFiles = (text: string, files: File[]) => {
    const html = files.flatMap(({ id }) => (id ? [`<img src="cid:${id}">`] : [])).join("");
    const parts = [
      ["Content-Type: text/plain; charset=utf-8", "", text],
      ...(html ? [["Content-Type: text/html; charset=utf-8", "", `<p>${text}</p>${html}`]] : []),
      ...files.map(({ name, type, bytes, id }) => [
        `Content-Type: ${type}; name="${name}"`,
        `Content-Disposition: ${id ? "inline" : "attachment"}; filename="${name}"`,
        ...(id ? [`Content-ID: <${id}>`] : []),
        "Content-Transfer-Encoding: base64",
        "",
        bytes.toString("base64"),
      ]),
    ];
    const body = [...parts.flatMap((part) => ["--limit", ...part]), "--limit--", ""].join("\r\n");
    const type = 'multipart/mixed; boundary="limit"';
    return Buffer.from(
      aMail({ text: body }).toString().replace("Content-Type: text/plain; charset=utf-8", `Content-Type: ${type}`),
    );
  };

  async function answerTo(raw: Buffer) {
    await takeMail(raw);
    const { id } = await db.mailedReply.findFirstOrThrow({ where: { memberId: author.id }, orderBy: { id: "desc" } });
    await answerReply(id);
    return smtp.received.length === 0 ? "" : (await smtp.next(addressOf(author))).text.replaceAll(/\s+/g, " ");
  }

  test("pictures become the author's uploads and stand below the text, once", async () => {
    const file = { name: "chart of fees.png", type: "image/png", bytes: await aPicture() };
    const raw = withFiles("Look at this.", [file]);
    const [first] = await Promise.all([takeMail(raw), takeMail(raw)]);
    expect(first).toMatchObject({ is: "posted" });
    const [post] = await postsOf(author);
    expect(await postsOf(author)).toHaveLength(1);
    expect(post!.html).toMatch(/<img [^>]*src="\/uploads\/[0-9a-f]{64}"[^>]*alt="Sent by mail: chart of fees"/);
    expect(post!.plainText).toContain("Look at this.");
    expect(await db.uploadOwner.count({ where: { memberId: author.id } })).toBe(1);
    expect(await answerTo(raw)).toBe("");
  });

  test("a picture alone is an answer", async () => {
    const file = { name: "", type: "image/png", bytes: await aPicture("#602040") };
    expect(await takeMail(withFiles("", [file]))).toMatchObject({ is: "posted" });
    expect((await postsOf(author))[0]!.html).toContain("<img ");
  });

  test("what isn't taken is said by mail and among the author's replies, each with why", async () => {
    const said = await answerTo(
      withFiles("See the file.", [
        { name: "budget.pdf", type: "application/pdf", bytes: Buffer.from("%PDF-1.7") },
        { name: "half.png", type: "image/png", bytes: (await aPicture()).subarray(0, 60) },
        { name: "logo.png", type: "image/png", bytes: await aPicture("#000000"), id: "logo@example.org" },
        { name: "signature.asc", type: "application/pgp-signature", bytes: Buffer.from("-----BEGIN") },
      ]),
    );
    expect(said).toContain("Your reply was posted, without some files");
    expect(said).toContain("budget.pdf: Only pictures are taken.");
    expect(said).toContain("half.png: This picture is damaged");
    expect(said).toContain("logo.png: It stands within the mail’s text.");
    expect(said).not.toContain("signature.asc");
    const [reply] = await listMailedReplies(author.id);
    expect(reply).toMatchObject({ isPosted: true, problem: "" });
    expect(reply!.leftOut).toHaveLength(3);
    expect(await db.uploadOwner.count({ where: { memberId: author.id } })).toBe(0);
  });

  test("the limits of uploads hold, and nothing is added for a reply that can't be posted", async () => {
    const file = { name: "chart.png", type: "image/png", bytes: await aPicture("#abcdef") };
    const by = await aMember({ role: "moderator" });
    await moderate({ by, kind: "lock_thread", target: thread.id, reason: "Enough." });
    const said = await answerTo(withFiles("Look at this.", [file]));
    expect(said).toContain("The thread is locked");
    expect(said).toContain("chart.png: It was not kept.");
    expect(await db.uploadOwner.count({ where: { memberId: author.id } })).toBe(0);
    await moderate({ by, kind: "unlock_thread", target: thread.id, reason: "Go on." });
    await db.$executeRaw`insert into "Upload" ("hash", "kind", "width", "height", "frames", "size", "bytes", "createdAt")
      select md5(n::text) || md5(n::text), 'png', 1, 1, 1, 1, decode('00', 'hex'), now() from generate_series(1, 100) n`;
    await db.$executeRaw`insert into "UploadOwner" ("memberId", "uploadId", "alt", "createdAt")
      select ${author.id}, "id", '', now() from "Upload" where "size" = 1`;
    expect(await answerTo(withFiles("Look at it now.", [file]))).toContain("chart.png: You have added 100 pictures");
    expect((await postsOf(author)).map(({ plainText }) => plainText)).toEqual(["Look at it now."]);
  });
});

describe("nothing is posted, and nobody is told", () => {
  test.each<[string, () => Given]>([
    ["from another address", () => ({ from: "stranger@example.org" })],
    ["to an address that this site hasn't made", () => ({ to: to.replace(/.@/, "0@").replace("+r", "+r1") })],
    ["an automatic answer", () => ({ head: "Auto-Submitted: auto-replied" })],
    ["an answer of a list", () => ({ head: "Precedence: bulk" })],
    ["a report", () => ({ head: "Return-Path: <>" })],
  ])("%s", async (_words, given) => {
    expect(await takeMail(aMail(given()))).toMatchObject({ is: "dropped" });
    expect(await postsOf(author)).toEqual([]);
    expect(await db.mailedReply.count({ where: { memberId: author.id } })).toBe(0);
  });

  test("from an address that was not verified", async () => {
    await db.member.update({ where: { id: author.id }, data: { emailVerifiedAt: null } });
    expect(await takeMail(aMail())).toEqual({ is: "dropped", why: "another sender" });
  });
});

describe("what can't be posted is answered by mail, with its text", () => {
  /** Takes a mail that is refused; answers with the letter that says so. */
  async function refused(raw = aMail()) {
    const taken = await takeMail(raw);
    expect(taken).toMatchObject({ is: "refused" });
    expect(await takeMail(raw)).toEqual(taken);
    const [reply] = await db.mailedReply.findMany({ where: { memberId: author.id }, orderBy: { id: "desc" }, take: 1 });
    await answerReply(reply!.id);
    const mail = await smtp.next(addressOf(author));
    expect(await postsOf(author)).toEqual([]);
    return mail.text.replaceAll(/\s+/g, " ");
  }

  test("a locked thread", async () => {
    const by = await aMember({ role: "moderator" });
    await moderate({ by, kind: "lock_thread", target: thread.id, reason: "Enough." });
    const words = await refused();
    expect(words).toContain("The thread is locked");
    expect(words).toContain("They don't.");
  });

  test("a suspended author", async () => {
    const by = await aMember({ role: "admin" });
    await suspendMember({ by, memberId: author.id, reason: "Insults.", days: 3 });
    expect(await refused()).toContain("Your account is suspended");
  });

  test("a hidden post", async () => {
    const by = await aMember({ role: "moderator" });
    await moderate({ by, kind: "hide_post", target: postId, reason: "Off topic." });
    expect(await refused()).toContain("not there any more");
  });

  test("a mail without an answer", async () => {
    expect(await refused(aMail({ text: "\r\n> L1 and L2" }))).toContain("says nothing that readers would see");
  });

  test("an address of 31 days ago", async () => {
    const past = new Date((await databaseNow()).getTime() - 32 * 86_400_000);
    expect(await refused(aMail({ to: replyAddress({ memberId: author.id, postId }, past)! }))).toContain(
      "good for 30 days",
    );
  });

  test("a marker without a source", async () => {
    expect(await refused(aMail({ text: "As said[^nobody-knows]." }))).toContain("nobody-knows");
  });
});

test("twenty replies by mail in ten minutes are enough", async () => {
  for (let reply = 1; reply <= 20; reply++) await takeMail(aMail({ text: `Reply number ${reply}.` }));
  expect(await takeMail(aMail({ text: "One more." }))).toEqual({ is: "dropped", why: "too often" });
  expect(await postsOf(author)).toHaveLength(20);
});

test("so are twenty that can't be posted: what comes then is not kept and not answered, however it came", async () => {
  const letters = async () => {
    const { rows } = await databasePool().query<{ count: number }>(
      `select count(*)::int from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t."id" = j."task_id"
       where t."identifier" = 'letters.answer'`,
    );
    return rows[0]!.count;
  };
  const before = await letters();
  const past = new Date((await databaseNow()).getTime() - 32 * 86_400_000);
  const late = { to: replyAddress({ memberId: author.id, postId }, past)! };
  const empty = { text: "\r\n> L1 and L2" };
  const last = aMail(empty);
  for (let reply = 0; reply < 19; reply++) await takeMail(aMail(reply % 2 ? late : empty));
  const refused = await takeMail(last);
  expect(refused).toMatchObject({ is: "refused" });
  for (const more of [late, empty]) expect(await takeMail(aMail(more))).toEqual({ is: "dropped", why: "too often" });
  expect(await takeMail(last)).toEqual(refused);
  expect(await db.mailedReply.count({ where: { memberId: author.id } })).toBe(20);
  expect((await letters()) - before).toBe(20);
});

test("a reply that was posted is known as posted when its mail comes again, whatever keeps its author from posting now", async () => {
  const raw = aMail();
  const taken = await takeMail(raw);
  expect(taken).toMatchObject({ is: "posted" });
  // As the row is when the process dies behind the post.
  await db.mailedReply.updateMany({ where: { memberId: author.id }, data: { postId: null } });
  await db.member.update({ where: { id: author.id }, data: { pacedUntil: new Date(Date.now() + 86_400_000) } });
  expect(await takeMail(raw)).toEqual(taken);
  expect(await listMailedReplies(author.id)).toMatchObject([{ isPosted: true, problem: "" }]);
});

test("an address to which nothing is sent any more gets no letter about a reply", async () => {
  await takeMail(aMail({ text: "" }));
  const { id } = await db.mailedReply.findFirstOrThrow({ where: { memberId: author.id } });
  const stopped = { stoppedAt: new Date(), stoppedAddress: addressOf(author) };
  await db.mailing.create({ data: { memberId: author.id, ...stopped } });
  await answerReply(id);
  expect(smtp.received).toEqual([]);
});

test("replies by mail are kept for 31 days", async () => {
  for (const days of [30, 32]) {
    await takeMail(aMail({ text: `Of ${days} days ago.` }));
    const [reply] = await listMailedReplies(author.id);
    const receivedAt = new Date((await databaseNow()).getTime() - days * 86_400_000);
    await db.mailedReply.update({ where: { id: reply!.id }, data: { receivedAt } });
  }
  await sweepLetters();
  expect(await listMailedReplies(author.id)).toMatchObject([{ text: "Of 30 days ago." }]);
});

test("three letters that came back for good stop the address; late ones and the same report twice don't count", async () => {
  const report = (letterId: number, action: string, status: string) =>
    Buffer.from(
      [
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.org>",
        `To: ${returnAddress(letterId)!}`,
        "Subject: Undelivered",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "It could not be delivered.",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example.org",
        "",
        `Final-Recipient: rfc822; ${addressOf(author)}`,
        `Action: ${action}`,
        `Status: ${status}`,
        "Diagnostic-Code: smtp; 550 5.1.1 No such",
        "  mailbox here",
        "--b--",
        "",
      ].join("\r\n"),
    );
  const letters = await db.letter.createManyAndReturn({
    data: [1, 2, 3].map(() => ({
      memberId: author.id,
      kind: "notices" as const,
      address: addressOf(author),
      state: "sent" as const,
    })),
  });
  const [one, two, three] = letters.map(({ id }) => id);
  expect(await takeMail(report(one!, "delayed", "4.4.1"))).toMatchObject({ is: "dropped" });
  for (const id of [one!, one!, two!, two!])
    expect(await takeMail(report(id, "failed", "5.1.1"))).toEqual({ is: "bounce" });
  expect((await readMailing(author)).stopped).toBeNull();
  await takeMail(report(three!, "failed", "5.1.1"));
  expect((await readMailing(author)).stopped).toMatchObject({ said: "550 5.1.1 No such mailbox here" });
});
