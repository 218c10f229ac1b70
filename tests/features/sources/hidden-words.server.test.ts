import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { moderate } from "~/features/moderation/moderation.server";
import {
  deletePost,
  presentPosts,
  refreshCitationLists,
  reprocessNow,
  undeletePost,
} from "~/features/posts/posts.server";
import { exportReferences } from "~/features/sources/sources";
import { findReferences, findSource, listSources, searchSources } from "~/features/sources/sources.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";

useDatabase();

let thread: ThreadMade;
let author: Member;
let moderator: Member;
beforeAll(async () => {
  author = await aMember();
  moderator = await aMember({ role: "moderator" });
  thread = await aThread({ author });
});

const hide = (postId: number) => moderate({ by: moderator, kind: "hide_post", target: postId, reason: "Off topic." });
const show = (postId: number) => moderate({ by: moderator, kind: "restore_post", target: postId, reason: "On topic." });

const definition = (address: string, words: string) => `A point.[^k]\n\n[^k]: ${address} ${words}`;
const reference = (address: string, title: string) =>
  `A point.[^k]\n\n[^k]: ${address}\n\n    \`\`\`bibtex\n    @misc{k, title={${title}}, author={Marker, Mara}, publisher={Marker Press}, note={marker note}}\n    \`\`\`\n`;

/** Everything that is said of a source, wherever it is shown. */
async function said(address: string) {
  const { id, citekey } = await db.source.findFirstOrThrow({ where: { url: address } });
  const page = await findSource(citekey, null);
  const files = await findReferences([id]);
  const found = (await searchSources(db, "marker", { take: 50 })).filter((one) => one.id === id);
  const listed = (await listSources({ sort: "new", q: "marker" })).sources.filter((one) => one.id === id);
  const shown = [
    page,
    ...(["bib", "ris", "csl.json", "txt"] as const).map((format) => exportReferences(files, format).text),
    found,
    listed,
  ];
  return JSON.stringify(shown);
}

describe("words about a source that stand only in a hidden post are shown nowhere", () => {
  test.each([
    [
      "in words",
      "https://example.org/words",
      (address: string) => definition(address, "Marker title, Marker Press, 2025"),
    ],
    ["in a reference", "https://example.org/reference", (address: string) => reference(address, "Marker title")],
  ])("%s, and comes back with the post", async (_, address, body) => {
    const post = await aReply({ thread, author, body: body(address) });
    expect(await said(address)).toMatch(/Marker title/);
    const before = await db.source.findFirstOrThrow({ where: { url: address } });

    await hide(post.id);
    expect(await said(address)).not.toMatch(/marker/i);
    expect(await said(address)).toContain(address.replace("https://", ""));

    await show(post.id);
    const after = await db.source.findFirstOrThrow({ where: { url: address } });
    expect(after.csl).toEqual(before.csl);
    expect(after.title).toBe(before.title);
  });

  test("also when another post cites the source, whose words then name it", async () => {
    const address = "https://example.org/both";
    const first = await aReply({ thread, author, body: definition(address, "Marker title") });
    const second = await aReply({ thread, body: definition(address, "A decent title") });
    const third = await aReply({ thread, body: `Again.[^k]\n\n[^k]: ${address}` });
    await hide(first.id);
    expect(await said(address)).not.toMatch(/marker/i);
    await reprocessNow(second.id);
    expect((await db.source.findFirstOrThrow({ where: { url: address } })).title).toBe("A decent title");
    // What the job "source.changed" does.
    await refreshCitationLists([second.id, third.id]);
    const posts = await db.post.findMany({ where: { id: { in: [second.id, third.id] } } });
    for (const [, html] of await presentPosts(posts, null, "page")) expect(JSON.stringify(html)).not.toMatch(/Marker/);
    // The name that a visible post gave stays.
    await show(first.id);
    expect((await db.source.findFirstOrThrow({ where: { url: address } })).title).toBe("A decent title");
  });

  test("and when its author deletes the post, or a moderator hides its thread", async () => {
    const address = "https://example.org/deleted";
    const post = await aReply({ thread, author, body: definition(address, "Marker title") });
    expect((await deletePost({ postId: post.id, by: author })).ok).toBe(true);
    expect(await said(address)).not.toMatch(/marker/i);
    expect((await undeletePost({ postId: post.id, by: author })).ok).toBe(true);
    expect(await said(address)).toMatch(/Marker title/);

    const inThread = "https://example.org/thread";
    const other = await aThread({ author });
    await aReply({ thread: other, author, body: definition(inThread, "Marker title") });
    await hide(other.openingPostId);
    expect(await said(inThread)).not.toMatch(/marker/i);
  });

  test("a correction by a member stays, because no post says it", async () => {
    const address = "https://example.org/corrected";
    const post = await aReply({ thread, author, body: definition(address, "Marker title") });
    const source = await db.source.findFirstOrThrow({ where: { url: address } });
    const origins = source.fieldOrigin as Record<string, unknown>;
    await db.source.update({
      where: { id: source.id },
      data: {
        title: "A corrected title",
        csl: { ...(source.csl as object), title: "A corrected title" },
        lockedFields: ["title"],
        fieldOrigin: { ...origins, title: { from: "correction", byId: moderator.id } } as never,
      },
    });
    await hide(post.id);
    expect((await db.source.findUniqueOrThrow({ where: { id: source.id } })).title).toBe("A corrected title");
  });
});

test("the address of the identity comes first in exports, whatever the citing post typed", async () => {
  const body = (url: string, doi: string) =>
    `x[^k]\n\n[^k]: https://doi.org/10.1000/jsurl\n\n    \`\`\`csl-json\n    {"type":"article-journal","title":"T","URL":"${url}","DOI":"${doi}"}\n    \`\`\`\n`;
  await aReply({ thread, author, body: body("javascript:alert(1)", "https://evil.example/10.1/x") });
  const { id } = await db.source.findFirstOrThrow({ where: { url: "https://doi.org/10.1000/jsurl" } });
  for (const format of ["bib", "ris", "csl.json"] as const) {
    const { text } = exportReferences(await findReferences([id]), format);
    expect(text).toContain("https://doi.org/10.1000/jsurl");
    expect(text).not.toMatch(/javascript|evil/);
  }
});
