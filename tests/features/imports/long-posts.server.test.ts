/** A post that is longer than what is typed here comes over whole, and stays whole. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { maxDraftLength } from "~/features/drafts/draft";
import { fieldsOf, placeOf } from "~/features/drafts/drafts";
import { findDraft, saveDraft } from "~/features/drafts/drafts.server";
import { readTagTable } from "~/features/imports/imports";
import { discourseInFolder, discourseOverHttp, importForum } from "~/features/imports/imports.server";
import { editFormOf } from "~/features/posts/posts";
import { editPost, findPostToEdit, previewPost } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { warmLanes } from "~/platform/lanes.server";
import { discourse, topicJson, type TopicThere } from "../../support/discourse";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";

useDatabase();
beforeAll(() => warmLanes());

const paragraph = (number: number) =>
  `## Part ${number}\n\nBlobs of part ${number} are *cheap*, see [the table](https://example.org/${number}).\n\n- ${"words that follow ".repeat(20)}\n\n`;
const last = "The very last sentence names zanzibarium.";
const raw = Array.from({ length: 460 }, (_, number) => paragraph(number)).join("") + last;

const topicOf = (id: number): TopicThere => ({
  id,
  title: `A long treatise, number ${id}`,
  posts: [
    { id: id * 10, number: 1, username: "author.one", raw },
    {
      id: id * 10 + 1,
      number: 2,
      username: "reader",
      raw: `[quote="author.one, post:1, topic:${id}"]\n${last}\n[/quote]\n\nIs it?`,
    },
  ],
});

const take = (there: Parameters<typeof importForum>[0]["there"]) =>
  importForum({
    there,
    tags: readTagTable("kind,from,to\n"),
    owners: new Map(),
    formerHosts: [],
    ownOrigin: "https://forum.example",
  });

const postsOf = async (topicId: number) => {
  const { threadId } = await db.importedThread.findFirstOrThrow({ where: { externalId: topicId } });
  return db.post.findMany({
    where: { threadId },
    orderBy: { number: "asc" },
    include: { revisions: true, quotes: true, document: { select: { postId: true } }, imported: true },
  });
};

test("the text of these tests is longer than a form takes", () => {
  expect(Buffer.byteLength(raw)).toBeGreaterThan(200_000);
});

describe.each([
  [
    "over HTTP",
    1,
    async (topic: TopicThere) => {
      const forum = await discourse([topic]);
      return discourseOverHttp({ address: forum.url, pause: 0, tell: () => {} });
    },
  ],
  [
    "from a folder",
    2,
    (topic: TopicThere) => {
      const folder = mkdtempSync(join(tmpdir(), "long-posts-"));
      writeFileSync(join(folder, "topic.json"), JSON.stringify(topicJson(topic, true)));
      const there = discourseInFolder({ folder, address: "https://folder.example" });
      rmSync(folder, { recursive: true });
      return Promise.resolve(there);
    },
  ],
])("taken over %s", (_, id, open) => {
  test("it has every byte, its html to the end, and nothing to report", async () => {
    await take(await open(topicOf(id)));
    const [post] = await postsOf(id);
    expect(post!.revisions[0]!.body).toBe(raw);
    expect(post!.imported!.notes).toEqual([]);
    expect(post!.html).toContain("zanzibarium");
    expect(post!.plainText.endsWith(last)).toBe(true);
  });

  test("its last words are found by a search, and a quote of them holds", async () => {
    const [post, reply] = await postsOf(id);
    const found = await db.$queryRaw<{ postId: number }[]>`
      select "postId" from "SearchDocument" where "postId" = ${post!.id} and "vector" @@ 'zanzibarium'::tsquery`;
    expect(found).toHaveLength(1);
    expect(reply!.quotes).toMatchObject([{ quotedPostId: post!.id, state: "holds", text: last }]);
  });
});

describe("whoever takes it over", () => {
  const longPost = async () => {
    const [post] = await postsOf(1);
    const author = await aMember();
    if (post!.authorId !== author.id) await db.post.update({ where: { id: post!.id }, data: { authorId: author.id } });
    return { author, post: (await findPostToEdit(post!.id, author))! };
  };

  test("edits it as long as it does not grow, and nothing of it is lost", async () => {
    const { author, post } = await longPost();
    const form = {
      body: raw.replace("zanzibarium", "zanzibariums"),
      title: "A long treatise",
      tags: ["fees"],
      revision: "1",
    };
    const grown = editFormOf(post).safeParse(form);
    expect(grown.error?.issues[0]?.message).toMatch(/and may not grow/);
    const shorter = { ...form, body: raw.replace("zanzibarium", "Zanzibar") };
    const read = editFormOf(post).parse(shorter);
    expect(read.body).toBe(shorter.body);
    expect(await editPost({ by: author, postId: post.id, body: read.body, reason: "", version: post.version })).toEqual(
      { ok: true },
    );
    const [after] = await postsOf(1);
    expect(after!.html).toContain("Zanzibar.");
    expect(after!.plainText.endsWith("names Zanzibar.")).toBe(true);
    // It may not grow back.
    const now = (await findPostToEdit(post.id, author))!;
    expect(editFormOf(now).safeParse(form).success).toBe(false);
  });

  test("previews the edit, and keeps it as a draft; a text for another place stays within the usual limit", async () => {
    const { author, post } = await longPost();
    const preview = await previewPost(post.body, author, { name: "test" });
    expect(preview).toMatchObject({ ok: true });
    const place = placeOf.edit(post);
    const fields = fieldsOf([["body", post.body]], place);
    expect(await saveDraft({ memberId: author.id, place, fields, version: 0 })).toMatchObject({ ok: true });
    expect((await findDraft(author.id, place))!.fields["body"]).toEqual([post.body]);
    expect(fieldsOf([["body", post.body]], placeOf.newThread)).toBeNull();
    const other = await aMember();
    expect(await saveDraft({ memberId: other.id, place, fields, version: 0 })).toEqual({
      ok: false,
      reason: "too-long",
    });
    expect(maxDraftLength()).toBeLessThan(post.body.length);
  });
});
