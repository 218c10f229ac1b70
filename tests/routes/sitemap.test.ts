/** What search engines are shown of the whole site, and what they are asked to leave. */
import { expect, test } from "vitest";
import { changePostVisibility } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../support/factories";
import { page, xml } from "../support/page";
import { dailyTps } from "../support/series";
import { useWebServer } from "../support/web-server";

const server = useWebServer({ SECURITY_CONTACT: "security@forum.example" });

async function placesOf(path: string) {
  const answer = await server.fetch(path);
  expect([path, answer.status]).toEqual([path, 200]);
  expect(answer.headers.get("Content-Type")).toBe("application/xml; charset=utf-8");
  return xml(await answer.text())
    .all("sitemap, url")
    .map((place) => ({
      path: place.first("loc").text.replace(server.origin, ""),
      changedAt: place.all("lastmod")[0]?.text,
    }));
}

test("the site map leads to every thread and every author, and to nothing hidden", async () => {
  const author = await aMember({ handle: "mapped" });
  const silent = await aMember({ handle: "silent" });
  const suspended = await aMember({ handle: "suspended", isSuspended: false });
  const thread = await aThread({ author, title: "A thread on the map", at: new Date("2026-02-01T09:00:00Z") });
  await aReply({ thread, author: suspended, at: new Date("2026-02-03T09:00:00Z") });
  await db.member.update({ where: { id: suspended.id }, data: { suspendedAt: new Date("2026-02-04T00:00:00Z") } });
  const hidden = await aThread({ author, title: "A markerword thread" });
  await db.$transaction((tx) => changePostVisibility(tx, hidden.openingPostId, "hidden"));
  // A thread far along has a part of its own; the parts between are not there.
  const far = await aThread({ author, title: "A thread with a large number" });
  await db.$executeRaw`update "Thread" set "id" = 35001 where "id" = ${far.id}`;

  const index = await placesOf("/sitemap.xml");
  // Series are there once recorded values were loaded.
  expect(index.map(({ path }) => path).filter((path) => path !== "/sitemap-metrics-1.xml")).toEqual([
    "/sitemap-threads-1.xml",
    "/sitemap-threads-4.xml",
    "/sitemap-members-1.xml",
    "/sitemap-tags-1.xml",
    "/sitemap-chains-1.xml",
  ]);
  expect(index[0]!.changedAt).toBe("2026-02-03T09:00:00.000Z");
  expect(await placesOf("/sitemap-threads-1.xml")).toEqual([
    { path: `/t/${thread.id}/a-thread-on-the-map`, changedAt: "2026-02-03T09:00:00.000Z" },
  ]);
  expect((await placesOf("/sitemap-threads-4.xml")).map(({ path }) => path)).toEqual([
    "/t/35001/a-thread-with-a-large-number",
  ]);
  const members = (await placesOf("/sitemap-members-1.xml")).map(({ path }) => path);
  expect(members).toContain("/u/mapped");
  expect(members).not.toContain(`/u/${silent.handle}`);
  expect(members).not.toContain("/u/suspended");
  for (const { path } of index)
    for (const place of (await placesOf(path)).slice(0, 5))
      expect([place.path, (await server.fetch(place.path)).status]).toEqual([place.path, 200]);
});

test("each page of a long thread is on the map once, by the address that it calls its own", async () => {
  const thread = await aThread({ title: "A long thread on the map" });
  const path = `/t/${thread.id}/${thread.slug}`;
  const reply = () => aReply({ thread, author: thread.author });
  while ((await reply()).number < 40);
  // The first page of a shorter thread shows all of its posts.
  expect((await server.fetch("/sitemap-posts-1.xml")).status).toBe(404);
  while ((await reply()).number < 42);
  expect(await placesOf("/sitemap-posts-1.xml")).toEqual([{ path: `${path}/21` }, { path: `${path}/41` }]);
  for (const number of [21, 41]) {
    const shown = page(await (await server.fetch(`${path}/${number}`)).text());
    expect(shown.first('link[rel="canonical"]').href).toBe(`${server.origin}${path}/${number}`);
  }
  // The page stays while one of its posts does, and goes with the last one.
  const hide = (number: number) =>
    db.post.updateMany({ where: { threadId: thread.id, number }, data: { status: "hidden" } });
  await hide(21);
  expect(await placesOf("/sitemap-posts-1.xml")).toEqual([{ path: `${path}/21` }, { path: `${path}/41` }]);
  for (const number of [41, 42]) await hide(number);
  expect(await placesOf("/sitemap-posts-1.xml")).toEqual([{ path: `${path}/21` }]);
  await db.thread.update({ where: { id: thread.id }, data: { status: "hidden" } });
  expect((await server.fetch("/sitemap-posts-1.xml")).status).toBe(404);
});

test("claims, sources, metrics and tags are on the map as far as everybody finds them", async () => {
  const author = await aMember();
  const body = (word: string) => `${word} makes [99 TPS](metric:base/tps)[^https://papers.example/${word}].`;
  const thread = await aThread({ author, body: body("open"), tags: ["mev"] });
  const hidden = await aReply({ thread, author, body: body("markerword") });
  await db.$transaction((tx) => changePostVisibility(tx, hidden.id, "hidden"));
  const claims = await db.claim.findMany({ where: { postId: thread.openingPostId }, select: { id: true } });
  await dailyTps("base", [100, 110, 120]);

  expect((await placesOf("/sitemap-claims-1.xml")).map(({ path }) => path)).toEqual(
    claims.map(({ id }) => `/claims/${id}`),
  );
  const sources = await placesOf("/sitemap-sources-1.xml");
  const { citekey } = await db.source.findFirstOrThrow({ where: { url: "https://papers.example/open" } });
  expect(sources).toEqual([{ path: `/sources/${citekey}`, changedAt: expect.stringMatching(/^20\d\d-.+Z$/) }]);
  const series = await placesOf("/sitemap-metrics-1.xml");
  expect(series).toContainEqual({ path: "/metrics/tps", changedAt: undefined });
  expect(series).toContainEqual({ path: "/metrics/base/tps", changedAt: expect.stringMatching(/^20\d\d-.+Z$/) });
  const tags = (await placesOf("/sitemap-tags-1.xml")).map(({ path }) => path);
  expect(tags).toContain("/tags/mev");
  const chains = (await placesOf("/sitemap-chains-1.xml")).map(({ path }) => path);
  expect(chains).toEqual(expect.arrayContaining(["/chains/base", "/chains/l2"]));
  for (const path of [`/sources/${citekey}`, `/claims/${claims[0]!.id}`, "/metrics/base/tps", "/tags/mev"])
    expect([path, (await server.fetch(path)).status]).toEqual([path, 200]);
});

test("a part of the site map that does not exist is 404", async () => {
  for (const path of ["threads-2", "threads-0", "threads-999999", "members-7", "tags-2", "posts-1", "threads-1x"])
    expect([path, (await server.fetch(`/sitemap-${path}.xml`)).status]).toEqual([path, 404]);
  expect((await server.fetch("/anything.xml")).status).toBe(404);
});

test("the site map is 304 for a client that has it", async () => {
  const first = await server.fetch("/sitemap.xml");
  const again = await server.fetch("/sitemap.xml", { headers: { "If-None-Match": first.headers.get("ETag")! } });
  expect(again.status).toBe(304);
});

test("robots are led to the map and kept out of forms, and of nothing else", async () => {
  const answer = await server.fetch("/robots.txt");
  expect(answer.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
  const text = await answer.text();
  expect(text).toContain(`Sitemap: ${server.origin}/sitemap.xml\n`);
  const rules = [...text.matchAll(/^Disallow: (.+)$/gm)].map(
    ([, rule]) => new RegExp(`^${rule!.replaceAll(/[.?+]/g, "\\$&").replaceAll("*", ".*")}`),
  );
  const isClosed = (path: string) => rules.some((rule) => rule.test(path));
  for (const path of [
    "/sign-in",
    "/sign-up",
    "/new",
    "/mod/actions",
    "/admin/first",
    "/p/1/edit",
    "/p/1/history",
    "/drafts",
    "/settings/x",
  ])
    expect([path, isClosed(path)]).toEqual([path, true]);
  for (const path of [
    "/",
    "/modlog",
    "/t/1/new-things",
    "/t/1/settings",
    "/p/1",
    "/u/admin",
    "/tags/base",
    "/embed/thread/1.png",
    "/newest",
  ])
    expect([path, isClosed(path)]).toEqual([path, false]);
});

test("browsers learn how to search here", async () => {
  const link = page(await (await server.fetch("/")).text()).first('link[rel="search"]');
  expect([link.href, link.attribute("type"), link.attribute("title")]).toEqual([
    "/opensearch.xml",
    "application/opensearchdescription+xml",
    "Counterproof",
  ]);
  const answer = await server.fetch("/opensearch.xml");
  expect(answer.headers.get("Content-Type")).toBe("application/opensearchdescription+xml; charset=utf-8");
  const description = xml(await answer.text());
  expect(description.first('Url[type="text/html"]').attribute("template")).toBe(
    `${server.origin}/search?q={searchTerms}`,
  );
  expect(description.first("ShortName").text.length).toBeLessThanOrEqual(16);
});

test("finders of a vulnerability read whom to write to", async () => {
  const answer = await server.fetch("/.well-known/security.txt");
  expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "text/plain; charset=utf-8"]);
  const text = await answer.text();
  expect(text).toMatch(/^Contact: mailto:security@forum\.example$/m);
  const expires = Date.parse(/^Expires: (\S+)$/m.exec(text)![1]!);
  expect(expires).toBeGreaterThan(Date.now());
  expect(expires).toBeLessThan(Date.now() + 365 * 86_400_000);
});
