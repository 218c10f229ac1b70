/** Widgets in posts: what they show, what was true at posting, and what they cost. */
import pg from "pg";
import { beforeAll, expect, test, vi } from "vitest";
import { editPost, listWholePosts, presentPosts, reprocessNow } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { forgetWidgets } from "~/features/widgets/read-widgets.server";
import { previewed } from "../../support/reading";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";
import { page } from "../../support/page";
import { correctNewest, dailyTps } from "../../support/series";

useDatabase();

const series = {} as Record<"base" | "arbitrum", number>;

beforeAll(async () => {
  series.base = await dailyTps("base", [100, 110, 120, 130, 142]);
  series.arbitrum = await dailyTps("arbitrum", [20, 21, 22, 23, 24]);
});

/** What a post shows just now; what is kept for ten seconds is forgotten. */
async function shown(postId: number, medium: "page" | "feed" = "page") {
  forgetWidgets();
  const post = await db.post.findUniqueOrThrow({
    where: { id: postId },
    select: { id: true, html: true, derived: true },
  });
  return (await presentPosts([post], null, medium)).get(postId)!;
}

const words = (html: string) => page(html.replaceAll(/<svg.*?<\/svg>/g, "")).text;

test("a widget says its value, definition, provider, state and time, and its drawing says the finding", async () => {
  const { openingPostId } = await aThread({ body: "![Base, 30 days](metric:base/tps)" });
  const html = await shown(openingPostId);
  expect(words(html)).toMatch(
    /Base, 30 days TPS, daily mean 142 tx\/s live Measured since \d+ \w+ \d{4}\. At posting, \d+ \w+ \d{4}: 142 tx\/s as of .* UTC · L2BEAT · Table and provenance/,
  );
  expect(html).toContain('href="/metrics/tps#tps.daily@1"');
  expect(html).toMatch(/aria-label="Base: 142\u00a0tx\/s now, \+42\u00a0% in 4\u00a0days"/);
  expect(html).toContain('data-live="metric:base/tps"');
  expect(html).not.toMatch(/NaN|undefined|\sstyle=|<p[^>]*><figure/);
});

test("values pinned at posting stay, whatever is rendered again and whatever the series says later", async () => {
  const body = "![Live](metric:base/tps)\n\n![Pinned](metric:base/tps?mode=pinned)";
  const author = await aMember();
  const { openingPostId } = await aThread({ author, body });
  await correctNewest(series.base, 171);
  await reprocessNow(openingPostId);
  const html = await shown(openingPostId);
  expect(words(html)).toContain("171 tx/s live at posting: 142 tx/s");
  expect(words(html)).toContain("pinned at posting: 142 tx/s · now: 171 tx/s");
  const [, pinned = ""] = html.split('data-mode="pinned"');
  expect(pinned).toMatch(/aria-label="Base: 142\u00a0tx\/s on /);

  const post = await db.post.findUniqueOrThrow({ where: { id: openingPostId }, select: { version: true } });
  const edited = `An edit.\n\n${body}\n\n![New](metric:base/tps?mode=pinned&window=7d)`;
  expect(
    await editPost({ by: author, postId: openingPostId, body: edited, reason: "", version: post.version }),
  ).toEqual({ ok: true });
  const after = words(await shown(openingPostId));
  expect(after).toContain("Pinned TPS, daily mean pinned at posting: 142 tx/s");
  expect(after).toContain("New TPS, daily mean pinned at posting: 171 tx/s");
  await correctNewest(series.base, 142);
});

test("a post rendered for the first time long after it was written pins values known when it was written", async () => {
  const at = new Date(Date.now() - 2.5 * 86_400_000);
  const { openingPostId } = await aThread({ body: "![Old](metric:base/tps?mode=pinned)", at });
  // Days -5 … -1 are 100 … 142: two and a half days ago the newest whole day was the third last.
  const expected = Math.floor(at.getTime() / 86_400_000) === Math.floor(Date.now() / 86_400_000) - 3 ? "110" : "120";
  expect(words(await shown(openingPostId))).toContain(`pinned at posting: ${expected} tx/s · now: 142 tx/s`);
  const older = await aThread({ body: "![Older](metric:base/tps?mode=pinned)", at: new Date("2026-02-20T09:00:00Z") });
  expect(words(await shown(older.openingPostId))).toContain("pinned at posting: no data then · now: 142 tx/s");
});

test("several series share one definition; values that can't be shown are described in words and never blank or 0", async () => {
  const body = [
    "![Two](metric:base/tps,arbitrum/tps?window=90d)",
    "![Ranked](metric:base/tps,arbitrum/tps?view=bars)",
    "![Rows](metric:base/tps,arbitrum/tps?view=table)",
    "![None yet](metric:linea/tvs)",
    "![Blobs](metric:base/blobs)",
    "![Nowhere](metric:atlantis/tps)",
    "![Wrong](metric:base/tps?window=9y)",
  ].join("\n\n");
  const { openingPostId } = await aThread({ body });
  const html = await shown(openingPostId);
  const said = words(html);
  expect(said).toMatch(/Base 142 tx\/s live .*Arbitrum 24 tx\/s live/);
  expect(html).toContain("<table");
  expect(said).toContain("None yet");
  expect(said).toContain("No value yet.");
  expect(said).toContain("Blobs Base: Blobs are Ethereum's");
  expect(said).toContain("Nowhere There is no chain “atlantis” in the registry.");
  expect(said).toContain("Wrong A window is 24h, 7d, 30d, 90d, 1y or max.");
});

test("the preview is the post, and warns by line", async () => {
  const body =
    "Text.\n\n![Base](metric:base/tps?mode=pinned)\n\n![Odd](metric:atlantis/tps)\n\n![Odder](metric:base/tps?view=pie)";
  const { openingPostId } = await aThread({ body });
  const preview = await previewed(body, null);
  if (!preview.ok) throw new Error(preview.reason);
  const bare = (html: string) => words(html.replaceAll(/widget-\d+-/g, "widget-")).replaceAll(/\d\d:\d\d:\d\d/g, "");
  expect(bare(preview.html)).toBe(bare(await shown(openingPostId)));
  expect(preview.warnings).toEqual([
    { line: 5, message: "There is no chain “atlantis” in the registry." },
    { line: 7, message: "This widget can’t be shown. A view is value, spark, line, bars or table." },
  ]);
});

test("in feeds a widget is its numbers in words and a picture with the finding; a pinned one is words alone", async () => {
  const { id } = await aThread({ body: "![Base](metric:base/tps?window=90d)\n\n![Then](metric:base/tps?mode=pinned)" });
  const [post] = await listWholePosts({ threadId: id }, 1);
  expect(words(post!.html)).toMatch(/Base \(TPS, daily mean\): Base: 142 tx\/s, live, as of .* UTC, L2BEAT/);
  const [picture, ...others] = page(post!.html).all("img");
  expect(others).toEqual([]);
  expect(picture!.attribute("src")).toMatch(/^http.+\/embed\/metric\/base\/tps\.png\?window=90d$/);
  expect(picture!.attribute("alt")).toMatch(/^Base: 142/);
  expect(words(post!.html)).toContain("Then (TPS, daily mean): Base: pinned at posting: 142 tx/s, now: 142 tx/s");
});

test("fifty widgets cost as many queries as two", async () => {
  const chains = ["base", "arbitrum", "op-mainnet", "linea", "scroll"];
  const many = Array.from({ length: 50 }, (_, index) => {
    const mode = index % 5 === 0 ? "&mode=pinned" : "";
    return `![${index}](metric:${chains[index % 5]}/tps?window=${["7d", "30d", "90d", "1y"][index % 4]}${mode})`;
  });
  const two = await aThread({ body: many.slice(0, 2).join("\n\n") });
  const fifty = await aThread({ body: many.slice(0, 25).join("\n\n") });
  const reply = await aReply({ thread: fifty, body: many.slice(25).join("\n\n") });
  const count = async (ids: number[]) => {
    forgetWidgets();
    const posts = await db.post.findMany({
      where: { id: { in: ids } },
      select: { id: true, html: true, derived: true },
    });
    const queries = vi.spyOn(pg.Client.prototype, "query");
    const html = [...(await presentPosts(posts, null, "page")).values()].join("");
    const asked = queries.mock.calls.length;
    queries.mockRestore();
    return { asked, widgets: page(html).all("figure.widget").length };
  };
  const few = await count([two.openingPostId]);
  const all = await count([fifty.openingPostId, reply.id]);
  expect(all.widgets).toBe(50);
  expect(all.asked).toBeLessThanOrEqual(few.asked + 2);
  expect(all.asked).toBeLessThanOrEqual(8);
});

test("an address alone shows our page's name, or another site's host; pages hidden from the reader have no card", async () => {
  const target = await aThread({ title: "What does this address lead to?" });
  const hidden = await aThread({ title: "A thread that was hidden since" });
  await db.thread.update({ where: { id: hidden.id }, data: { status: "hidden" } });
  const own = env().publicOrigin;
  const { openingPostId } = await aThread({
    body: [
      `${own}/t/${target.id}/${target.slug}`,
      `${own}/t/${hidden.id}/x`,
      `${own}/metrics/base/tps`,
      "https://xn--e1afmkfd.example/path?q=1",
    ].join("\n\n"),
  });
  const html = await shown(openingPostId);
  expect(html).toMatch(/link-card-kind">Thread<\/span> <a href="\/t\/\d+\/[a-z-]+">What does this address lead to\?/);
  expect(html).not.toContain("hidden since");
  expect(words(html)).toContain("Metric Base: TPS 142 tx/s as of");
  expect(html).toContain('<span class="link-host">xn--e1afmkfd.example</span>');
});
