import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { noteRead } from "~/features/reading/reading.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let member: Member;

beforeAll(async () => {
  member = await aMember({ handle: "reader-one", name: "Reader One" });
});

const read = async (path: string, as?: Member | null) => (await server.fetch(path, { as: as ?? null })).text();
const open = async (path: string, as?: Member | null) => page(await read(path, as));
/** Short cells in many columns: a page far larger than its text, which the renderer refuses however fast the machine is. */
const tooLargeTable = `${"|a".repeat(200)}\n${"|-".repeat(200)}\n${"|\n".repeat(100)}`;
const pathOf = (thread: ThreadMade) => `/t/${thread.id}/${thread.slug}`;

describe("a visitor's page", () => {
  test("carries no framework script, no inline script, no style and nothing of its request", async () => {
    const thread = await aThread();
    for (const path of ["/", pathOf(thread), "/u/reader-one", "/sign-in", "/no/such"]) {
      const html = await read(path);
      // JSON-LD for search engines is data: a browser runs nothing of it.
      const scripts = page(html).all("script:not([type='application/ld+json'])");
      expect([path, scripts.map((script) => [script.attribute("src"), script.source])]).toEqual([
        path,
        [
          [expect.stringMatching(/^\/assets\/visitor-appearance-/), ""],
          [expect.stringMatching(/^\/assets\/enhance-/), ""],
        ],
      ]);
      expect(page(html).has("style, [style], [nonce]")).toBe(false);
      expect(html).not.toMatch(/__remix|nonce|idempotency/i);
    }
  });

  test("is the same bytes each time and for everybody", async () => {
    const thread = await aThread();
    const pages = await Promise.all(
      [1, 2, 3].map((index) =>
        server
          .fetch(pathOf(thread), { address: `10.1.1.${index}`, headers: { "User-Agent": `agent ${index}` } })
          .then((answer) => answer.text()),
      ),
    );
    expect(new Set(pages).size).toBe(1);
  });
});

test("a member's page holds each post's text once", async () => {
  const thread = await aThread({ body: `${"Words before it. ".repeat(20)}The word rhinoceros stands here once.` });
  const html = await read(pathOf(thread), member);
  expect(html.split("rhinoceros").length - 1).toBe(1);
  expect(html).toMatch(/<html lang="en" data-member="">/);
});

describe("addresses", () => {
  test("a thread answers at one address only", async () => {
    const thread = await aThread({ title: "One address for everything, please" });
    for (const path of [`/t/${thread.id}`, `/t/${thread.id}/some-old-title`]) {
      const response = await server.fetch(path);
      expect([response.status, response.headers.get("Location")]).toEqual([301, pathOf(thread)]);
    }
    const numbered = await server.fetch(`/t/${thread.id}/wrong/7?reply=2`);
    expect(numbered.headers.get("Location")).toBe(`${pathOf(thread)}/7?reply=2`);
  });

  test("a permalink leads to the post in its thread", async () => {
    const thread = await aThread();
    const post = await aReply({ thread });
    const response = await server.fetch(`/p/${post.id}`);
    expect([response.status, response.headers.get("Location")]).toEqual([302, `${pathOf(thread)}/2#p-${post.id}`]);
  });

  test("a permalink of an opening post, as after starting a thread, leads to the thread's title", async () => {
    const thread = await aThread();
    const response = await server.fetch(`/p/${thread.openingPostId}`);
    expect([response.status, response.headers.get("Location")]).toEqual([302, pathOf(thread)]);
  });

  test.each([
    "/t/0",
    "/t/-1",
    "/t/abc",
    "/t/99999999999",
    "/t/2147483648",
    "/p/0",
    "/p/1e3",
    "/p/99999999999",
    "/u/no-one-here",
    "/t/1/x/y",
  ])("%s is nothing", async (path) => {
    expect((await server.fetch(path)).status).toBe(404);
  });

  test("bad values of known names are 400, unknown names are ignored", async () => {
    for (const query of [
      "sort=best",
      "cursor=x",
      "cursor=99999999999999999-1",
      "tag=%3Cb%3E",
      "cursor=9999999999999999-1",
    ])
      expect([query, (await server.fetch(`/?${query}`)).status]).toEqual([query, 400]);
    expect((await server.fetch("/?utm_source=elsewhere&__proto__=1")).status).toBe(200);
  });

  test("a number in an address that no row can have is nobody's", async () => {
    const path = pathOf(await aThread());
    for (const reply of ["2147483648", "9".repeat(60), "1e999", "-1", "０", "NaN", "__proto__"]) {
      const answer = await server.fetch(`${path}?${new URLSearchParams({ reply })}`, { as: member });
      expect([reply, answer.status]).toEqual([reply, 200]);
    }
    for (const q of ["after:9999y", "before:9999w", "in:99999999999", "by:__proto__"])
      expect([q, (await server.fetch(`/search?${new URLSearchParams({ q })}`)).status]).toEqual([q, 200]);
  });
});

test("a long thread is shown in windows by post number, with a way on and back", async () => {
  const thread = await aThread({ author: member });
  for (let number = 2; number <= 45; number++)
    await aReply({ thread, author: member, body: `text of number ${number}.` });
  // What the head says for previews of a link is not on the page.
  const numbersOn = async (path: string) => [
    ...new Set(
      [...(await read(path)).split("<main")[1]!.matchAll(/text of number (\d+)\./g)].map((match) => Number(match[1])),
    ),
  ];
  expect(await numbersOn(`${pathOf(thread)}?view=flat`)).toEqual(Array.from({ length: 19 }, (_, index) => index + 2));
  expect(await numbersOn(`${pathOf(thread)}/30`)).toEqual(Array.from({ length: 20 }, (_, index) => index + 21));
  expect(await numbersOn(`${pathOf(thread)}/999`)).toEqual([41, 42, 43, 44, 45]);
  const middle = await open(`${pathOf(thread)}/30`);
  expect(middle.first("a[rel=next]").href).toBe(`${pathOf(thread)}/41`);
  expect(middle.text).toContain("21–40 of 45");
});

test("the list is in order of activity, pages through everything once, and filters by tag and everything below it", async () => {
  const made = [];
  for (let index = 0; index < 25; index++)
    made.push(
      await aThread({
        title: `Listed thread number ${index}`,
        author: member,
        tags: ["celo"],
        at: new Date(Date.UTC(2030, 0, 1, 0, 0, index)),
      }),
    );
  const seen: string[] = [];
  let path: string | undefined = "/?sort=new&tag=l2";
  while (path) {
    const shown = await open(path);
    seen.push(...shown.all(".thread-title").map(({ text }) => text.replace("Listed thread number ", "")));
    path = shown.all("a[rel=next]")[0]?.href;
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => String(24 - index)));
  await aReply({ thread: made[3]!, author: member, at: new Date(Date.UTC(2031, 0, 1)) });
  expect((await open("/")).first(".thread-title").text).toBe("Listed thread number 3");
  expect(await read("/?tag=no-such-tag")).toContain("There is no tag “no-such-tag”");
});

describe("a reply by a plain form", () => {
  test("is posted, shown, and found under its permalink", async () => {
    const thread = await aThread();
    const response = await server.fetch(pathOf(thread), {
      as: member,
      form: { body: "Plainly **said**.\r\n\r\nTwice.", parent: String(thread.openingPostId), relation: "rebuts" },
    });
    expect(response.status).toBe(303);
    const { id } = await db.post.findFirstOrThrow({ where: { threadId: thread.id, number: 2 } });
    expect(response.headers.get("Location")).toBe(`/p/${id}`);
    const shown = await open(pathOf(thread));
    expect(shown.first(`#p-${id} strong`).text).toBe("said");
    expect(shown.first(`#p-${id} .post-relation b`).text).toBe("rebuts");
    expect((await db.postRevision.findFirstOrThrow({ where: { postId: id } })).body).toBe(
      "Plainly **said**.\n\nTwice.",
    );
  });

  test("double submit: ten equal ones at once are one post, and all are led to it", async () => {
    const thread = await aThread();
    const form = { body: "Pressed ten times.", idempotencyKey: "pressed-ten-times" };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => server.fetch(pathOf(thread), { as: member, form })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 10 }, () => 303));
    expect(new Set(answers.map((answer) => answer.headers.get("Location"))).size).toBe(1);
    expect(await db.post.count({ where: { threadId: thread.id } })).toBe(2);
  });

  test("back button: sent again with another text under the same key loses neither: 409 with both, and a key of its own", async () => {
    const thread = await aThread();
    const sent = (body: string, idempotencyKey: string) =>
      server.fetch(pathOf(thread), { as: member, form: { body, idempotencyKey } });
    expect((await sent("What was meant first.", "went-back-in-browser")).status).toBe(303);
    const again = await sent("What was meant then.", "went-back-in-browser");
    expect(again.status).toBe(409);
    const answer = page(await again.text());
    expect(answer.first("textarea[name=body]").value).toContain("What was meant then.");
    expect(answer.first("textarea[name=earlier]").value).toContain("What was meant first.");
    expect(answer.errors.join(" ")).toContain("Both texts stand below");
    const key = answer.first("[name=idempotencyKey]").value!;
    expect((await sent("What was meant then.", key)).status).toBe(303);
    const posts = await db.post.findMany({
      where: { threadId: thread.id, number: { gt: 1 } },
      orderBy: { number: "asc" },
    });
    expect(posts.map(({ plainText }) => plainText)).toEqual(["What was meant first.", "What was meant then."]);
    expect((await sent("What was meant first.", "went-back-in-browser")).headers.get("Location")).toBe(
      `/p/${posts[0]!.id}`,
    );

    const opening = { title: "Is this key taken already?", tags: "fees", idempotencyKey: "new-thread-went-back" };
    const start = (body: string) => server.fetch("/new", { as: member, form: { ...opening, body } });
    expect((await start("The first opening.")).status).toBe(303);
    const other = await start("The second opening.");
    expect(other.status).toBe(409);
    expect(page(await other.text()).first("textarea[name=earlier]").value).toContain("The first opening.");
  });

  test("comes back whole when it is refused", async () => {
    const thread = await aThread();
    const long = `begin ${"ä".repeat(33_000)} end`;
    const response = await server.fetch(pathOf(thread), {
      as: member,
      form: { body: long, parent: String(thread.openingPostId), relation: "asks", idempotencyKey: "kept-for-retry" },
    });
    const answer = page(await response.text());
    expect(response.status).toBe(422);
    expect(answer.first("textarea[name=body]").value).toContain(long);
    expect(answer.errors.join(" ")).toMatch(/This text has 66,010 bytes; a post holds 65,536/);
    expect(answer.first("[name=idempotencyKey]").value).toBe("kept-for-retry");
    expect(answer.first("[name=relation][value=asks]").checked).toBe(true);
  });

  test("that the renderer refuses comes back whole with a sentence, and nothing of it stays", async () => {
    const thread = await aThread();
    const form = { body: tooLargeTable, idempotencyKey: "not-rendered" };
    const response = await server.fetch(pathOf(thread), { as: member, form });
    const answer = page(await response.text());
    expect(response.status).toBe(422);
    expect(answer.errors.join(" ")).toContain("This text can't be rendered");
    expect(answer.first("textarea[name=body]").value?.trim()).toBe(tooLargeTable.trim());
    expect(await db.post.count({ where: { threadId: thread.id } })).toBe(1);
    // The same key is free again for a text that can be rendered.
    expect((await server.fetch(pathOf(thread), { as: member, form: { ...form, body: "Shorter." } })).status).toBe(303);
  });

  test("to a locked thread is refused with 409 and keeps the text", async () => {
    const thread = await aThread();
    await db.thread.update({ where: { id: thread.id }, data: { lockedAt: new Date() } });
    const response = await server.fetch(pathOf(thread), { as: member, form: { body: "too late" } });
    expect(response.status).toBe(409);
    expect(
      page(await response.text())
        .first("#reply textarea")
        .source.trim(),
    ).toBe("too late");
  });

  test("without a session goes to sign in, and the text is in the form afterwards, for this browser only", async () => {
    const thread = await aThread();
    const response = await server.fetch(pathOf(thread), {
      form: { body: "typed before the session ended", relation: "" },
      address: "10.7.7.7",
    });
    expect(response.status).toBe(303);
    const signIn = new URL(response.headers.get("Location")!, server.origin);
    expect(signIn.pathname).toBe("/sign-in");
    expect(await read(signIn.pathname + signIn.search)).toContain("Your text is kept.");
    const back = signIn.searchParams.get("redirectTo")!;
    expect(await read(back, member)).toContain("typed before the session ended");
    expect(await read(`${pathOf(thread)}?held=guessed`, member)).not.toContain("typed before");
  });

  test("shows its preview exactly as the post will be", async () => {
    const thread = await aThread();
    const body = `# Head\n\n@reader-one in #${thread.id} and EIP-7732\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n\n\`\`\`ts\nlet a = 1;\n\`\`\`\n\n[142 TPS](metric:base/tps) [^EIP-4844]\n\n[quote=@reader-one, p:${thread.openingPostId}, r:1]\nAn opening post.\n[/quote]`;
    const { html } = (await (await server.fetch("/api/v1/preview", { json: { markdown: body } })).json()) as {
      html: string;
    };
    const shown = await (await server.fetch(pathOf(thread), { as: member, form: { body, intent: "preview" } })).text();
    expect(shown).toContain(html);
    expect(await db.post.count({ where: { threadId: thread.id } })).toBe(1);
    await server.fetch(pathOf(thread), { as: member, form: { body } });
    const post = await db.post.findFirstOrThrow({ where: { threadId: thread.id, number: 2 } });
    // Names of sources are given when a post is written: the preview reserves none.
    const written = (await read(pathOf(thread)))
      .replaceAll(/ data-cite="[^"]*"/g, "")
      .replaceAll(/ <a class="source-key"[^>]*>[^<]*<\/a>/g, "")
      .replaceAll(/(<p class="source-address">[^<,]*), read [0-9-]+/g, "$1")
      // A mark leads to its claim once the claim is stored.
      .replaceAll(/<a class="claim"[^>]*>(.*?)<\/a>/g, "$1");
    const previewed = html
      .replaceAll(/<span class="claim"[^>]*>(.*?)<span class="visually-hidden">[^<]*<\/span><\/span>/g, "$1")
      .replaceAll("p0-", `p${post.id}-`);
    expect(previewed).toContain('<span class="figure">142 TPS</span>');
    expect(written).toContain(previewed);
    expect(html).toContain('href="/u/reader-one"');
    expect(html).toContain("Head");
  });
});

describe("a new thread by a plain form", () => {
  const form = {
    title: "A thread made by a plain form",
    body: "Its opening post.",
    tags: ["base", "fees", "eip-4844"],
  };

  test("is started with its tags in order, and found in the list", async () => {
    const response = await server.fetch("/new", { as: member, form });
    expect(response.status).toBe(303);
    const post = await db.post.findUniqueOrThrow({
      where: { id: Number(response.headers.get("Location")!.slice(3)) },
      include: { thread: { include: { tags: { orderBy: { position: "asc" }, include: { tag: true } } } } },
    });
    expect(post.thread.slug).toBe("a-thread-made-by-a-plain-form");
    expect(post.thread.tags.map(({ tag }) => tag.slug)).toEqual(form.tags);
    expect(await read("/?tag=dencun")).toContain(form.title);
  });

  const refused = [
    ["a title too short", { title: "Too short" }, "at least 15 characters"],
    ["a title too long", { title: "x".repeat(151) }, "at most 150 characters"],
    ["no tag", { tags: [] }, "Choose at least one tag"],
    ["seven tags", { tags: ["base", "fees", "mev", "ux", "proofs", "privacy", "gaming"] }, "at most 6 tags"],
    ["no chain or topic", { tags: ["eip-4844", "fusaka"] }, "At least one tag must be a chain or a topic"],
    ["an unknown tag", { tags: ["fees", "nonsense"] }, "There is no tag “nonsense”"],
    ["no text", { body: " \n " }, "Write something first"],
    ["a text that the renderer refuses", { body: tooLargeTable }, "This text can't be rendered"],
  ] as const;

  test.each(refused)("with %s comes back with a sentence and everything typed", async (_, change, sentence) => {
    const given = { ...form, body: "kept & <kept>", ...change };
    const threads = await db.thread.count();
    const response = await server.fetch("/new", { as: member, form: { ...given, tags: [...given.tags] } });
    const answer = page(await response.text());
    expect(response.status).toBe(422);
    expect(answer.errors.join(" ")).toContain(sentence);
    expect(answer.first("[name=title]").value).toBe(given.title);
    expect(answer.first("[name=body]").value?.trim()).toBe(given.body.trim());
    const chosen = answer.all("[name=tags]").flatMap((field) => (field.checked ? [field.value] : []));
    expect(chosen).toEqual(expect.arrayContaining(given.tags.filter((slug) => slug !== "nonsense")));
    expect(await db.thread.count()).toBe(threads);
  });

  test("with odd fields beside the known ones is taken, and they are ignored", async () => {
    const odd = {
      ...form,
      title: "Odd fields are simply ignored",
      __proto__: "x",
      "constructor.prototype.x": "y",
      role: "admin",
      "tags[__proto__]": "z",
      authorId: "1",
    };
    expect((await server.fetch("/new", { as: member, form: odd as never })).status).toBe(303);
  });
});

describe("hidden and deleted posts", () => {
  test("is gone from every page, permalink and preview for everybody but moderators; a stub keeps the number", async () => {
    const moderator = await aMember({ role: "moderator" });
    const author = await aMember({ handle: "hidden-writer" });
    const thread = await aThread();
    const [hidden, deleted] = [
      await aReply({ thread, author, body: "MARKER-hidden" }),
      await aReply({ thread, author, body: "MARKER-deleted" }),
    ];
    await aReply({
      thread,
      author: member,
      parentId: hidden.id,
      body: `answering [quote=@hidden-writer, p:${hidden.id}, r:1]`,
    });
    await db.post.update({ where: { id: hidden.id }, data: { status: "hidden" } });
    await db.post.update({ where: { id: deleted.id }, data: { status: "deleted" } });
    for (const as of [null, member, author]) {
      for (const path of [
        "/",
        pathOf(thread),
        `${pathOf(thread)}/2`,
        "/u/hidden-writer",
        `${pathOf(thread)}?_data=routes%2Fpages%2Ft.%24threadId.%28%24slug%29.%28%24number%29`,
      ])
        expect(await read(path, as)).not.toContain("MARKER");
      expect((await server.fetch(`/p/${hidden.id}`, { as })).status).toBe(404);
    }
    const html = await read(pathOf(thread));
    expect(html).toContain("Post 2 was hidden by a moderator.");
    expect(html).toContain("Post 3 was deleted by its author.");
    expect(await read(pathOf(thread), moderator)).toContain("MARKER-hidden");
    const answer = await server.fetch(pathOf(thread), {
      as: member,
      form: { body: "to the hidden one", parent: String(hidden.id) },
    });
    expect(answer.status).toBe(409);
  });

  test("a hidden thread is not there, and neither are its posts", async () => {
    const thread = await aThread({ title: "HIDDENTHREAD marker title here", body: "HIDDENTHREAD body" });
    const visible = await aThread({ body: `see #${thread.id}` });
    await db.thread.update({ where: { id: thread.id }, data: { status: "hidden" } });
    for (const path of ["/", "/?sort=new", `/u/${thread.author.handle}`, pathOf(visible)])
      expect(await read(path)).not.toContain("HIDDENTHREAD");
    for (const path of [pathOf(thread), `/t/${thread.id}`, `/p/${thread.openingPostId}`])
      expect((await server.fetch(path)).status).toBe(404);
    expect((await server.fetch(pathOf(thread), { as: member, form: { body: "hi" } })).status).toBe(404);
  });
});

test("what is new is marked as the place where one is; a date that is none comes back with a sentence", async () => {
  const thread = await aThread();
  for (const as of [null, member]) {
    const shown = await open(`${pathOf(thread)}/changes`, as);
    expect(shown.all("[aria-current]").map(({ name }) => name)).toContain("What is new");
    expect(shown.first(".view-switch").text).toBe("FlatTreeMap");
    for (const typed of ["31.12.2025", "2026-02-31", "1999-12-31", "", `<b>${"x".repeat(300)}`]) {
      const refused = await server.fetch(`${pathOf(thread)}/changes?since=${encodeURIComponent(typed)}`, { as });
      expect([typed, refused.status]).toEqual([typed, 400]);
      const form = page(await refused.text()).form("Show");
      const field = form.first("#since");
      expect(typed.slice(0, 50)).toBe((field.value ?? "").slice(0, 50));
      expect(field.attribute("aria-describedby")).toBe("error-since");
      expect(form.first("#error-since").text).toContain("Write a day from the year 2000 on as 2026-11-03.");
    }
  }
});

test("pages of chains and members say which threads a member has not read, and visitors nothing of it", async () => {
  const thread = await aThread({ tags: ["base"] });
  await noteRead({ member, threadId: thread.id, number: 1 });
  await aReply({ thread });
  await aReply({ thread });
  const unopened = await aThread({ tags: ["base"], author: thread.author });
  for (const path of ["/chains/base", `/u/${thread.author.handle}`]) {
    const own = await open(path, member);
    const rows = own.all("li[data-unread]").map(({ text }) => text);
    expect(rows.find((row) => row.includes(thread.title))).toContain("2 unread, go to the first");
    expect(rows.find((row) => row.includes(unopened.title))).toContain("not opened yet");
    expect(own.all(".unread-note").map(({ href }) => href)).toContain(`${pathOf(thread)}/2#post-2`);
    expect((await open(path)).has("[data-unread], .unread-note")).toBe(false);
  }
});

test("hostile words in title, body, handle and tag harm nobody", async () => {
  const vectors = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    '\'; drop table "Post"; --',
    "{{7*7}}${7*7}",
    "\u202Eevil\u202C",
    "<svg/onload=alert(1)>",
    "&lt;b&gt;",
    "[x](javascript:alert(1))",
    "![x](data:text/html,<script>alert(1)</script>)",
  ];
  for (const vector of vectors) {
    const title = `A hostile title ${vector}`;
    const response = await server.fetch("/new", {
      as: member,
      form: { title, body: `${vector}\n\n${vector}`, tags: "fees" },
    });
    expect([vector, response.status]).toEqual([vector, 303]);
    const location = (await server.fetch(response.headers.get("Location")!)).headers.get("Location")!;
    for (const html of [await read(location), await read(location, member), await read("/?sort=new")]) {
      const shown = page(html);
      expect(shown.has("img:not([src^='/reading/position']), [onload], [onerror], [href^='javascript']")).toBe(false);
      expect(shown.all("script").filter(({ source }) => source.startsWith("alert"))).toEqual([]);
      expect(html).not.toContain("49}");
    }
    expect((await server.fetch(`/?tag=${encodeURIComponent(vector)}`)).status).toBe(400);
    expect((await server.fetch(`/u/${encodeURIComponent(vector)}`)).status).toBe(404);
    expect(
      (await server.fetch("/sign-up", { form: { handle: vector, email: "x@example.org", password: "long enough pw" } }))
        .status,
    ).toBe(422);
  }
});

test("a member who posts too often waits, and keeps the text", async () => {
  const eager = await aMember();
  const thread = await aThread();
  const key = `post:member:${eager.id}`;
  await db.rateLimit.create({ data: { key, count: 60, expiresAt: new Date(Date.now() + 300_000) } });
  const response = await server.fetch(pathOf(thread), { as: eager, form: { body: "one too many" } });
  expect(response.status).toBe(429);
  expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(200);
  expect(await response.text()).toContain("one too many");
});
