/** The public log: who reads what of it, its filters, counts and chain, and what can be erased. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { ChainedEntry, verifyChain } from "~/features/moderation/moderation.server";
import { editPost } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let moderator: Member;
let other: Member;
let admin: Member;
let thread: ThreadMade;
beforeAll(async () => {
  moderator = await aMember({ role: "moderator", name: "Nadia Petrov", handle: "nadia" });
  other = await aMember({ role: "moderator", name: "Otto Lind" });
  admin = await aMember({ role: "admin", name: "Ada Min" });
  thread = await aThread({ title: "Which threads are locked here?" });
  await act("lock_thread", thread.id, moderator, "They repeat themselves.");
  await act("unlock_thread", thread.id, other, "They have slept on it.");
  await act("hide_post", (await aReply({ thread })).id, moderator, "A private address.");
});

const act = (kind: string, target: number, as: Member, reason: string) =>
  server.fetch(`/mod/actions?kind=${kind}&target=${target}`, { as, form: { kind, target: String(target), reason } });
const read = async (path: string, as: Member | null = null) => (await server.fetch(path, { as })).text();
const reasons = (html: string) =>
  ["They repeat themselves.", "They have slept on it.", "A private address."].filter((one) => html.includes(one));

describe("the log", () => {
  test("is narrowed by what it is about, by who acted, by thread; an unknown filter is refused", async () => {
    expect(reasons(await read("/modlog"))).toHaveLength(3);
    expect(reasons(await read("/modlog?about=posts"))).toEqual(["A private address."]);
    expect(reasons(await read(`/modlog?by=${other.id}&about=threads`))).toEqual(["They have slept on it."]);
    expect(reasons(await read(`/modlog?thread=${thread.id}`))).toHaveLength(3);
    expect(reasons(await read(`/modlog?thread=${thread.id + 1}`))).toEqual([]);
    for (const query of ["about=nothing", "by=nobody", "thread=x", "cursor=-1"])
      expect((await server.fetch(`/modlog?${query}`)).status).toBe(400);
    expect(reasons(await read("/modlog.rss?about=posts"))).toEqual(["A private address."]);
  });

  test("counts entries by month and moderator", async () => {
    const row = (await read("/modlog")).split("Entries by month")[1]!.split("Nadia Petrov")[1]!.split("</tr>")[0]!;
    expect([...row.matchAll(/>(\d+)</g)].map(([, count]) => count)).toEqual(["2", "2"]);
  });

  test("shows the chain's newest hash on the page and in the feed, and all that is hashed as JSON", async () => {
    const { newest, entries, next } = (await (await server.fetch("/modlog/chain.json")).json()) as {
      newest: { hash: string };
      entries: unknown[];
      next: null;
    };
    expect(await read("/modlog")).toContain(newest.hash);
    expect(await read("/modlog.rss")).toContain(newest.hash);
    const state = await verifyChain(entries.map((entry) => ChainedEntry.parse(entry)));
    expect(state).toMatchObject({ ok: true, count: entries.length, newest: newest.hash });
    expect(next).toBeNull();
    const rest = (await (await server.fetch("/modlog/chain.json?after=1")).json()) as { entries: unknown[] };
    expect(rest.entries).toEqual(entries.slice(1));
    expect((await server.fetch("/modlog/chain.json?after=x")).status).toBe(400);
  });

  test("leads to who may do what, and that page to what each did", async () => {
    const html = await read("/about/moderators");
    for (const name of ["Nadia Petrov", "Otto Lind", "Ada Min"]) expect(html).toContain(name);
    expect(page(html).link("what they did, Nadia Petrov").href).toBe(`/modlog?by=${moderator.id}`);
    expect(page(await read("/")).link("Moderators").href).toBe("/about/moderators");
  });
});

describe("erasing", () => {
  const erase = (postId: number, revision: number, as: Member) =>
    server.fetch(`/mod/revisions/${postId}/${revision}`, { as, form: { reason: "Somebody’s telephone number." } });

  test("one earlier revision's text goes from the history for everybody, and nothing else; it can't be brought back", async () => {
    const author = await aMember();
    const post = await aReply({ thread, author, body: "Call PHONE-MARKER today." });
    await editPost({ by: author, postId: post.id, body: "Call nobody.", reason: "", version: 1 });
    expect((await erase(post.id, 1, moderator)).headers.get("Location")).toBe(`/p/${post.id}/history`);
    for (const as of [null, author, moderator]) {
      const html = await read(`/p/${post.id}/history?from=1&to=2`, as);
      expect(html).not.toContain("PHONE-MARKER");
      expect(html).toContain("A moderator erased this text");
      expect(await read(`/p/${post.id}/history?from=2&to=2&view=changes`, as)).toContain("Call nobody.");
    }
    const restore = await server.fetch(`/p/${post.id}/history`, {
      as: moderator,
      form: { restore: "1", version: "2", reason: "Back again." },
    });
    expect(restore.status).toBe(404);
    expect(await db.post.findUniqueOrThrow({ where: { id: post.id } })).toMatchObject({ revision: 2 });
    expect(await read("/modlog")).toContain("Somebody’s telephone number.");
    expect((await erase(post.id, 1, other)).status).toBe(409);
  });

  test("a current text is replaced by a sentence: in the thread, in searches and in the history", async () => {
    const post = await aReply({ thread, body: "Write to ADDRESSMARKER now." });
    expect((await erase(post.id, 1, moderator)).status).toBe(303);
    expect(await read(`/t/${thread.id}/${thread.slug}/${post.number}`)).toContain("A moderator erased this text.");
    for (const path of [
      `/t/${thread.id}/${thread.slug}/${post.number}`,
      `/p/${post.id}/history`,
      `/t/${thread.id}/${thread.slug}.md`,
    ])
      expect(await read(path)).not.toContain("ADDRESSMARKER");
    expect(await read("/search?q=ADDRESSMARKER")).not.toContain("Write to");
  });

  test("nobody erases their own", async () => {
    const post = await aReply({ thread, author: moderator, body: "What a moderator wrote." });
    expect((await erase(post.id, 1, moderator)).status).toBe(403);
    expect(await read(`/p/${post.id}/history`, moderator)).not.toContain("Erase the text");
    expect((await erase(post.id, 1, other)).status).toBe(303);
  });

  test("an administrator erases an entry's words: they are gone everywhere, that is logged, and the chain holds", async () => {
    await act("pin_thread", thread.id, moderator, "Because NAME-MARKER asked.");
    const { id } = await db.modAction.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(await read("/modlog", moderator)).not.toContain(`/admin/log/${id}`);
    expect(await read("/modlog", admin)).toContain(`/admin/log/${id}`);
    const form = { reason: "A name without consent." };
    expect((await server.fetch(`/admin/log/${id}`, { as: admin, form })).status).toBe(303);
    for (const path of ["/modlog", "/modlog.json", "/modlog/chain.json"])
      expect(await read(path)).not.toContain("NAME-MARKER");
    expect(await read("/modlog")).toContain("A name without consent.");
    const { entries } = (await (await server.fetch("/modlog/chain.json")).json()) as { entries: unknown[] };
    expect(await verifyChain(entries.map((entry) => ChainedEntry.parse(entry)))).toMatchObject({ ok: true });
    expect((await server.fetch(`/admin/log/${id}`, { as: admin, form })).status).toBe(409);
  });
});
