/** Somebody who was silenced or suspended while they wrote: each form says so in words, and gives back what they wrote. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { suspendMember } from "~/features/people/people.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { fieldsGivenBack } from "../support/given-back";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const written = "A paragraph that took AN HOUR to write.\n\nAnd “another”, with <b>signs</b>.";
const people = {} as Record<"silenced" | "suspended", Member>;
let thread: ThreadMade;
let another: number;
const own = {} as Record<"silenced" | "suspended", number>;

beforeAll(async () => {
  for (const state of ["silenced", "suspended"] as const) {
    const member = await aMember();
    thread = await aThread({ author: member });
    own[state] = thread.openingPostId;
    people[state] = member;
  }
  another = (await aReply({ thread })).id;
  const until = new Date("2030-01-01T00:00:00Z");
  await db.member.update({ where: { id: people.silenced.id }, data: { silencedUntil: until } });
  await db.member.update({
    where: { id: people.suspended.id },
    data: { suspendedAt: new Date(), suspendedUntil: until },
  });
});

const forms = {
  reply: () => ({ path: `/t/${thread.id}/${thread.slug}`, form: { body: written }, field: "body" }),
  thread: () => ({
    path: "/new",
    form: { title: "A thread that took an hour", body: written, tags: "fees" },
    field: "body",
  }),
  edit: (state: keyof typeof own) => ({
    path: `/p/${own[state]}/edit`,
    form: { title: "A thread that took an hour", body: written, tags: "fees", revision: "1", reason: "" },
    field: "body",
  }),
  flag: () => ({ path: `/p/${another}/flag`, form: { reason: "other", words: written }, field: "words" }),
};

describe.each(["silenced", "suspended"] as const)("who is %s meanwhile", (state) => {
  test.each(Object.keys(forms) as (keyof typeof forms)[])(
    "reads why at the form of the %s, and has the text back",
    async (name) => {
      const { path, form, field } = forms[name](state);
      const answer = await server.fetch(path, { as: people[state], form });
      expect(answer.status).toBe(403);
      const html = await answer.text();
      expect(html).toMatch(state === "silenced" ? /silenced/ : /suspended/);
      expect(html).toContain("/settings/standing");
      const texts = page(html)
        .all("textarea")
        .map((one) => [one.attribute("name"), one.source.replace(/^\n/, "")]);
      const given = texts.find(([, text]) => text?.replaceAll("\r\n", "\n") === written);
      expect([name, given?.[1]?.replaceAll("\r\n", "\n")]).toEqual([name, written]);
      expect(field).not.toBe("");
    },
  );

  test.each(["/new", "flag", "edit", "reply"])("reads it before anything is written: %s", async (where) => {
    const path =
      where === "flag"
        ? `/p/${another}/flag`
        : where === "edit"
          ? `/p/${own[state]}/edit`
          : where === "reply"
            ? `/t/${thread.id}/${thread.slug}`
            : where;
    const html = await (await server.fetch(path, { as: people[state] })).text();
    expect(html).toMatch(state === "silenced" ? /[Ss]ilenced/ : /[Ss]uspended/);
    expect(html).toContain("/settings/standing");
  });
});

test("fields keep their names where the form itself comes back", async () => {
  const { path, form } = forms.reply();
  const html = await (await server.fetch(path, { as: people.silenced, form })).text();
  expect(Object.values(fieldsGivenBack(html)).some((text) => text.replaceAll("\r\n", "\n") === written)).toBe(true);
});

test("a reply that was sent signed out is given back after the sign-in, though its thread is locked by then", async () => {
  const { id, slug } = await aThread();
  const sent = await server.fetch(`/t/${id}/${slug}`, { form: { body: written }, address: "10.7.7.8" });
  const signIn = new URL(sent.headers.get("Location")!, server.origin);
  await db.thread.update({ where: { id }, data: { lockedAt: new Date() } });
  const back = await server.fetch(signIn.searchParams.get("redirectTo")!, { as: await aMember() });
  const text = page(await back.text()).first("#reply textarea").source;
  expect(text.replace(/^\n/, "").replaceAll("\r\n", "\n")).toBe(written);
});

/** Each of these changed something since the form was opened, so that its page has no form any more. */
const changedMeanwhile: Record<string, () => Promise<Late>> = {
  "a reply to a thread that is locked": async () => {
    const { id, slug } = await aThread();
    await db.thread.update({ where: { id }, data: { lockedAt: new Date() } });
    return { as: await aMember(), path: `/t/${id}/${slug}`, form: { body: written }, status: 409, why: /is locked/ };
  },
  "a reply to a thread that is hidden": async () => {
    const { id, slug } = await aThread();
    await db.thread.update({ where: { id }, data: { status: "hidden" } });
    return {
      as: await aMember(),
      path: `/t/${id}/${slug}`,
      form: { body: written },
      status: 404,
      why: /no such thread/i,
    };
  },
  "an edit in a thread that is locked": async () => {
    const as = await aMember();
    const { id, openingPostId } = await aThread({ author: as });
    await db.thread.update({ where: { id }, data: { lockedAt: new Date() } });
    const form = { title: "A thread that took an hour", body: written, tags: "fees", revision: "1", reason: "" };
    return { as, path: `/p/${openingPostId}/edit`, form, status: 409, why: /The thread is locked/ };
  },
  "an edit of a post that is hidden": async () => {
    const as = await aMember();
    const { id } = await aReply({ thread: await aThread(), author: as });
    await db.post.update({ where: { id }, data: { status: "hidden" } });
    return { as, path: `/p/${id}/edit`, form: { body: written, revision: "1" }, status: 404, why: /no such post/ };
  },
  "a claim’s correction in a thread that is locked": async () => {
    const as = await aMember();
    const thread = await aThread();
    const { id: postId } = await aReply({ thread, author: as, body: "It does [4,000 TPS](metric:base/tps)." });
    const { id } = await db.claim.findFirstOrThrow({ where: { postId } });
    await db.thread.update({ where: { id: thread.id }, data: { lockedAt: new Date() } });
    const form = { intent: "correct", text: "77 TPS" };
    return { as, path: `/claims/${id}`, form, status: 403, why: /only while the thread is open/, typed: "77 TPS" };
  },
  "a second flag": async () => {
    const as = await aMember();
    const { id } = await aReply({ thread: await aThread() });
    const path = `/p/${id}/flag`;
    const form = { reason: "other", "words-other": written };
    expect(
      (await server.fetch(path, { as, form: { ...form, "words-other": "The first flag, in other words." } })).status,
    ).toBe(303);
    return { as, path, form, status: 409, why: /flagged this/ };
  },
  "a second appeal": async () => {
    const [as, admin] = [await aMember(), await aMember({ role: "admin" })];
    await suspendMember({ by: admin, memberId: as.id, reason: "For a test.", days: 3 });
    const { id } = await db.sanction.findFirstOrThrow({ where: { memberId: as.id } });
    const path = "/settings/standing";
    const form = { sanction: String(id), words: written };
    await server.fetch(path, { as, form: { ...form, words: "The first appeal, in other words." } });
    return { as, path, form, status: 409, why: /appealed against this before/ };
  },
  "a second answer about an interest": async () => {
    const as = await aMember();
    const { id: postId } = await aReply({ thread: await aThread(), author: as });
    const { id: caseId } = await db.modCase.create({
      data: { kind: "interest", subject: `post:${postId}`, memberId: as.id, postId, openedAt: new Date() },
    });
    const askedBy = await aMember({ role: "moderator" });
    const { id } = await db.interestQuestion.create({
      data: { caseId, postId, memberId: as.id, askedById: askedBy.id, words: "Do you?", askedAt: new Date() },
    });
    const path = `/p/${postId}/interest`;
    const words = "A sentence that took an hour.";
    const form = { question: String(id), answer: "denied", words };
    expect((await server.fetch(path, { as, form: { ...form, words: "The first." } })).status).toBe(303);
    return { as, path, form, status: 409, why: /answered this before/, typed: words };
  },
  "lifting a suspension that is lifted": async () => {
    const [as, suspended] = [await aMember({ role: "admin" }), await aMember()];
    const path = `/admin/members/${suspended.id}`;
    const reason = "A reason that took an hour.";
    return { as, path, form: { intent: "lift", reason }, status: 409, why: /./, typed: reason };
  },
};

type Late = {
  as: Member;
  path: string;
  form: Record<string, string>;
  status: number;
  why: RegExp;
  /** What is given back, if not the long text. */
  typed?: string;
};

test.each(Object.keys(changedMeanwhile))("%s is refused in words, and what was typed can be copied", async (what) => {
  const { as, path, form, status, why, typed = written } = await changedMeanwhile[what]!();
  const answer = await server.fetch(path, { as, form });
  expect(answer.status).toBe(status);
  const shown = page(await answer.text());
  expect(shown.first("main").text).toMatch(why);
  const texts = shown.all("main textarea").map((one) => one.source.replace(/^\n/, "").replaceAll("\r\n", "\n"));
  expect(texts).toContain(typed);
  // What was chosen from a list was not typed.
  expect(texts).not.toContain("other");
});
