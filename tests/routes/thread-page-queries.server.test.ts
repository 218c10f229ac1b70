import pg from "pg";
import { expect, test, vi } from "vitest";
import { findThread } from "~/features/threads/threads.server";
import { readSession, startSession } from "~/features/auth/auth.server";
import { useDatabase } from "../support/database";
import { aMember, aReply, aThread } from "../support/factories";
import { loadThreadPage } from "../../app/routes/pages/t.$threadId.($slug).($number)/thread-page.server";

useDatabase();

const fifty = Array.from({ length: 50 }, (_, index) => `[${index + 1} TPS](metric:base/tps)`).join(", ");

test("a member's thread page takes at most ten queries, whatever the number of posts and of things named in them", async () => {
  const [alice, bob] = [await aMember({ handle: "alice-q" }), await aMember({ handle: "bob-q" })];
  const thread = await aThread({ body: "# One\n\n# Two\n\n# Three" });
  for (let index = 0; index < 19; index++) {
    const body = `@alice-q and @bob-q in #${thread.id}\n\n[quote=@alice-q, p:${thread.openingPostId}, r:1]\nx\n[/quote]\n\nreply ${index}${index === 7 ? `: ${fifty}` : ""}`;
    await aReply({ thread, author: index % 2 ? alice : bob, parentId: thread.openingPostId, body });
  }
  const cookie = (await startSession(alice.id)).split(";")[0]!;
  const queries = vi.spyOn(pg.Client.prototype, "query");

  const { viewer } = await readSession(cookie);
  const found = await findThread(thread.id, viewer);
  const { screen, bodies } = await loadThreadPage({ thread: found!, number: 1, replyTo: 3, viewer });

  expect(screen.posts).toHaveLength(20);
  expect(bodies.size).toBe(20);
  expect(screen.answered?.number).toBe(3);
  expect([...bodies.values()].some((html) => html.includes("50 figures"))).toBe(true);
  expect(queries.mock.calls.length).toBeLessThanOrEqual(10);
  queries.mockRestore();
});
