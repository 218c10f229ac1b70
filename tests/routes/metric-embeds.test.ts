/** Metrics, threads and posts on other sites. */
import { extract } from "@extractus/oembed-extractor";
import RssParser from "rss-parser";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { editPost } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../support/factories";
import { page } from "../support/page";
import { dailySeries, dailyTps, growthepieAddresses } from "../support/series";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const embed = "/embed/metric/base/tps";
const caching = "public, max-age=15, s-maxage=15, stale-while-revalidate=60, stale-if-error=86400";

beforeAll(async () => {
  await dailyTps("base", [100, 110, 120, 130, 142]);
  await dailyTps("arbitrum", [20, 21, 22, 23, 24]);
});

test("the frame stands on any site, reads no cookie and is whole without script", async () => {
  const member = await aMember();
  for (const as of [null, member]) {
    const answer = await server.fetch(`${embed}?window=90d&with=arbitrum&theme=dark`, { as });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Security-Policy")).toContain("frame-ancestors *");
    expect(answer.headers.get("Content-Security-Policy")).not.toContain("unsafe");
    expect(answer.headers.get("X-Frame-Options")).toBeNull();
    expect(answer.headers.get("Set-Cookie")).toBeNull();
    expect(answer.headers.get("Vary") ?? "").not.toMatch(/cookie/i);
    expect(answer.headers.get("Cache-Control")).toBe(caching);
    expect(answer.headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
    const html = await answer.text();
    const frame = page(html);
    expect(frame.first("html").attribute("data-theme")).toBe("dark");
    expect(frame.text).toContain("142");
    expect(frame.text).toContain("Arbitrum");
    expect(frame.has("[aria-label^='Base: 142']")).toBe(true);
    expect(frame.has("[style], script:not([src])")).toBe(false);
  }
});

test("only embeds may be framed", async () => {
  for (const path of ["/", "/metrics/base/tps", "/sign-in", "/oembed"]) {
    const answer = await server.fetch(path);
    expect(answer.headers.get("X-Frame-Options")).toBe("DENY");
    expect(answer.headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
  }
});

test("pictures are an SVG that needs no font and a PNG of two pixels for one, in both themes and every view", async () => {
  for (const view of ["line", "bars", "value", "spark", "table"])
    for (const theme of ["light", "dark"]) {
      const svg = await server.fetch(`${embed}.svg?view=${view}&theme=${theme}&width=280`);
      expect([svg.status, svg.headers.get("Content-Type")]).toEqual([200, "image/svg+xml; charset=utf-8"]);
      const text = await svg.text();
      const [picture] = page(text).all("svg");
      expect(picture?.attribute("width")).toBe("280");
      expect(picture?.name).toMatch(/^Base: 142/);
      expect(page(text).has("text, script, [href]")).toBe(false);
      expect(text).toContain(theme === "dark" ? "#121517" : "#fcfcfa");
      const png = await server.fetch(`${embed}.png?view=${view}&theme=${theme}&width=280`);
      const { width, format } = await sharp(Buffer.from(await png.arrayBuffer())).metadata();
      expect([width, format]).toEqual([560, "png"]);
    }
});

test("pictures and data are 304 for a client that has the newest", async () => {
  for (const path of [`${embed}.png`, `${embed}.svg`, `${embed}.json`]) {
    const first = await server.fetch(path);
    const tag = first.headers.get("ETag")!;
    expect(first.headers.get("Cache-Control")).toBe(caching);
    const again = await server.fetch(path, { headers: { "If-None-Match": tag } });
    expect(again.status).toBe(304);
    expect(again.headers.get("ETag")).toBe(tag);
  }
});

test("data is the series with those beside it, for any site", async () => {
  const answer = await server.fetch(`${embed}.json?with=arbitrum&window=90d`);
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(await answer.json()).toMatchObject({
    chain: "base",
    metric: "tps",
    unit: "tx/s",
    definitionVersion: "tps.daily@1",
    provider: "l2beat",
    state: "live",
    value: "142",
    with: [{ chain: "arbitrum", value: "24" }],
  });
});

const bad = [
  ["window=9y", 400],
  ["view=pie", 400],
  ["with=../../etc", 400],
  ["with=arbitrum/constructor", 400],
  ["with=atlantis", 404],
  ["provider=%3Cscript%3E", 400],
  [`with=${Array.from({ length: 30 }, (_, index) => `a${index}`).join(",")}`, 400],
] as const;

test.each(bad)("%s is refused in the form that was asked for", async (query, status) => {
  const frame = await server.fetch(`${embed}?${query}`);
  expect([frame.status, frame.headers.get("Content-Type")]).toEqual([status, "text/html; charset=utf-8"]);
  expect(await frame.text()).toMatch(/widget-missing">[A-Z“]/);
  const svg = await server.fetch(`${embed}.svg?${query}`);
  expect([svg.status, svg.headers.get("Content-Type")]).toEqual([status, "image/svg+xml; charset=utf-8"]);
  const text = await svg.text();
  expect(page(text).first("title").source.length).toBeGreaterThanOrEqual(10);
  expect(text).not.toContain("<script");
  const png = await server.fetch(`${embed}.png?${query}`);
  expect([png.status, png.headers.get("Content-Type")]).toEqual([status, "image/png"]);
  const data = await server.fetch(`${embed}.json?${query}`);
  expect([data.status, data.headers.get("Content-Type")]).toEqual([status, "application/problem+json; charset=utf-8"]);
});

test.each(["theme=blue", "width=0", "width=1e9", "width=-5", "width=281.5"])(
  "a picture of %s is refused as a picture",
  async (query) => {
    const png = await server.fetch(`${embed}.png?${query}`);
    expect([png.status, png.headers.get("Content-Type")]).toEqual([400, "image/png"]);
  },
);

test("an unknown chain or metric is 404, also as a picture; a metric that a chain can't have says so", async () => {
  for (const path of ["/embed/metric/atlantis/tps", "/embed/metric/base/constructor"])
    for (const suffix of ["", ".svg", ".png", ".json"]) expect((await server.fetch(path + suffix)).status).toBe(404);
  const answer = await server.fetch("/embed/metric/base/blobs");
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("Blobs are Ethereum's");
});

const oEmbed = (path: string, rest = "") =>
  server.fetch(`/oembed?url=${encodeURIComponent(server.origin + path)}${rest}`);

test("oEmbed answers for thread, post and metric, in JSON and XML, within the width", async () => {
  const thread = await aThread({ title: "Is this <embedded> & quoted well?", body: "What it says <b>first</b>." });
  const reply = await aReply({ thread, body: "A reply to embed." });
  const path = `/t/${thread.id}/${thread.slug}`;
  const json = (await (await oEmbed(path)).json()) as { html: string };
  expect(json).toMatchObject({
    version: "1.0",
    type: "rich",
    title: thread.title,
    author_name: thread.author.name,
    width: 640,
  });
  expect(json.html).toContain("Is this &lt;embedded&gt; &amp; quoted well?");
  expect(page(json.html).has("b, script, iframe")).toBe(false);
  const xml = await oEmbed(path, "&format=xml&maxwidth=320");
  expect(xml.headers.get("Content-Type")).toBe("text/xml; charset=utf-8");
  const text = await xml.text();
  expect(text).toContain("<title>Is this &lt;embedded&gt; &amp; quoted well?</title>");
  expect(text).toContain("<width>320</width>");
  expect(text).not.toContain("thumbnail");
  expect(await (await oEmbed(`/p/${reply.id}`)).json()).toMatchObject({ title: `${thread.title}, post 2` });
  expect(await (await oEmbed(`${path}/2#p-${reply.id}`)).json()).toMatchObject({ title: `${thread.title}, post 2` });

  const metric = (await (
    await oEmbed("/metrics/base/tps?window=90d&with=arbitrum", "&maxwidth=400&maxheight=300")
  ).json()) as { html: string };
  expect(metric).toMatchObject({ type: "rich", width: 400, height: 300 });
  expect(metric.html).toContain(`<iframe src="${server.origin}/embed/metric/base/tps?with=arbitrum&amp;window=90d"`);
});

test("oEmbed answers for a claim, a source and a revision, and their pages lead there", async () => {
  const body = "Base makes [12 TPS](metric:base/tps)[^https://embedded.example/study].";
  const thread = await aThread({ title: "What is embedded of a revision?", body });
  const postId = thread.openingPostId;
  await editPost({ by: thread.author, postId, body: "Other words.", reason: "", version: 1 });
  await editPost({ by: thread.author, postId, body, reason: "", version: 2 });
  const claim = await db.claim.findFirstOrThrow({ where: { postId, ordinal: 1 }, select: { id: true } });
  const { citekey } = await db.source.findFirstOrThrow({
    where: { host: "embedded.example" },
    select: { citekey: true },
  });
  type Told = { title: string; html: string; thumbnail_url?: string };
  const told = async (path: string) => {
    const head = page(await (await server.fetch(path)).text()).first("link[type='application/json+oembed']");
    const asked = new URL(head.href!).searchParams.get("url");
    expect(asked).toBe(server.origin + path);
    return (await (await server.fetch(head.href!.replace(server.origin, ""))).json()) as Told;
  };
  const ofClaim = await told(`/claims/${claim.id}`);
  expect(ofClaim.title).toMatch(/^12 TPS: /);
  expect(ofClaim.thumbnail_url).toBe(`${server.origin}/embed/claim/${claim.id}/card.png`);
  const ofSource = await told(`/sources/${citekey}`);
  expect(ofSource.html).toContain("cited in 1 post");
  const ofRevision = await told(`/p/${postId}/r/2`);
  expect(ofRevision.title).toBe("What is embedded of a revision?, post 1, revision 2");
  expect(ofRevision.html).toContain("Other words.");
  const narrow = (await (await oEmbed(`/sources/${citekey}`, "&maxwidth=200&maxheight=90")).json()) as object;
  expect(narrow).toMatchObject({ width: 200, height: 90 });
  expect((await oEmbed(`/p/${postId}/r/9`)).status).toBe(404);
  expect((await oEmbed("/sources/no-such-source")).status).toBe(404);
  await db.source.update({ where: { citekey }, data: { hiddenAt: new Date() } });
  expect((await oEmbed(`/sources/${citekey}`)).status).toBe(404);
});

test("oEmbed says no in words", async () => {
  expect((await server.fetch("/oembed")).status).toBe(400);
  expect((await server.fetch("/oembed?url=nonsense")).status).toBe(400);
  expect((await oEmbed("/metrics/base/tps?window=9y")).status).toBe(400);
  expect((await oEmbed("/", "&maxwidth=-1")).status).toBe(400);
  expect((await oEmbed("/", "&format=yaml")).status).toBe(501);
  expect((await oEmbed("/settings/disclosures")).status).toBe(404);
  expect((await server.fetch(`/oembed?url=${encodeURIComponent("https://evil.example/t/1/x")}`)).status).toBe(404);
  expect((await oEmbed("/t/999999/x")).status).toBe(404);
});

test("hidden and deleted posts are not embedded", async () => {
  const thread = await aThread({ title: "A thread that will be hidden" });
  const reply = await aReply({ thread, body: "Deleted words." });
  await db.post.update({ where: { id: reply.id }, data: { status: "deleted" } });
  expect((await oEmbed(`/p/${reply.id}`)).status).toBe(404);
  await db.thread.update({ where: { id: thread.id }, data: { status: "hidden" } });
  for (const path of [`/t/${thread.id}/${thread.slug}`, `/p/${thread.openingPostId}`])
    expect((await oEmbed(path)).status).toBe(404);
});

test("pages tell where their embedding is, and a consumer's library finds it", async () => {
  const thread = await aThread({ title: "Can a library read this?" });
  const page = await (await server.fetch(`/t/${thread.id}/${thread.slug}`)).text();
  expect(page).toMatch(/type="application\/json\+oembed"/);
  expect(page).toMatch(/type="text\/xml\+oembed"/);
  const found = await extract(`${server.origin}/t/${thread.id}/${thread.slug}`, { maxwidth: 500 });
  expect(found).toMatchObject({ type: "rich", title: thread.title, provider_name: "Counterproof", width: 500 });
  const metric = await extract(`${server.origin}/metrics/base/tps`);
  expect(metric).toMatchObject({ type: "rich", title: "Base: TPS, 30 days" });
});

test("a feed reader's parser finds the widget's numbers and its picture", async () => {
  const thread = await aThread({ body: "![Base](metric:base/tps?window=90d)" });
  const feed = await new RssParser().parseString(
    await (await server.fetch(`/t/${thread.id}/${thread.slug}.rss`)).text(),
  );
  const content = feed.items[0]!["content:encoded"] ?? feed.items[0]!.content ?? "";
  expect(content).toContain("142");
  const picture = page(content).first("img[alt^='Base: 142']");
  expect(picture.attribute("alt")).toContain("now");
  const shown = await fetch(picture.attribute("src")!);
  expect([shown.status, shown.headers.get("Content-Type")]).toEqual([200, "image/png"]);
});

describe("growthepie's attribution, as its licence asks for it", () => {
  const words = "Source: growthepie, https://www.growthepie.com";
  const place = "base/active-addresses";
  beforeAll(() => dailySeries("base", growthepieAddresses, [260_015, 260_100]));

  test.each([
    ["the page", `/metrics/${place}`],
    ["the chain's page", "/chains/base"],
    ["the CSV file", `/metrics/${place}.csv`],
    ["the JSON file", `/metrics/${place}.json`],
    ["the frame", `/embed/metric/${place}`],
    ["the picture's description", `/embed/metric/${place}.svg`],
  ])("stands in %s", async (_, path) => {
    const answer = await server.fetch(path);
    expect(answer.status).toBe(200);
    // Html may write the address as a link.
    expect((await answer.text()).replaceAll(/<!-- -->|<\/?a\b[^>]*>/g, "")).toContain(words);
  });
});
