import type { Member } from "~/features/auth/auth";
import { databaseNow, type Tx } from "~/platform/db.server";
import { lock } from "~/platform/locks.server";
import { addNodes } from "./nodes.server";
import { freePair } from "./chain-line";
import type { FieldKey } from "./fact-field";
import { isInFuture, type NewChain } from "./fact-form";

export type Added =
  | { ok: true; /** The smallest group it joined: the closest to it. */ closest: string | null }
  | { ok: false; at: "slug" | "groups" | "asOf"; words: string };

/** Adds a chain with its first facts, in the caller's transaction: the caller files its tag in the same one. */
export async function addChain(
  tx: Tx,
  { by, chain, nodes }: { by: Member; chain: NewChain; nodes: string[] },
): Promise<Added> {
  const { slug, name, shortName, layer, description, kind, groups, chainId, gasToken, colours, ...source } = chain;
  // Lock, because two simultaneous calls would both find the slug free.
  await lock(tx, "addChain");
  const now = await databaseNow(tx);
  if (isInFuture(source.asOf, now)) return { ok: false, at: "asOf", words: "That date is in the future." };
  // Addresses below /chains are shared with groups.
  const isTaken = (await tx.chain.count({ where: { slug } })) + (await tx.chainGroup.count({ where: { slug } })) > 0;
  if (isTaken) return { ok: false, at: "slug", words: `“${slug}” is a chain or a group already.` };

  const found = await tx.chainGroup.findMany({
    where: { slug: { in: groups } },
    select: { slug: true, _count: { select: { members: true } } },
  });
  if (found.length !== groups.length) return { ok: false, at: "groups", words: "One of these groups is not there." };

  const taken = await tx.chain.findMany({ where: { mark: { not: null } }, select: { mark: true, dash: true } });
  const first = (field: FieldKey, value: string) => ({
    ...source,
    field,
    value,
    standing: "present" as const,
    enteredById: by.id,
    enteredAt: now,
  });
  await tx.chain.create({
    data: {
      slug,
      name,
      shortName,
      layer,
      addedById: by.id,
      ...freePair(taken),
      colourLight: colours?.light ?? null,
      colourDark: colours?.dark ?? null,
      groups: { create: groups.map((groupSlug) => ({ groupSlug })) },
      facts: {
        create: [
          first("description", description),
          first("status", "Active"),
          first("kind", kind),
          ...(chainId ? [first("chain-id", chainId)] : []),
          ...(gasToken ? [first("gas-token", gasToken)] : []),
        ],
      },
    },
  });
  await addNodes(tx, slug, nodes, by);
  const [closest] = found.toSorted((a, b) => a._count.members - b._count.members);
  return { ok: true, closest: closest?.slug ?? null };
}
