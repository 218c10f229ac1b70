/** Sending letters about notices: each notice is told of by mail once, whatever happens to the process or the mail server. */
import { deliverOnce, type Handed } from "~/features/mail/mail.server";
import { listToMail, markMailed, takeDue, unmarkMailed } from "~/features/notifications/notifications.server";
import { db, inTransaction, type Tx } from "~/platform/db.server";
import { enqueue, enqueueLater } from "~/platform/jobs.server";
import { log } from "~/platform/log.server";
import { findRecipient, type Recipient, stopIfRefusing } from "./mailing.server";
import { writeNoticesLetter } from "./notices-letter.server";
import { returnAddress } from "./reply-address.server";

const slice = 200;
/** Letters about notices a day; what is more waits for the digest. */
const mostADay = 100;
/** Letters one run sends to a member who has very many notices, and how often a letter is written anew that was overtaken. */
const mostAtOnce = 5;
/** Seconds until the next run for such a member. */
const untilNext = 60;

/** Adds a job for each member whose letter is due. Answers whether there may be more. */
export async function startDueLetters(): Promise<boolean> {
  return inTransaction(async (tx) => {
    const members = await takeDue(tx, slice);
    for (const memberId of members) await enqueue(tx, "letters.notices", { memberId });
    return members.length === slice;
  });
}

/**
 * Sends a member what is to be told by mail, all of it in one letter as long as it fits. Whoever is away, suspended or has
 * unsubscribed meanwhile gets nothing. Throws when the mail server wants to be asked again later.
 */
export async function sendNotices(memberId: number) {
  for (let attempt = 0; attempt < mostAtOnce; attempt++) {
    const to = await findRecipient(memberId, "notices");
    if (!to || (await countToday(memberId)) >= mostADay) return;
    const notices = await listToMail(to.member);
    if (notices.length === 0) return;
    const { letter, head } = await writeNoticesLetter(to, notices);
    const handed = await sendLetter({
      to,
      kind: "notices",
      send: (returnPath, mark) => deliverOnce(letter, { ...head, to: to.address, returnPath }, mark),
      mark: (tx) => markMailed(tx, notices),
      unmark: (tx) => unmarkMailed(tx, notices),
    });
    // What the letter didn't hold is told by the next one, a minute later.
    if (handed.is === "doubtful" || handed.is === "refused") break;
  }
  await enqueueLater(db, untilNext, "letters.notices", { memberId });
}

async function countToday(memberId: number): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`select count(*)::int as count from "Letter"
    where "memberId" = ${memberId} and "kind" = 'notices' and "createdAt" > now() - interval '1 day'`;
  return rows[0]!.count;
}

type Sending = {
  to: Pick<Recipient, "member" | "address">;
  kind: "notices" | "digest";
  send: (returnPath: string | undefined, mark: () => Promise<boolean>) => Promise<Handed>;
  /** Writes down what the letter tells of; false when it isn't to be sent any more. */
  mark: (tx: Tx) => Promise<boolean>;
  unmark: (tx: Tx) => Promise<void>;
};

/**
 * Sends a letter of which a row is kept. The row and what the letter tells of are written in one transaction before the mail
 * server can take it: when the process dies behind that, the letter counts as sent. Throws when it is to be tried again.
 */
export async function sendLetter({ to, kind, send, mark, unmark }: Sending): Promise<Handed> {
  const { member, address } = to;
  const id = await reserveId();
  const row = { id, memberId: member.id, kind, address };
  let isMarked = false;
  const handed = await send(returnAddress(id) ?? undefined, async () => {
    isMarked = await inTransaction(async (tx) => {
      if (!(await mark(tx))) return false;
      await tx.letter.create({ data: row, select: { id: true } });
      return true;
    });
    return isMarked;
  });
  switch (handed.is) {
    case "sent":
      await db.letter.updateMany({ where: { id }, data: { state: "sent" } });
      break;
    case "refused":
      await inTransaction(async (tx) => {
        if (!isMarked) await mark(tx);
        const refused = { state: "refused", said: handed.said } as const;
        await tx.letter.upsert({
          where: { id },
          create: { ...row, ...refused },
          update: refused,
          select: { id: true },
        });
        await stopIfRefusing(tx, member.id, address);
      });
      break;
    case "later":
      if (isMarked)
        await inTransaction(async (tx) => {
          await tx.letter.deleteMany({ where: { id } });
          await unmark(tx);
        });
      throw handed.error;
    case "doubtful":
      log().warn(
        { err: handed.error, letter: id },
        "nobody knows whether the mail server took a letter; it is not sent again",
      );
      break;
    case "withdrawn":
  }
  return handed;
}

async function reserveId(): Promise<number> {
  const rows = await db.$queryRaw<
    { id: number }[]
  >`select nextval(pg_get_serial_sequence('"Letter"', 'id'))::int as "id"`;
  return rows[0]!.id;
}
