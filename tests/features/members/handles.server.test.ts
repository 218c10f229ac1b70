/** Handles: changed now and then, given away never. */
import { expect, test } from "vitest";
import { isReservedName, NewHandle } from "~/features/auth/auth";
import { handleWait } from "~/features/members/members";
import { changeHandle, checkCredentials, findMemberIds, findProfile, signUp } from "~/features/members/members.server";
import { databaseNow, db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";
import { parseSearchAddress } from "~/features/search/search-address";
import { postgresEngine, searchPosts } from "~/features/search/search.server";
import { presentPosts } from "~/features/posts/posts.server";

useDatabase();

/** As if the last change were a month ago. */
const letTimePass = (id: number) =>
  db.member.update({ where: { id }, data: { handleChangedAt: new Date("2026-01-01T00:00:00Z") } });

const password = "a password of one's own";
const joins = (handle: string) => signUp({ handle, email: `${handle}@example.org`, password });

test("names that would be taken for the site's own are reserved however they are written", () => {
  for (const name of ["admin", "Ad-Min", "ＡＤＭＩＮ", "moderator", "@counterproof", "former-member-128", "Root"])
    expect(isReservedName(name)).toBe(true);
  for (const name of ["Adminah", "modest", "rooted", "counter-proof-reader"]) expect(isReservedName(name)).toBe(false);
  expect(NewHandle.safeParse("admin").success).toBe(false);
  expect(NewHandle.safeParse("@Wren_2").data).toBe("wren_2");
});

test("an old handle leads on and is nobody else's; its member may take it back after a month", async () => {
  const { id } = await aMember({ handle: "wren" });
  expect(await changeHandle(id, "wren-calloway")).toEqual({ ok: true });
  expect(await findProfile("wren")).toMatchObject({ id, handle: "wren-calloway" });
  expect(await findMemberIds(db, ["wren", "wren-calloway"])).toEqual({ wren: id, "wren-calloway": id });
  expect(await joins("wren")).toEqual({ ok: false, reason: "handle-taken" });
  const other = await aMember();
  expect(await changeHandle(other.id, "wren")).toEqual({ ok: false, reason: "handle-taken" });
  expect(await changeHandle(id, "wren")).toMatchObject({ ok: false, reason: "too-soon" });
  await letTimePass(id);
  expect(await changeHandle(id, "wren")).toEqual({ ok: true });
  expect(await findProfile("wren-calloway")).toMatchObject({ handle: "wren" });
});

test("the handle of before still signs its member in", async () => {
  await joins("sparrow");
  const { id } = await db.member.findUniqueOrThrow({ where: { handle: "sparrow" } });
  expect(await changeHandle(id, "sparrow-of-the-roof")).toEqual({ ok: true });
  for (const name of ["sparrow", "sparrow-of-the-roof"])
    expect(await checkCredentials({ name, password, address: "192.0.2.7", cookies: null })).toEqual({
      ok: true,
      memberId: id,
    });
});

test("somebody who joins in the moment in which a handle is given up doesn't get it", async () => {
  for (let round = 0; round < 5; round++) {
    const handle = `given-up-${round}`;
    const { id } = await aMember({ handle });
    const [changed, joined] = await Promise.all([changeHandle(id, `kept-${round}`), joins(handle)]);
    expect(changed).toEqual({ ok: true });
    expect(joined).toEqual({ ok: false, reason: "handle-taken" });
    expect(await findProfile(handle)).toMatchObject({ id });
  }
});

test("two members who want one handle at once: one of them gets it", async () => {
  const [one, two] = [await aMember(), await aMember()];
  const answers = await Promise.all([one, two].map(({ id }) => changeHandle(id, "wanted-by-two")));
  expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
});

test("mentions, searches and quotes with the old handle lead to the member", async () => {
  const author = await aMember({ handle: "otto-old", name: "Otto" });
  const thread = await aThread({ author, body: "Base runs at 142 TPS." });
  await changeHandle(author.id, "otto-new");
  const quote = `[quote=@otto-old, p:${thread.openingPostId}, r:1]\nBase runs at 142 TPS.\n[/quote]`;
  const reply = await aReply({ thread, body: `${quote}\n\nSo says @otto-old.` });
  const html = (await presentPosts([reply], null, "page")).get(reply.id)!;
  expect(html).toContain('<a class="mention" href="/u/otto-new"');
  expect(html).toContain("<b>Otto</b> · post 1, revision 1");
  const address = parseSearchAddress(new URLSearchParams({ q: "142 author:otto-old" }))!;
  const found = await searchPosts({ address, viewer: null, now: await databaseNow(), engine: postgresEngine });
  expect(found.threads.map((one) => one.thread.id)).toEqual([thread.id]);
});

test("a demonstration member's handle stays as it is", async () => {
  const { id } = await aMember({ isDemonstration: true });
  expect(await changeHandle(id, "something-else")).toEqual({ ok: false, reason: "demonstration-member" });
});

test("thirty days lie between two changes", () => {
  const changed = new Date("2026-11-01T00:00:00Z");
  expect(handleWait(null, changed)).toBeNull();
  expect(handleWait(changed, new Date("2026-11-30T23:59:59Z"))).toEqual(new Date("2026-12-01T00:00:00Z"));
  expect(handleWait(changed, new Date("2026-12-01T00:00:00Z"))).toBeNull();
});
