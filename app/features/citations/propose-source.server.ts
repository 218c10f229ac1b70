/** Resolving a name under "Sources:": a member proposes a source; the author or two other members accept. */
import { isModerator, type Member } from "~/features/auth/auth";
import { findByCitekeys, findOrAddSources, identify, identifyTyped } from "~/features/sources/sources.server";
import { identityKey, nameInBrackets } from "~/features/sources/sources";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { findMention } from "./find-mention.server";

/** The number of members besides the proposer that can accept without the author. */
export const readersThatSettle = 2;

type Answer =
  | { ok: true; postId: number; isSettled: boolean }
  | { ok: false; reason: "no-such-mention" | "not-an-address" | "settled" | "not-allowed" };

/** Proposes a source by address, identifier or citekey. A proposal by the post's author is accepted at once. */
export async function proposeSource({
  mentionId,
  by,
  address,
  title,
}: {
  mentionId: number;
  by: Member;
  address: string;
  title: string;
}): Promise<Answer> {
  const mention = await findMention(mentionId, by);
  if (!mention) return { ok: false, reason: "no-such-mention" };
  if (mention.source) return { ok: false, reason: "settled" };
  return inTransaction(async (tx) => {
    const sourceId = await sourceOf(tx, address, title, by);
    if (sourceId === null) return { ok: false, reason: "not-an-address" };
    const at = await databaseNow(tx);
    const proposal = await tx.sourceProposal.upsert({
      where: { mentionId_sourceId: { mentionId, sourceId } },
      create: { mentionId, sourceId, byId: by.id, at },
      update: {},
      select: { id: true },
    });
    return accept(tx, { proposalId: proposal.id, mention, by, at });
  });
}

/** Accepts a proposal. */
export async function acceptProposal({
  mentionId,
  proposalId,
  by,
}: {
  mentionId: number;
  proposalId: number;
  by: Member;
}): Promise<Answer> {
  const mention = await findMention(mentionId, by);
  if (!mention || !mention.proposals.some(({ id }) => id === proposalId))
    return { ok: false, reason: "no-such-mention" };
  if (mention.source) return { ok: false, reason: "settled" };
  return inTransaction(async (tx) => accept(tx, { proposalId, mention, by, at: await databaseNow(tx) }));
}

/** The author or a moderator rejects an accepted source. */
export async function clearMention({ mentionId, by }: { mentionId: number; by: Member }): Promise<Answer> {
  const mention = await findMention(mentionId, by);
  if (!mention) return { ok: false, reason: "no-such-mention" };
  if (mention.post.author.id !== by.id && !isModerator(by)) return { ok: false, reason: "not-allowed" };
  await inTransaction(async (tx) => {
    await tx.sourceMention.update({ where: { id: mentionId }, data: { sourceId: null } });
    await tx.sourceProposal.deleteMany({ where: { mentionId } });
  });
  return { ok: true, postId: mention.post.id, isSettled: false };
}

type Accepting = {
  proposalId: number;
  mention: NonNullable<Awaited<ReturnType<typeof findMention>>>;
  by: Member;
  at: Date;
};

async function accept(tx: Tx, { proposalId, mention, by, at }: Accepting): Promise<Answer> {
  await tx.$queryRaw`select 1 from "SourceMention" where "id" = ${mention.id} for no key update`;
  await tx.proposalAcceptance.upsert({
    where: { proposalId_memberId: { proposalId, memberId: by.id } },
    create: { proposalId, memberId: by.id, at },
    update: {},
  });
  const proposal = await tx.sourceProposal.findUniqueOrThrow({
    where: { id: proposalId },
    select: { sourceId: true, byId: true },
  });
  // Sources that were merged since are one: who agreed with any of them agrees.
  const same = mention.proposals.find(({ sourceIds }) => sourceIds.includes(proposal.sourceId));
  const sourceIds = same?.sourceIds ?? [proposal.sourceId];
  const agreeing = await tx.proposalAcceptance.findMany({
    where: {
      proposal: { mentionId: mention.id, sourceId: { in: sourceIds } },
      memberId: { not: same?.by.id ?? proposal.byId },
    },
    distinct: ["memberId"],
    select: { memberId: true },
  });
  const others = agreeing.length;
  const isSettled = by.id === mention.post.author.id || others >= readersThatSettle;
  if (isSettled) await tx.sourceMention.update({ where: { id: mention.id }, data: { sourceId: proposal.sourceId } });
  return { ok: true, postId: mention.post.id, isSettled };
}

async function sourceOf(tx: Tx, address: string, title: string, by: Member): Promise<number | null> {
  const name = nameInBrackets(address);
  const options = { ownOrigin: env().publicOrigin };
  const surely = identify(name, options);
  if (!surely) {
    const key = name.toLowerCase();
    const named = (await findByCitekeys(tx, [key])).get(key);
    if (named) return named.rootId;
  }
  const identity = surely ?? identifyTyped(name, options);
  if (!identity) return null;
  const wanted = [{ identity, alsoKnownAs: [], given: { title, words: "" }, reference: null }];
  return (await findOrAddSources(tx, wanted, by)).get(identityKey(identity))?.rootId ?? null;
}
