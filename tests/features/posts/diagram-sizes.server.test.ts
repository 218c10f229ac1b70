/** The sizes of a post's diagrams stay with it, whatever writes its html. */
import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import {
  correctClaim,
  createPost,
  editPost,
  importPost,
  presentPosts,
  reprocessNow,
  revertPost,
  rewriteImported,
  startThread,
  withHeldText,
  releaseHeld,
} from "~/features/posts/posts.server";
import { findTags } from "~/features/tags/tags.server";
import { db } from "~/platform/db.server";
import { warmLanes } from "~/platform/lanes.server";
import { diagramKey, type DiagramSizes } from "~/ui/diagram-size";
import { useDatabase } from "../../support/database";
import { aMember, aThread } from "../../support/factories";

useDatabase();
beforeAll(() => warmLanes());

const [flow, pie, other] = ["flowchart LR\n  A --> B", 'pie\n  "a" : 1', "flowchart LR\n  A --> C"] as const;
const fence = (source: string) => `\`\`\`mermaid\n${source}\n\`\`\`\n`;
const [ofFlow, ofPie, ofOther] = [flow, pie, other].map(diagramKey) as [string, string, string];
const both = `${fence(flow)}\n${fence(pie)}`;
const sizes: DiagramSizes = { [ofFlow]: [300, 100], [ofPie]: [400, 200] };

async function read(id: number) {
  const { diagramSizes, html } = await db.post.findUniqueOrThrow({ where: { id } });
  const rooms = [...html.matchAll(/data-slot="diagram" data-id="(\d+:\d+)"/g)].map(([, size]) => size);
  return { sizes: diagramSizes, rooms };
}
const ofBoth = { sizes, rooms: ["300:100", "400:200"] };

async function aReplyWith(author: Member, body: string, diagramSizes?: DiagramSizes) {
  const written = await createPost({ author, threadId: (await aThread()).id, body, diagramSizes });
  if (!written.ok) throw new Error(written.reason);
  return written.post.id;
}

const edit = (by: Member, postId: number, version: number, body: string, diagramSizes?: DiagramSizes) =>
  editPost({ by, postId, version, body, reason: "", diagramSizes });

test("a thread and a reply keep the sizes of their diagrams, and of no others", async () => {
  const author = await aMember();
  const tagIds = (await findTags(db, ["fees"])).map(({ id }) => id);
  const thread = await startThread({ author, title: "How is a blob read?", body: both, tagIds, diagramSizes: sizes });
  if (!thread.ok) throw new Error(thread.reason);
  expect(await read(thread.post.id)).toEqual(ofBoth);
  // A text with a name in it is written in more than one statement.
  const named = await aReplyWith(author, `@${author.handle}\n\n${fence(pie)}`, sizes);
  expect(await read(named)).toEqual({ sizes: { [ofPie]: [400, 200] }, rooms: ["400:200"] });
  const without = await aReplyWith(author, "No diagram.", sizes);
  expect(await read(without)).toEqual({ sizes: null, rooms: [] });
  const unknown = await aReplyWith(author, both);
  expect(await read(unknown)).toEqual({ sizes: null, rooms: [] });
});

test("an edit keeps the sizes of diagrams that stay, drops those of others, and takes newer ones", async () => {
  const author = await aMember();
  const id = await aReplyWith(author, both, sizes);
  expect(await edit(author, id, 1, `Words first.\n\n${both}`)).toEqual({ ok: true });
  expect(await read(id)).toEqual(ofBoth);
  const changed = `${fence(other)}\n${fence(pie)}`;
  expect(await edit(author, id, 2, changed, { [ofOther]: [500, 300], [ofPie]: [401, 201] })).toEqual({ ok: true });
  const newer = { sizes: { [ofOther]: [500, 300], [ofPie]: [401, 201] }, rooms: ["500:300", "401:201"] };
  expect(await read(id)).toEqual(newer);
  const at = { by: author, postId: id, revision: 1, version: 3, reason: "" };
  expect(await revertPost(at, () => Promise.resolve())).toMatchObject({ ok: true });
  expect(await read(id)).toEqual({ sizes: { [ofPie]: [401, 201] }, rooms: ["401:201"] });
});

test("rendering again and a corrected claim lose nothing", async () => {
  const author = await aMember();
  const id = await aReplyWith(author, `It does [142 TPS](claim: "measured").\n\n${both}`, sizes);
  await db.post.update({ where: { id }, data: { html: "", rendererVersion: 0 } });
  await reprocessNow(id);
  expect(await read(id)).toEqual(ofBoth);
  const { id: claimId } = await db.claim.findFirstOrThrow({ where: { postId: id } });
  expect(await correctClaim({ by: author, claimId, text: "143 TPS" })).toEqual({ ok: true });
  expect(await read(id)).toEqual(ofBoth);
});

test("renderings beside edits that bring other sizes: the html has those that are stored", async () => {
  const author = await aMember();
  const id = await aReplyWith(author, both, sizes);
  for (let round = 1; round <= 10; round++) {
    const size = { [ofFlow]: [300 + round, 100] as const };
    const [edited] = await Promise.all([
      edit(author, id, round, `${both}\nRound ${round}.`, size),
      reprocessNow(id),
      reprocessNow(id),
    ]);
    expect(edited).toEqual({ ok: true });
    expect(await read(id)).toEqual({ sizes: { ...sizes, ...size }, rooms: [`${300 + round}:100`, "400:200"] });
  }
});

test("a held text keeps them until it is posted", async () => {
  const author = await aMember({ isNew: true });
  const thread = await aThread();
  const links = [1, 2, 3].map((n) => `[link ${n}](https://wares.example/${n})`).join(" and ");
  const body = `${both}\nLook at ${links}.`;
  const written = await createPost({ author, threadId: thread.id, body, diagramSizes: sizes });
  if (written.ok || written.reason !== "held") throw new Error("It was not held");
  const released = await withHeldText(written.heldId, (tx, text) => releaseHeld(tx, written.heldId, text));
  if (!released.ok) throw new Error(released.reason);
  expect(await read(released.post.id)).toEqual(ofBoth);
});

test("an imported post has none, and keeps what its diagrams get", async () => {
  const author = await aMember();
  const thread = await aThread();
  const { postId } = await importPost(
    {
      authorId: author.id,
      thread: { id: thread.id },
      number: 2,
      stubAuthorId: author.id,
      parentId: null,
      body: both,
      at: new Date("2026-01-01T00:00:00Z"),
      editedAt: null,
      worth: 0,
    },
    () => Promise.resolve(),
  );
  expect(await read(postId)).toEqual({ sizes: null, rooms: [] });
  expect(await edit(author, postId, 1, `${both}\nMine.`, sizes)).toEqual({ ok: true });
  const rewritten = { postId, body: `${both}\nTheirs.`, revision: 2, at: new Date(), reason: "" };
  expect(await rewriteImported(rewritten, () => Promise.resolve())).toBe(3);
  expect(await read(postId)).toEqual(ofBoth);
});

test("only pages have the room: a feed and a mail show the source or a word for it", async () => {
  const id = await aReplyWith(await aMember(), both, sizes);
  const shown = async (medium: "page" | "feed" | "mail") => {
    const post = await db.post.findUniqueOrThrow({ where: { id } });
    return (await presentPosts([post], null, medium)).get(id) ?? "";
  };
  expect((await shown("page")).match(/<div class="diagram-room"/g)).toHaveLength(2);
  for (const medium of ["feed", "mail"] as const) {
    expect(await shown(medium)).not.toMatch(/diagram-room|data-slot|<svg/);
    expect(await shown(medium)).toMatch(/flowchart LR|\[diagram\]/);
  }
});
