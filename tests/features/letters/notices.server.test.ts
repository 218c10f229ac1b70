/** Letters about notices, through a real mail server: bundled, once, and never of what was read, muted or hidden. */
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Member } from "~/features/auth/auth";
import { keepMailing, readMailing, sendNotices, tryAddressAgain } from "~/features/letters/letters.server";
import { sendLetter } from "~/features/letters/send-notices.server";
import { deliverOnce } from "~/features/mail/mail.server";
import { disclose } from "~/features/members/members.server";
import { moderate } from "~/features/moderation/moderation.server";
import {
  chooseLevel,
  chooseStance,
  keepChoices,
  listToMail,
  markMailed,
  markRead,
  readChoices,
  unmarkMailed,
} from "~/features/notifications/notifications.server";
import { imposeSanction } from "~/features/sanctions/sanctions.server";
import { findTags } from "~/features/tags/tags.server";
import { databasePool, db, inTransaction } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";
import { addressOf, aReachable, expected, passMinutes, sendDue, sendWaiting, tellAll } from "../../support/letters";
import { fieldOf, useSmtp } from "../../support/smtp";

useDatabase();
const smtp = useSmtp();
const usual = { ...env() };

let author: Member;
let writer: Member;
let thread: ThreadMade;

beforeEach(async () => {
  Object.assign(env(), {
    SMTP_URL: smtp.url,
    mailFrom: "Counterproof <noreply@forum.example>",
    publicOrigin: "https://forum.example",
  });
  author = await aReachable();
  writer = await aMember({ name: "Devika Rao" });
  thread = await aThread({ author, title: "Did we scale the wrong way?", body: "So one chain has the people." });
});

afterEach(async () => {
  Object.assign(env(), { SMTP_URL: undefined }, usual);
  smtp.mood = "takes";
  smtp.received.length = 0;
  await db.dueLetter.deleteMany();
});

let count = 0;

async function answer(body = `L1 and L2 complement each other, reason ${(count += 1)}.`, by = writer) {
  const post = await aReply({ thread, author: by, body });
  await tellAll(post.id);
  return post;
}

const states = async () =>
  (await db.letter.findMany({ where: { memberId: author.id }, orderBy: { id: "asc" } })).map(({ state }) => state);

test("a reply comes by mail after two minutes, with its words, as an answer in its thread", async () => {
  const post = await answer();
  await passMinutes(1.5);
  await sendDue();
  expect(smtp.received).toEqual([]);
  await passMinutes(1);
  await sendDue();
  const mail = await smtp.next(addressOf(author));
  expect(fieldOf(mail.source, "From")).toBe('"Devika Rao, Counterproof" <noreply@forum.example>');
  expect(fieldOf(mail.source, "Subject")).toBe("Re: Did we scale the wrong way?");
  expect(fieldOf(mail.source, "Message-ID")).toBe(`<post.${post.id}@forum.example>`);
  expect(fieldOf(mail.source, "In-Reply-To")).toBe(`<post.${thread.openingPostId}@forum.example>`);
  expect(fieldOf(mail.source, "References")).toBe(`<post.${thread.openingPostId}@forum.example>`);
  expect(fieldOf(mail.source, "Auto-Submitted")).toBe("auto-generated");
  expect(fieldOf(mail.source, "List-Id")).toBe("<notices.forum.example>");
  expect(fieldOf(mail.source, "List-Unsubscribe")).toMatch(/^<https:\/\/forum\.example\/unsubscribe\/n[0-9a-z-]+>$/);
  expect(fieldOf(mail.source, "List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
  expect(fieldOf(mail.source, "Reply-To")).toBeUndefined();
  expect(mail.text).toContain("Devika Rao answers your post 1");
  const words = mail.text.replaceAll(/\s+/g, " ");
  expect(words).toContain("L1 and L2 complement each other, reason 1.");
  expect(words).toContain("You get this mail because you were answered, named or quoted at forum.example.");
  await sendDue();
  await sendNotices(author.id);
  expect(smtp.received).toEqual([]);
  expect(await states()).toEqual(["sent"]);
});

test("a warning comes by mail, and leads to the page that says what follows from it", async () => {
  const by = await aMember({ role: "moderator" });
  await inTransaction((tx) =>
    imposeSanction(tx, { memberId: author.id, kind: "warning", reason: "About the person.", by, seconds: 0 }),
  );
  await passMinutes(3);
  await sendDue();
  const { text } = await smtp.next(addressOf(author));
  expect(text).toContain("About the person.");
  expect(text).toContain("https://forum.example/settings/standing");
});

test("of a post that is folded by then a letter holds one sentence", async () => {
  const post = await answer("Nobody who can count would write this.");
  await db.post.update({ where: { id: post.id }, data: { foldedAt: new Date(), foldWords: "flagged" } });
  await passMinutes(3);
  await sendDue();
  const mail = await smtp.next(addressOf(author));
  expect(mail.source).not.toContain("Nobody who can count");
  expect(mail.text.replaceAll(/\s+/g, " ")).toContain("This post is hidden until a moderator has looked at it.");
});

test("what follows soon comes in the same letter, at most ten minutes after the first", async () => {
  const other = await aThread({ author, title: "Which blobs are empty?" });
  for (let minute = 0; minute < 8; minute++) {
    await answer(`Answer ${minute}.`);
    await passMinutes(1);
    await sendDue();
  }
  expect(smtp.received).toEqual([]);
  await tellAll((await aReply({ thread: other, author: writer, body: "All of them." })).id);
  await answer("The last answer.");
  await passMinutes(2);
  await sendDue();
  const mail = await smtp.next(addressOf(author));
  expect(smtp.received).toEqual([]);
  expect(fieldOf(mail.source, "Subject")).toContain("10 notices: Did we scale");
  expect(fieldOf(mail.source, "Message-ID")).toMatch(/^<letter\.[0-9a-f-]{36}@forum\.example>$/);
  expect(fieldOf(mail.source, "References")).toBeUndefined();
  expect(mail.text).toContain("Answer 0.");
  expect(mail.text).toContain("The last answer.");
  expect(mail.text.match(/^Did we scale the wrong way\?$/gm)).toHaveLength(1);
  expect(mail.text).toContain("All of them.");
});

test("several posts of one thread are one letter below the thread's first post", async () => {
  await answer("One.");
  await answer("Two.");
  await sendNotices(author.id);
  const mail = await smtp.next(addressOf(author));
  expect(fieldOf(mail.source, "Message-ID")).toMatch(/^<letter\./);
  expect(fieldOf(mail.source, "References")).toBe(`<post.${thread.openingPostId}@forum.example>`);
  expect(fieldOf(mail.source, "Subject")).toBe("Re: Did we scale the wrong way?");
});

describe("nothing is sent", () => {
  const nothing = async () => {
    await sendNotices(author.id);
    expect(smtp.received).toEqual([]);
  };

  test("of what was read meanwhile", async () => {
    await answer();
    await markRead(author.id, "all");
    await nothing();
  });

  test("of a thread or an author that was muted meanwhile", async () => {
    await answer();
    await chooseLevel(author, thread.id, "mute");
    await nothing();
    await chooseLevel(author, thread.id, "follow");
    await chooseStance(author, writer.id, "mute");
    await nothing();
    await chooseStance(author, writer.id, "neither");
    await sendNotices(author.id);
    expect(smtp.received).toHaveLength(1);
  });

  test("of a post that was hidden meanwhile", async () => {
    const post = await answer();
    const by = await aMember({ role: "moderator" });
    const hidden = await moderate({ by, kind: "hide_post", target: post.id, reason: "Off topic." });
    expect(hidden.ok).toBe(true);
    await nothing();
  });

  test("of a hidden post to a moderator, who may read it on the site", async () => {
    const post = await answer();
    await db.member.update({ where: { id: author.id }, data: { role: "moderator" } });
    await db.post.update({ where: { id: post.id }, data: { status: "hidden" } });
    await nothing();
  });

  test("of kinds that come to the inbox alone, or with the digest", async () => {
    await keepChoices(author, { ...(await readChoices(author)), answers: "inbox" });
    await answer();
    expect(await expected()).toEqual([]);
    await keepChoices(author, { ...(await readChoices(author)), answers: "digest" });
    await answer();
    expect(await expected()).toEqual([]);
    await nothing();
  });

  test.each([
    ["is suspended", { suspendedAt: new Date() }],
    ["leaves", { deletionDueAt: new Date() }],
    ["has no verified address any more", { emailVerifiedAt: null }],
  ])("to a member who %s", async (_words, data) => {
    await answer();
    await db.member.update({ where: { id: author.id }, data });
    await nothing();
  });

  test("to a member who wants no mail about notices", async () => {
    await answer();
    await keepMailing(author, { hasNotices: false, hasDigest: true });
    await nothing();
    expect(await readMailing(author)).toMatchObject({ hasNotices: false, hasDigest: true, stopped: null });
  });

  test("beyond a hundred letters a day", async () => {
    await answer();
    const letter = { memberId: author.id, kind: "notices", address: addressOf(author), state: "sent" } as const;
    await db.letter.createMany({ data: Array.from({ length: 100 }, () => letter) });
    await nothing();
    await databasePool().query(`update "Letter" set "createdAt" = now() - interval '25 hours' where "memberId" = $1`, [
      author.id,
    ]);
    await sendNotices(author.id);
    expect(smtp.received).toHaveLength(1);
  });
});

describe("a mail server that fails", () => {
  test.each(["later", "later text", "drops", "silent"] as const)(
    "“%s”: the letter is sent when it is tried again",
    async (mood) => {
      await answer();
      smtp.mood = mood;
      await expect(sendNotices(author.id)).rejects.toThrow();
      expect(await states()).toEqual([]);
      smtp.mood = "takes";
      await sendNotices(author.id);
      expect(smtp.received).toHaveLength(1);
      expect(await states()).toEqual(["sent"]);
    },
  );

  test("one that drops the text may have taken it: the letter is not sent again, and the inbox has it", async () => {
    await answer();
    smtp.mood = "drops text";
    await sendNotices(author.id);
    expect(await states()).toEqual(["doubtful"]);
    smtp.mood = "takes";
    await sendNotices(author.id);
    expect(smtp.received).toEqual([]);
  });

  test("one that ends the connection while the letter is being marked: the mark is taken back", async () => {
    await answer();
    const notices = await listToMail(author);
    const letter = { subject: "An answer", title: "An answer", parts: [], reason: "You were answered.", links: [] };
    const sending = sendLetter({
      to: { member: author, address: addressOf(author) },
      kind: "notices",
      send: (returnPath, mark) => deliverOnce(letter, { to: addressOf(author), returnPath }, mark),
      async mark(tx) {
        await smtp.drop();
        return markMailed(tx, notices);
      },
      unmark: (tx) => unmarkMailed(tx, notices),
    });
    await expect(sending).rejects.toThrow("closed");
    await sendNotices(author.id);
    expect(smtp.received).toHaveLength(1);
    expect(await states()).toEqual(["sent"]);
  });

  test("an address that refuses three letters in 14 days gets no more, until its member tries again", async () => {
    for (const mood of ["refuses", "refuses text", "refuses"] as const) {
      expect((await readMailing(author)).stopped).toBeNull();
      await answer();
      smtp.mood = mood;
      await sendNotices(author.id);
      await sendNotices(author.id);
    }
    expect(await states()).toEqual(["refused", "refused", "refused"]);
    expect((await readMailing(author)).stopped?.said).toContain("No such mailbox");
    smtp.mood = "takes";
    await answer("After it.");
    await sendNotices(author.id);
    expect(smtp.received).toEqual([]);
    await tryAddressAgain(author);
    expect((await readMailing(author)).stopped).toBeNull();
    await sendNotices(author.id);
    expect((await smtp.next(addressOf(author))).text).toContain("After it.");
  });

  test("one that refuses the sender says nothing about the recipient: the letter is sent later", async () => {
    await answer("Once the sender is right.");
    smtp.mood = "refuses sender";
    await expect(sendNotices(author.id)).rejects.toThrow();
    expect(await states()).toEqual([]);
    smtp.mood = "takes";
    await sendNotices(author.id);
    expect((await smtp.next(addressOf(author))).text).toContain("Once the sender is right.");
  });

  test("refusals of long ago and of another address stop nothing", async () => {
    for (const days of [15, 16])
      await db.letter.create({
        data: {
          memberId: author.id,
          kind: "notices",
          address: addressOf(author),
          state: "refused",
          createdAt: new Date(Date.now() - days * 86_400_000),
        },
      });
    await db.letter.create({
      data: { memberId: author.id, kind: "notices", address: "old@example.org", state: "refused" },
    });
    await answer();
    smtp.mood = "refuses";
    await sendNotices(author.id);
    expect((await readMailing(author)).stopped).toBeNull();
  });
});

test.each(["refuses text", "drops text"] as const)(
  "what a letter didn't hold which the server answers with “%s” is told by the next one, without another notice",
  async (mood) => {
    await db.notice.createMany({
      data: Array.from({ length: 60 }, (_, number) => ({
        memberId: author.id,
        kind: "role" as const,
        subject: `role:${number}`,
        words: `made you moderator number ${number}`,
        path: "/",
        actorId: writer.id,
        changedAt: new Date(Date.now() - 60_000 + number * 1_000),
      })),
    });
    smtp.mood = mood;
    await sendNotices(author.id);
    smtp.mood = "takes";
    smtp.received.length = 0;
    await sendWaiting();
    const { text } = await smtp.next(addressOf(author));
    expect(text).toContain("number 59");
    expect(text).not.toContain("number 49");
    expect(smtp.received).toEqual([]);
  },
);

test("what authors disclose about the tags of a thread stands with their posts, read once for all of a letter", async () => {
  const [fees, base] = await findTags(db, ["fees", "base"]);
  const other = await aMember({ name: "Sam Whitlock" });
  await disclose(writer.id, fees!.id, "works on a rollup");
  await disclose(other.id, fees!.id, "holds a lot of it");
  await disclose(other.id, base!.id, "works at Base");
  await answer();
  await answer("Another reason.", other);
  const queries = vi.spyOn(pg.Client.prototype, "query");
  await sendNotices(author.id);
  const asked = queries.mock.calls.filter(([query]) => JSON.stringify(query).includes("Disclosure")).length;
  queries.mockRestore();
  expect(asked).toBe(1);
  const said = (await smtp.next(addressOf(author))).text.replaceAll(/\s+/g, " ");
  expect(said.match(/Discloses: works on a rollup/g)).toHaveLength(1);
  expect(said.match(/Discloses: holds a lot of it/g)).toHaveLength(1);
  expect(said).not.toContain("works at Base");
});

test("what is more than five letters hold is sent by the next run, without another notice", async () => {
  await db.notice.createMany({
    data: Array.from({ length: 251 }, (_, number) => ({
      memberId: author.id,
      kind: "role" as const,
      subject: `role:${number}`,
      words: "made you a moderator",
      path: "/",
      actorId: writer.id,
    })),
  });
  await sendNotices(author.id);
  expect(smtp.received).toHaveLength(5);
  await sendWaiting();
  expect(smtp.received).toHaveLength(6);
  await sendWaiting();
  expect(smtp.received).toHaveLength(6);
});

test("of two workers that send at once, one does", async () => {
  await answer();
  await Promise.all([sendNotices(author.id), sendNotices(author.id), sendNotices(author.id)]);
  expect(smtp.received).toHaveLength(1);
  expect(await states()).toEqual(["sent"]);
});

test("what is read while the mail server thinks about the address isn't sent", async () => {
  await answer();
  smtp.mood = "holds address";
  const sending = sendNotices(author.id);
  await smtp.holding();
  await markRead(author.id, "all");
  smtp.release();
  await sending;
  expect(smtp.received).toEqual([]);
  expect(await states()).toEqual([]);
});

test("without https mail programs are offered no click to end letters, because they couldn't reach it", async () => {
  Object.assign(env(), { publicOrigin: "http://localhost:3000" });
  await answer();
  await sendNotices(author.id);
  const { source, text } = await smtp.next(addressOf(author));
  expect(fieldOf(source, "List-Unsubscribe")).toBeUndefined();
  expect(text).toContain("http://localhost:3000/unsubscribe/n");
});

test("where mail is off no letter is expected", async () => {
  Object.assign(env(), { SMTP_URL: undefined, isLocal: false });
  await answer();
  expect(await expected()).toEqual([]);
});
