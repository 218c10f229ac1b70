/** Which posts each view of a thread's page shows. */
import { expect, test } from "vitest";
import type { ViewQuery } from "~/features/reading/reading";
import { chooseView } from "~/features/reading/reading.server";
import { db } from "~/platform/db.server";
import { loadThreadPage } from "../../app/routes/pages/t.$threadId.($slug).($number)/thread-page.server";
import { useDatabase } from "../support/database";
import { aMember, aReply, aThread } from "../support/factories";

useDatabase();

const any: ViewQuery = { view: null, sort: "worth", branch: null, after: null };

test("the tree holds forty posts and the one that its address names; the map holds all, without words of hidden ones", async () => {
  const thread = await aThread();
  const author = thread.author;
  const posts = [];
  for (let number = 2; number <= 46; number++)
    posts.push(await aReply({ thread, author, parentId: thread.openingPostId, body: `Words of post ${number}.` }));
  const deep = await aReply({ thread, author, parentId: posts[43]!.id, body: "An answer to post 45." });
  await db.post.update({ where: { id: posts[0]!.id }, data: { status: "hidden" } });
  const load = (number: number | null, query: Partial<ViewQuery>, viewer = null as typeof author | null) =>
    loadThreadPage({ id: thread.id, number, query: { ...any, ...query }, replyTo: null, viewer });

  // Post 2 is hidden: its line is one of the forty.
  const first = (await load(null, {}))!;
  expect([first.screen.view, first.screen.posts.length, first.screen.stubs.length]).toEqual(["tree", 39, 1]);
  expect(first.screen.tree?.rest).toEqual({ count: 7, after: 40 });
  expect(first.bodies.size).toBe(39);
  const rest = (await load(null, { view: "tree", branch: 1, after: 40 }))!;
  expect(rest.screen.posts.map(({ number }) => number)).toEqual([1, 41, 42, 43, 44, 45, 46, 47]);
  const numbered = (await load(47, { view: "tree" }))!;
  expect([numbered.screen.tree?.number, numbered.screen.posts.map(({ id }) => id)]).toEqual([47, [deep.id]]);
  expect((await load(12, { view: "tree" }))?.screen.tree?.number).toBe(1);
  expect((await load(12, {}))?.screen.view).toBe("flat");
  expect(await load(null, { view: "tree", branch: 900 })).toBeNull();

  const map = (await load(null, { view: "map" }))!.screen.map!;
  expect(map.squares).toHaveLength(47);
  expect(map.words[posts[0]!.id]).toBeUndefined();
  expect(map.words[posts[1]!.id]?.line).toBe("Words of post 3.");

  const [member, moderator] = [await aMember(), await aMember({ role: "moderator" })];
  await chooseView(member, "map");
  expect((await load(null, {}, member))?.screen.view).toBe("map");
  expect((await load(3, {}, member))?.screen.view).toBe("flat");
  expect((await load(null, { view: "map" }, moderator))?.screen.map?.words[posts[0]!.id]?.line).toBe(
    "Words of post 2.",
  );
});
