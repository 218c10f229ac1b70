/** Somebody who was silenced or suspended while they wrote: each form says so in words, and gives back what they wrote. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
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
  const { db } = await import("~/platform/db.server");
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
