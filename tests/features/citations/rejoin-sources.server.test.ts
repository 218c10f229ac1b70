/** Sources from before a rule of identity get its names, and are joined where it says that they are one. */
import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { rejoinSources, undoMerge } from "~/features/citations/citations.server";
import { findSource } from "~/features/sources/sources.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";

useDatabase();

let thread: ThreadMade;
let author: Member;
beforeAll(async () => {
  author = await aMember({ handle: "reader-of-old" });
  thread = await aThread({ author });
});

const cite = async (body: string) => {
  const { id } = await aReply({ thread, author, body });
  const { source } = await db.citation.findFirstOrThrow({ where: { postId: id }, select: { source: true } });
  return { postId: id, source };
};
const citedBy = async (postId: number) => (await db.citation.findFirstOrThrow({ where: { postId } })).sourceId;

/** A source as an older rule stored it: this address, known by it alone. */
async function anOldSource(name: string, url: string) {
  const made = await cite(`Said[^https://${name}.example/page].`);
  await db.sourceIdentifier.deleteMany({ where: { sourceId: made.source.id } });
  await db.source.update({ where: { id: made.source.id }, data: { url } });
  const value = url.replace(/^https:\/\//, "");
  await db.sourceIdentifier.create({ data: { scheme: "url", value, sourceId: made.source.id } });
  return made;
}

/** In the slices of the job. */
async function rejoinAll() {
  for (let after: number | null = 0; after !== null;) after = await rejoinSources(after);
}

test("an old page and a newer identifier become one, once, and apart again where a moderator says so", async () => {
  const old = await anOldSource("old-acm", "https://dl.acm.org/doi/10.1145/3133956.3134777");
  const newer = await cite("Said[^doi:10.1145/3133956.3134777].");
  expect(newer.source.id).not.toBe(old.source.id);

  await rejoinAll();
  expect(await citedBy(newer.postId)).toBe(old.source.id);
  expect(await citedBy(old.postId)).toBe(old.source.id);
  expect(await findSource(newer.source.citekey, null)).toMatchObject({ citekey: old.source.citekey });
  expect(await db.source.findUniqueOrThrow({ where: { id: old.source.id } })).toMatchObject({ postCount: 2 });
  const merges = await db.sourceMerge.findMany({ where: { fromId: newer.source.id } });
  expect(merges).toMatchObject([{ intoId: old.source.id, byId: null, reason: "both are doi:10.1145/3133956.3134777" }]);
  expect((await cite("Said[^https://dl.acm.org/doi/pdf/10.1145/3133956.3134777].")).source.id).toBe(old.source.id);

  await rejoinAll();
  expect(await db.sourceMerge.count({ where: { fromId: newer.source.id } })).toBe(1);

  expect(await undoMerge({ mergeId: merges[0]!.id, by: await aMember({ role: "moderator" }) })).toMatchObject({
    ok: true,
  });
  await rejoinAll();
  expect(await citedBy(newer.postId)).toBe(newer.source.id);
});

test("an old source alone is known by the newer name too", async () => {
  const old = await anOldSource("old-eip", "https://raw.githubusercontent.com/ethereum/EIPs/master/EIPS/eip-8888.md");
  await rejoinAll();
  expect((await cite("Said[^EIP-8888].")).source.id).toBe(old.source.id);
});

test("what differs in an identifier stays apart, and so do a page and a paper of one title", async () => {
  const reference = (fields: string) =>
    `Said[^k].\n\n[^k]:\n\n    \`\`\`bibtex\n    @article{k, title={One Title of Two}, author={Two, Ana}, year={2019}${fields}}\n    \`\`\``;
  const first = await cite(reference(", doi={10.5555/one-title.1}"));
  const second = await cite(reference(", doi={10.5555/one-title.2}"));
  const pageOfIt = await anOldSource("old-page", "https://old-page.example/one-title");
  await db.source.update({ where: { id: pageOfIt.source.id }, data: { csl: first.source.csl as object } });
  await rejoinAll();
  for (const { postId, source } of [first, second, pageOfIt]) expect(await citedBy(postId)).toBe(source.id);
});
