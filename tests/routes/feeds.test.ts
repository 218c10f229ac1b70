/** Every list as RSS, Atom and JSON Feed, read by two readers' parsers and by the formats' own rules. */
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import Parser from "rss-parser";
import { describe, expect, test } from "vitest";
import { moderate } from "~/features/moderation/moderation.server";
import { changePostVisibility, deletePost, editPost } from "~/features/posts/posts.server";
import { castVote } from "~/features/signals/signals.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page, xml } from "../support/page";
import { useWebServer } from "../support/web-server";

const licence = "https://creativecommons.org/licenses/by/4.0/";
const server = useWebServer({ CONTENT_LICENCE: licence });
const formats = ["rss", "atom", "json"] as const;
type Format = (typeof formats)[number];

/** What all three formats say of a list, in one shape. */
type Told = {
  title: string;
  page: string;
  self: string;
  items: {
    id: string;
    url: string;
    title: string;
    html: string;
    published: string;
    updated: string | null;
    author: string;
    tags: string[];
  }[];
};

const iso = (date: string | undefined) => new Date(date ?? "").toISOString();

const read: Record<Format, (text: string) => Told> = {
  rss(text) {
    const feed = parseRssFeed(text);
    return {
      title: feed.title!,
      page: feed.link!,
      self: feed.atom!.links![0]!.href!,
      items: (feed.items ?? []).map((item) => ({
        id: item.guid!.value!,
        url: item.link!,
        title: item.title!,
        html: (item.content?.encoded ?? "").trim(),
        published: iso(item.pubDate),
        updated: null,
        author: item.dc!.creator!,
        tags: (item.categories ?? []).map(({ name }) => name!),
      })),
    };
  },
  atom(text) {
    const feed = parseAtomFeed(text);
    const link = (links: { rel?: string; href?: string }[] | undefined, rel: string) =>
      links!.find((one) => one.rel === rel)!.href!;
    return {
      title: textOf(feed.title),
      page: link(feed.links, "alternate"),
      self: link(feed.links, "self"),
      items: (feed.entries ?? []).map((entry) => ({
        id: entry.id!,
        url: link(entry.links, "alternate"),
        title: textOf(entry.title),
        html: textOf(entry.content).trim(),
        published: iso(entry.published),
        updated: iso(entry.updated),
        author: entry.authors![0]!.name!,
        tags: (entry.categories ?? []).map(({ term }) => term!),
      })),
    };
  },
  json(text) {
    const feed = parseJsonFeed(JSON.parse(text));
    return {
      title: feed.title!,
      page: feed.home_page_url!,
      self: feed.feed_url!,
      items: (feed.items ?? []).map((item) => ({
        id: item.id!,
        url: item.url!,
        title: item.title!,
        html: (item.content_html ?? "").trim(),
        published: iso(item.date_published),
        updated: iso(item.date_modified),
        author: item.authors![0]!.name!,
        tags: item.tags ?? [],
      })),
    };
  },
};

const textOf = (text: unknown) =>
  typeof text === "string" ? text : ((text as { value?: string } | undefined)?.value ?? "");

const feedAt = (list: string, format: Format) => {
  const [path, search] = list.split("?");
  return `${path === "/" ? "/index" : path}.${format}${search ? `?${search}` : ""}`;
};

async function told(list: string, format: Format): Promise<Told> {
  const answer = await server.fetch(feedAt(list, format));
  expect([list, format, answer.status]).toEqual([list, format, 200]);
  return read[format](await answer.text());
}

type Json = { [name: string]: unknown; items: JsonItem[] };
type JsonItem = { [name: string]: unknown; id: string; url: string; authors: { url: string }[]; tags: unknown[] };

/** What JSON Feed 1.1 demands of a feed, by its specification. */
function faultsOfJsonFeed(feed: Json): string[] {
  const faults: string[] = [];
  const is = (condition: boolean, fault: string) => condition || faults.push(fault);
  is(feed["version"] === "https://jsonfeed.org/version/1.1", "version");
  is(typeof feed["title"] === "string" && feed["title"] !== "", "title");
  is(Array.isArray(feed.items), "items");
  const ids = new Set<string>();
  for (const item of feed.items) {
    is(typeof item.id === "string" && item.id !== "", "item id");
    is(!ids.has(item.id), `item id ${item.id} twice`);
    ids.add(item.id);
    is(typeof item["content_html"] === "string" || typeof item["content_text"] === "string", "content");
    for (const date of [String(item["date_published"]), String(item["date_modified"])])
      is(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(date), `date ${date}`);
    is(Array.isArray(item.authors) && item.authors.length > 0, "authors");
    is(item["author"] === undefined, "the author of version 1.0");
    is(
      item.tags.every((tag) => typeof tag === "string"),
      "tags",
    );
    for (const url of [item.url, item.authors[0]!.url]) is(/^https?:\/\//.test(url), `address ${url}`);
  }
  return faults;
}

/** What RSS 2.0 and Atom demand and parsers forgive. */
function faultsOfXml(text: string, format: "rss" | "atom"): string[] {
  const faults: string[] = [];
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) faults.push("a character XML can't hold");
  if (/&(?!(amp|lt|gt|quot);)/.test(text)) faults.push("a bare ampersand");
  if (!text.startsWith('<?xml version="1.0" encoding="utf-8"?>\n')) faults.push("no declaration");
  const open: string[] = [];
  for (const [, closes, name, isEmpty] of text
    .slice(text.indexOf("?>") + 2)
    .matchAll(/<(\/)?([\w:]+)(?:\s[^<>]*?)?(\/)?>/g)) {
    if (closes && open.pop() !== name) faults.push(`</${name}> closes nothing`);
    if (!closes && !isEmpty) open.push(name!);
  }
  if (open.length > 0) faults.push(`open: ${open.join(" ")}`);
  if (format === "rss")
    for (const { text: date } of xml(text).all("pubDate, lastBuildDate"))
      if (
        !/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/.test(
          date,
        )
      )
        faults.push(`date ${date}`);
  if (format === "atom") {
    const feed = xml(text);
    for (const entry of feed.all("feed > entry"))
      for (const name of ["id", "title", "updated", "author"])
        if (entry.all(`entry > ${name}`).length !== 1) faults.push(`${name} in ${entry.text.slice(0, 80)}`);
    for (const name of ["id", "title", "updated"])
      if (feed.all(`feed > ${name}`).length !== 1) faults.push(`feed ${name}`);
  }
  return faults;
}

async function expectWellFormed(path: string) {
  for (const format of formats) {
    const text = await (await server.fetch(feedAt(path, format))).text();
    expect([path, format, format === "json" ? faultsOfJsonFeed(JSON.parse(text)) : faultsOfXml(text, format)]).toEqual([
      path,
      format,
      [],
    ]);
    if (format !== "json") await expect(new Parser().parseString(text)).resolves.toBeTruthy();
  }
}

const at = (day: number, hour = 9) => new Date(Date.UTC(2026, 1, day, hour));
const pathOf = (thread: ThreadMade) => `/t/${thread.id}/${thread.slug}`;

describe("lists as feeds", () => {
  test("threads with their whole opening posts, in the list's order, the same in each format", async () => {
    const author = await aMember({ handle: "feeder", name: "Feeder & Sons" });
    const older = await aThread({
      author,
      title: "An older thread about data",
      tags: ["base"],
      at: at(1),
      body: "See [the tag](/tags/base) and **this**.",
    });
    const newer = await aThread({ author, title: "A newer thread about data", tags: ["base"], at: at(2) });
    await aReply({ thread: older, at: at(3) });
    for (const format of formats) {
      const active = await told("/?tag=base", format);
      expect(active.items.map(({ title }) => title)).toEqual([
        "An older thread about data",
        "A newer thread about data",
      ]);
      const byAge = await told("/?tag=base&sort=new", format);
      expect(byAge.items.map(({ title }) => title)).toEqual([
        "A newer thread about data",
        "An older thread about data",
      ]);
      expect(byAge).toMatchObject({
        title: "Threads, new about Base · Counterproof",
        page: `${server.origin}/?sort=new&tag=base`,
        self: `${server.origin}/index.${format}?sort=new&tag=base`,
      });
      expect(active.items[0]).toEqual({
        id: `${server.origin}/t/${older.id}`,
        url: server.origin + pathOf(older),
        title: "An older thread about data",
        html: `<p dir="auto">See <a href="${server.origin}/tags/base">the tag</a> and <strong>this</strong>.</p>`,
        published: "2026-02-01T09:00:00.000Z",
        updated: format === "rss" ? null : "2026-02-01T09:00:00.000Z",
        author: "Feeder & Sons",
        tags: ["Base"],
      });
      expect((await told("/tags/base", format)).items.map(({ id }) => id)).toEqual(byAge.items.map(({ id }) => id));
    }
    expect(newer.id).toBeGreaterThan(older.id);
    for (const list of ["/", "/?sort=hot", "/?sort=top&period=all", "/?tag=base", "/tags/base"])
      await expectWellFormed(list);
  });

  test("a tag's feed holds threads filed below it, and a synonym is answered", async () => {
    const thread = await aThread({ title: "A thread filed below a stack", tags: ["base"] });
    const parent = await db.tag.findFirstOrThrow({ where: { children: { some: { slug: "base" } } } });
    expect((await told(`/tags/${parent.slug}`, "rss")).items.map(({ url }) => url)).toContain(
      server.origin + pathOf(thread),
    );
    const synonym = await db.tagSynonym.findFirstOrThrow({ include: { tag: true }, where: { slug: "optimism" } });
    expect((await told("/tags/optimism", "atom")).page).toBe(`${server.origin}/tags/${synonym.tag.slug}`);
    expect((await server.fetch("/tags/no-such-tag.rss")).status).toBe(404);
  });

  test("a thread's posts, newest first", async () => {
    const author = await aMember({ handle: "starter", name: "Starter" });
    const thread = await aThread({ author, title: "A thread that is followed", at: at(1) });
    const other = await aMember({ name: "Replier" });
    const reply = await aReply({ thread, author: other, body: "A reply for readers.", at: at(2) });
    for (const format of formats) {
      const { items, page, self } = await told(pathOf(thread), format);
      expect([page, self]).toEqual([server.origin + pathOf(thread), `${server.origin}${pathOf(thread)}.${format}`]);
      expect(items.map(({ id, url, title, author: by }) => ({ id, url, title, by }))).toEqual([
        {
          id: `${server.origin}/p/${reply.id}`,
          url: `${server.origin}${pathOf(thread)}/2#p-${reply.id}`,
          title: "Post 2 by Replier",
          by: "Replier",
        },
        {
          id: `${server.origin}/p/${thread.openingPostId}`,
          url: `${server.origin}${pathOf(thread)}/1#p-${thread.openingPostId}`,
          title: thread.title,
          by: "Starter",
        },
      ]);
    }
    await expectWellFormed(pathOf(thread));
    const moved = await server.fetch(`/t/${thread.id}/an-older-title.atom`);
    expect([moved.status, moved.headers.get("Location")]).toEqual([301, `${pathOf(thread)}.atom`]);
    expect((await server.fetch("/t/99999/nothing.rss")).status).toBe(404);
  });

  test("ids stay when titles change", async () => {
    const author = await aMember();
    const thread = await aThread({ author, title: "A title that will change", tags: ["fees"] });
    const [before] = (await told(pathOf(thread), "atom")).items;
    const tag = await db.tag.findUniqueOrThrow({ where: { slug: "fees" } });
    const given = { by: author, postId: thread.openingPostId, body: "Rewritten.", reason: "", version: 1 };
    expect(await editPost({ ...given, thread: { title: "Another title altogether", tagIds: [tag.id] } })).toEqual({
      ok: true,
    });
    const after = (await told(`/t/${thread.id}/another-title-altogether`, "atom")).items[0]!;
    expect(after.id).toBe(before!.id);
    expect([after.title, after.html]).toEqual(["Another title altogether", '<p dir="auto">Rewritten.</p>']);
    expect(after.published).toBe(before!.published);
    expect(after.updated! > before!.updated!).toBe(true);
  });

  test("a member's posts with the threads they stand in", async () => {
    const member = await aMember({ handle: "writer", name: "Writer" });
    const thread = await aThread({ title: "Somebody else's thread", at: at(1) });
    await aReply({ thread, author: member, body: "Said by the writer.", at: at(2) });
    for (const format of formats) {
      const { items, title } = await told("/u/writer", format);
      expect(title).toBe("Writer (@writer) · Counterproof");
      expect(items).toMatchObject([
        { title: "Somebody else's thread, post 2", html: '<p dir="auto">Said by the writer.</p>' },
      ]);
    }
    await expectWellFormed("/u/writer");
    expect((await server.fetch("/u/nobody-here.json")).status).toBe(404);
  });

  test("a search's feed: the posts found, newest first, whatever the page's order", async () => {
    const thread = await aThread({ title: "Where quaggas are counted", at: at(1), tags: ["base"] });
    const author = await aMember({ handle: "quagga-counter", name: "Quagga Counter" });
    const replies = [];
    for (let day = 2; day <= 5; day += 1)
      replies.push(await aReply({ thread, author, body: `Counted ${day} quaggas.`, at: at(day) }));
    const later = await aThread({ title: "Quaggas elsewhere", body: "One more quagga.", at: at(4, 12) });
    await aReply({ thread, body: "Nothing of that kind.", at: at(6) });
    const ids = [replies[3]!.id, later.openingPostId, replies[2]!.id, replies[1]!.id, replies[0]!.id];
    for (const format of formats) {
      const { items, title, page, self } = await told("/search?q=quagga", format);
      expect([title, page, self]).toEqual([
        "Search for quagga · Counterproof",
        `${server.origin}/search?q=quagga&sort=new`,
        `${server.origin}/search.${format}?q=quagga&sort=new`,
      ]);
      const found = [...ids, thread.openingPostId].map((id) => `${server.origin}/p/${id}`);
      expect(items.map(({ id }) => id)).toEqual(found);
      expect(items[0]).toMatchObject({
        url: `${server.origin}${pathOf(thread)}/5#p-${replies[3]!.id}`,
        title: "Where quaggas are counted, post 5",
        html: '<p dir="auto">Counted 5 quaggas.</p>',
        author: "Quagga Counter",
        tags: ["Base"],
      });
      for (const list of ["/search?q=quagga&sort=old", "/search?q=quagga%20sort:worth&cursor=1.1.1"])
        expect((await told(list, format)).items.map(({ id }) => id)).toEqual(found);
      const narrowed = await told(
        "/search?q=counted%20quaggas&author=quagga-counter&tag=base&before=2026-02-04",
        format,
      );
      expect(narrowed.items.map(({ title: of }) => of)).toEqual([
        "Where quaggas are counted, post 3",
        "Where quaggas are counted, post 2",
      ]);
      expect(narrowed.title).toBe(
        "Search for counted quaggas tag:base author:quagga-counter before:2026-02-04 · Counterproof",
      );
    }
    await expectWellFormed("/search?q=quagga");
  });

  test("a search's feed is of the words as they were typed", async () => {
    await aThread({ title: "About okapis alone", body: "An okapi." });
    expect((await told("/search?q=okapi", "json")).items).toHaveLength(1);
    // The page offers what was meant, once the words of the post are learned.
    await expect
      .poll(async () => (await server.fetch("/search?q=okappi")).text().then((html) => html.includes("About ")))
      .toBe(true);
    expect((await told("/search?q=okappi", "json")).items).toEqual([]);
    await expectWellFormed("/search?q=okappi");
  });

  test("a search that can't be understood is answered with a sentence", async () => {
    const table: [string, string][] = [
      ["/search", "There is nothing in this search to look for"],
      ["/search?q=-gnu", "A search needs something to look for besides what to leave out."],
      ["/search?q=tag:no-such-tag gnu", "There is no tag “no-such-tag”."],
      ["/search?q=before:2026-13-45 gnu", "is no date"],
      ["/search?q=%22%3Cb%3E ]]%3E \u0001 AND ((", "Posts found by this search, newest first."],
    ];
    for (const [list, sentence] of table) {
      await expectWellFormed(list);
      const feed = JSON.parse(await (await server.fetch(feedAt(list, "json"))).text());
      expect([list, feed.description]).toEqual([list, expect.stringContaining(sentence)]);
      expect(feed.items).toEqual([]);
    }
    for (const query of ["sort=best", "kind=poem", "after=tomorrow%20or%20so", "thread=x", "cursor=x"])
      for (const format of formats) {
        const answer = await server.fetch(`/search.${format}?q=gnu&${query}`);
        expect([query, answer.status, await answer.text()]).toEqual([
          query,
          400,
          expect.stringContaining("A search is sorted by"),
        ]);
      }
  });

  test("a reader who searches too often waits, whether for a page or for a feed", async () => {
    const address = "203.0.113.77";
    const statuses = new Set<number>();
    // Few at once: the gate turns away whoever would wait too long, which on a busy machine are more than five.
    for (let tries = 0; tries < 300 && !statuses.has(429); tries += 5)
      for (const answer of await Promise.all(
        Array.from({ length: 5 }, () => server.fetch("/search.json?q=-limit", { address })),
      ))
        statuses.add(answer.status);
    expect([...statuses]).toEqual([200]);
    for (const path of ["/search.rss?q=limit", "/search?q=limit"]) {
      const refused = await server.fetch(path, { address });
      expect([path, refused.status]).toEqual([path, 429]);
      expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
      expect(refused.headers.get("Cache-Control")).toBe("no-store");
    }
    expect((await server.fetch("/search.rss?q=limit", { address: "203.0.113.78" })).status).toBe(200);
  });

  test("moderators' actions, with hidden posts named by their numbers", async () => {
    const moderator = await aMember({ role: "moderator", name: "Moderator M" });
    const thread = await aThread({ title: "A markertitle that is hidden" });
    await moderate({ by: moderator, kind: "hide_post", target: thread.openingPostId, reason: "Because of <b> & ]]>" });
    for (const format of formats) {
      const { items } = await told("/modlog", format);
      expect(items[0]).toMatchObject({
        title: `Moderator M hid post 1 of a hidden thread, number ${thread.id}`,
        author: "Moderator M",
        html: "<p>Because of &lt;b&gt; &amp; ]]&gt;</p>",
      });
      const page = await (await server.fetch(items[0]!.url.replace(server.origin, ""))).text();
      expect(page).toContain(`id="${items[0]!.url.split("#")[1]}"`);
    }
    await expectWellFormed("/modlog");
  });

  test("at most thirty entries, and whole texts as far as a megabyte goes", async () => {
    const author = await aMember({ handle: "prolific" });
    const thread = await aThread({ author });
    for (let number = 2; number <= 32; number += 1) await aReply({ thread, author, body: `Number ${number}.` });
    const newest = await db.post.findMany({ where: { authorId: author.id }, orderBy: { id: "desc" }, take: 3 });
    const huge = `<p>${"x".repeat(700_000)}</p>`;
    for (const post of newest.slice(0, 2)) await db.post.update({ where: { id: post.id }, data: { html: huge } });
    for (const format of formats) {
      const answer = await (await server.fetch(`/u/prolific.${format}`)).text();
      expect(answer.length).toBeLessThan(1_100_000);
      const { items } = read[format](answer);
      expect(items).toHaveLength(30);
      expect(items.slice(0, 3).map(({ html }) => html.length > 0)).toEqual([true, false, true]);
    }
    expect(JSON.parse(await (await server.fetch("/u/prolific.json")).text()).items[1].content_text).toMatch(
      /^Number \d+\.$/,
    );
  });
});

describe("how feeds answer", () => {
  const types = { rss: "application/rss+xml", atom: "application/atom+xml", json: "application/feed+json" };

  test("with their own types, to be asked for again each time, and the same for everybody", async () => {
    const thread = await aThread();
    const moderator = await aMember({ role: "moderator" });
    for (const format of formats) {
      for (const path of ["/index", pathOf(thread), `/u/${thread.author.handle}`, "/tags/fees", "/modlog", "/search"]) {
        const [visitor, signedIn] = await Promise.all(
          [null, moderator].map((as) => server.fetch(`${path}.${format}`, { as })),
        );
        expect(visitor!.headers.get("Content-Type")).toBe(`${types[format]}; charset=utf-8`);
        expect(visitor!.headers.get("Cache-Control")).toBe("public, no-cache");
        expect(signedIn!.headers.get("Cache-Control")).toBe("public, no-cache");
        expect(visitor!.headers.get("Vary") ?? "").not.toMatch(/cookie/i);
        expect(await signedIn!.text()).toBe(await visitor!.text());
      }
    }
  });

  test("304 for a client that has the newest, by tag and by date; whole when something changed, even in the same second", async () => {
    const thread = await aThread();
    const path = `${pathOf(thread)}.rss`;
    const first = await server.fetch(path);
    const tag = first.headers.get("ETag")!;
    const date = first.headers.get("Last-Modified")!;
    expect(Date.parse(date)).toBeLessThanOrEqual(Date.parse(first.headers.get("Date")!));
    const ask = async (headers: Record<string, string>) => {
      const answer = await server.fetch(path, { headers });
      return [answer.status, (await answer.text()).length > 0];
    };
    expect(await ask({ "If-None-Match": tag })).toEqual([304, false]);
    expect(await ask({ "If-None-Match": `"other", ${tag.replace("W/", "")}` })).toEqual([304, false]);
    expect(await ask({ "If-None-Match": "*" })).toEqual([304, false]);
    expect(await ask({ "If-Modified-Since": date })).toEqual([304, false]);
    expect(await ask({ "If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT" })).toEqual([200, true]);
    expect(await ask({ "If-Modified-Since": "no date at all" })).toEqual([200, true]);
    // A tag counts for more than a date.
    expect(await ask({ "If-None-Match": '"other"', "If-Modified-Since": date })).toEqual([200, true]);

    const reply = await aReply({ thread });
    expect(await ask({ "If-None-Match": tag })).toEqual([200, true]);
    expect(await ask({ "If-Modified-Since": date })).toEqual([200, true]);
    // Nothing newer is in it after a hiding, and yet it is another feed.
    const withReply = await server.fetch(path);
    await db.$transaction((tx) => changePostVisibility(tx, reply.id, "hidden"));
    const after = withReply.headers.get("Last-Modified");
    expect(await ask({ "If-None-Match": withReply.headers.get("ETag")! })).toEqual([200, true]);
    expect(await ask({ "If-Modified-Since": after ?? date })).toEqual([200, true]);
  });

  test("an order changed by votes is a change", async () => {
    const [one] = [
      await aThread({ title: "One of two in an order", tags: ["privacy"] }),
      await aThread({ title: "Two of two in an order", tags: ["privacy"] }),
    ];
    const path = "/index.json?sort=top&tag=privacy";
    const before = await server.fetch(path);
    const { items } = JSON.parse(await before.text());
    expect(items[0].title).toBe("Two of two in an order");
    await castVote({ member: await aMember(), postId: one.openingPostId, axis: "worth", value: 1 });
    const after = await server.fetch(path, { headers: { "If-Modified-Since": before.headers.get("Last-Modified")! } });
    expect(after.status).toBe(200);
    expect(JSON.parse(await after.text()).items[0].title).toBe("One of two in an order");
  });

  test.each(["sort=best", "period=century", "tag=No%20Tag!", "tag=a&tag=b&tag=c&tag=d&tag=e&tag=f&tag=g"])(
    "400 for %s, whatever the format",
    async (query) => {
      for (const format of formats) {
        const answer = await server.fetch(`/index.${format}?${query}`);
        expect([answer.status, await answer.text()]).toEqual([
          400,
          expect.stringContaining("This feed can be sorted by"),
        ]);
      }
    },
  );

  test("an unknown tag is an empty feed, a cursor and unknown names are not looked at", async () => {
    for (const format of formats) expect((await told("/?tag=no-such-tag", format)).items).toEqual([]);
    await expectWellFormed("/?tag=no-such-tag");
    const plain = await (await server.fetch("/index.atom")).text();
    expect(await (await server.fetch("/index.atom?cursor=x&utm_source=y")).text()).toBe(plain);
  });

  test("absolute addresses come from the configuration, never from the request", async () => {
    const text = await (await server.fetch("/index.atom", { headers: { "X-Forwarded-Host": "evil.example" } })).text();
    expect(text).not.toContain("evil.example");
  });
});

test("hostile titles, names and texts stay text, in every format", async () => {
  const hostile = `]]></title><script>alert("1")</script> & \u0001\u000b\u202e \ud800 <!-- ' -->`;
  const author = await aMember({ handle: "hostile", name: `Na]]>me </dc:creator> <&"` });
  const thread = await aThread({ author, title: hostile, body: `${hostile}\n\n\`${hostile}\`\n\n<b onclick=x>` });
  for (const list of [pathOf(thread), "/u/hostile", "/"]) await expectWellFormed(list);
  const stored = await db.thread.findUniqueOrThrow({ where: { id: thread.id } });
  for (const format of formats) {
    const { items } = await told(pathOf(thread), format);
    const clean = (text: string) => text.replaceAll(/[\u0001\u000b]/g, "");
    expect(clean(items[0]!.title)).toBe(clean(stored.title));
    expect(items[0]!.author).toBe(`Na]]>me </dc:creator> <&"`);
    expect(items[0]!.html).toContain("&lt;script&gt;");
    expect(page(items[0]!.html).has("script, b")).toBe(false);
  }
});

test("hidden and deleted posts are in no feed, for nobody", async () => {
  const author = await aMember({ handle: "half-hidden" });
  const thread = await aThread({ author, title: "A thread that stays in the feeds" });
  const hidden = await aReply({ thread, author, body: "markerword in a hidden post" });
  const deleted = await aReply({ thread, author, body: "markerword in a deleted post" });
  await db.$transaction((tx) => changePostVisibility(tx, hidden.id, "hidden"));
  expect(await deletePost({ by: author, postId: deleted.id })).toEqual({ ok: true });
  const gone = await aThread({ author, title: "A markerword thread that is hidden", body: "markerword" });
  const inGone = await aReply({ thread: gone, author, body: "markerword in a visible post of a hidden thread" });
  await db.$transaction((tx) => changePostVisibility(tx, gone.openingPostId, "hidden"));
  expect((await db.post.findUniqueOrThrow({ where: { id: inGone.id } })).status).toBe("visible");

  const moderator = await aMember({ role: "moderator" });
  for (const as of [null, author, moderator]) {
    for (const format of formats) {
      for (const list of ["/index", "/tags/fees", pathOf(thread), "/u/half-hidden", "/modlog"]) {
        const answer = await server.fetch(`${list}.${format}`, { as });
        expect([list, answer.status]).toEqual([list, 200]);
        expect(await answer.text()).not.toMatch(/markerword/i);
      }
      const found = await server.fetch(`/search.${format}?q=markerword`, { as });
      expect(read[format](await found.text()).items).toEqual([]);
      for (const list of [`/search?author=half-hidden`, `/search?q=post&thread=${thread.id}`]) {
        const answer = await server.fetch(feedAt(list, format), { as });
        expect([list, answer.status]).toEqual([list, 200]);
        expect(await answer.text()).not.toMatch(/markerword/i);
      }
      expect((await server.fetch(`${pathOf(gone)}.${format}`, { as })).status).toBe(404);
    }
  }
});

test("pages name their feeds in the head and show one", async () => {
  const thread = await aThread({ title: "A page that names its feeds", tags: ["base"] });
  const table: [string, string][] = [
    ["/", "/index"],
    ["/?sort=new&tag=base", "/index"],
    [pathOf(thread), pathOf(thread)],
    [`/u/${thread.author.handle}`, `/u/${thread.author.handle}`],
    ["/modlog", "/modlog"],
    ["/search?q=names&sort=new", "/search"],
    ["/search?q=nobody-wrote-this&sort=new", "/search"],
  ];
  for (const [path, feed] of table) {
    const shown = page(await (await server.fetch(path)).text());
    const search = path.split("?")[1];
    const links = shown
      .all('link[rel="alternate"][title]')
      .filter((link) => /^application\/(rss|atom|feed)\+/.test(link.attribute("type")!));
    expect(links.map((link) => [link.attribute("type"), link.href])).toEqual(
      formats.map((format) => [
        { rss: "application/rss+xml", atom: "application/atom+xml", json: "application/feed+json" }[format],
        `${feed}.${format}${search ? `?${search}` : ""}`,
      ]),
    );
    for (const { href } of links) expect((await server.fetch(href!)).status).toBe(200);
    expect(shown.first("a.feed-link").href).toContain(".rss");
  }
});

test("feeds say what a registrar of DOIs asks for: whole text, lasting id, ORCID iD, references and licence", async () => {
  const author = await aMember({ name: "Ada Cited" });
  const orcid = "https://orcid.org/0000-0002-1825-0097";
  const identity = { issuer: "https://orcid.org", subject: "0000-0002-1825-0097", label: "0000-0002-1825-0097" };
  await db.identity.create({ data: { ...identity, memberId: author.id, isShown: true } });
  const body = `${"Words of a long text. ".repeat(100)}The last words[^https://papers.example/registered].`;
  const thread = await aThread({ author, title: "Registered with a DOI", body });
  const list = `/t/${thread.id}/${thread.slug}`;
  for (const format of formats) {
    const [item] = (await told(list, format)).items;
    expect(item!.html).toContain("The last words");
    expect(item!.id).toBe(`${server.origin}/p/${thread.openingPostId}`);
  }
  const text = async (format: Format) => (await server.fetch(feedAt(list, format))).text();
  const json = JSON.parse(await text("json")) as Json;
  expect(json["_license"]).toBe(licence);
  expect(json.items[0]).toMatchObject({
    authors: [{ name: "Ada Cited", url: orcid }],
    _references: [{ url: "https://papers.example/registered" }],
  });
  const atom = xml(await text("atom"));
  expect(atom.first("feed > rights").text).toBe(licence);
  expect(atom.first("entry > author > uri").text).toBe(orcid);
  expect(atom.first("entry > link[rel=related]").href).toBe("https://papers.example/registered");
  const rss = xml(await text("rss"));
  expect(rss.first("channel > copyright").text).toBe(licence);
  expect(rss.first("item > atom\\:author > atom\\:uri").text).toBe(orcid);
  expect(rss.first("item > atom\\:link[rel=related]").href).toBe("https://papers.example/registered");

  // Hidden by its owner, it stands nowhere.
  await db.identity.updateMany({ where: { memberId: author.id }, data: { isShown: false } });
  await aReply({ thread, author });
  expect(await text("json")).not.toContain("orcid.org");
});
