import pg from "pg";
import { expect, test, vi } from "vitest";
import { readSession } from "~/features/auth/auth.server";
import { workFor } from "~/platform/current-request.server";
import { useDatabase } from "../support/database";
import { aMember, aReply, aThread } from "../support/factories";
import { loadThreadPage } from "../../app/routes/pages/t.$threadId.($slug).($number)/thread-page.server";
import { startSession } from "../support/sessions";

useDatabase();

const fifty = Array.from({ length: 50 }, (_, index) => `[${index + 1} TPS](metric:base/tps)`).join(", ");

test("what readers share is read once: the first takes fourteen queries, each further one five at most", async () => {
  const [alice, bob] = [await aMember({ handle: "alice-q" }), await aMember({ handle: "bob-q" })];
  const thread = await aThread({ body: "# One\n\n# Two\n\n# Three" });
  for (let index = 0; index < 19; index++) {
    const body = `@alice-q and @bob-q in #${thread.id}\n\n[quote=@alice-q, p:${thread.openingPostId}, r:1]\nx\n[/quote]\n\nreply ${index}${index === 7 ? `: ${fifty}` : ""}`;
    await aReply({ thread, author: index % 2 ? alice : bob, parentId: thread.openingPostId, body });
  }
  const cookies = [];
  for (const { id } of [alice, bob]) cookies.push((await startSession(id)).split(";")[0]!);
  const queries = vi.spyOn(pg.Client.prototype, "query");
  const asked: number[] = [];
  for (const cookie of cookies) {
    const before = queries.mock.calls.length;
    const { screen, bodies } = await workFor({ id: cookie }, async () => {
      const { viewer } = await readSession(cookie);
      return (await loadThreadPage({ id: thread.id, number: 1, replyTo: 3, viewer }))!;
    });
    expect(screen.posts).toHaveLength(20);
    expect(bodies.size).toBe(20);
    expect(screen.answered?.number).toBe(3);
    expect([...bodies.values()].some((html) => html.includes("50 figures"))).toBe(true);
    asked.push(queries.mock.calls.length - before);
  }
  expect(asked[0]).toBeLessThanOrEqual(14);
  expect(asked[1]).toBeLessThanOrEqual(5);
  queries.mockRestore();
});
