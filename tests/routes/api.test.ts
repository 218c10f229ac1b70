/** The API: every answer keeps to its document, a key reads what visitors read, and writing goes by the member's rules. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { makeKey, revokeKey } from "~/features/api/api.server";
import { type Scope, scopes } from "~/features/api/api";
import { operations } from "~/features/api/operations.server";
import { movePosts } from "~/features/posts/posts.server";
import { db, inTransaction } from "~/platform/db.server";
import { ApiDocument } from "../support/api-document";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { judgeBesideServer } from "../support/judging";
import { useWebServer } from "../support/web-server";

const server = useWebServer();

type Sent = {
  method?: string;
  key?: string | null;
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  address?: string;
};

/** A request as a program sends it: no cookie, no origin. */
function ask(path: string, { method = "GET", key = null, json, body, headers = {}, address }: Sent = {}) {
  return fetch(`${server.origin}/api/v1${path}`, {
    method,
    headers: {
      ...(key !== null && { Authorization: `Bearer ${key}` }),
      ...(json !== undefined && { "Content-Type": "application/json" }),
      ...(address && { "X-Forwarded-For": address }),
      ...headers,
    },
    ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined && { body }),
  });
}

let document: ApiDocument;
const faultsOf = (id: string, answer: Response) => document.faultsOf(id, answer);

let author: Member;
let other: Member;
let thread: ThreadMade;
let key: string;
let citation: number;
let claim: number;
let citekey: string;

const keyOf = async (member: Member, allowed: Scope[] = [...scopes]) =>
  (await makeKey(member.id, { name: "test", scopes: allowed }))!;

const bodyOfThread =
  "Base does [5 TPS](metric:base/tps) [^paper].\n\n[^paper]: https://example.org/paper A paper on blobs\n\n:::metric base/tps\n:::";

beforeAll(async () => {
  author = await aMember({ handle: "api-author", name: "Api Author" });
  other = await aMember({ handle: "api-other" });
  thread = await aThread({ author, title: "Blobs for everybody", body: bodyOfThread, tags: ["base", "fees"] });
  await aReply({ thread, author: other, body: "A reply about okapi fees." });
  await judgeBesideServer(thread.id);
  key = await keyOf(author);
  const cited = await db.citation.findFirstOrThrow({
    where: { threadId: thread.id, kind: "ref" },
    select: { id: true, source: { select: { citekey: true } } },
  });
  [citation, citekey] = [cited.id, cited.source.citekey];
  claim = (await db.claim.findFirstOrThrow({ where: { threadId: thread.id } })).id;
  document = new ApiDocument(await (await ask("/openapi.json")).json());
});

test("the document names every operation, and no other", () => {
  expect(document.operations().toSorted()).toEqual(
    operations.map(({ method, path }) => `${method} ${path}`).toSorted(),
  );
  expect(JSON.stringify(document.content)).not.toContain("#/$defs/");
});

describe("reading", () => {
  /** An address for each operation that everybody may ask, with what it must hold. */
  const addresses = (): Record<string, [path: string, holds: string]> => ({
    listThreads: [`/threads?tag=fees&sort=new`, "Blobs for everybody"],
    readThread: [`/threads/${thread.id}`, "Blobs for everybody"],
    listThreadPosts: [`/threads/${thread.id}/posts?html=true`, "okapi"],
    listPosts: [`/posts?author=api-other`, "okapi"],
    readPost: [`/posts/${thread.openingPostId}?html=true`, "metric:base/tps"],
    listRevisions: [`/posts/${thread.openingPostId}/revisions`, "api-author"],
    readRevision: [`/posts/${thread.openingPostId}/revisions/1`, "A paper on blobs"],
    listTags: ["/tags?kind=topic", "fees"],
    readTag: ["/tags/fees", "Fees"],
    listTagRevisions: ["/tags/fees/revisions", "editor"],
    readTagRevision: ["/tags/fees/revisions/1", "description"],
    listChains: ["/chains", "base"],
    readChain: ["/chains/base", "sourceUrl"],
    listChainHistory: ["/chains/base/history", "standing"],
    listMetrics: ["/metrics", "tps"],
    readMetric: ["/metrics/tps", "formula"],
    listSeries: ["/series?metric=tps", "items"],
    readSeries: ["/series/base/tps?window=max", "points"],
    listSources: ["/sources?q=blobs", "A paper on blobs"],
    readSource: [`/sources/${citekey}`, "A paper on blobs"],
    listCitations: [`/citations?thread=${thread.id}`, "api-author"],
    readCitation: [`/citations/${citation}`, "api-author"],
    listClaims: [`/claims?thread=${thread.id}`, "5 TPS"],
    readClaim: [`/claims/${claim}`, "5 TPS"],
    findMembers: ["/members?q=api", "Api Author"],
    readMember: ["/members/api-author", "joinedAt"],
    search: ["/search?q=okapi", "Blobs for everybody"],
    listModerationLog: ["/modlog", "items"],
  });

  test("every operation answers as the document says, with and without a key", async () => {
    const all = addresses();
    expect(Object.keys(all).toSorted()).toEqual(
      operations
        .filter(({ scope, method }) => scope === null && method === "GET")
        .map(({ id }) => id)
        .toSorted(),
    );
    const faults = [];
    for (const [id, [path, holds]] of Object.entries(all)) {
      const answer = await ask(path);
      const text = await answer.clone().text();
      if (answer.status !== 200 || !text.includes(holds)) faults.push(`${id}: ${answer.status} ${text.slice(0, 300)}`);
      faults.push(...(await faultsOf(id, answer)));
      const withKey = await ask(path, { key });
      if ((await withKey.text()) !== text && id !== "search") faults.push(`${id}: a key reads something else`);
      if (answer.headers.get("Access-Control-Allow-Origin") !== "*") faults.push(`${id}: no CORS`);
      if (!/^"default";r=\d+;t=\d+$/.test(answer.headers.get("RateLimit") ?? "")) faults.push(`${id}: no RateLimit`);
    }
    expect(faults).toEqual([]);
  });

  test("what is not there is 404, and a bad value 400, as problems that the document knows", async () => {
    const missing: [string, string][] = [
      ["readThread", "/threads/999999"],
      ["readThread", "/threads/abc"],
      ["readThread", "/threads/99999999999"],
      ["listThreadPosts", "/threads/999999/posts"],
      ["readPost", "/posts/999999"],
      ["readRevision", `/posts/${thread.openingPostId}/revisions/9`],
      ["readTag", "/tags/nothing-of-the-kind"],
      ["readTag", "/tags/%F0%9F%A6%93"],
      ["readChain", "/chains/nothing"],
      ["readMetric", "/metrics/constructor"],
      ["readSeries", "/series/base/nothing"],
      ["readSource", "/sources/nothing"],
      ["readCitation", "/citations/999999"],
      ["readClaim", "/claims/999999"],
      ["readMember", "/members/nobody-here"],
      ["listPosts", "/posts?author=nobody-here"],
    ];
    const malformed: [string, string][] = [
      ["listThreads", "/threads?sort=best"],
      ["listThreads", "/threads?cursor=xyz"],
      ["listPosts", "/posts?cursor=0"],
      ["listThreadPosts", `/threads/${thread.id}/posts?cursor=-1`],
      ["listClaims", "/claims?status=wrong"],
      ["listSources", "/sources?cursor=x"],
      ["readSeries", "/series/base/tps?window=2d"],
      ["search", "/search"],
      ["findMembers", "/members"],
    ];
    const seen = [];
    for (const [status, list] of [
      [404, missing],
      [400, malformed],
    ] as const)
      for (const [id, path] of list) {
        const answer = await ask(path);
        if (answer.status !== status) seen.push(`${path}: ${answer.status}`);
        seen.push(...(await faultsOf(id, answer)));
      }
    expect(seen).toEqual([]);
  });

  test("an address that is too long is a problem that the document knows", async () => {
    const answer = await ask(`/sources?q=${"x".repeat(10_000)}`);
    expect([answer.status, await faultsOf("listSources", answer)]).toEqual([414, []]);
  });

  test("a text is previewed for anybody", async () => {
    const shown = await ask("/preview", { method: "POST", json: { markdown: "**Two** [5 TPS](metric:base/tps)" } });
    expect(await shown.clone().text()).toContain("<strong>Two</strong>");
    expect(shown.headers.get("Cache-Control")).toBe("private, no-store");
    expect(await faultsOf("preview", shown)).toEqual([]);
    const long = await ask("/preview", { method: "POST", json: { markdown: "x".repeat(70_000) } });
    expect([long.status, await faultsOf("preview", long)]).toEqual([422, []]);
  });

  test("a path with a line break is no page", async () => {
    for (const path of ["/drafts/a%0Ab", "/tags/%E2%80%A8", "/members/%0d"]) {
      const answer = await ask(path, { key });
      const { headers } = answer;
      expect([answer.status, headers.get("Content-Type"), headers.get("Access-Control-Allow-Origin")]).toEqual([
        400,
        expect.stringMatching(/^application\/problem\+json/),
        "*",
      ]);
    }
  });

  test("a claim that was compared keeps to the document too", async () => {
    const observed = { from: "2026-02-13", to: "2026-02-15", lo: "1", hi: "2", series: [] };
    const check = { observed, outcome: "off", factor: "2.5", points: null, isAtLeast: true, says: "It was 2 then." };
    await db.claim.update({ where: { id: claim }, data: { verdict: { atPosting: check, now: check }, status: "off" } });
    const answer = await ask(`/claims/${claim}`);
    expect(await answer.clone().json()).toMatchObject({ status: "off", atPosting: { from: "2026-02-13" } });
    expect(await faultsOf("readClaim", answer)).toEqual([]);
  });

  test("hidden posts and threads are in no answer, also for their author's key", async () => {
    const secret = await aThread({
      author,
      title: "The zebra zone of fees",
      body: "zebrafish in the text",
      tags: ["fees"],
    });
    await db.thread.update({ where: { id: secret.id }, data: { status: "hidden" } });
    await db.post.updateMany({ where: { threadId: secret.id }, data: { status: "hidden" } });
    const paths = [
      "/threads?sort=new",
      `/threads/${secret.id}`,
      `/threads/${secret.id}/posts`,
      `/posts/${secret.openingPostId}`,
      `/posts/${secret.openingPostId}/revisions/1`,
      "/posts",
      "/search?q=zebrafish",
    ];
    for (const path of paths) expect(await (await ask(path, { key })).text(), path).not.toMatch(/zebra(fish| zone)/i);
  });

  test("a merged thread is read as the one it was merged into, and a moved post leads to its place", async () => {
    const [one, two] = [await aThread({ author }), await aThread({ author })];
    const moderator = await aMember({ role: "moderator" });
    const reply = await aReply({ thread: one, author: other, body: "A reply that moves." });
    const move = (numbers: number[] | "all") =>
      inTransaction((tx) =>
        movePosts(tx, { by: moderator, at: new Date(), fromId: one.id, numbers, to: { id: two.id } }),
      );
    expect(await move([2])).toMatchObject({ ok: true });
    const window = (await (await ask(`/threads/${one.id}/posts`)).json()) as { items: object[] };
    expect(window.items[1]).toEqual({ number: 2, removed: "moved", movedTo: `${server.origin}/p/${reply.id}` });
    expect(await move("all")).toMatchObject({ ok: true });
    expect(await (await ask(`/threads/${one.id}`)).json()).toMatchObject({ id: two.id });
  });

  test("an answer is sent again only where it changed", async () => {
    const first = await ask(`/threads/${thread.id}`);
    const tag = first.headers.get("ETag")!;
    const again = await ask(`/threads/${thread.id}`, { headers: { "If-None-Match": tag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    await aReply({ thread, author: other, body: "One more." });
    expect((await ask(`/threads/${thread.id}`, { headers: { "If-None-Match": tag } })).status).toBe(200);
  });

  test("lists go on from `next`, which the Link header has too, and name nothing twice", async () => {
    const ids: number[] = [];
    let path: string | null = "/posts";
    for (let page = 0; path !== null && page < 20; page++) {
      const answer: Response = await ask(path);
      const { items, next } = (await answer.json()) as { items: { id: number }[]; next: string | null };
      ids.push(...items.map(({ id }) => id));
      expect(answer.headers.get("Link")?.includes(`cursor=${next}`) ?? false).toBe(next !== null);
      path = next === null ? null : `/posts?cursor=${next}`;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(await db.post.count({ where: { status: "visible", thread: { status: "visible" } } }));
  });
});

describe("who may do what", () => {
  test("a script of another site may read, and is told so before it asks", async () => {
    const before = await ask("/threads", {
      method: "OPTIONS",
      headers: { Origin: "https://elsewhere.example", "Access-Control-Request-Method": "GET" },
    });
    expect(before.status).toBe(204);
    expect(before.headers.get("Access-Control-Allow-Methods")).toBe("GET");
    expect(before.headers.get("Access-Control-Allow-Credentials")).toBeNull();
  });

  test("other methods are known below /api/v1 alone", async () => {
    for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const refused = await fetch(`${server.origin}/p/1/vote`, { method });
      expect([refused.status, refused.headers.get("Allow")], method).toEqual([405, "GET, HEAD, POST"]);
    }
    const answer = await ask("/threads", { method: "DELETE" });
    expect([answer.status, answer.headers.get("Allow")]).toEqual([405, "OPTIONS, GET, POST"]);
    expect(answer.headers.get("Content-Type")).toMatch(/^application\/problem\+json/);
  });

  test("without a key, with a wrong one, a revoked one or one that has ended nothing is written", async () => {
    const json = { markdown: "Not to be posted." };
    const path = `/threads/${thread.id}/posts`;
    const revoked = await keyOf(author);
    await revokeKey(author.id, (await db.apiKey.findFirstOrThrow({ orderBy: { id: "desc" } })).id);
    const ended = await keyOf(author);
    const { id } = await db.apiKey.findFirstOrThrow({ orderBy: { id: "desc" } });
    await db.apiKey.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1_000) } });
    for (const bad of [null, "cp_nonsense", `cp_${"a".repeat(43)}`, revoked, ended]) {
      const answer = await ask(path, { method: "POST", key: bad, json });
      expect(answer.status, String(bad)).toBe(401);
      expect(answer.headers.get("WWW-Authenticate")).toMatch(/^Bearer/);
      expect(await faultsOf("reply", answer)).toEqual([]);
    }
    // A cookie is no key.
    const withCookie = await ask(path, { method: "POST", json, headers: { Cookie: await server.cookieOf(author) } });
    expect(withCookie.status).toBe(401);
    expect(await db.post.count({ where: { readableText: { contains: "Not to be posted" } } })).toBe(0);
  });

  test("a key does what its scopes say, and no more", async () => {
    const onlyVotes = await keyOf(other, ["votes"]);
    const vote = { method: "PUT", key: onlyVotes, json: { axis: "worth", value: 1 } };
    expect((await ask(`/posts/${thread.openingPostId}/vote`, vote)).status).toBe(200);
    const reply = await ask(`/threads/${thread.id}/posts`, {
      method: "POST",
      key: onlyVotes,
      json: { markdown: "No." },
    });
    expect(reply.status).toBe(403);
    expect(await faultsOf("reply", reply)).toEqual([]);
  });

  test("a suspended member's key does nothing, a silenced one's reads drafts and writes nothing", async () => {
    const bad = await aMember({ handle: "api-suspended" });
    const badKey = await keyOf(bad);
    await db.member.update({ where: { id: bad.id }, data: { suspendedAt: new Date() } });
    expect((await ask("/threads", { key: badKey })).status).toBe(403);
    const loud = await aMember({ handle: "api-silenced" });
    const loudKey = await keyOf(loud);
    await db.member.update({ where: { id: loud.id }, data: { silencedUntil: new Date(Date.now() + 3_600_000) } });
    expect((await ask("/drafts", { key: loudKey })).status).toBe(200);
    const reply = await ask(`/threads/${thread.id}/posts`, {
      method: "POST",
      key: loudKey,
      json: { markdown: "Loud." },
    });
    expect([reply.status, await reply.text()]).toEqual([403, expect.stringContaining("silenced")]);
  });

  test("a moderator's key reads what a visitor reads", async () => {
    const moderator = await aMember({ handle: "api-moderator", role: "moderator" });
    const hidden = await aReply({ thread, author: other, body: "A quagga that is hidden." });
    await db.post.update({ where: { id: hidden.id }, data: { status: "hidden" } });
    const answer = await ask(`/posts/${hidden.id}`, { key: await keyOf(moderator) });
    expect(answer.status).toBe(404);
  });

  test("an address that asks too often is told when to come back", async () => {
    const address = "198.51.100.77";
    const statuses = new Set<number>();
    for (let round = 0; round < 310; round++) statuses.add((await ask("/metrics/tps", { address })).status);
    expect([...statuses].toSorted()).toEqual([200, 429]);
    const answer = await ask("/metrics/tps", { address });
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await faultsOf("readMetric", answer)).toEqual([]);
    expect((await ask("/metrics/tps", { address, key })).status).toBe(200);
    // Guesses of keys count too.
    expect((await ask("/drafts", { address, key: "cp_guess" })).status).toBe(429);
  });
});

describe("writing", () => {
  const idempotent = () => ({ "Idempotency-Key": crypto.randomUUID() });

  test("a thread, a reply, an edit and a vote, each answered as the document says", async () => {
    const started = await ask("/threads", {
      method: "POST",
      key,
      headers: idempotent(),
      json: { title: "Started by a program", tags: ["base", "fees"], markdown: "Its opening post." },
    });
    expect(started.status).toBe(201);
    const post = (await started.clone().json()) as { id: number; thread: { id: number }; revision: number };
    expect(await faultsOf("startThread", started)).toEqual([]);

    const replied = await ask(`/threads/${post.thread.id}/posts`, {
      method: "POST",
      key: await keyOf(other),
      json: { markdown: "I doubt it.", answers: 1, relation: "rebuts" },
    });
    const reply = (await replied.clone().json()) as { id: number; answers: number };
    expect([replied.status, reply.answers]).toEqual([201, 1]);
    expect(await faultsOf("reply", replied)).toEqual([]);

    const edited = await ask(`/posts/${post.id}`, {
      method: "PATCH",
      key,
      json: {
        markdown: "Its better opening post.",
        revision: 1,
        reason: "Clearer.",
        title: "Started by a good program",
      },
    });
    expect(await edited.clone().json()).toMatchObject({ revision: 2, thread: { title: "Started by a good program" } });
    expect(await faultsOf("editPost", edited)).toEqual([]);
    const late = await ask(`/posts/${post.id}`, { method: "PATCH", key, json: { markdown: "Too late.", revision: 1 } });
    expect(await late.clone().json()).toMatchObject({ status: 409, markdown: "Its better opening post." });
    expect(await faultsOf("editPost", late)).toEqual([]);

    const voted = await ask(`/posts/${reply.id}/vote`, { method: "PUT", key, json: { axis: "agree", value: -1 } });
    expect(await voted.clone().json()).toEqual({ worth: 0, agree: 0, disagree: 1 });
    expect(await faultsOf("vote", voted)).toEqual([]);
    const own = await ask(`/posts/${post.id}/vote`, { method: "PUT", key, json: { axis: "agree", value: 1 } });
    expect(own.status).toBe(403);
  });

  test("a post from elsewhere that is longer than others can be edited, and not grow", async () => {
    const { id } = await aReply({ thread, author, body: "Short." });
    const body = `Long. ${"word ".repeat(20_000)}`.trimEnd();
    await db.postRevision.updateMany({ where: { postId: id }, data: { body } });
    const edit = (markdown: string) => ask(`/posts/${id}`, { method: "PATCH", key, json: { markdown, revision: 1 } });
    const grown = await edit(`${body} more`);
    expect(await grown.clone().json()).toMatchObject({ status: 422, errors: [{ at: "markdown" }] });
    expect(await faultsOf("editPost", grown)).toEqual([]);
    const edited = await edit(body.replace("Long", "Even"));
    expect(await edited.clone().json()).toMatchObject({ revision: 2 });
    expect(await faultsOf("editPost", edited)).toEqual([]);
  });

  test("a request that is sent twenty times at once with one key makes one post", async () => {
    const headers = idempotent();
    const json = { markdown: "Sent by a program that does not trust its network." };
    const send = () => ask(`/threads/${thread.id}/posts`, { method: "POST", key, headers, json });
    const answers = await Promise.all(Array.from({ length: 20 }, send));
    // A busy server turns some away for later; nothing came of those.
    const taken = answers.filter(({ status }) => status !== 503);
    const ids = await Promise.all(taken.map(async (answer) => ((await answer.json()) as { id: number }).id));
    expect([...new Set(taken.map(({ status }) => status))]).toEqual([201]);
    expect(new Set(ids).size).toBe(1);
    expect(await db.post.count({ where: { readableText: { contains: "does not trust its network" } } })).toBe(1);
    const different = await ask(`/threads/${thread.id}/posts`, {
      method: "POST",
      key,
      headers,
      json: { markdown: "Another text under the same key." },
    });
    expect([different.status, await different.json()]).toEqual([
      409,
      expect.objectContaining({ earlier: { id: ids[0], markdown: json.markdown } }),
    ]);
  });

  test("a body that can't be taken says why, field by field", async () => {
    const path = `/threads/${thread.id}/posts`;
    const refused: [Sent, number][] = [
      [{ json: {} }, 422],
      [{ json: { markdown: " \u200b " } }, 422],
      [{ json: { markdown: "x".repeat(70_000) } }, 422],
      [{ json: { markdown: "y", relation: "loves" } }, 422],
      [{ json: { markdown: "y", answers: 777 } }, 409],
      [{ json: [1, 2] }, 422],
      [{ body: "not json", headers: { "Content-Type": "application/json" } }, 400],
      [{ body: "markdown=y", headers: { "Content-Type": "application/x-www-form-urlencoded" } }, 415],
      [{ json: { markdown: "y" }, headers: { "Idempotency-Key": "no" } }, 400],
    ];
    for (const [sent, status] of refused) {
      const answer = await ask(path, { method: "POST", key, ...sent });
      expect([answer.status, JSON.stringify(sent).slice(0, 60)]).toEqual([status, JSON.stringify(sent).slice(0, 60)]);
      expect(await faultsOf("reply", answer)).toEqual([]);
    }
  });

  test("a marker without a source is asked about once, and posted when it is meant", async () => {
    const path = `/threads/${thread.id}/posts`;
    const json = { markdown: "As [^nowhere] shows." };
    const asked = await ask(path, { method: "POST", key, json });
    const { confirmedKeys } = (await asked.json()) as { confirmedKeys: string };
    expect([asked.status, confirmedKeys]).toEqual([422, expect.stringContaining("nowhere")]);
    expect((await ask(path, { method: "POST", key, json: { ...json, confirmedKeys } })).status).toBe(201);
  });

  test("drafts, reviews and pictures", async () => {
    const fields = { body: ["A draft by a program."] };
    const saved = await ask("/drafts/new", { method: "PUT", key, json: { fields, version: 0 } });
    expect(await saved.clone().json()).toMatchObject({ version: 1 });
    expect(await faultsOf("saveDraft", saved)).toEqual([]);
    const late = await ask("/drafts/new", { method: "PUT", key, json: { fields: { body: ["Another."] }, version: 0 } });
    expect(await late.clone().json()).toMatchObject({ status: 409, theirs: { fields } });
    for (const [id, path] of [
      ["listDrafts", "/drafts"],
      ["readDraft", "/drafts/new"],
    ] as const) {
      const read = await ask(path, { key });
      expect(await read.clone().text()).toContain("A draft by a program.");
      expect(read.headers.get("Cache-Control")).toBe("private, no-store");
      expect(await faultsOf(id, read)).toEqual([]);
    }
    expect((await ask("/drafts/new", { key: await keyOf(other) })).status).toBe(404);
    const gone = await ask("/drafts/new", { method: "DELETE", key });
    expect(await faultsOf("deleteDraft", gone)).toEqual([]);
    expect((await ask("/drafts/nowhere", { key })).status).toBe(404);

    const review = { verdict: "says_it", comment: "Page 3." };
    const own = await ask(`/citations/${citation}/review`, { method: "PUT", key, json: review });
    expect(own.status).toBe(403);
    const otherKey = await keyOf(other);
    const reviewed = await ask(`/citations/${citation}/review`, { method: "PUT", key: otherKey, json: review });
    expect(await reviewed.clone().json()).toMatchObject({ reviews: [{ by: "api-other", verdict: "says_it" }] });
    expect(await faultsOf("reviewCitation", reviewed)).toEqual([]);

    const form = new FormData();
    const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    form.set("file", new Blob([Buffer.from(png, "base64")], { type: "image/png" }), "one.png");
    form.set("alt", "One pixel");
    const added = await ask("/uploads", { method: "POST", key, body: form });
    expect([added.status, await added.clone().json()]).toEqual([201, expect.objectContaining({ alt: "One pixel" })]);
    expect(await faultsOf("addUpload", added)).toEqual([]);
    const listed = await ask("/uploads", { key });
    expect(await faultsOf("listUploads", listed)).toEqual([]);
  });
});

test("a key is made with a fresh proof, shown once, listed by its beginning, and revoked", async () => {
  const member = await aMember({ handle: "api-keyed" });
  const path = "/settings/api-keys";
  const made = await server.fetch(path, { as: member, form: { name: "My script", scopes: ["posts", "votes"] } });
  const text = await made.text();
  const shown = /value="(cp_[\w-]{43})"/.exec(text)?.[1];
  expect([made.status, shown]).toEqual([200, expect.stringMatching(/^cp_/)]);
  expect((await ask("/drafts", { key: shown! })).status).toBe(403);
  const list = await (await server.fetch(path, { as: member })).text();
  expect(list).toContain(shown!.slice(0, 9));
  expect(list).not.toContain(shown!);
  expect(list).toContain("last used");
  const stored = await db.apiKey.findFirstOrThrow({ where: { memberId: member.id } });
  expect(JSON.stringify(stored)).not.toContain(shown!);
  // Somebody else's number revokes nothing.
  await server.fetch(path, { as: other, form: { revoke: String(stored.id) } });
  expect((await ask("/threads", { key: shown! })).status).toBe(200);
  await server.fetch(path, { as: member, form: { revoke: String(stored.id) } });
  expect((await ask("/threads", { key: shown! })).status).toBe(401);
});

test("the page of the API names every operation", async () => {
  const text = (await (await server.fetch("/api")).text()).replaceAll(/<!--.*?-->/g, "");
  for (const { method, path } of operations) expect(text).toContain(`${method} /api/v1${path}`);
});
