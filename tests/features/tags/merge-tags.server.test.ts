import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { disclose } from "~/features/members/members.server";
import { changePostVisibility, editPost, startThread } from "~/features/posts/posts.server";
import { changeTagLogged, mergeTagLogged, retagThreadLogged } from "~/features/moderation/moderation.server";
import {
  createTag,
  editDescription,
  findTags,
  findTagFamily,
  followTag,
  loadVocabulary,
  lookUpSlug,
} from "~/features/tags/tags.server";
import { listRelatedTags } from "~/features/threads/threads.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aThread } from "../../support/factories";

useDatabase();
let moderator: Member;
let member: Member;
let count = 0;

beforeAll(async () => {
  moderator = await aMember({ role: "moderator" });
  member = await aMember();
});

/** A topic of its own. */
async function aTopic(name = `Topic number ${++count} of these`) {
  const slug = name.toLowerCase().replaceAll(" ", "-");
  const description = "What is filed here, in a sentence.";
  const created = await createTag({ by: member, name, slug, description, isAnother: true });
  if (!created.ok) throw new Error(created.reason);
  return created.tag;
}

type Named = { slug: string; name: string; kind: "topic"; id: number };
const merge = (from: { slug: string }, into: { slug: string }) =>
  mergeTagLogged({ by: moderator, from: from.slug, into: into.slug, reason: "the same thing" });

async function change(
  tag: { id: number },
  wanted: Partial<{
    name: string;
    slug: string;
    parent: string;
    synonyms: string[];
    kind: "topic" | "eip" | "chain" | "upgrade";
    version: number;
  }>,
) {
  const now = await db.tag.findUniqueOrThrow({
    where: { id: tag.id },
    include: { parent: true, synonyms: true },
  });
  return changeTagLogged({
    by: moderator,
    reason: "better so",
    tagId: tag.id,
    change: {
      name: now.name,
      slug: now.slug,
      kind: now.kind,
      parent: now.parent?.slug ?? "",
      synonyms: now.synonyms.map(({ name }) => name),
      version: now.version,
      ...wanted,
    },
  });
}

/** Every tag's count beside what a recount gives. */
async function drift() {
  return db.$queryRaw<{ slug: string }[]>`
    select tag."slug", tag."threadCount", counted.n from "Tag" tag
    left join lateral (select count(*)::int as n from "ThreadTag" tt join "Thread" t on t."id" = tt."threadId"
      where tt."tagId" = tag."id" and t."status" = 'visible') counted on true
    where tag."threadCount" <> counted.n`;
}

beforeEach(async () => {
  expect(await drift()).toEqual([]);
});

test("a merge takes threads, followers, other names, children and the address along, tells each thread, and is logged", async () => {
  const [from, into] = [await aTopic(), await aTopic()];
  const child = await aTopic();
  await change(child, { parent: from.slug });
  await change(from, { synonyms: ["Other name A"] });
  const alone = await aThread({ tags: [from.slug, "fees"] });
  const both = await aThread({ tags: ["base", into.slug, from.slug] });
  const hidden = await aThread({ tags: [from.slug] });
  await db.$transaction((tx) => changePostVisibility(tx, hidden.openingPostId, "hidden"));
  await followTag({ by: member, tagId: from.id });
  await followTag({ by: moderator, tagId: from.id });
  await followTag({ by: moderator, tagId: into.id });
  await disclose(member.id, from.id, "works on it");
  await disclose(moderator.id, from.id, "holds it");
  await disclose(moderator.id, into.id, "holds the other");

  expect(await merge(from, into)).toEqual({ ok: true, slug: into.slug, threads: 3 });

  expect(await drift()).toEqual([]);
  const tagsOf = async (thread: { id: number }) =>
    (
      await db.threadTag.findMany({
        where: { threadId: thread.id },
        orderBy: { position: "asc" },
        include: { tag: true },
      })
    ).map(({ tag }) => tag.slug);
  expect(await tagsOf(alone)).toEqual([into.slug, "fees"]);
  expect(await tagsOf(both)).toEqual(["base", into.slug]);
  expect(await tagsOf(hidden)).toEqual([into.slug]);
  expect(await db.tag.findUniqueOrThrow({ where: { id: into.id } })).toMatchObject({ threadCount: 2 });
  expect(await db.tagFollow.count({ where: { tagId: into.id } })).toBe(2);
  const declared = await db.disclosure.findMany({ where: { tagId: into.id }, orderBy: { text: "asc" } });
  expect(declared.map(({ text }) => text)).toEqual(["holds the other", "works on it"]);
  expect(await db.tag.findUniqueOrThrow({ where: { id: child.id } })).toMatchObject({ parentId: into.id });
  expect(await lookUpSlug(from.slug)).toMatchObject({ is: "former", tag: { id: into.id } });
  expect(await lookUpSlug("other-name-a")).toMatchObject({ is: "synonym", tag: { id: into.id } });
  const synonyms = await db.tagSynonym.findMany({ where: { tagId: into.id }, select: { name: true } });
  expect(synonyms.map(({ name }) => name)).toContain(from.name);
  const [event] = await db.threadEvent.findMany({ where: { threadId: both.id } });
  expect(event).toMatchObject({
    kind: "retagged",
    byId: moderator.id,
    before: `Base, ${into.name}, ${from.name}`,
    after: `Base, ${into.name}`,
    afterNumber: 1,
  });
  expect(await db.modAction.findFirstOrThrow({ orderBy: { id: "desc" } })).toMatchObject({
    kind: "merge_tag",
    tagSlug: into.slug,
    detail: `“${from.name}”, 3 threads`,
    reason: "the same thing",
  });
});

test("of five merges of one tag at once one happens, and no thread is lost or counted twice", async () => {
  const [from, into] = [await aTopic(), await aTopic()];
  for (let index = 0; index < 6; index++) await aThread({ author: member, tags: [from.slug] });
  const done = await Promise.all(Array.from({ length: 5 }, () => merge(from, into)));
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  expect(done.filter((one) => !one.ok && one.reason === "no-such-tag")).toHaveLength(4);
  expect(await db.tag.findUniqueOrThrow({ where: { id: into.id } })).toMatchObject({ threadCount: 6 });
  expect(await drift()).toEqual([]);
});

test("two tags merged into each other at once become one", async () => {
  const [one, other] = [await aTopic(), await aTopic()];
  const thread = await aThread({ tags: [one.slug, other.slug] });
  const done = await Promise.all([merge(one, other), merge(other, one)]);
  expect(done.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  expect(await db.threadTag.count({ where: { threadId: thread.id } })).toBe(1);
  expect(await drift()).toEqual([]);
});

test("while tags are merged threads are started, retagged, hidden and answered: nothing is lost, nothing drifts, nobody waits for ever", async () => {
  const topics = await Promise.all(Array.from({ length: 4 }, () => aTopic()));
  const into = await aTopic();
  const ids = topics.map(({ id }) => id);
  const threads = [];
  for (let index = 0; index < 8; index++)
    threads.push(await aThread({ tags: [topics[index % 4]!.slug, topics[(index + 1) % 4]!.slug] }));
  const work = [
    ...topics.map((topic) => merge(topic, into)),
    ...threads.map((thread, index) =>
      editPost({
        by: thread.author,
        postId: thread.openingPostId,
        body: "An opening post.",
        reason: "",
        version: 1,
        thread: { title: thread.title, tagIds: [ids[(index + 2) % 4]!, ids[(index + 3) % 4]!] },
      }),
    ),
    ...threads
      .slice(0, 4)
      .map((thread) => db.$transaction((tx) => changePostVisibility(tx, thread.openingPostId, "hidden"))),
    ...threads.map(({ author }, index) =>
      startThread({
        author,
        title: `A thread started during a merge ${count}-${index}`,
        body: "Text.",
        tagIds: [ids[index % 4]!, ids[(index + 2) % 4]!],
      }),
    ),
  ];
  await Promise.all(work);
  expect(await drift()).toEqual([]);
  expect(await db.tag.count({ where: { id: { in: ids } } })).toBe(0);
  expect(await db.threadTag.count({ where: { tagId: into.id } })).toBe(16);
});

test("a merge into a tag that stands under the one that goes makes no circle", async () => {
  const [top, middle, bottom] = [await aTopic(), await aTopic(), await aTopic()];
  await change(middle, { parent: top.slug });
  await change(bottom, { parent: middle.slug });
  expect(await merge(top, bottom)).toMatchObject({ ok: true });
  expect(await db.tag.findUniqueOrThrow({ where: { id: bottom.id } })).toMatchObject({ parentId: null });
  expect(await db.tag.findUniqueOrThrow({ where: { id: middle.id } })).toMatchObject({ parentId: bottom.id });
});

test("addresses lead on through any number of renames and merges, each in one step", async () => {
  const [first, second, third] = [await aTopic(), await aTopic(), await aTopic()];
  const slugs = [first.slug, second.slug];
  const renamed = await change(first, { slug: "renamed-once", name: "Renamed once" });
  expect(renamed).toMatchObject({
    ok: true,
    summary: expect.stringContaining(`address from ${first.slug} to renamed-once`) as string,
  });
  await merge({ slug: "renamed-once" }, second);
  await merge(second, third);
  await change(third, { slug: "the-last-address" });
  for (const slug of [...slugs, "renamed-once", third.slug]) {
    expect(await lookUpSlug(slug)).toMatchObject({ is: "former", tag: { slug: "the-last-address" } });
    expect((await findTagFamily(slug))?.tag.slug).toBe("the-last-address");
  }
  expect(await findTags(db, [...slugs, "the-last-address"])).toHaveLength(1);
});

test("a former address is given to no other tag, new, renamed or of the registry; a tag may take its own back", async () => {
  const [one, other] = [await aTopic(), await aTopic()];
  const old = one.slug;
  await change(one, { slug: "moved-away" });
  const again = {
    by: member,
    name: "Something else",
    slug: old,
    description: "Another thing entirely.",
    isAnother: true,
  };
  expect(await createTag(again)).toMatchObject({ ok: false, reason: "taken", field: "slug" });
  expect(await change(other, { slug: old })).toMatchObject({
    ok: false,
    errors: { slug: [expect.stringContaining("once")] },
  });
  await db.$transaction((tx) =>
    loadVocabulary(tx, [
      { slug: old, name: "From the registry", kind: "chain", description: "", parent: null, synonyms: [] },
    ]),
  );
  expect(await db.tag.count({ where: { slug: old } })).toBe(0);
  expect(await change(one, { slug: old })).toMatchObject({ ok: true });
  expect(await lookUpSlug("moved-away")).toMatchObject({ is: "former", tag: { slug: old } });
});

test("of many renames at once to one address one succeeds; of two changes from one version the second is refused as outdated", async () => {
  const topics = await Promise.all(Array.from({ length: 4 }, () => aTopic()));
  const done = await Promise.all(topics.map((topic) => change(topic, { slug: "wanted-by-all" })));
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  const topic = await aTopic();
  const both = await Promise.all([
    change(topic, { name: "A name of one", version: 1 }),
    change(topic, { name: "A name of another", version: 1 }),
  ]);
  expect(both.map((one) => (one.ok ? "ok" : one.reason)).toSorted()).toEqual(["changed-meanwhile", "ok"]);
});

test("of many requests at once that create the same tag one succeeds", async () => {
  const given = {
    by: member,
    name: "Made at once",
    slug: "made-at-once",
    description: "Made by several at once.",
    isAnother: true,
  };
  const made = await Promise.all(Array.from({ length: 5 }, () => createTag(given)));
  expect(made.filter(({ ok }) => ok)).toHaveLength(1);
});

test("a tag stands under nothing that stands under it", async () => {
  const [top, below] = [await aTopic(), await aTopic()];
  expect(await change(below, { parent: top.slug })).toMatchObject({ ok: true });
  expect(await change(top, { parent: below.slug })).toMatchObject({ ok: false, reason: "refused" });
  expect(await change(top, { parent: top.slug })).toMatchObject({ ok: false, reason: "refused" });
  expect(await change(top, { parent: "nowhere" })).toMatchObject({ ok: false, reason: "refused" });
});

test("the registry's tags keep name, address, kind and parent, take other names, and never go", async () => {
  const base = await db.tag.findUniqueOrThrow({ where: { slug: "base" } });
  for (const wanted of [{ slug: "based" }, { name: "Based" }, { kind: "topic" as const }, { parent: "" }])
    expect(await change(base, wanted)).toMatchObject({ ok: false, reason: "refused" });
  expect(await change(base, { synonyms: ["Base Mainnet"] })).toMatchObject({ ok: true });
  expect(await lookUpSlug("base-mainnet")).toMatchObject({ is: "synonym", tag: { slug: "base" } });
  expect(await merge({ slug: "base" }, { slug: "fees" })).toEqual({ ok: false, reason: "is-mirror" });
  const topic = await aTopic();
  expect(await change(topic, { kind: "chain" })).toMatchObject({ ok: false, reason: "refused" });
  expect(await change(topic, { kind: "eip" })).toMatchObject({ ok: false, reason: "refused" });
  expect(await change(topic, { slug: "eip-9999", kind: "eip" })).toMatchObject({ ok: true });
});

test("another name may be several tags', but no tag's own", async () => {
  const topic = await aTopic();
  expect(await change(topic, { synonyms: ["Optimism"] })).toMatchObject({ ok: true });
  expect(await lookUpSlug("optimism")).toMatchObject({ is: "ambiguous" });
  expect(await change(topic, { synonyms: ["Fees"] })).toMatchObject({
    ok: false,
    errors: { synonyms: [expect.stringContaining("merge")] },
  });
  expect(await change(topic, { synonyms: ["数据"] })).toMatchObject({ ok: false, reason: "refused" });
});

test("a member who is no moderator merges, changes and retags nothing", async () => {
  const topic: Named = (await aTopic()) as Named;
  const thread = await aThread({ tags: [topic.slug] });
  const fees = await db.tag.findUniqueOrThrow({ where: { slug: "fees" } });
  expect(await mergeTagLogged({ by: member, from: topic.slug, into: "fees", reason: "mine" })).toEqual({
    ok: false,
    reason: "not-allowed",
  });
  const changing = {
    tagId: topic.id,
    change: { name: "x y", slug: "x-y", kind: "topic" as const, parent: "", synonyms: [], version: 1 },
  };
  expect(await changeTagLogged({ by: member, reason: "mine", ...changing })).toEqual({
    ok: false,
    reason: "not-allowed",
  });
  const retagging = { threadId: thread.id, tagIds: [fees.id], version: 1, reason: "mine" };
  expect(await retagThreadLogged({ by: thread.author, ...retagging })).toEqual({ ok: false, reason: "not-allowed" });
});

test("a moderator's retagging is the same event as the writer's, is logged, and stops the writer's older form from undoing it", async () => {
  const thread = await aThread({ author: member, tags: ["fees", "base"] });
  const [mev] = await findTags(db, ["mev"]);
  const given = { by: moderator, threadId: thread.id, tagIds: [mev!.id], reason: "this is about MEV" };
  expect(await retagThreadLogged({ ...given, version: 1 })).toMatchObject({ ok: true });
  expect(await db.threadEvent.findFirstOrThrow({ where: { threadId: thread.id } })).toMatchObject({
    kind: "retagged",
    before: "Fees, Base",
    after: "MEV",
    byId: moderator.id,
  });
  expect(await db.modAction.findFirstOrThrow({ orderBy: { id: "desc" } })).toMatchObject({
    kind: "retag_thread",
    threadId: thread.id,
    detail: "from Fees, Base to MEV",
  });
  expect(await drift()).toEqual([]);
  const edit = {
    by: member,
    postId: thread.openingPostId,
    body: "An opening post.",
    reason: "",
    thread: { title: thread.title, tagIds: [] },
  };
  expect(await editPost({ ...edit, version: 1 })).toMatchObject({ ok: false, reason: "edit-conflict" });
  expect(await retagThreadLogged({ ...given, version: 1 })).toMatchObject({
    ok: false,
    reason: "edit-conflict",
    version: 2,
  });
});

test("retagging a hidden thread counts nowhere, and showing it again counts it where it stands", async () => {
  const thread = await aThread({ tags: ["fees"] });
  await db.$transaction((tx) => changePostVisibility(tx, thread.openingPostId, "hidden"));
  const [mev] = await findTags(db, ["mev"]);
  await retagThreadLogged({ by: moderator, threadId: thread.id, tagIds: [mev!.id], version: 1, reason: "moved" });
  expect(await drift()).toEqual([]);
  await db.$transaction((tx) => changePostVisibility(tx, thread.openingPostId, "visible"));
  expect(await drift()).toEqual([]);
});

test("related tags come from threads that everybody may read", async () => {
  const topic = await aTopic();
  await aThread({ tags: [topic.slug, "privacy"] });
  await aThread({ tags: [topic.slug, "privacy", "gaming"] });
  const hidden = await aThread({ tags: [topic.slug, "latency"] });
  await db.$transaction((tx) => changePostVisibility(tx, hidden.openingPostId, "hidden"));
  const related = await listRelatedTags(topic.id, 8);
  expect(related.map(({ slug, together }) => [slug, together])).toEqual([
    ["privacy", 2],
    ["gaming", 1],
  ]);
});

test("of two descriptions written from one revision the second is refused and gets the first", async () => {
  const topic = await aTopic();
  const edits = ["The first description of two.", "The second description of two."].map((description) =>
    editDescription({ by: member, tagId: topic.id, description, reason: "", revision: 1 }),
  );
  const done = await Promise.all(edits);
  const lost = done.find(({ ok }) => !ok);
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  expect(lost).toMatchObject({
    reason: "edit-conflict",
    revision: 2,
    description: expect.stringMatching(/of two\.$/) as string,
  });
  expect(await db.tagRevision.count({ where: { tagId: topic.id } })).toBe(2);
});

test("every tag of the vocabulary has its first revision", async () => {
  expect(await db.tag.count({ where: { revisions: { none: { number: 1 } } } })).toBe(0);
});
