import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let author: Member;
beforeAll(async () => {
  author = await aMember({ handle: "editor-one", name: "Editor One" });
});

const read = async (path: string, as: Member | null = null) => (await server.fetch(path, { as })).text();

test("a post is edited by a plain form, says so, and shows the changes", async () => {
  const thread = await aThread();
  const post = await aReply({ thread, author, body: "Fees fell by eighty percent." });
  const form = { body: "Fees fell by ninety percent.", reason: "typing error", revision: "1" };
  const saved = await server.fetch(`/p/${post.id}/edit`, { as: author, form });
  expect([saved.status, saved.headers.get("Location")]).toEqual([303, `/p/${post.id}`]);
  const shown = await read(`/t/${thread.id}/${thread.slug}`);
  expect(shown).toContain("ninety percent");
  expect(shown).toContain("edited right after posting");
  const changes = async (query: string) => {
    const history = page(await read(`/p/${post.id}/history${query}`));
    return [history.first(".diff del").text, history.first(".diff ins").text];
  };
  expect(await changes("")).toEqual(["eighty", "ninety"]);
  expect(await changes("?from=2&to=1")).toEqual(["ninety", "eighty"]);
  expect(await read(`/p/${post.id}/history`)).toContain("typing error");
});

test("the loser of two edits gets both texts with 409, and can save a merged one", async () => {
  const post = await aReply({ thread: await aThread(), author, body: "one" });
  await server.fetch(`/p/${post.id}/edit`, { as: author, form: { body: "theirs & saved", revision: "1" } });
  const lost = await server.fetch(`/p/${post.id}/edit`, {
    as: author,
    form: { body: "mine & kept", revision: "1", reason: "my reason" },
  });
  const answer = page(await lost.text());
  expect(lost.status).toBe(409);
  expect(answer.text).toContain("theirs & saved");
  expect(answer.first("textarea[name=body]").value?.trim()).toBe("mine & kept");
  expect(answer.first("[name=reason]").value).toBe("my reason");
  expect(answer.first("[name=revision]").value).toBe("2");
  expect((await server.fetch(`/p/${post.id}/edit`, { as: author, form: { body: "both", revision: "2" } })).status).toBe(
    303,
  );
});

test("the opening post has title and tags; the thread shows the changes, and the old address redirects", async () => {
  const thread = await aThread({ author, title: "A title that will be changed", tags: ["fees"] });
  const form = { title: "A title that was changed", body: "An opening post.", tags: ["base", "fees"], revision: "1" };
  expect((await server.fetch(`/p/${thread.openingPostId}/edit`, { as: author, form })).status).toBe(303);
  const old = await server.fetch(`/t/${thread.id}/${thread.slug}`);
  expect([old.status, old.headers.get("Location")]).toEqual([301, `/t/${thread.id}/a-title-that-was-changed`]);
  const shown = page(await read(`/t/${thread.id}/a-title-that-was-changed`));
  expect(shown.all("del").map(({ text }) => text)).toEqual(
    expect.arrayContaining(["A title that will be changed", "Fees"]),
  );
  expect(shown.text).toContain("changed the tags from Fees to");
});

test("a refused edit keeps every character", async () => {
  const thread = await aThread({ author });
  const form = { title: "short", body: "kept <b> text", tags: "fees", reason: "kept reason", revision: "1" };
  const refused = await server.fetch(`/p/${thread.openingPostId}/edit`, { as: author, form });
  const html = await refused.text();
  expect(refused.status).toBe(422);
  expect(html).toContain("kept &lt;b&gt; text");
  expect(html).toContain('value="kept reason"');
});

test("a text of which readers see nothing is refused in words by a reply, a new thread and an edit", async () => {
  const thread = await aThread();
  const post = await aReply({ thread, author, body: "Something to see." });
  const count = await db.post.count();
  const paths = { reply: `/t/${thread.id}/${thread.slug}`, start: "/new", edit: `/p/${post.id}/edit` };
  const fields = {
    reply: {},
    start: { title: "A thread that shows nothing", tags: ["fees"], intent: "start" },
    edit: { revision: "1", reason: "empty it" },
  };
  for (const place of ["reply", "start", "edit"] as const) {
    const form = { ...fields[place], body: "[](https://example.org/x)" };
    const refused = await server.fetch(paths[place], { as: author, form });
    const shown = page(await refused.text());
    expect([place, refused.status]).toEqual([place, 422]);
    expect(shown.text).toContain("readers would see nothing of this text");
    expect(shown.first("textarea[name=body]").value?.trim()).toBe("[](https://example.org/x)");
  }
  expect(await db.post.count()).toBe(count);
});

test("a deleted post is gone from pages, history and profile; its author brings it back", async () => {
  const thread = await aThread();
  const post = await aReply({ thread, author, body: "DELETED-MARKER" });
  const path = `/t/${thread.id}/${thread.slug}`;
  expect((await server.fetch(`/p/${post.id}/edit`, { as: author, form: { intent: "delete" } })).status).toBe(303);
  for (const as of [null, await aMember()]) {
    for (const url of [path, "/u/editor-one", "/"]) expect(await read(url, as)).not.toContain("DELETED-MARKER");
    expect((await server.fetch(`/p/${post.id}/history`, { as })).status).toBe(404);
  }
  expect(await read(path)).toContain("Post 2 was deleted by its author.");
  expect(await read(path, author)).toContain("Bring it back");
  expect((await server.fetch(`/p/${post.id}/edit`, { as: author, form: { intent: "undelete" } })).status).toBe(303);
  expect(await read(path)).toContain("DELETED-MARKER");
});

test("nobody else edits, deletes or brings back", async () => {
  const thread = await aThread();
  const post = await aReply({ thread, author, body: "mine" });
  for (const as of [await aMember(), await aMember({ role: "moderator" }), await aMember({ role: "admin" })]) {
    expect((await server.fetch(`/p/${post.id}/edit`, { as })).status).toBe(403);
    const forms: Record<string, string>[] = [
      { body: "taken over", revision: "1" },
      { intent: "delete" },
      { intent: "undelete" },
    ];
    for (const form of forms) expect((await server.fetch(`/p/${post.id}/edit`, { as, form })).status).toBe(403);
  }
  expect(await db.post.findUniqueOrThrow({ where: { id: post.id } })).toMatchObject({ status: "visible", revision: 1 });
});

test("an edit without a session is kept, and found in the form after signing in", async () => {
  const post = await aReply({ thread: await aThread(), author, body: "before" });
  const sent = await server.fetch(`/p/${post.id}/edit`, {
    form: { body: "edited while signed out", revision: "1" },
    address: "10.9.9.9",
  });
  expect(sent.status).toBe(303);
  const back = new URL(sent.headers.get("Location")!, server.origin).searchParams.get("redirectTo")!;
  expect(await read(back, author)).toContain("edited while signed out");
});

test.each(["/p/0/edit", "/p/999999/edit", "/p/999999/history", "/p/1/history?from=9&to=10"])(
  "%s is nothing",
  async (path) => {
    expect((await server.fetch(path, { as: author })).status).toBe(404);
  },
);

test("each revision is shown as readers saw it, and its words compared", async () => {
  const post = await aReply({ thread: await aThread(), author, body: "Fees are **low**." });
  const form = { body: "Fees are *high*.", revision: "1" };
  expect((await server.fetch(`/p/${post.id}/edit`, { as: author, form })).status).toBe(303);
  const history = async (query: string) => page(await read(`/p/${post.id}/history${query}`));
  const first = await history("?from=1&to=1");
  expect(first.first("[data-body=revision] strong").text).toBe("low");
  expect(first.all(".diff")).toHaveLength(0);
  expect((await history("?from=1&to=2&view=shown")).first("[data-body=revision] em").text).toBe("high");
  expect((await history("")).first(".diff del").text).toContain("low");
  expect((await history("?from=1&to=1&view=changes")).first(".diff").text).toContain("**low**");
  expect((await server.fetch(`/p/${post.id}/history?view=raw`)).status).toBe(400);
});

test("a history asked for with words is 400", async () => {
  const { openingPostId } = await aThread();
  expect((await server.fetch(`/p/${openingPostId}/history?from=first&to=last`)).status).toBe(400);
});

test("a post that is longer than forms take, which came from elsewhere, is edited without loss as long as it does not grow", async () => {
  const long = `${"Blobs are cheap, and this is said at length. ".repeat(4_500)}Its last words.`;
  const post = await aReply({ thread: await aThread(), author, body: long });
  const form = page(await read(`/p/${post.id}/edit`, author));
  expect(form.text).toContain(`longer than its ${long.length.toLocaleString("en")} bytes it may not become`);
  expect(form.first("textarea[name=body]").value?.trim()).toBe(long);
  const body = long.replace("last", "final").slice(1);
  const grown = await server.fetch(`/p/${post.id}/edit`, {
    as: author,
    form: { body: `${long} More.`, revision: "1" },
  });
  const refused = page(await grown.text());
  expect(grown.status).toBe(422);
  expect(refused.text).toContain("may not grow");
  expect(refused.first("textarea[name=body]").value?.trim()).toBe(`${long} More.`);
  expect((await server.fetch(`/p/${post.id}/edit`, { as: author, form: { body, revision: "1" } })).status).toBe(303);
  expect(await read(`/p/${post.id}/r/2.txt`)).toContain("Its final words.");
  expect(await read(`/p/${post.id}/r/1.txt`)).toContain("Its last words.");
  // Signed out meanwhile: the text waits behind the sign-in.
  const signedOut = await server.fetch(`/p/${post.id}/edit`, { form: { body, revision: "2" } });
  expect([signedOut.status, signedOut.headers.get("Location")]).toEqual([303, expect.stringContaining("held")]);
});
