/** Mails that came to this site's address: replies become posts, bounces are counted, everything else is dropped. */
import { createHash } from "node:crypto";
import type { Member } from "~/features/auth/auth";
import { countAttempt, limits, memberColumns, memberOf, visibleTo } from "~/features/auth/auth.server";
import { ReplyForm } from "~/features/posts/posts";
import { checkPosting, createPost, findSubmitted, type Written } from "~/features/posts/posts.server";
import { canReply } from "~/features/threads/threads";
import { markdownOfUpload, sentenceOfRefusal } from "~/features/uploads/uploads";
import { takePicture } from "~/features/uploads/uploads.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { inLane } from "~/platform/lanes.server";
import { countBounce } from "./count-bounce.server";
import { LineIsFull } from "~/platform/reading-errors";
import type { AttachedPicture, LeftOut, ReadMail } from "./read-mail";
import { type Held, readAddress } from "./reply-address.server";

declare module "~/platform/lanes.server" {
  interface ReadingJobs {
    mail: { given: Uint8Array; answer: ReadMail };
  }
}

/** What became of a mail. `dropped` is not answered. */
export type Taken =
  | { is: "posted"; postId: number }
  | { is: "refused"; why: string }
  | { is: "bounce" }
  | { is: "dropped"; why: "automatic" | "no such address" | "another sender" | "too often" | "unreadable" };

const asker = { name: "mail" };

/** Takes a mail as it came. The same mail is taken once, however often it comes. Throws what is worth another try. */
export async function takeMail(raw: Uint8Array): Promise<Taken> {
  const mail = await inLane("previews", asker, (reader) => reader.run("mail", raw));
  const now = await databaseNow();
  const held = mail.to.flatMap((address) => readAddress(address, now) ?? [])[0];
  if (!held) return { is: "dropped", why: "no such address" };
  if (held.is === "bounce") {
    if (!mail.bounce) return { is: "dropped", why: "automatic" };
    await countBounce(held.letterId, mail.bounce.said);
    return { is: "bounce" };
  }
  if (mail.isAutomatic) return { is: "dropped", why: "automatic" };
  const author = await findAuthor(held.memberId, mail.from);
  if (!author) return { is: "dropped", why: "another sender" };
  return takeReply(
    author,
    held,
    mail,
    createHash("sha256")
      .update(mail.messageId ?? raw)
      .digest("hex"),
  );
}

/** The member whose address holds the reply, if the mail comes from their verified address. */
async function findAuthor(memberId: number, from: string | null): Promise<Member | null> {
  const found = await db.member.findFirst({
    where: { id: memberId, email: from ?? "", emailVerifiedAt: { not: null }, deletedAt: null },
    select: memberColumns,
  });
  return found && memberOf(found, await databaseNow());
}

type HeldReply = Extract<Held, { is: "reply" | "too-late" }>;

async function takeReply(author: Member, held: HeldReply, mail: ReadMail, messageId: string): Promise<Taken> {
  const row = { memberId: author.id, messageId };
  const before = await db.mailedReply.findUnique({ where: { memberId_messageId: row } });
  if (!before && (await countAttempt(limits.mailedReplyByMember, author.id)) > 0)
    return { is: "dropped", why: "too often" };
  const known = before ?? (await keepReply(row, held, mail));
  if (known.postId !== null) return { is: "posted", postId: known.postId };
  if (known.problem !== "") return { is: "refused", why: known.problem };
  const key = `mail-${messageId}`;
  const tried = (await findPosted(author, key)) ?? (await post(author, held, mail, key));
  // Where it is refused, the same mail may have been posted meanwhile by a request beside.
  const posted = "postId" in tried ? tried : ((await findPosted(author, key)) ?? tried);
  await inTransaction(async (tx) => {
    const open = { id: known.id, postId: null };
    if ("postId" in posted) {
      const leftOut = linesOf(posted.leftOut ?? mail.leftOut);
      const { count } = await tx.mailedReply.updateMany({
        where: open,
        data: { postId: posted.postId, problem: "", leftOut },
      });
      if (count > 0 && leftOut !== "") await enqueue(tx, "letters.answer", { replyId: known.id });
    } else {
      const leftOut = linesOf([...mail.leftOut, ...mail.pictures.map(notPosted)]);
      const { count } = await tx.mailedReply.updateMany({
        where: { ...open, problem: "" },
        data: { problem: posted.why, leftOut },
      });
      if (count > 0) await enqueue(tx, "letters.answer", { replyId: known.id });
    }
  });
  return "postId" in posted ? { is: "posted", postId: posted.postId } : { is: "refused", why: posted.why };
}

/** Keeps a reply before anything is made of it. */
async function keepReply(row: { memberId: number; messageId: string }, held: HeldReply, { answer, cut }: ReadMail) {
  const toPost =
    held.is === "reply" ? await db.post.findUnique({ where: { id: held.postId }, select: { id: true } }) : null;
  await db.mailedReply.createMany({
    data: [{ ...row, toPostId: toPost?.id ?? null, text: fit(answer), cut: fit(cut) }],
    skipDuplicates: true,
  });
  return db.mailedReply.findUniqueOrThrow({ where: { memberId_messageId: row } });
}

type Posted =
  /** `leftOut`: the files that are not in the post; not known where another request wrote it. */
  { postId: number; leftOut?: LeftOut[] } | { why: string };

const notPosted = ({ name }: AttachedPicture): LeftOut => ({ name, why: "It was not kept." });

/** A line for each file. */
const linesOf = (files: LeftOut[]) =>
  files
    .map(({ name, why }) => `${name}: ${why}`)
    .join("\n")
    .replaceAll("\0", "")
    .slice(0, 4_000);

const tooLate: Posted = {
  why: "The address that you answered to was good for 30 days. Open the thread and answer there.",
};

/** As many bytes as a row keeps, and no character that it can't. */
const fit = (text: string) =>
  Buffer.from(text.replaceAll("\0", ""))
    .subarray(0, 65_000)
    .toString()
    .replace(/\uFFFD$/, "");

/** Not lost: its author finds it among what waits. */
const waiting =
  "It waits for a moderator before it is posted. You find your text under “Waiting for a moderator”, on the page of your drafts.";

const refusals: Record<Exclude<Extract<Written, { ok: false }>["reason"], "not-now" | "held">, string> = {
  "no-such-thread": "The thread is not there any more.",
  "thread-locked": "The thread is locked: it takes no more replies.",
  "no-such-parent": "The post that you answered is not there any more. Open the thread and answer there.",
  "text-not-renderable": "Your text can't be rendered: it nests too deeply or repeats one mark too often.",
  "text-shows-nothing":
    "Your mail says nothing that readers would see: write above the line that the letter begins with.",
  "sent-before": "Your mail was posted before, with another text.",
};

/** What the mail became in an earlier request that ended before its row said so. */
async function findPosted(author: Member, key: string): Promise<Posted | null> {
  const postId = await findSubmitted(author.id, key);
  return postId === null ? null : { postId };
}

async function post(author: Member, held: HeldReply, mail: ReadMail, key: string): Promise<Posted> {
  if (held.is === "too-late") return tooLate;
  const to = await db.post.findFirst({
    where: { id: held.postId, ...visibleTo(author), thread: visibleTo(author) },
    select: { id: true, threadId: true, thread: { select: { lockedAt: true, status: true } } },
  });
  if (!to) return { why: refusals["no-such-parent"] };
  if (mail.answer === "" && mail.pictures.length === 0) return { why: refusals["text-shows-nothing"] };
  const form = readForm(mail.answer || "A picture");
  if ("why" in form) return form;
  const checked = await checkPosting({
    author,
    threadId: to.threadId,
    body: form.body,
    confirmedKeys: null,
    isNew: true,
  });
  if (!checked.ok) return { why: withoutForm(Object.values(checked.errors).flat().join(" ")) };
  // Asked once more where the post is written; before that no picture is kept for nothing.
  const { status, lockedAt } = to.thread;
  if (!canReply(author, { status, lockedAt: lockedAt?.toISOString() ?? null }))
    return { why: refusals["thread-locked"] };
  const { shown, leftOut } = await takePictures(author, mail);
  const whole = readForm([mail.answer, ...shown].filter(Boolean).join("\n\n"));
  if ("why" in whole) return whole;
  const created = await createPost({
    author,
    threadId: to.threadId,
    body: whole.body,
    parentId: to.id,
    key,
  });
  if (created.ok) return { postId: created.post.id, leftOut };
  if (created.reason === "held") return { why: waiting };
  return { why: created.reason === "not-now" ? withoutForm(created.notNow.words) : refusals[created.reason] };
}

/** The text as the form of a reply takes it. */
function readForm(body: string): { body: string } | { why: string } {
  const form = ReplyForm.safeParse({ body });
  return form.success ? form.data : { why: form.error.issues.map(({ message }) => message).join(" ") };
}

/** Adds a mail's pictures to its author's, and answers with the lines that show them, and with what was left out. */
async function takePictures(member: Member, { pictures, leftOut: others }: ReadMail) {
  const shown: string[] = [];
  const leftOut = [...others];
  for (const { name, bytes } of pictures) {
    const alt = `Sent by mail: ${name.replace(/\.\w{1,5}$/, "")}`;
    const taken = await takePicture({ member, file: Buffer.from(bytes), alt });
    if (taken.ok) shown.push(markdownOfUpload(taken.upload));
    // Whoever brings mails brings it again.
    else if (taken.refusal.reason === "busy") throw new LineIsFull("Many pictures are being prepared just now");
    else leftOut.push({ name, why: sentenceOfRefusal(taken.refusal) });
  }
  return { shown, leftOut };
}

/** What is said at a form, for somebody who has none before them. */
const withoutForm = (words: string) => words.replaceAll(/(?:; y|\. Y)our text is still here/g, "").slice(0, 600);
