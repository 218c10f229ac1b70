/** Sources from before a rule of identity get its names, and are joined where it says that they are one. */
import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import {
  acceptProposal,
  findMention,
  mergeSources,
  proposeSource,
  rejoinSources,
  undoMerge,
} from "~/features/citations/citations.server";
import type { CitationList } from "~/features/citations/citations";
import { operatorNames } from "~/features/search/operators";
import { parseQuery } from "~/features/search/query-syntax";
import { understandQuery } from "~/features/search/understand-query.server";
import { findSource } from "~/features/sources/sources.server";
import { db } from "~/platform/db.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
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

test("open proposals and searches of a joined source mean what it was joined into, and after its undoing the source again", async () => {
  const old = await anOldSource("old-book", "https://dl.acm.org/doi/10.1145/3133956.3134888");
  const newer = await cite("Said[^doi:10.1145/3133956.3134888].");
  const { id: postId } = await aReply({ thread, author, body: "Said.\n\nSources: The Solidus paper" });
  const { id: mentionId } = await db.sourceMention.findFirstOrThrow({ where: { postId } });
  const [ann, ben, cleo] = [await aMember(), await aMember(), await aMember()];
  for (const [by, { source }] of [
    [ann, old],
    [ben, newer],
  ] as const)
    expect(await proposeSource({ mentionId, by, address: source.citekey, title: "" })).toMatchObject({ ok: true });
  const proposed = async () =>
    (await findMention(mentionId, null))!.proposals.map(({ source, acceptedBy }) => [source.id, acceptedBy.toSorted()]);
  const apart = [
    [old.source.id, [ann.id]],
    [newer.source.id, [ben.id]],
  ];
  const countShown = async () => {
    for (const sourceId of [old.source.id, newer.source.id]) await jobHandlers["source.changed"]({ sourceId });
    const { derived } = await db.post.findUniqueOrThrow({ where: { id: postId }, select: { derived: true } });
    return (derived as unknown as { citations: CitationList }).citations.mentions.map((mention) => mention.proposed);
  };
  expect(await proposed()).toEqual(apart);
  expect(await countShown()).toEqual([2]);

  await rejoinAll();
  expect(await countShown()).toEqual([1]);
  expect(await proposed()).toEqual([[old.source.id, [ann.id, ben.id].toSorted()]]);
  const citing = async () => {
    const { query } = await understandQuery(parseQuery(`cites:${newer.source.citekey}`, operatorNames), new Date());
    return query.filters.posts[0]!.toSorted();
  };
  expect(await citing()).toEqual([old.postId, newer.postId].toSorted());

  const { id: mergeId } = await db.sourceMerge.findFirstOrThrow({ where: { fromId: newer.source.id } });
  await undoMerge({ mergeId, by: await aMember({ role: "moderator" }) });
  expect(await proposed()).toEqual(apart);
  expect(await countShown()).toEqual([2]);
  expect(await citing()).toEqual([newer.postId]);

  await mergeSources({ fromId: newer.source.id, intoId: old.source.id, reason: "one paper", by: ann });
  const proposalId = (await findMention(mentionId, null))!.proposals[0]!.id;
  expect(await acceptProposal({ mentionId, proposalId, by: cleo })).toEqual({ ok: true, postId, isSettled: true });
  expect((await findMention(mentionId, null))!.source).toMatchObject({ id: old.source.id });
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
