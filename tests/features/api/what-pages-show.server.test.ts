/** What a page shows, the API answers with: each test looks at one page and at the address that stands for it. */
import { beforeAll, expect, test } from "vitest";
import { openApiDocument } from "~/features/api/openapi.server";
import { disputeClaim } from "~/features/claims/claims.server";
import { moderate } from "~/features/moderation/moderation.server";
import { disclose } from "~/features/members/members.server";
import { createPost, editPost, movePosts } from "~/features/posts/posts.server";
import { react } from "~/features/signals/signals.server";
import { db, inTransaction } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
import { ApiDocument } from "../../support/api-document";
import { askApi } from "../../support/ask-api";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";

useDatabase();

let document: ApiDocument;
let origin: string;

beforeAll(() => {
  document = new ApiDocument(JSON.parse(JSON.stringify(openApiDocument())));
  origin = env().publicOrigin;
});

/** The operation's answer as a visitor gets it, which keeps to the document. */
async function read(id: string, path: string): Promise<unknown> {
  const answer = await askApi(path);
  expect([answer.status, await document.faultsOf(id, answer.clone())]).toEqual([200, []]);
  return answer.json();
}

const quoting = (handle: string, post: number, words: string) =>
  `[quote=@${handle}, p:${post}, r:1]\n${words}\n[/quote]\n\nSo it says.`;

test("a thread: what happened between its posts, why it is locked, what it cites, and threads near it", async () => {
  const moderator = await aMember({ role: "moderator", name: "Mod Erator" });
  const thread = await aThread({
    title: "The first title of it",
    tags: ["base", "fees"],
    body: "It is said[^paper].\n\n[^paper]: https://papers.example/around A paper around it",
  });
  const near = await aThread({ title: "A thread with the same tags", tags: ["base", "fees"] });
  const moved = await aReply({ thread, body: "A reply that moves." });
  const post = await db.post.findUniqueOrThrow({ where: { id: thread.openingPostId } });
  const tagIds = (await db.threadTag.findMany({ where: { threadId: thread.id } })).map(({ tagId }) => tagId);
  const body = "It is said[^paper], and better.\n\n[^paper]: https://papers.example/around A paper around it";
  const refiled = { title: "The second title of it", tagIds };
  const edit = { by: thread.author, postId: post.id, version: post.version, reason: "Better.", body };
  expect(await editPost({ ...edit, thread: refiled })).toMatchObject({ ok: true });
  const move = { by: moderator, at: new Date(), fromId: thread.id, numbers: [moved.number], to: { id: near.id } };
  expect(await inTransaction((tx) => movePosts(tx, move))).toMatchObject({ ok: true });
  const lock = { by: moderator, kind: "lock_thread", target: thread.id, reason: "All is said." } as const;
  expect(await moderate(lock)).toMatchObject({ ok: true });

  expect(await read("readThread", `/threads/${thread.id}`)).toMatchObject({
    title: "The second title of it",
    sourceCount: 1,
    lockedBy: { reason: "All is said.", moderator: "Mod Erator", url: expect.stringContaining(`${origin}/modlog`) },
    events: [
      {
        kind: "renamed",
        before: "The first title of it",
        after: "The second title of it",
        afterPost: 2,
        by: { handle: thread.author.handle },
        other: null,
      },
      { kind: "moved_away", before: "2", other: { id: near.id } },
    ],
    related: [{ id: near.id, title: "A thread with the same tags", postCount: 2 }],
  });
});

test("a post: who answers, quotes and reacts, what it quotes, and what its author discloses", async () => {
  const author = await aMember({ handle: "linked-author" });
  const reader = await aMember({ handle: "linked-reader", name: "Linked Reader" });
  const thread = await aThread({ author, body: "Words that others quote.", tags: ["base"] });
  const { id: tagId } = await db.tag.findUniqueOrThrow({ where: { slug: "base" } });
  await disclose(author.id, tagId, "Works for Base.");
  const elsewhere = await aThread({ body: quoting(author.handle, thread.openingPostId, "Words that others quote.") });
  const answer = { author: reader, threadId: thread.id, parentId: thread.openingPostId, relation: "rebuts" } as const;
  expect(await createPost({ ...answer, body: "It is not so." })).toMatchObject({ ok: true });
  await react({ member: reader, postId: thread.openingPostId, kind: "crux", value: true });

  const post = await read("readPost", `/posts/${thread.openingPostId}`);
  expect(post).toMatchObject({
    replies: {
      count: 1,
      byRelation: { rebuts: 1 },
      first: [{ number: 2, relation: "rebuts", author: "Linked Reader" }],
    },
    quotes: [],
    quotedIn: [{ id: elsewhere.openingPostId, number: 1, thread: { id: elsewhere.id } }],
    interests: [{ text: "Works for Base." }],
    reactions: { crux: 1 },
    reactedBy: { crux: [{ handle: "linked-reader" }] },
  });
  expect(await read("listThreadPosts", `/threads/${thread.id}/posts`)).toMatchObject({ items: [post, { number: 2 }] });
  expect(await read("readPost", `/posts/${elsewhere.openingPostId}`)).toMatchObject({
    quotes: [
      {
        post: { id: thread.openingPostId, author: { handle: "linked-author" } },
        revision: 1,
        text: "Words that others quote.",
        state: "holds",
      },
    ],
  });
});

test("a hidden post is named nowhere, and says in its place why it was hidden", async () => {
  const moderator = await aMember({ role: "moderator", name: "Mod Hider" });
  const thread = await aThread({ body: "Words that a hidden post quotes." });
  const words = quoting(thread.author.handle, thread.openingPostId, "Words that a hidden post quotes.");
  const hidden = await aReply({ thread, body: words, parentId: thread.openingPostId });
  const hide = { by: moderator, kind: "hide_post", target: hidden.id, reason: "It is off topic." } as const;
  expect(await moderate(hide)).toMatchObject({ ok: true });
  expect(await read("readPost", `/posts/${thread.openingPostId}`)).toMatchObject({
    quotedIn: [],
    replies: { count: 0, byRelation: {}, first: [] },
  });
  expect(await read("listThreadPosts", `/threads/${thread.id}/posts`)).toMatchObject({
    items: [
      { number: 1 },
      { number: 2, removed: "hidden", why: { reason: "It is off topic.", moderator: "Mod Hider" } },
    ],
  });
});

test("a post's widgets come with the values of their moment", async () => {
  const thread = await aThread({ body: "See:\n\n![TPS of Base](metric:base/tps)" });
  expect(await read("readPost", `/posts/${thread.openingPostId}`)).toMatchObject({
    widgets: [
      { title: "TPS of Base", values: [{ name: expect.stringContaining("Base"), value: "no data then", asOf: null }] },
    ],
  });
});

test("a member: the ORCID iD, interests, subjects, sources and corrections", async () => {
  const member = await aMember({ handle: "shown-member", name: "Shown Member" });
  const orcid = "0000-0002-1825-0097";
  const identity = { memberId: member.id, issuer: "https://orcid.org", subject: orcid, label: orcid, isShown: true };
  await db.identity.create({ data: identity });
  const body = "Base does [5 TPS](metric:base/tps)[^src].\n\n[^src]: https://papers.example/cited A cited paper";
  const thread = await aThread({ author: member, body, tags: ["base"] });
  const { id: tagId } = await db.tag.findUniqueOrThrow({ where: { slug: "base" } });
  await disclose(member.id, tagId, "Works for Base.");
  const correction = { status: "corrected", correctedFrom: "6 TPS", correctedAt: new Date() };
  await db.claim.updateMany({ where: { threadId: thread.id }, data: correction });
  expect(await read("readMember", "/members/shown-member")).toMatchObject({
    orcid: `https://orcid.org/${orcid}`,
    proved: [{ name: orcid, url: `https://orcid.org/${orcid}` }],
    interests: [{ text: "Works for Base.", tag: { slug: "base" } }],
    writesAbout: [{ slug: "base", posts: 1 }],
    citesMost: [{ title: "A cited paper", posts: 1 }],
    corrected: [{ from: "6 TPS", to: "5 TPS", thread: { id: thread.id } }],
    imported: [],
  });
  expect(await read("listThreads", "/threads?author=shown-member")).toMatchObject({ items: [{ id: thread.id }] });
  expect(await read("listCitations", "/citations?author=shown-member")).toMatchObject({
    items: [{ post: { id: thread.openingPostId } }],
  });
});

test("a member who left is as gone as the profile", async () => {
  const gone = await aMember({ handle: "gone-member" });
  await db.member.update({ where: { id: gone.id }, data: { deletedAt: new Date() } });
  const answer = await askApi("/members/gone-member");
  expect([answer.status, await document.faultsOf("readMember", answer)]).toEqual([404, []]);
});

test("a claim: its context, the same elsewhere, and the evidence of readers", async () => {
  const words = "Base does [2,750 TPS](metric:base/tps) on some days.";
  const [one, two] = [await aThread({ body: words }), await aThread({ body: words })];
  for (const { id } of [one, two]) await jobHandlers["claims.judge"]({ threadId: id });
  const claim = await db.claim.findFirstOrThrow({ where: { threadId: one.id } });
  const reader = await aMember({ handle: "claim-reader" });
  const reason = "The list names half of it, see its second table.";
  const evidence = { kind: "disputes", basis: "source", reason, source: "https://example.org/list" } as const;
  expect(await disputeClaim(claim.id, reader, evidence)).toEqual({ ok: true });
  expect(await read("readClaim", `/claims/${claim.id}`)).toMatchObject({
    context: { before: "Base does ", after: " on some days." },
    same: [{ thread: { id: two.id }, author: { handle: two.author.handle } }],
    evidence: [{ ...evidence, by: { handle: "claim-reader" }, agreement: { kind: "too-few" } }],
  });
});

test("a source: who cites it for what, where its fields came from, and how they were changed", async () => {
  await aThread({ body: "It is so[^s].\n\n[^s]: https://papers.example/whole supports: A whole paper" });
  const { citekey, id } = await db.source.findFirstOrThrow({ where: { url: "https://papers.example/whole" } });
  const changes = [{ field: "title", before: "A whole paper", after: "A whole paper, mended" }];
  await db.sourceRevision.create({ data: { sourceId: id, at: new Date(), reason: "A word.", changes } });
  expect(await read("readSource", `/sources/${citekey}`)).toMatchObject({
    origins: { title: "writer" },
    cited: { posts: 1, members: 1, threads: 1, reviews: {} },
    revisions: [{ by: null, reason: "A word.", changes }],
    merges: [],
  });
});

test("a tag: who follows it, what stands beside it, and how its description was changed", async () => {
  const follower = await aMember();
  const { id } = await db.tag.findUniqueOrThrow({ where: { slug: "data-availability" } });
  await db.tagFollow.create({ data: { memberId: follower.id, tagId: id } });
  await aThread({ tags: ["data-availability", "fees"] });
  expect(await read("readTag", "/tags/data-availability")).toMatchObject({
    followerCount: 1,
    related: [{ slug: "fees", threads: 1 }],
  });
  const { items } = (await read("listTagRevisions", "/tags/data-availability/revisions")) as { items: object[] };
  expect(items.at(-1)).toMatchObject({ number: 1, editor: null });
  const { description } = await db.tag.findUniqueOrThrow({ where: { id } });
  const first = await read("readTagRevision", "/tags/data-availability/revisions/1");
  expect(first).toMatchObject({ number: 1, description });
});

test("a chain: its upgrades and what was said of it before; a group with its chains", async () => {
  expect(await read("readChain", "/chains/ethereum")).toMatchObject({
    upgrades: expect.arrayContaining([expect.objectContaining({ name: "Dencun", sourceUrl: expect.any(String) })]),
  });
  expect(await read("listChainHistory", "/chains/base/history")).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ field: "stack", standing: "present", enteredBy: null })]),
  });
  expect(await read("readChain", "/chains/op-stack")).toMatchObject({
    definition: expect.any(String),
    chains: expect.arrayContaining([expect.objectContaining({ slug: "base" })]),
  });
});

test("series: each metric of one chain, with the reason where it has none; one without a metric and chain is no list", async () => {
  const { items } = (await read("listSeries", "/series?chain=solana&all=true")) as {
    items: { metric: string; value: string | null; unsupported: string | null }[];
  };
  expect(items.find(({ metric }) => metric === "blobs")).toMatchObject({
    value: null,
    unsupported: expect.any(String),
  });
  expect(await read("readSeries", "/series/base/tps")).toMatchObject({ others: [], withdrawals: [], provenance: null });
  const answer = await askApi("/series");
  expect([answer.status, await document.faultsOf("listSeries", answer)]).toEqual([400, []]);
});

test("a search: what was made of the words, what else can be asked for, and pages that they name", async () => {
  const author = await aMember({ handle: "search-author" });
  const thread = await aThread({ author, body: "Wombats dig for blobs.", tags: ["fees"] });
  await aThread({ body: "Wombats elsewhere.", tags: ["base"] });
  expect(await read("search", `/search?q=wombats&author=search-author&tag=fees`)).toMatchObject({
    items: [{ thread: { id: thread.id } }],
    facets: { tags: [{ slug: "fees", count: 1 }], authors: [{ handle: "search-author", count: 1 }] },
    reading: { instead: [], isLoose: false },
  });
  expect(await read("search", `/search?q=wombats&thread=${thread.id}`)).toMatchObject({ posts: 1 });
  expect(await read("search", "/search?q=base+tps")).toMatchObject({
    metrics: expect.arrayContaining([expect.objectContaining({ url: `${origin}/metrics/base/tps` })]),
  });
  expect(await read("search", "/search?q=wombats+platypuses+before%3Anever")).toMatchObject({
    reading: { remarks: [expect.any(String)] },
  });
});

test("the log of moderation can be asked for one moderator's entries, and for the site's own", async () => {
  const [one, other] = [await aMember({ role: "moderator" }), await aMember({ role: "moderator" })];
  const thread = await aThread();
  for (const [by, kind] of [
    [one, "pin_thread"],
    [other, "unpin_thread"],
  ] as const)
    expect(await moderate({ by, kind, target: thread.id, reason: "For the test." })).toMatchObject({ ok: true });
  const all = await read("listModerationLog", `/modlog?by=${one.handle}`);
  expect(all).toMatchObject({ items: [{ kind: "pin_thread", moderator: { handle: one.handle } }], next: null });
  expect(await read("listModerationLog", "/modlog?by=site")).toMatchObject({ items: [] });
});
