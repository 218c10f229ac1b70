/** Searching over HTTP: what is found, what never is, and what odd questions are told. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mergeTagLogged, retagThreadLogged } from "~/features/moderation/moderation.server";
import { deletePost } from "~/features/posts/posts.server";
import { findTags } from "~/features/tags/tags.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();

/** A page's html, without the marks React leaves between texts. */
const page = async (path: string, as: Awaited<ReturnType<typeof aMember>> | null = null) =>
  (await (await server.fetch(path, { as })).text()).replaceAll("<!-- -->", "");
const search = (query: string) => `/search?${new URLSearchParams({ q: query })}`;

/** Until the condition holds: jobs run in the server's own time. */
async function eventually(holds: () => Promise<boolean>) {
  await expect.poll(holds, { interval: 100 }).toBe(true);
}

test("a post is found as soon as it is answered with, marked, and escaped", async () => {
  const author = await aMember();
  const thread = await aThread({ title: "A thread that is searched <soon>", author });
  const posted = await server.fetch(`/t/${thread.id}/${thread.slug}`, {
    as: author,
    form: { body: "Instantly `<b>`findable zyzzyva & more." },
  });
  expect(posted.status).toBe(303);
  const html = await page(search("zyzzyva"));
  expect(html).toContain("Instantly &lt;b&gt;findable <mark>zyzzyva</mark> &amp; more.");
  expect(html).toContain("A thread that is searched &lt;soon&gt;");
  expect(html).not.toContain("<b>findable");
});

test("every filter of the address narrows; an impossible value is 400, an unknown tag a sentence", async () => {
  const thread = await aThread({
    title: "Filters of a gnu thread here",
    body: "gnu",
    tags: ["mev"],
    at: new Date("2025-04-01T00:00:00Z"),
  });
  const title = "Filters of a";
  for (const filter of [
    "tag=mev",
    `author=${thread.author.handle}`,
    "kind=thread",
    "after=2025",
    "before=2025-05",
    `thread=${thread.id}`,
    "sort=old",
    "utm_source=x",
  ])
    expect(await page(`/search?q=gnu&${filter}`), filter).toContain(title);
  for (const filter of ["tag=fees", "chain=base", "kind=post", "after=2025-05", "before=2025"])
    expect(await page(`/search?q=gnu&${filter}`), filter).not.toContain(title);
  for (const filter of [
    "kind=claim",
    "after=yesterday",
    "before=2026-13-45",
    "sort=best",
    "thread=x",
    "thread=0",
    "cursor=1",
    "cursor=a.b.c",
    "thread=99999999999",
  ])
    expect((await server.fetch(`/search?q=gnu&${filter}`)).status, filter).toBe(400);
  const unknown = await server.fetch("/search?q=gnu&tag=nosuch");
  expect(unknown.status).toBe(200);
  expect(await unknown.text()).toContain("There is no tag “nosuch”");
});

test("slips of typing are mended and said, with a way to search exactly; quoted words are never mended", async () => {
  const thread = await aThread({ body: "The optimistic machinery of quagga withdrawals." });
  await eventually(async () => (await db.searchWord.findUnique({ where: { word: "quagga" } })) !== null);
  const html = await page(search("optmistic quaga"));
  expect(html).toContain("Showing results for <b>“optimistic” and “quagga”</b> instead of “optmistic” and “quaga”");
  expect(html).toContain(`href="/search?q=%22optmistic%22+%22quaga%22"`);
  expect(html).toContain(thread.title);
  expect(await page(search('"optmistic" "quaga"'))).toContain("Nothing found");
  expect(await page(search("optimistic quagg"))).toContain(thread.title);
});

test("few threads with all words come with those that have them in different posts, and each of these says so", async () => {
  const both = await aThread({ title: "A pangolin speaks", body: "Pangolin and aardwolf together." });
  const one = await aThread({ title: "Another thread of animals", body: "Only a pangolin here." });
  await aReply({ thread: one, body: "And an aardwolf there." });
  const html = await page(search("pangolin aardwolf"));
  expect(html.indexOf(`/t/${both.id}/`)).toBeGreaterThan(0);
  expect(html.indexOf(`/t/${one.id}/`)).toBeGreaterThan(html.indexOf(`/t/${both.id}/`));
  expect(html).toContain("Few threads have all of these words in one post.");
  expect(html.match(/The words are in different posts\./g)).toHaveLength(1);
  expect(html.indexOf("The words are in different posts.")).toBeGreaterThan(html.indexOf(`/t/${one.id}/`));
});

test("nothing found offers near searches that find something, with their counts and the other filters", async () => {
  const author = await aMember();
  await aThread({ body: "A qwertz uiop of an author.", author, tags: ["fees"] });
  await aThread({ body: "The qwertz uiop of another.", tags: ["mev"] });
  await aThread({ body: "First uiop, then qwertz.", author, tags: ["mev"] });
  const { handle } = author;
  const html = await page(search(`"qwertz uiop" tag:mev -zzzz author:${handle}`));
  expect(html).toContain("Nothing found");
  for (const [without, q] of [
    ["&quot;", `qwertz uiop tag:mev -zzzz author:${handle}`],
    ["&quot;qwertz uiop&quot;", `tag:mev -zzzz author:${handle}`],
    ["tag:mev", `"qwertz uiop" -zzzz author:${handle}`],
    [`author:${handle}`, '"qwertz uiop" tag:mev -zzzz'],
  ]) {
    expect(html).toContain(
      `<a href="${search(q!).replaceAll("&", "&amp;")}">Without <code>${without}</code></a> <span class="line-note">1 post</span>`,
    );
  }
  expect(html).not.toContain("Without <code>-zzzz</code>");
  const filtered = await page(`/search?q=qwertz&tag=mev&author=${handle}&before=2000`);
  expect(filtered).toMatch(
    /<a href="\/search\?q=qwertz">The same words without filters<\/a> <span[^>]*>3 posts<\/span>/,
  );
});

test.each([
  ["fees NOT bridge", "fees -bridge", "A minus right before a word leaves it out"],
  ["from:nobody-at-all fees", null, "“from:” is “author:” here"],
  ["title:scale", null, "“title:” is “in:title” here"],
  ["fees | blobs", null, "“or” takes two searches"],
  ["rol*", null, "“*” is left out"],
  ["has:chart fees", "has:metric fees", "“has:chart” is “has:metric” here"],
  ["has:citations fees", "has:citation fees", "“has:citations” is “has:citation” here"],
])("%s is understood or explained", async (query, suggestion, words) => {
  const html = await page(search(query));
  expect(html).toContain(words);
  if (suggestion !== null) expect(html).toContain(search(suggestion).replaceAll("&", "&amp;"));
});

test("a star at the end of the last word finds what begins so", async () => {
  const thread = await aThread({ title: "Of a solenodon", body: "solenodonts" });
  await eventually(async () => (await db.searchWord.findUnique({ where: { word: "solenodonts" } })) !== null);
  expect(await page(search("solenod*"))).toContain(`/t/${thread.id}/`);
});

test("a source is found by its site or a bare identifier behind cites:", async () => {
  const thread = await aThread({
    title: "Citing an okapi here",
    body: "Okapi[^a] and[^b].\n\n[^a]: https://okapi-institute.example/report Report\n\n[^b]: arXiv:2407.11111",
  });
  for (const query of [
    "cites:okapi-institute.example",
    "cites:okapi-institute",
    "cites:2407.11111",
    "site:okapi-institute.example",
  ])
    expect([query, (await page(search(query))).includes(`/t/${thread.id}/`)]).toEqual([query, true]);
});

test("a thread that lacks some of the words is found below, and says which", async () => {
  const most = await aThread({ title: "A walk with animals", body: "A numbat and a bilby." });
  const few = await aThread({ title: "A walk with another", body: "Only a numbat." });
  const html = await page(search("numbat bilby quokka"));
  expect(html).toContain("Without: quokka");
  expect(html).toContain("Without: bilby, quokka");
  expect(html.indexOf(`/t/${few.id}/`)).toBeGreaterThan(html.indexOf(`/t/${most.id}/`));
});

test("a post is found by what it says of its sources and claims, and the result shows that", async () => {
  const thread = await aThread({
    title: "Numbers of a dugong",
    body: 'It takes [8 s](claim: "measured on a wombat cluster")[^arxiv:2407.22222, "the platypus constant"].',
  });
  for (const [query, shown] of [
    ["wombat", "measured on a <mark>wombat</mark> cluster"],
    ["2407.22222", "<mark>2407.22222</mark>"],
    ["platypus", "the <mark>platypus</mark> constant"],
  ] as const) {
    const html = await page(search(query));
    expect(html).toContain(`/t/${thread.id}/`);
    expect(html).toContain(shown);
  }
});

test("words that stand in different posts of a thread find it, and the page says so", async () => {
  const thread = await aThread({ title: "A thread of many voices", body: "hoopoe" });
  await aReply({ thread, body: "lapwing" });
  const html = await page(search("hoopoe lapwing"));
  expect(html).toContain("These threads have some of them, or have them in different posts");
  expect(html).toContain(thread.title);
});

test("hidden and deleted words are in no page, facet, suggestion, correction or notice", async () => {
  const writer = await aMember({ handle: "marker-writer" });
  const reader = await aMember();
  const moderator = await aMember({ role: "moderator" });
  expect((await server.fetch(search("SECRETMARKER"), { as: reader, form: { intent: "follow" } })).status).toBe(303);
  const hidden = await aThread({
    title: "SECRETMARKER of a thread to hide",
    body: "SECRETMARKER body",
    author: writer,
    tags: ["privacy"],
  });
  const open = await aThread();
  const deleted = await aReply({ thread: open, author: writer, body: "SECRETMARKER deleted" });
  const one = await aReply({ thread: open, author: writer, body: "SECRETMARKER hidden" });
  await eventually(async () => (await page("/inbox", reader)).includes("3 new posts match"));
  expect(await page(search("secretmarker"))).toContain("<b>3</b> posts");
  expect(await page("/search/suggest?q=secretm")).toContain("SECRETMARKER");

  await deletePost({ postId: deleted.id, by: writer });
  for (const target of [hidden.openingPostId, one.id])
    expect(
      (
        await server.fetch(`/mod/actions?kind=hide_post&target=${target}`, {
          as: moderator,
          form: { kind: "hide_post", target: String(target), reason: "a test" },
        })
      ).status,
    ).toBe(303);

  for (const as of [null, reader, writer]) {
    for (const path of [
      "q=secretmarker",
      "q=secretmarke",
      "q=secretmarkre",
      "q=%22secretmarker%22",
      "q=in:title+secretmarker",
      "q=secretmarker&sort=new",
      "q=secretmarker+body",
      "q=author:marker-writer",
      `q=secretmarker&thread=${hidden.id}`,
      `thread=${hidden.id}`,
    ]) {
      const html = await page(`/search?${path}`, as);
      expect(html, path).not.toMatch(/SECRETMARKER (of|body|deleted|hidden)/);
      expect(html, path).not.toContain("Writers</h2>");
      expect(html, path).not.toMatch(/instead of|Did you mean/);
    }
    for (const typed of ["secretm", "SECRETMARKER", "in:title secretmarker"])
      expect(await page(`/search/suggest?q=${encodeURIComponent(typed)}`, as)).toBe(
        JSON.stringify({ suggestions: [] }),
      );
  }
  expect(await page("/inbox", reader)).toContain("Nothing in your inbox");
  expect(await page("/inbox", reader)).not.toContain("Inbox, ");
  expect(await page(search("secretmarker"), moderator)).toContain("<b>3</b> posts");
});

test("a followed search tells of other people's new posts, once, until it is read", async () => {
  const [reader, other] = [await aMember(), await aMember()];
  expect(await page(search("wapiti"), reader)).toContain("Follow this search");
  await server.fetch(search("wapiti"), { as: reader, form: { intent: "follow" } });
  expect(await page(search("wapiti"), reader)).toContain("Following this search");
  expect(await page("/search", reader)).toContain("wapiti");

  await aThread({ author: reader, body: "wapiti of my own" });
  const thread = await aThread({ author: other, body: "first wapiti" });
  await aReply({ thread, author: other, body: "second wapiti" });
  await aReply({ thread, author: other, body: "no such animal" });
  await eventually(async () => (await page("/inbox", reader)).includes("2 new posts match"));
  expect(await page("/", reader)).toContain('aria-label="Inbox, 1 unread"');
  expect(await page("/inbox", other)).toContain("Nothing in your inbox");

  const notice = await db.notice.findFirstOrThrow({ where: { memberId: reader.id } });
  expect((await server.fetch("/inbox", { as: other, form: { notice: String(notice.id) } })).status).toBe(303);
  expect(await page("/", reader)).toContain('aria-label="Inbox, 1 unread"');
  expect((await server.fetch("/inbox", { as: reader, form: { notice: String(notice.id) } })).status).toBe(303);
  expect(await page("/", reader)).toContain('aria-label="Inbox"');
  expect((await server.fetch("/inbox", { as: reader, form: { notice: "x" } })).status).toBe(422);

  await aReply({ thread, author: other, body: "third wapiti" });
  await eventually(async () => (await page("/inbox", reader)).includes("1 new post matches"));
  await server.fetch(search("wapiti"), { as: reader, form: { intent: "unfollow" } });
  expect(await db.followedSearch.count({ where: { memberId: reader.id } })).toBe(0);
});

test("nothing can't be followed, and visitors are asked to sign in", async () => {
  const reader = await aMember();
  expect((await server.fetch("/search", { as: reader, form: { intent: "follow" } })).status).toBe(422);
  expect((await server.fetch(search("-only"), { as: reader, form: { intent: "follow" } })).status).toBe(422);
  expect((await server.fetch(search("gnu"), { as: reader, form: { intent: "dance" } })).status).toBe(422);
  const visitor = await server.fetch(search("gnu"), { form: { intent: "follow" } });
  // What was asked for is held, and happens once they have signed in.
  expect(visitor.headers.get("Location")).toMatch(/^\/sign-in\?redirectTo=%2Fsearch%3Fq%3Dgnu%26held%3D[\w-]+$/);
});

/** A lone half of a character pair can't stand in an address. */
const wellFormed = (text: string) => text.replaceAll(/\p{Surrogate}/gu, "\ufffd");

const written = readFileSync("tests/fixtures/search/queries.jsonl", "utf8")
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { query: string }).query);
const hostile = [
  ...written,
  ..."' \" \\ ; -- /* */ % _ ~ ^ & | ! < > :* () <-> <2> @@ $$ $1 ? \u0000 \u2028 \ud800 \uffff 🏳️‍🌈".split(" "),
  ..."tag chain author in kind has relation before after sort"
    .split(" ")
    .flatMap((name) => [
      `${name}:'`,
      `${name}:%`,
      `-${name}:x`,
      `${name}:\u0000`,
      `${name}:${"9".repeat(50)}`,
      `${name}:__proto__`,
    ]),
  "word ".repeat(500),
  "(".repeat(1_200),
  "a-".repeat(600),
  "1,".repeat(600),
  "constructor __proto__ toString hasOwnProperty",
  "'a':A & !'b' | 'c' <-> 'd'",
];

test(`no query is a fault: ${hostile.length} odd ones are answered with a page`, async () => {
  await aThread({ title: "Something that can be found at all" });
  for (const query of hostile) {
    const answered = await server.fetch(search(wellFormed(query)));
    const statuses = query.includes("\0") ? [400] : [200, 414];
    expect(statuses, query.slice(0, 80)).toContain(answered.status);
    const suggested = await server.fetch(`/search/suggest?${new URLSearchParams({ q: wellFormed(query) })}`);
    expect(statuses, query.slice(0, 80)).toContain(suggested.status);
  }
  // So many use up what an address may search in a minute.
  await db.rateLimit.deleteMany({ where: { key: { startsWith: "search:address" } } });
}, 240_000);

test.each([
  ["before:2026-13-45 gnu", "is no date"],
  ["has:video gnu", "knows quote, code, math, image, metric and citation"],
  ["kind:reply gnu", "“kind:reply” is “kind:post” here"],
  ["kind:essay gnu", "knows thread, post and claim"],
  ["tag:bsae gnu", "There is no tag “bsae”."],
  ["author:nobody-here gnu", "There is no member “nobody-here”."],
  ["chain:imx gnu", "Choose one."],
  ["-gnu", "A search needs something to look for"],
  ["the of and", "nearly every post"],
  ['"gnu', "A quotation mark is not closed"],
  ["chian:base", "Did you mean “chain:”?"],
  ["after:2026 before:2025 gnu", "nothing in between"],
  ["in:title", "needs words"],
])("%s is answered with the remark: %s", async (query, words) => {
  const answered = await server.fetch(search(query));
  expect(answered.status).toBe(200);
  expect((await answered.text()).replaceAll("&quot;", '"')).toContain(words);
});

test("suggestions complete operators and their values, tags and members, at most eight", async () => {
  await aMember({ handle: "kestrel", name: "Kes Trel" });
  await aThread({ title: "Kestrels over the sequencer" });
  type Suggestion = { kind: string; label: string; text?: string; href?: string };
  const ask = async (typed: string) =>
    (
      (await (await server.fetch(`/search/suggest?${new URLSearchParams({ q: typed })}`)).json()) as {
        suggestions: Suggestion[];
      }
    ).suggestions;
  expect(await ask("")).toEqual([]);
  expect((await ask("fees auth")).map(({ text }) => text)).toContain("fees author:");
  expect((await ask("fees author:kes"))[0]).toMatchObject({ kind: "operator", text: "fees author:kestrel " });
  expect((await ask("-tag:fe"))[0]).toMatchObject({ text: "-tag:fees " });
  expect((await ask("relation:re"))[0]).toMatchObject({ text: "relation:rebuts " });
  expect(await ask("kestrel")).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: "thread", label: "Kestrels over the sequencer" }),
      expect.objectContaining({ kind: "member", href: "/u/kestrel" }),
    ]),
  );
  expect((await ask("privac")).some(({ kind, label }) => kind === "tag" && label === "Privacy")).toBe(true);
  for (const typed of ["a", "s", "tag:", "e"]) expect((await ask(typed)).length).toBeLessThanOrEqual(8);
});

test("retagging and renaming a thread carries to all its posts", async () => {
  const author = await aMember();
  const thread = await aThread({ title: "The old name of a margay thread", author, tags: ["fees"] });
  const reply = await aReply({ thread, body: "margay reply" });
  const edited = await server.fetch(`/p/${thread.openingPostId}/edit`, {
    as: author,
    form: { title: "A fresh name for a margay thread", body: "An opening post.", tags: "privacy", revision: "1" },
  });
  expect(edited.status).toBe(303);
  const found = (path: string) => page(`/search?${path}`);
  expect(await found("q=in:title+fresh+margay")).toContain(`/t/${thread.id}/`);
  expect(await found("q=in:title+old+margay")).not.toContain(`/t/${thread.id}/`);
  await eventually(async () => (await found("q=margay+reply+tag:privacy")).includes(`#p-${reply.id}`));
  await eventually(async () => !(await found("q=margay+reply+tag:fees")).includes(`#p-${reply.id}`));
  await eventually(async () => (await found("q=fresh+reply")).includes(`#p-${reply.id}`));
});

test("posts of a merged tag are found under the other, and a moderator's retagging reaches the search", async () => {
  const moderator = await aMember({ role: "moderator" });
  const thread = await aThread({ body: "caracal opening", tags: ["latency", "fees"] });
  const reply = await aReply({ thread, body: "caracal reply" });
  const merged = await mergeTagLogged({ by: moderator, from: "latency", into: "gaming", reason: "a test" });
  expect(merged).toMatchObject({ ok: true });
  await eventually(async () => (await page("/search?q=caracal+tag:gaming")).includes(`#p-${reply.id}`));

  const { version } = await db.post.findUniqueOrThrow({
    where: { id: thread.openingPostId },
    select: { version: true },
  });
  const [mev] = await findTags(db, ["mev"]);
  await retagThreadLogged({ by: moderator, threadId: thread.id, tagIds: [mev!.id], version, reason: "a test" });
  expect(await page("/search?q=caracal+opening+tag:mev")).toContain(`/t/${thread.id}/`);
  await eventually(async () => !(await page("/search?q=caracal+tag:gaming")).includes(`#p-${reply.id}`));
});
