/** What a card says of a page of ours, to whom. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { expect, test } from "vitest";
import type { Viewer } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { loader } from "../../app/routes/answers/cards";
import { useDatabase } from "../support/database";
import { aMember, aReply, aThread } from "../support/factories";

useDatabase();

async function read(of: string, viewer: Viewer = null) {
  const url = new URL(`/cards?of=${encodeURIComponent(of)}`, "http://localhost:3000");
  const context = { url, session: () => Promise.resolve({ viewer }) };
  const answer = await loader({
    context,
    params: {},
    request: new Request(url),
  } as unknown as LoaderFunctionArgs).catch((refused: unknown) => refused as Response);
  return answer.ok ? ((await answer.json()) as Record<string, unknown>) : answer.status;
}

test("a member, a tag, a chain, a metric, a series, a source and a thread are told in words, each with a way on", async () => {
  const author = await aMember({ handle: "una-card", name: "Una Card" });
  const thread = await aThread({ author, title: "What does a card say?", body: "Cited[^EIP-7732]." });
  expect(await read("/u/una-card")).toMatchObject({ kind: "Member", title: "Una Card", href: "/u/una-card" });
  expect(await read("/u/una-card")).toMatchObject({ facts: [expect.stringMatching(/^joined /), "1 thread", "1 post"] });
  expect(await read("/tags/fees")).toMatchObject({ kind: "Tag", title: "Fees", facts: ["1 thread", "0 followers"] });
  expect(await read("/chains/base")).toMatchObject({ kind: "Chain", title: "Base" });
  expect(await read("/metrics/tps")).toMatchObject({ kind: "Metric", title: "TPS" });
  expect(await read("/metrics/base/tps")).toMatchObject({ kind: "Metric", title: "Base: TPS", note: "no data yet" });
  expect(await read("/sources/eip-7732")).toMatchObject({ kind: "Source" });
  expect(await read(`/t/${thread.id}/x`)).toMatchObject({ kind: "Thread", title: "What does a card say?" });
});

test("a hidden post has a card for moderators alone, and other sites and odd addresses have none", async () => {
  const thread = await aThread();
  const post = await aReply({ thread, body: "The marker word is quetzal." });
  const of = `/t/${thread.id}/${thread.slug}/2#p-${post.id}`;
  expect(await read(of)).toMatchObject({ kind: "Post 2", note: expect.stringContaining("quetzal") });
  await db.post.update({ where: { id: post.id }, data: { status: "hidden" } });
  expect(await read(of)).toBe(404);
  expect(await read(of, await aMember())).toBe(404);
  expect(await read(of, await aMember({ role: "moderator" }))).toMatchObject({ kind: "Post 2" });
  for (const odd of ["", "/", "//evil.example/u/x", "https://evil.example/", "/u/nobody-here", "/t/999999", "/p/0"])
    expect(await read(odd)).toBe(404);
});
