/** A Discourse forum is taken over: from a real server, in the shapes of its serializers. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTagTable } from "~/features/imports/imports";
import { discourseInFolder, discourseOverHttp, importForum, listImports } from "~/features/imports/imports.server";
import { db } from "~/platform/db.server";
import { warmLanes } from "~/platform/lanes.server";
import { discourse, topicJson, type TopicThere } from "../../support/discourse";
import { useDatabase } from "../../support/database";
import { localServer } from "../../support/local-http";
import { aMember } from "../../support/factories";

useDatabase();
beforeAll(() => warmLanes());

const table = `kind,from,to\ncategory,layer-2,sequencing\ntag,fees,fees\n`;
const ownOrigin = "https://forum.example";

const take = async (url: string, given: Partial<Parameters<typeof importForum>[0]> = {}) => {
  const there = discourseOverHttp({ address: url, pause: 0, tell: () => {}, retryPause: 1 });
  const report = await importForum({
    there,
    tags: readTagTable(table),
    owners: new Map(),
    formerHosts: [new URL(url).host],
    ownOrigin,
    ...given,
  });
  if (!report) throw new Error("Another import runs.");
  return report;
};

let lastId = 100;
const ids = () => (lastId += 1);

/** Everything that an import may write, as rows. */
async function everything() {
  return {
    members: await db.member.findMany({ orderBy: { id: "asc" } }),
    threads: await db.thread.findMany({ orderBy: { id: "asc" }, include: { tags: true, events: true } }),
    posts: await db.post.findMany({
      orderBy: { id: "asc" },
      include: { revisions: true, quotes: true, mentions: true },
    }),
    imported: await db.importedPost.findMany({ orderBy: { externalId: "asc" } }),
    uploads: await db.upload.findMany({ orderBy: { id: "asc" }, select: { hash: true } }),
    notices: await db.notice.count(),
  };
}

const postsOf = (threadId: number) =>
  db.post.findMany({
    where: { threadId },
    orderBy: { number: "asc" },
    include: { author: true, revisions: { orderBy: { number: "asc" } }, parent: { select: { number: true } } },
  });

const threadOf = async (topicId: number) =>
  (
    await db.importedThread.findFirstOrThrow({
      where: { externalId: topicId },
      include: { thread: { include: { tags: { include: { tag: true } } } } },
    })
  ).thread;

describe("a topic", () => {
  const topic: TopicThere = {
    id: 5001,
    title: "Gas", // shorter than a title here may be
    slug: "gas",
    tags: ["fees", "nonsense"],
    closed: true,
    posts: [
      {
        id: ids(),
        number: 1,
        username: "vitalik.eth",
        name: "Vitalik",
        raw: "Blobs are cheap.",
        at: "2023-05-01T08:00:00.000Z",
        likes: 7,
      },
      {
        id: ids(),
        number: 2,
        username: "ada",
        raw: "@vitalik.eth are they, @nobody.there?",
        answers: 1,
        version: 3,
        updatedAt: "2023-05-09T08:00:00.000Z",
      },
      { id: ids(), number: 4, username: "system", raw: "", type: 3, action: "closed.enabled" },
      { id: ids(), number: 5, username: "mod", raw: "For our eyes.", type: 4 },
      { id: ids(), number: 6, username: "spammer", raw: "Buy this.", hidden: true },
      {
        id: ids(),
        number: 7,
        username: "ada",
        raw: `[quote="vitalik.eth, post:1, topic:5001, full:true"]\nBlobs are cheap.\n[/quote]\n\nNot today.`,
        answers: 2,
        likes: 2,
      },
    ],
  };

  let forum: Awaited<ReturnType<typeof discourse>>;

  test("becomes a thread: dates, numbers, answers, names, likes, tags and the lock are as they were there", async () => {
    forum = await discourse([topic]);
    const { counts, notes } = await take(forum.url);
    expect(counts).toMatchObject({ topics: 1, newThreads: 1, newPosts: 3, members: 2 });
    const thread = await threadOf(5001);
    expect(thread).toMatchObject({
      title: "Gas",
      createdAt: new Date("2023-05-01T08:00:00.000Z"),
      worthCount: 7,
      postCount: 3,
      nextNumber: 8,
    });
    expect(thread.lockedAt).not.toBeNull();
    expect(thread.tags.map(({ tag }) => tag.slug).toSorted()).toEqual(["fees", "sequencing"]);
    expect(notes.map(({ kind, words }) => `${kind} ${words}`)).toEqual(
      expect.arrayContaining(["tag nonsense, of topic 5001", "small-action closed.enabled"]),
    );
    const posts = await postsOf(thread.id);
    expect(posts.map(({ number, status }) => `${number} ${status}`)).toEqual([
      "1 visible",
      "2 visible",
      "3 deleted",
      "4 deleted",
      "5 deleted",
      "6 deleted",
      "7 visible",
    ]);
    const [first, second, stub, , , , last] = posts;
    expect(first).toMatchObject({
      author: { handle: "vitalik-eth", name: "Vitalik" },
      worthCount: 7,
      importedWorth: 7,
      editedAt: null,
    });
    expect(second).toMatchObject({
      parent: { number: 1 },
      editedAt: new Date("2023-05-09T08:00:00.000Z"),
      revision: 1,
    });
    expect(second!.revisions[0]!.body).toBe("@vitalik-eth are they, @nobody.there?");
    expect(stub!.revisions[0]!.body).toBe("");
    expect(last!.revisions[0]!.body).toBe(
      `[quote=@vitalik-eth, p:${first!.id}, r:1]\nBlobs are cheap.\n[/quote]\n\nNot today.`,
    );
    expect(await db.quote.findMany({ where: { postId: last!.id } })).toMatchObject([
      { quotedPostId: first!.id, state: "holds" },
    ]);
    expect(await db.mention.findMany({ where: { postId: second!.id } })).toMatchObject([{ memberId: first!.authorId }]);
    // Nothing that was hidden there is here, not even for moderators.
    expect(await db.postRevision.count({ where: { body: { contains: "Buy this" } } })).toBe(0);
    expect(await db.postRevision.count({ where: { body: { contains: "For our eyes" } } })).toBe(0);
  });

  test("causes no notice, no update of open pages and no job that tells somebody", async () => {
    expect(await db.notice.count()).toBe(0);
    expect(await db.threadUpdate.count()).toBe(0);
    const jobs = await db.$queryRaw<{ task: string; payload: { isImported?: boolean } }[]>`
      select t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`;
    expect(jobs.filter(({ task }) => task === "post.changed").length).toBeGreaterThan(0);
    expect(jobs.filter(({ task, payload }) => task === "post.changed" && !payload.isImported)).toEqual([]);
    expect(jobs.filter(({ task }) => /^notices|mail|letters|push/.test(task))).toEqual([]);
  });

  test("imported twice is imported once", async () => {
    const before = await everything();
    const { counts } = await take(forum.url);
    expect(counts).toMatchObject({
      topics: 1,
      newThreads: 0,
      changedThreads: 0,
      newPosts: 0,
      changedPosts: 0,
      members: 0,
      mendedPosts: 0,
    });
    expect(await everything()).toEqual(before);
  });
});

const replies = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => ({
    id: ids(),
    number: from + index,
    username: `writer${index % 3}`,
    raw: `Words number ${from + index}.`,
  }));

describe("over HTTP", () => {
  test("429, 500, cut answers and broken connections are asked again, and nothing is lost", async () => {
    const faults = new Map<string, number>();
    const topic: TopicThere = { id: 6001, title: "A topic of more than one answer", posts: replies(45) };
    const forum = await discourse([topic], {
      fault({ path }, response) {
        const count = faults.get(path) ?? 0;
        faults.set(path, count + 1);
        if (count === 0)
          return Boolean(response.writeHead(429, { "Retry-After": "0" }).end('{"errors":["Slow down"]}'));
        if (count === 1) return Boolean(response.writeHead(500).end("<html>oops</html>"));
        if (count === 2)
          return Boolean(response.writeHead(200, { "Content-Type": "application/json" }).end('{"topic_list": {"topi'));
        if (count === 3) return Boolean(response.destroy());
        return false;
      },
    });
    const { counts, failed, notes } = await take(forum.url);
    expect({ failed, notes }).toEqual({ failed: 0, notes: [] });
    expect(counts).toMatchObject({ topics: 1, newPosts: 45 });
    expect((await postsOf((await threadOf(6001)).id)).map(({ number }) => number)).toEqual(
      topic.posts.map(({ number }) => number),
    );
    // Twenty at a time, with their sources.
    expect(
      forum.asked.filter(({ path, query }) => path === "/t/6001/posts.json" && query.getAll("post_ids[]").length > 20),
    ).toEqual([]);
  });

  test("a forum that stops answering leaves a run that goes on where it stopped", async () => {
    let isDown = true;
    const topics: TopicThere[] = [6101, 6102, 6103].map((id) => ({
      id,
      title: `Topic ${id} of three`,
      posts: replies(3),
    }));
    const forum = await discourse(topics, {
      perPage: 2,
      fault: ({ path }, response) => path.startsWith("/t/6102") && isDown && Boolean(response.writeHead(503).end()),
    });
    const first = await take(forum.url);
    expect(first).toMatchObject({ failed: 1, counts: { topics: 2 } });
    isDown = false;
    forum.asked.splice(0);
    const second = await take(forum.url);
    expect(second).toMatchObject({ failed: 0, runId: first.runId, counts: { topics: 3, newPosts: 9 } });
    expect(forum.asked.filter(({ path }) => /^\/t\/610[13]/.test(path))).toEqual([]);
  });

  test("killed in the middle of a topic, it goes on with the next post, each of them once", async () => {
    const topic: TopicThere = { id: 6201, title: "A topic that is cut in two", posts: replies(6) };
    const forum = await discourse([topic]);
    const there = discourseOverHttp({ address: forum.url, pause: 0, tell: () => {} });
    const whole = await there.readTopic(6201);
    const isRunning = async () => (await listImports())[0]!.runs[0]!.isRunning;
    const wasRunning: boolean[] = [];
    const half = {
      ...there,
      async readTopic() {
        wasRunning.push(await isRunning());
        return {
          ...whole!,
          posts: whole!.posts.slice(0, 3).concat({ ...whole!.posts[3]!, created_at: new Date(NaN) }),
        };
      },
    };
    await expect(take(forum.url, { there: half })).rejects.toThrow();
    expect([wasRunning, await isRunning()]).toEqual([[true], false]);
    expect(await db.importedPost.count({ where: { topicId: 6201 } })).toBeLessThan(6);
    await take(forum.url);
    const posts = await postsOf((await threadOf(6201)).id);
    expect(posts.map(({ revisions }) => revisions[0]!.body)).toEqual(topic.posts.map(({ raw }) => raw));
  });
});

/** As Discourse makes a short address of a file's hash. */
function inBase62(hash: string): string {
  const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  let text = "";
  for (let rest = BigInt(`0x${hash}`); rest > 0n; rest /= 62n) text = digits[Number(rest % 62n)]! + text;
  return text;
}

describe("what is no forum", () => {
  test.each([
    ["has nothing at the address of its list", 404, "{}", "latest.json is not there for everybody"],
    ["answers with a page", 200, "<!DOCTYPE html><title>Sign in</title>", "answered with a page instead of JSON"],
    ["has another list", 200, "[]", "is not what Discourse answers"],
    ["asks to wait for ever", 429, "{}", "answered 429"],
  ])("%s: the import ends with a sentence, and nothing is written", async (_, status, body, words) => {
    const there = await localServer((_asked, response) => {
      response.writeHead(status, { "Content-Type": "application/json", "Retry-After": "0" }).end(body);
    });
    const before = await db.importOrigin.count();
    await expect(take(there.url)).rejects.toThrow(words);
    expect(await db.importOrigin.count()).toBe(before);
  });
});

describe("from a folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "discourse-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("topics, further posts and pictures are found by what they are, whatever their files are called", async () => {
    const posts = replies(3);
    const topic: TopicThere = { id: 6301, title: "A topic in a folder", posts };
    const whole = topicJson(topic, true);
    const [first, second, third] = whole.post_stream.posts;
    const { raw: _, ...cookedOnly } = { ...second!, cooked: "<p>Made <em>from</em> html.</p>" };
    writeFileSync(join(folder, "a.json"), JSON.stringify({ ...whole, post_stream: { posts: [first, cookedOnly] } }));
    writeFileSync(join(folder, "b.json"), JSON.stringify([{ ...third!, raw: "![](upload://box.png)" }]));
    writeFileSync(
      join(folder, "site.json"),
      JSON.stringify({ categories: [{ id: 3, name: "Layer 2", slug: "layer-2" }] }),
    );
    const green = { width: 4, height: 4, channels: 3, background: "#2a4" } as const;
    writeFileSync(join(folder, "box.png"), await sharp({ create: green }).png().toBuffer());
    const there = discourseInFolder({ folder, address: "https://folder.example" });
    const { counts } = await take("https://folder.example", { there });
    expect(counts).toMatchObject({ topics: 1, newPosts: 3, pictures: 1 });
    const thread = await threadOf(6301);
    expect(thread.tags.map(({ tag }) => tag.slug)).toEqual(["sequencing"]);
    const bodies = (await postsOf(thread.id)).map(({ revisions }) => revisions[0]!.body);
    expect(bodies.slice(0, 2)).toEqual([posts[0]!.raw, "Made *from* html."]);
    expect(bodies[2]).toMatch(/^!\[\]\(\/uploads\/[0-9a-f]{64}\)$/);
  });

  test("posts that the folder lacks are counted in the report, and a picture is found by its long name", async () => {
    const half = join(folder, "half");
    mkdirSync(half);
    const posts = [1, 2, 3].map((number) => ({ id: ids(), number, username: "ada", raw: `Half ${number}.` }));
    const whole = topicJson({ id: 6310, title: "A topic of which half is here", posts }, true);
    whole.post_stream.posts = whole.post_stream.posts.slice(0, 1);
    writeFileSync(join(half, "topic.json"), JSON.stringify(whole));
    const hash = "0abc".repeat(10);
    const green = { width: 5, height: 4, channels: 3, background: "#2a4" } as const;
    writeFileSync(join(half, `${hash}.png`), await sharp({ create: green }).png().toBuffer());
    posts[0]!.raw = `![](upload://${inBase62(hash)}.png)`;
    whole.post_stream.posts[0]!.raw = posts[0]!.raw;
    writeFileSync(join(half, "topic.json"), JSON.stringify(whole));
    const there = discourseInFolder({ folder: half, address: "https://half.example" });
    const { counts, notes } = await take("https://half.example", { there });
    expect(counts).toMatchObject({ newPosts: 1, pictures: 1 });
    expect(notes.map(({ words }) => words)).toContain(
      "topic 6310, “A topic of which half is here”: 2 of its posts were not among the answers",
    );
    rmSync(half, { recursive: true });
  });

  test("a folder that is none, or holds no topic, is refused in a sentence", () => {
    const empty = mkdtempSync(join(tmpdir(), "empty-"));
    const open = (one: string) => discourseInFolder({ folder: one, address: "https://folder.example" });
    expect(() => open(empty)).toThrow(`${empty} holds no topic`);
    rmSync(empty, { recursive: true });
    expect(() => open(empty)).toThrow(`${empty} is no folder that can be read.`);
  });

  test("a file that is cut is named, and nothing is written", async () => {
    const before = await everything();
    writeFileSync(join(folder, "cut.json"), '{"id": 6302, "title": "Cut');
    expect(() => discourseInFolder({ folder, address: "https://folder.example" })).toThrow("cut.json holds no JSON");
    expect(await everything()).toEqual(before);
  });
});

describe("a text that is longer than any post here may be", () => {
  test("is taken over in whole paragraphs, and the report says where the rest is", async () => {
    const long = "Long *words* follow here. ".repeat(20_000);
    const raw = `Begins.\n\n${long}\n\n${"And more of them. ".repeat(20_000)}`;
    const forum = await discourse([
      { id: 6401, title: "A very long post indeed", posts: [{ id: ids(), number: 1, username: "writer0", raw }] },
    ]);
    await take(forum.url);
    const [post] = await postsOf((await threadOf(6401)).id);
    const { body } = post!.revisions[0]!;
    expect(body).toBe(
      `> This post is longer than one here may be: [all of it](${forum.url}/t/6401/1).\n\nBegins.\n\n${long}`,
    );
    const { notes } = await db.importedPost.findUniqueOrThrow({ where: { postId: post!.id } });
    expect(notes).toMatchObject([{ kind: "text" }]);
  });
});

describe("a topic that changed there", () => {
  test("brings new posts, new texts as revisions, likes, its title, and takes away what was removed", async () => {
    const posts = [1, 2, 3].map((number) => ({
      id: ids(),
      number,
      username: `p${number}.q`,
      raw: `First words of ${number}.`,
      likes: 1,
    }));
    const topic: TopicThere = { id: 7001, title: "Before it was renamed", posts };
    const forum = await discourse([topic]);
    await take(forum.url);
    topic.title = "After it was renamed";
    topic.posts = [
      { ...posts[0]!, raw: "Other words.", version: 2, updatedAt: "2024-06-01T00:00:00.000Z", likes: 5 },
      { ...posts[2]! },
      { id: ids(), number: 4, username: "late", raw: "One more." },
    ];
    // The second one was deleted there, and is in its stream for nobody; moderators' programs see it so.
    topic.posts.splice(1, 0, { ...posts[1]!, deletedAt: "2024-06-01T00:00:00.000Z" });
    const { counts } = await take(forum.url);
    expect(counts).toMatchObject({ changedThreads: 1, changedPosts: 1, newPosts: 1, withdrawnPosts: 1 });
    const thread = await threadOf(7001);
    expect(thread).toMatchObject({ title: "After it was renamed", slug: "after-it-was-renamed", worthCount: 5 });
    const here = await postsOf(thread.id);
    expect(here.map(({ status, revision, worthCount }) => [status, revision, worthCount])).toEqual([
      ["visible", 2, 5],
      ["deleted", 1, 1],
      ["visible", 1, 1],
      ["visible", 1, 0],
    ]);
    expect(here[0]!.revisions.map(({ body }) => body)).toEqual(["First words of 1.", "Other words."]);
    expect(here[0]!.editedAt).toEqual(new Date("2024-06-01T00:00:00.000Z"));
    const before = await everything();
    await take(forum.url);
    expect(await everything()).toEqual(before);
  });

  test("a text that was changed here since stays, and the report says so", async () => {
    const post = { id: ids(), number: 1, username: "changer", raw: "As it was there." };
    const topic: TopicThere = { id: 7101, title: "Edited on both sides", posts: [post] };
    const forum = await discourse([topic]);
    await take(forum.url);
    const thread = await threadOf(7101);
    const [here] = await postsOf(thread.id);
    await db.post.update({ where: { id: here!.id }, data: { revision: 2, version: 2 } });
    await db.postRevision.create({
      data: { postId: here!.id, number: 2, body: "As it is here.", editorId: here!.authorId, createdAt: new Date() },
    });
    topic.posts = [{ ...post, raw: "As it is there now." }];
    const { notes } = await take(forum.url);
    expect(notes).toContainEqual({ kind: "edited-here", words: "topic 7101, post 1" });
    expect((await postsOf(thread.id))[0]!.revisions.map(({ body }) => body)).toEqual([
      "As it was there.",
      "As it is here.",
    ]);
  });
});

describe("what a text refers to", () => {
  test("is found whether it comes before or after; links of former hosts lead here, and what isn't here stays word for word", async () => {
    const picture = await sharp({ create: { width: 8, height: 6, channels: 3, background: "#284" } })
      .png()
      .toBuffer();
    const topics: TopicThere[] = [];
    const forum = await discourse(topics, { uploads: { "/uploads/short-url/abcDEF123.png": picture } });
    const later = { id: 8002, slug: "later", title: "The one that comes later" };
    topics.push(
      {
        id: 8001,
        title: "The one that comes first",
        posts: [
          {
            id: ids(),
            number: 1,
            username: "early",
            raw: [
              `See ${forum.url}/t/later/8002/1, [here](/t/later/8002) and ${forum.url}/t/gone/9999.`,
              `[quote="late.bird, post:1, topic:8002"]\nI come later.\n[/quote]`,
              `[quote="who, post:3, topic:9999"]\nGone.\n[/quote]`,
              `![a green box|690x388](upload://abcDEF123.png)`,
              `[paper.pdf|attachment](upload://zzz.pdf) (1 MB)`,
              `By @late.bird, in [their profile](${forum.url}/u/late.bird), ${forum.url}/c/layer-2/3.`,
            ].join("\n\n"),
          },
        ],
      },
      { ...later, posts: [{ id: ids(), number: 1, username: "late.bird", raw: "I come later." }] },
    );
    const { counts } = await take(forum.url);
    expect(counts).toMatchObject({ pictures: 1, mendedPosts: 1 });
    const [first] = await postsOf((await threadOf(8001)).id);
    const thread = await threadOf(8002);
    const [second] = await postsOf(thread.id);
    const { hash } = await db.upload.findFirstOrThrow({ where: { owners: { some: { memberId: first!.authorId } } } });
    expect(first!.revisions.map(({ body }) => body)).toEqual([
      [
        `See ${ownOrigin}/t/${thread.id}/${thread.slug}, [here](${ownOrigin}/t/${thread.id}/${thread.slug}) and ${forum.url}/t/gone/9999.`,
        `[quote=@late-bird, p:${second!.id}, r:1]\nI come later.\n[/quote]`,
        `[quote="who, post:3, topic:9999"]\nGone.\n[/quote]`,
        `![a green box](/uploads/${hash})`,
        `[paper.pdf](${forum.url}/uploads/short-url/zzz.pdf) (1 MB)`,
        `By @late-bird, in [their profile](${ownOrigin}/u/late-bird), ${ownOrigin}/tags/sequencing.`,
      ].join("\n\n"),
    ]);
    const notes = await db.importedPost.findUniqueOrThrow({ where: { postId: first!.id } });
    expect(notes.notes).toEqual(
      expect.arrayContaining([
        { kind: "link", words: `${forum.url}/t/gone/9999` },
        { kind: "quote", words: "topic 9999, post 3" },
        { kind: "upload", words: `${forum.url}/uploads/short-url/zzz.pdf` },
      ]),
    );
    const before = await everything();
    await take(forum.url);
    expect(await everything()).toEqual(before);
  });

  test("a name that is somebody else's here becomes another one; nobody here is named by mistake", async () => {
    const local = await aMember({ handle: "grace" });
    const other = await aMember({ handle: "hopper" });
    const forum = await discourse([
      {
        id: 8101,
        title: "Names that are taken",
        posts: [{ id: ids(), number: 1, username: "Grace", raw: "I am @grace, and no @hopper." }],
      },
    ]);
    await take(forum.url);
    const [post] = await postsOf((await threadOf(8101)).id);
    expect(post!.author.handle).toBe("grace-2");
    expect(post!.revisions[0]!.body).toBe("I am @grace-2, and no \\@hopper.");
    expect(await db.mention.count({ where: { memberId: { in: [local.id, other.id] } } })).toBe(0);
  });
});
