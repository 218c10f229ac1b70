/** Posts and rows of lists whose html is kept: each reader sees what would be drawn for them alone. */
import { expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { castVote, react } from "~/features/signals/signals.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();

// A cookie of no meaning keeps the visitor's page from the page cache.
const read = async (path: string, as: Member | null) =>
  (await server.fetch(path, as ? { as } : { headers: { Cookie: "seen=1" } })).text();

/** The posts or rows of a page. */
const partsOf = (html: string) => html.match(/<article class="post[" ].*?<\/article>|<tr[ >].*?<\/tr>/gs)!.join("\n");

test("a post is the same drawn and kept, for whoever reads it in whatever order", async () => {
  const author = await aMember({ name: "Author of it" });
  const [member, other] = [await aMember({ name: "One member" }), await aMember({ name: "Other member" })];
  const moderator = await aMember({ role: "moderator" });
  const thread = await aThread({ author, body: "# One\n\nIt ran at 142 TPS.\n\n# Two\n\n# Three" });
  const reply = await aReply({ thread, author: other, body: "A reply to it.", parentId: thread.openingPostId });
  await react({ member, postId: reply.id, kind: "crux", value: true });
  await castVote({ member, postId: reply.id, axis: "agree", value: 1 });
  const readers = { visitor: null, author, member, other, moderator };
  for (const path of [`/t/${thread.id}/${thread.slug}`, `/t/${thread.id}/${thread.slug}?view=tree`, "/"]) {
    const drawn = new Map<string, string>();
    for (const [name, reader] of Object.entries(readers)) drawn.set(name, partsOf(await read(path, reader)));
    for (const [name, reader] of Object.entries(readers).toReversed())
      expect(partsOf(await read(path, reader)), `${name} at ${path}`).toBe(drawn.get(name));
    // Drawn for one member, shown to another who sees it alike.
    if (path !== "/") expect(drawn.get("member")).not.toBe(drawn.get("other"));
  }
  const seenBy = async (reader: Member) => page(await read(`/t/${thread.id}/${thread.slug}`, reader));
  expect((await seenBy(member)).all(".reaction-names").map(({ text }) => text)).toEqual(["you"]);
  expect((await seenBy(moderator)).all(".reaction-names").map(({ text }) => text)).toEqual(["One member"]);
  expect((await seenBy(member)).button(/^I agree/).pressed).toBe(false);
  const [strangers, again] = [await read(`/t/${thread.id}/${thread.slug}`, await aMember()), await aMember()];
  expect(partsOf(await read(`/t/${thread.id}/${thread.slug}`, again))).toBe(partsOf(strangers));
});

test("a vote is seen at once, pressed by its member alone, and so is another name", async () => {
  const [author, member] = [await aMember({ name: "Before" }), await aMember()];
  const thread = await aThread({ author });
  const path = `/t/${thread.id}/${thread.slug}`;
  expect(partsOf(await read(path, member))).toContain(">Before</a>");
  await castVote({ member, postId: thread.openingPostId, axis: "worth", value: 1 });
  const voted = page(await read(path, member)).button(/^Worth reading/);
  expect([voted.text, voted.pressed]).toEqual(["Worth reading 1 (post 1)", true]);
  const seen = page(await read(path, await aMember())).button(/^Worth reading/);
  expect([seen.text, seen.pressed]).toEqual(["Worth reading 1 (post 1)", false]);
  await db.member.update({ where: { id: author.id }, data: { name: "After" } });
  expect(partsOf(await read(path, member))).toContain(">After</a>");
});
