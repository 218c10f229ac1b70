/** Threads as pictures for other sites. */
import { expect, test } from "vitest";
import { changePostVisibility, deletePost } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../support/factories";
import { page, xml } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();

const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

test("a thread's picture is a PNG of 1200 × 630 and an SVG, for any site, and looks at no cookie", async () => {
  const thread = await aThread({ title: "What would a picture of this say?" });
  const moderator = await aMember({ role: "moderator" });
  for (const as of [null, moderator]) {
    const answer = await server.fetch(`/embed/thread/${thread.id}.png`, { as });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Type")).toBe("image/png");
    expect(answer.headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
    expect(answer.headers.get("Cache-Control")).toBe("public, no-cache");
    expect(answer.headers.get("Set-Cookie")).toBeNull();
    expect(answer.headers.get("Vary") ?? "").not.toMatch(/cookie/i);
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    const png = Buffer.from(await answer.arrayBuffer());
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(sizeOf(png)).toEqual([1200, 630]);
  }
  const answer = await server.fetch(`/embed/thread/${thread.id}.svg`);
  expect(answer.headers.get("Content-Type")).toBe("image/svg+xml; charset=utf-8");
  const svg = xml(await answer.text()).first("svg");
  expect(["xmlns", "width", "height"].map((name) => svg.attribute(name))).toEqual([
    "http://www.w3.org/2000/svg",
    "1200",
    "630",
  ]);
  expect(svg.first("title").source).toMatch(/^What would a picture of this say\?\. A thread on Counterproof/);
});

test("a picture is 304 for a client that has it, until the thread changes", async () => {
  const thread = await aThread({ title: "How long is a picture kept?" });
  const path = `/embed/thread/${thread.id}.png`;
  const first = await server.fetch(path);
  const tag = first.headers.get("ETag")!;
  const again = await server.fetch(path, { headers: { "If-None-Match": tag } });
  expect([again.status, await again.text(), again.headers.get("ETag")]).toEqual([304, "", tag]);
  expect(again.headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
  expect((await server.fetch(`/embed/thread/${thread.id}.svg`, { headers: { "If-None-Match": tag } })).status).toBe(
    200,
  );
  await aReply({ thread });
  const changed = await server.fetch(path, { headers: { "If-None-Match": tag } });
  expect(changed.status).toBe(200);
  expect(changed.headers.get("ETag")).not.toBe(tag);
});

test("posts and claims have cards, which their pages name", async () => {
  const thread = await aThread({ body: "Base makes [12 TPS](metric:base/tps)." });
  const claim = await db.claim.findFirstOrThrow({ where: { postId: thread.openingPostId } });
  const named = async (path: string) =>
    page(await (await server.fetch(path)).text())
      .first("meta[property='og:image']")
      .attribute("content")!
      .replace(server.origin, "");
  for (const [path, picture, words] of [
    [`/claims/${claim.id}`, `/embed/claim/${claim.id}/card`, /^12 TPS: .+ A claim by Member/],
    [`/p/${thread.openingPostId}/r/1`, `/embed/post/${thread.openingPostId}`, /^Base makes 12 TPS.+Post 1 by Member/],
  ] as const) {
    expect(await named(path)).toBe(`${picture}.png`);
    const png = Buffer.from(await (await server.fetch(`${picture}.png`)).arrayBuffer());
    expect(sizeOf(png)).toEqual([1200, 630]);
    const svg = await (await server.fetch(`${picture}.svg`)).text();
    expect(xml(svg).first("title").source).toMatch(words);
  }
  await db.post.update({ where: { id: thread.openingPostId }, data: { status: "hidden" } });
  for (const path of [
    `/embed/claim/${claim.id}/card.png`,
    `/embed/post/${thread.openingPostId}.png`,
    "/embed/post/x.svg",
  ])
    expect([path, (await server.fetch(path)).status]).toEqual([path, 404]);
});

test("hidden, deleted and missing threads have none, for nobody", async () => {
  const moderator = await aMember({ role: "moderator" });
  const hidden = await aThread({ title: "A thread that is hidden" });
  await db.$transaction((tx) => changePostVisibility(tx, hidden.openingPostId, "hidden"));
  const deleted = await aThread({ title: "A thread that is deleted" });
  expect(await deletePost({ by: deleted.author, postId: deleted.openingPostId })).toMatchObject({ ok: true });
  const paths = [hidden.id, deleted.id, 999_999, 0, "x", "99999999999", "1.2"].map((id) => `/embed/thread/${id}`);
  for (const path of paths) {
    for (const suffix of [".png", ".svg"]) {
      for (const as of [null, moderator]) {
        const answer = await server.fetch(path + suffix, { as });
        expect([path, answer.status, await answer.text()]).toEqual([path, 404, "There is no such thread."]);
        expect(answer.headers.get("Cache-Control")).toBe("no-store");
      }
    }
  }
});

test.each([
  ["of one long word", "W".repeat(150)],
  ["in Arabic", "هل وسعنا إيثيريوم بالطريقة الخاطئة؟"],
  ["in Chinese", "以太坊扩容是不是走错了路？我们来讨论一下"],
  ["of emoji", "🚀".repeat(20)],
  ["of markup", '</svg><script>alert(1)</script>&amp;"]]>'],
  ["of controls", "a title\u0001\u0008\u202e with \ufffe controls in it"],
])("a title %s is drawn", async (_, title) => {
  const thread = await aThread({ title });
  const png = await server.fetch(`/embed/thread/${thread.id}.png`);
  expect(png.status).toBe(200);
  expect(sizeOf(Buffer.from(await png.arrayBuffer()))).toEqual([1200, 630]);
  const svg = await (await server.fetch(`/embed/thread/${thread.id}.svg`)).text();
  expect(svg).not.toMatch(/[\u0000-\u0008\ufffe]/);
  expect(xml(svg).has("script")).toBe(false);
  expect(xml(svg).all("svg")).toHaveLength(1);
});

test("the forum has a picture of its own", async () => {
  const png = await server.fetch("/embed/site.png");
  expect(sizeOf(Buffer.from(await png.arrayBuffer()))).toEqual([1200, 630]);
  expect((await server.fetch("/embed/site.svg")).headers.get("Content-Type")).toContain("image/svg+xml");
});

test("sixty requests at once get the same drawing, or are told to come again", async () => {
  const thread = await aThread({ title: "Everybody asks for this one" });
  const answers = await Promise.all(Array.from({ length: 60 }, () => server.fetch(`/embed/thread/${thread.id}.png`)));
  const drawn = answers.filter(({ status }) => status === 200);
  expect(drawn.length).toBeGreaterThan(0);
  expect(new Set(drawn.map((answer) => answer.headers.get("ETag"))).size).toBe(1);
  for (const answer of answers.filter((other) => !drawn.includes(other)))
    expect([answer.status, answer.headers.has("Retry-After")]).toEqual([503, true]);
});
