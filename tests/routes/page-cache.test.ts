/** Pages for visitors are kept, and never shown once more after what they show has changed. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moderate } from "~/features/moderation/moderation.server";
import { deletePost, editPost } from "~/features/posts/posts.server";
import { databasePool, databaseUrl, db } from "~/platform/db.server";
import { contentVersion } from "~/platform/content-version.server";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { useWebServer, WebServer } from "../support/web-server";

const server = useWebServer();
/** A second process on the same database. */
const second = new WebServer();
beforeAll(() => second.start(databaseUrl()));
afterAll(async () => {
  await second.stop();
});

const pathOf = (thread: ThreadMade) => `/t/${thread.id}/${thread.slug}`;
const read = async (path: string, headers: Record<string, string> = {}, from: WebServer = server) =>
  (await from.fetch(path, { headers })).text();

/**
 * Changes a title without moving the content version, as nothing but this test can: only a page that was kept still has
 * the old one. The owner of a table may do this; it takes no superuser.
 */
async function renameUnseen(thread: ThreadMade, title: string) {
  await db.$transaction([
    db.$executeRaw`alter table "Thread" disable trigger user`,
    db.thread.update({ where: { id: thread.id }, data: { title } }),
    db.$executeRaw`alter table "Thread" enable trigger user`,
  ]);
}

/** How many pages this server has made for visitors since its start, kept ones not among them. */
async function madePages(): Promise<number> {
  const figures = await (await server.fetch("/-/metrics")).text();
  return Number(/^counterproof_kept_pages\{what="made"\} (\d+)$/m.exec(figures)?.[1]);
}

describe("a page that was sent to a visitor", () => {
  test("is sent again without being made again, until anything changes that is not known to be another thread's", async () => {
    const thread = await aThread({ title: "The title that was sent first" });
    const other = await aThread();
    expect(await read(pathOf(thread))).toContain("The title that was sent first");
    await renameUnseen(thread, "The title that nobody heard of");
    expect(await read(pathOf(thread))).toContain("The title that was sent first");
    await aReply({ thread: other, author: other.author, body: "Somewhere else." });
    expect(await read(pathOf(thread))).toContain("The title that was sent first");
    await aReply({ thread, author: thread.author, body: "Right here." });
    expect(await read(pathOf(thread))).toContain("The title that nobody heard of");
    await renameUnseen(thread, "Another that nobody heard of");
    await aMember();
    expect(await read(pathOf(thread))).toContain("Another that nobody heard of");
  });

  test("stays kept while others write elsewhere; lists show what was written everywhere", async () => {
    const [one, other] = [await aThread(), await aThread({ title: "Which thread is written to?" })];
    await read(pathOf(one));
    const before = await madePages();
    for (let number = 1; number <= 3; number++) {
      await aReply({ thread: other, author: other.author, body: `Number ${number} from elsewhere.` });
      await read(pathOf(one));
    }
    expect(await madePages()).toBe(before);
    for (const body of ["First", "Second"]) {
      await aReply({ thread: other, author: other.author, body });
      const posts = await db.post.count({ where: { threadId: other.id } });
      const row = (await read("/")).split("Which thread is written to?")[1]?.split("</li>")[0];
      expect(row).toContain(String(posts));
    }
  });

  test("is made again when a thread changes that it quotes or whose card it shows", async () => {
    const source = await aThread({ body: "Base runs at 142 TPS." });
    const quote = `[quote=@${source.author.handle}, p:${source.openingPostId}, r:1]\nBase runs at 142 TPS.\n[/quote]`;
    const quoting = await aThread({ body: `${quote}\n\nIs it so?` });
    const linking = await aThread({ body: `See:\n\n${server.origin}${pathOf(source)}` });
    expect(await read(pathOf(quoting))).not.toContain("the quoted text was changed since");
    expect(await read(pathOf(linking))).toContain("· 1 post");
    await aReply({ thread: source, author: source.author, body: "One more." });
    expect(await read(pathOf(linking))).toContain("· 2 posts");
    const edit = { by: source.author, postId: source.openingPostId, body: "Base was slower.", reason: "", version: 1 };
    expect(await editPost(edit)).toEqual({ ok: true });
    expect(await read(pathOf(quoting))).toContain("the quoted text was changed since");
  });

  test("is sent to nobody with a cookie, to no member and not as data: theirs are made for them", async () => {
    const member = await aMember({ name: "Ottoline Quist" });
    const thread = await aThread();
    const visitors = await server.fetch(pathOf(thread));
    const own = await server.fetch(pathOf(thread), { as: member });
    expect(own.headers.get("Cache-Control")).toBe("private, no-store");
    expect(await own.text()).toContain("Ottoline Quist");
    const marked = await server.fetch(pathOf(thread), { headers: { Cookie: "theme=dark" } });
    expect(marked.headers.get("ETag")).not.toBe(visitors.headers.get("ETag"));
    const data = `${pathOf(thread)}?_data=${encodeURIComponent("routes/pages/t.$threadId.($slug).($number)")}`;
    expect(JSON.parse(await read(data))).toMatchObject({ thread: { id: thread.id } });
    // None of these was kept for visitors.
    expect(await read(pathOf(thread))).toBe(await visitors.text());
  });

  test("500 parallel misses of one page: it is made once, and everybody gets it", async () => {
    const thread = await aThread({ title: "Does everybody get one page?" });
    // What the new thread leads to has been done, so that the content stands still.
    const due = () =>
      db.$queryRaw<unknown[]>`select 1 from graphile_worker.jobs where run_at <= now() + interval '2 seconds'`;
    await expect.poll(async () => (await due()).length).toBe(0);
    const before = await madePages();
    const answers = await Promise.all(Array.from({ length: 500 }, () => server.fetch(pathOf(thread))));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const texts = new Set(await Promise.all(answers.map((answer) => answer.text())));
    expect(texts.size).toBe(1);
    expect([...texts][0]).toContain("Does everybody get one page?");
    expect((await madePages()) - before).toBe(1);
  });

  test("is the same in every encoding, and 304 for its own ETag", async () => {
    const path = pathOf(await aThread());
    // Don't store HEAD responses in the page cache.
    expect((await server.fetch(path, { method: "HEAD" })).status).toBe(200);
    const answers = await Promise.all(
      ["br", "gzip", "identity"].map((encoding) => server.fetch(path, { headers: { "Accept-Encoding": encoding } })),
    );
    expect(answers.map(({ headers }) => headers.get("Content-Encoding"))).toEqual(["br", "gzip", null]);
    const [html, ...others] = await Promise.all(answers.map((answer) => answer.text()));
    expect(others).toEqual([html, html]);
    expect(html).toContain("</html>");
    const tags = new Set(answers.map(({ headers }) => headers.get("ETag")));
    expect(tags.size).toBe(1);
    const tag = [...tags][0] ?? "";
    for (const named of [tag, tag.replace("W/", ""), `"other", ${tag}`]) {
      const unchanged = await server.fetch(path, { headers: { "If-None-Match": named } });
      expect([unchanged.status, await unchanged.text(), unchanged.headers.get("ETag")]).toEqual([304, "", tag]);
    }
    expect((await server.fetch(path, { headers: { "If-None-Match": '"other"' } })).status).toBe(200);
    const head = await server.fetch(path, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(answers[0]!.headers.get("Cache-Control")).toBe("public, no-cache");
    expect(answers[0]!.headers.get("Vary")).toMatch(/Cookie.*Accept-Encoding/);
    expect(answers[0]!.headers.get("X-Request-Id")).not.toBe(answers[1]!.headers.get("X-Request-Id"));
    expect(answers[0]!.headers.get("Content-Security-Policy")).toContain("script-src 'self'");
  });

  test("is never the answer to who asks its address for markdown, nor the markdown a page's, whoever asks first", async () => {
    const path = pathOf(await aThread({ body: "The text of the discussion." }));
    const ask = async (accept: string, headers: Record<string, string> = {}) => {
      const answer = await server.fetch(path, { headers: { ...headers, Accept: accept } });
      const { status, headers: sent } = answer;
      return {
        status,
        type: sent.get("Content-Type"),
        vary: sent.get("Vary"),
        tag: sent.get("ETag"),
        text: await answer.text(),
      };
    };
    const markdown = await ask("text/markdown, text/html;q=0.8");
    expect(markdown).toMatchObject({ status: 200, type: "text/markdown; charset=utf-8" });
    expect(markdown.text).toContain("> The text of the discussion.");
    for (const accept of ["text/html,*/*;q=0.8", "*/*", "text/html, text/markdown", "text/markdown;q=0.5, */*"]) {
      const page = await ask(accept);
      expect([page.status, page.type]).toEqual([200, "text/html; charset=utf-8"]);
      expect(page.vary).toMatch(/Accept(,|$)/);
    }
    const again = await ask("text/markdown");
    expect(again).toEqual(markdown);
    expect(again.vary).toMatch(/Accept(,|$)/);
    expect((await ask("text/markdown", { "If-None-Match": markdown.tag! })).status).toBe(304);
    // Members read the same, and nothing of their own is in it.
    const member = await ask("text/markdown", { Cookie: await server.cookieOf(await aMember()) });
    expect(member.text).toBe(markdown.text);
    expect(await (await server.fetch(`${path}.md`)).text()).toBe(markdown.text);
    expect(await read(path)).toContain(`<link rel="alternate" type="text/markdown"`);
  });

  test("that is no page for everybody is not kept: a missing thread that comes to be is there", async () => {
    const last = await aThread();
    const path = `/t/${last.id + 1}`;
    expect((await server.fetch(path)).status).toBe(404);
    const made = await aThread();
    expect(made.id).toBe(last.id + 1);
    const moved = await server.fetch(path);
    expect([moved.status, moved.headers.get("Location")]).toEqual([301, pathOf(made)]);
    expect((await server.fetch("/?sort=best")).status).toBe(400);
  });
});

test("a post that a moderator hides is gone from the very next page", async () => {
  const moderator = await aMember({ role: "moderator" });
  const thread = await aThread();
  const post = await aReply({ thread, author: thread.author, body: "The marker word is xylophage." });
  expect(await read(pathOf(thread))).toContain("xylophage");
  const hidden = await server.fetch(`/mod/actions?kind=hide_post&target=${post.id}`, {
    as: moderator,
    form: { kind: "hide_post", target: String(post.id), reason: "It is not about scaling at all." },
  });
  expect(hidden.status).toBeLessThan(400);
  expect(await read(pathOf(thread))).not.toContain("xylophage");
});

describe("what may not be shown any more is gone from the next page of every process, visitors' and members'", () => {
  type Given = { thread: ThreadMade; moderator: Awaited<ReturnType<typeof aMember>>; postId: number };
  const cases: [string, string, (given: Given) => Promise<unknown>][] = [
    [
      "a hidden post",
      "quetzal",
      ({ moderator: by, postId }) =>
        moderate({ by, kind: "hide_post", target: postId, reason: "It is not about scaling." }),
    ],
    ["a deleted post", "quetzal", ({ thread, postId }) => deletePost({ by: thread.author, postId })],
    [
      "words that were edited out",
      "quetzal",
      ({ thread, postId }) => editPost({ by: thread.author, postId, body: "Nothing of that.", reason: "", version: 1 }),
    ],
    [
      "a member's former name",
      "Rosamund Former",
      ({ thread }) => db.member.update({ where: { id: thread.author.id }, data: { name: "Rosamund Quist" } }),
    ],
    [
      "a thread's former title",
      "The former title of a thread's former title",
      ({ thread }) => db.thread.update({ where: { id: thread.id }, data: { title: "The present title" } }),
    ],
    [
      "a hidden thread",
      "quetzal",
      ({ thread }) => db.thread.update({ where: { id: thread.id }, data: { status: "hidden" } }),
    ],
    [
      "a disclosure taken back",
      "I own a sequencer",
      ({ postId }) => db.post.update({ where: { id: postId }, data: { disclosure: "" } }),
    ],
  ];

  test.each(cases)("%s", async (name, word, takeAway) => {
    const author = await aMember({ name: "Rosamund Former" });
    const thread = await aThread({ author, title: `The former title of ${name}` });
    const post = await aReply({ thread, author, body: "The marker word is quetzal." });
    await db.post.update({ where: { id: post.id }, data: { disclosure: "I own a sequencer" } });
    const member = await aMember();
    const moderator = await aMember({ role: "moderator" });
    const readers = await Promise.all(
      [server, second]
        .flatMap((from) => [
          async () => read(pathOf(thread), {}, from),
          async () => read(pathOf(thread), { Cookie: await from.cookieOf(member) }, from),
        ])
        .map(async (reader) => ({ reader, first: [await reader(), await reader()] })),
    );
    for (const { first } of readers) for (const html of first) expect(html).toContain(word);
    await takeAway({ thread, moderator, postId: post.id });
    const pages = await Promise.all(readers.map(({ reader }) => reader()));
    expect(pages.map((html) => html.includes(word))).toEqual([false, false, false, false]);
  });

  test("a hidden post's claims, its sources, its passage at a source, and where a search found it", async () => {
    const thread = await aThread();
    const body = "A quokka makes [1,427 TPS](metric:base/tps), as it is said[^supports:EIP-7773].";
    const { id: postId } = await aReply({ thread, author: thread.author, body });
    const member = await aMember();
    const shown = [
      [`${pathOf(thread)}/claims`, "1,427"],
      [`${pathOf(thread)}/sources`, "/sources/eip-7773"],
      ["/sources/eip-7773", "A quokka makes"],
      ["/search?q=quokka", "quokka</mark>"],
    ] as const;
    const readAll = async () => {
      const answers: boolean[] = [];
      for (const from of [server, second])
        for (const as of [null, member])
          for (const [path, word] of shown)
            answers.push((await (await from.fetch(path, { as })).text()).includes(word));
      return answers;
    };
    expect(new Set(await readAll())).toEqual(new Set([true]));
    const by = await aMember({ role: "moderator" });
    await moderate({ by, kind: "hide_post", target: postId, reason: "It is not about scaling." });
    expect(new Set(await readAll())).toEqual(new Set([false]));
  });

  test("a suspended member's way to answer", async () => {
    const thread = await aThread();
    const member = await aMember();
    const readAs = async (from: WebServer) => read(pathOf(thread), { Cookie: await from.cookieOf(member) }, from);
    for (const from of [server, second]) expect(await readAs(from)).toContain('name="body"');
    await db.member.update({ where: { id: member.id }, data: { suspendedAt: new Date() } });
    for (const from of [server, second]) expect(await readAs(from)).not.toContain('name="body"');
  });
});

test("what one process writes, the open pages of another hear, also after their connection has broken", async () => {
  const thread = await aThread();
  const stops: AbortController[] = [];
  const listen = async (from: WebServer, after: number) => {
    const stop = new AbortController();
    stops.push(stop);
    const heard = { text: "" };
    const answer = await fetch(`${from.origin}/live?topics=thread:${thread.id}&after=${thread.id}:${after}`, {
      signal: stop.signal,
    });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    const readOn = async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) heard.text += part.value;
    };
    void readOn().catch(() => {});
    return heard;
  };
  const heard = await Promise.all([server, second].map((from) => listen(from, 0)));
  const replyFrom = async (from: WebServer, body: string) =>
    expect((await from.fetch(pathOf(thread), { as: thread.author, form: { body } })).status).toBe(303);
  await replyFrom(server, "Written by the first process.");
  for (const one of heard) await expect.poll(() => one.text).toContain(`id: ${thread.id}:1\n`);
  await databasePool().query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'counterproof-live' and datname = current_database()",
  );
  await replyFrom(second, "Written by the second process.");
  for (const one of heard) await expect.poll(() => one.text).toContain(`id: ${thread.id}:2\n`);
  const page = await read(pathOf(thread));
  expect(page).toContain('data-after="2"');
  for (const stop of stops) stop.abort();
});

test("a reply is found by a search that was made a moment before, by every process", async () => {
  const thread = await aThread();
  const member = await aMember();
  const finds = async () => {
    const pages: boolean[] = [];
    for (const from of [server, second])
      for (const as of [null, member])
        pages.push((await (await from.fetch("/search?q=wombat", { as })).text()).includes("wombat</mark>"));
    return new Set(pages);
  };
  expect(await finds()).toEqual(new Set([false]));
  await aReply({ thread, body: "The wombat of scaling." });
  expect(await finds()).toEqual(new Set([true]));
});

describe("what members' pages show alike", () => {
  test("is read once for one version of the content", async () => {
    const thread = await aThread({ title: "The title that was read for all" });
    const [one, two] = [await aMember(), await aMember()];
    expect(await read(pathOf(thread), { Cookie: await server.cookieOf(one) })).toContain("The title that was read");
    await renameUnseen(thread, "The title that nobody heard of");
    expect(await read(pathOf(thread), { Cookie: await server.cookieOf(two) })).toContain("The title that was read");
    await aReply({ thread: await aThread(), body: "Somewhere else." });
    expect(await read(pathOf(thread), { Cookie: await server.cookieOf(two) })).toContain("nobody heard of");
  });

  test("holds nothing that a moderator alone may see, whoever reads first, and nothing hidden since", async () => {
    const moderator = await server.cookieOf(await aMember({ role: "moderator" }));
    const member = await server.cookieOf(await aMember());
    const thread = await aThread();
    const post = await aReply({ thread, author: thread.author, body: "The marker word is zyzzyva." });
    expect(await read(pathOf(thread), { Cookie: member })).toContain("zyzzyva");
    await db.post.update({ where: { id: post.id }, data: { status: "hidden" } });
    expect(await read(pathOf(thread), { Cookie: moderator })).toContain("zyzzyva");
    expect(await read(pathOf(thread), { Cookie: member })).not.toContain("zyzzyva");
    expect(await read(pathOf(thread), { Cookie: "theme=dark" })).not.toContain("zyzzyva");
    expect(await read(pathOf(thread), { Cookie: moderator })).toContain("zyzzyva");
  });

  test("has each member's own beside it: votes, a deleted post's way back, and no other's", async () => {
    const [author, other] = [await aMember(), await aMember()];
    const thread = await aThread();
    const post = await aReply({ thread, author, body: "Deleted by its author." });
    await db.post.update({ where: { id: post.id }, data: { status: "deleted" } });
    const pages = [];
    for (const as of [other, author, other])
      pages.push(await read(pathOf(thread), { Cookie: await server.cookieOf(as) }));
    expect(pages.map((html) => html.includes("Bring it back"))).toEqual([false, true, false]);
  });
});

test("while many write and many read, every page of every process holds all posts committed before its request", async () => {
  const [thread, other] = [await aThread(), await aThread()];
  const path = pathOf(thread);
  let written = 0;
  let isOver = false;
  const misses: string[] = [];
  const member = await aMember();
  const reader = async (_: unknown, index: number) => {
    const from = index % 4 < 2 ? server : second;
    const headers: Record<string, string> = index % 2 === 0 ? {} : { Cookie: await from.cookieOf(member) };
    while (!isOver) {
      const before = written;
      const html = await read(path, headers, from);
      for (let number = 1; number <= before; number++)
        if (!html.includes(`Reply number ${number}.`)) misses.push(`reply ${number} of ${before}`);
    }
  };
  const readers = Array.from({ length: 8 }, reader);
  for (let number = 1; number <= 12; number++) {
    await Promise.all([
      aReply({ thread, author: thread.author, body: `Reply number ${number}.` }),
      aReply({ thread: other, author: other.author, body: `Elsewhere, number ${number}.` }),
    ]);
    written = number;
  }
  isOver = true;
  await Promise.all(readers);
  expect(misses).toEqual([]);
});

describe("the version of the content", () => {
  test("is another one after a commit, and the same after a transaction that was taken back", async () => {
    const thread = await aThread();
    const before = await contentVersion();
    await expect(
      db.$transaction(async (tx) => {
        await tx.thread.update({ where: { id: thread.id }, data: { title: "A title that is taken back" } });
        throw new Error("taken back");
      }),
    ).rejects.toThrow("taken back");
    expect(await contentVersion()).toBe(before);
    await db.thread.update({ where: { id: thread.id }, data: { title: "A title that stays" } });
    expect(Number(await contentVersion())).toBe(Number(before) + 1);
  });

  test("counts a part of a transaction that was taken back neither twice nor not at all", async () => {
    const thread = await aThread();
    const before = Number(await contentVersion());
    const client = await databasePool().connect();
    const rename = (title: string) =>
      client.query('update "Thread" set "title" = $1 where "id" = $2', [title, thread.id]);
    await client.query("begin");
    await client.query("savepoint part");
    await rename("A title that is taken back");
    await client.query("rollback to part");
    await rename("A title that stays after all");
    await client.query("commit");
    client.release();
    expect(Number(await contentVersion())).toBe(before + 1);
  });

  test("every table is either content, with a trigger, or known not to be seen by visitors in kept pages", async () => {
    const unseen = [
      // Accounts, what one member sees, and what the site does for itself.
      "ContentVersion ThreadVersion ThreadUpdate RegistryVersion Session KnownBrowser OneTimeToken RateLimit IdempotencyKey HeldText Draft Notice NoticePost UntoldPost FollowedSearch Reader ReadingPosition Bookmark ThreadFollow MemberFollow NoticeChoice PushKeys PushBrowser PushDelivery InboxFeed DueLetter Mailing Letter MailedReply Invitation Sanction Appeal Flag InterestQuestion ModCase CaseDecision HeldPost PostTrace SpamHost Passkey SecondFactor RecoveryCode Ceremony ApiKey Webhook WebhookEvent WebhookDelivery",
      // Where imported content came from: read by the import, by administrators and for old addresses alone.
      "ImportRun ImportedThread ImportedPost ImportedUpload ImportedTerm",
      // Written only beside a change of their claim, which has a trigger.
      "ClaimSnapshot ClaimCheck",
      // Made from content, and read by search alone.
      "SearchDocument SearchWord SearchIndex SearchChange",
      // Measured: in a page for ten seconds at most, and told by the live stream.
      "Provider ProviderState ProviderEndpoint HostBudget FetchRun Series Observation Rollup RecordedSpan Quarantine BlockSample BlockDay Correction",
    ].flatMap((names) => names.split(" "));
    const { rows } = await databasePool().query<{ name: string; touches: boolean }>(`
      select c.relname as name, exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = c.relname || '_touch') as touches
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname not like '\\_%'`);
    const without = rows.filter(({ touches }) => !touches).map(({ name }) => name);
    expect(without.toSorted()).toEqual(unseen.toSorted());
  });
});
