import { z } from "zod";
import type { Member } from "~/features/auth/auth";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { GuardedFault, publicUrl } from "~/platform/guarded-fetch.server";
import { faultInNodes, linesOf } from "./node-address";
import { expireChains } from "./read-chains.server";

/**
 * The addresses of a text area, one per line, in their order. Only addresses that begin with https:// and name a public host
 * pass; in local mode a host may be private. Whether a name leads to a public place is checked at each connection.
 */
export const nodeAddresses = z
  .string()
  .max(10_000, "These are too many addresses.")
  .default("")
  .transform(linesOf)
  .superRefine((lines, refinement) => {
    const fault = faultInAddresses(lines);
    if (fault) refinement.addIssue({ code: "custom", message: fault });
  });

export const NodesForm = z.object({ nodes: nodeAddresses });

/** Why these can't be dialled as nodes that somebody typed, in a sentence; null when they can. */
export const faultInAddresses = (addresses: string[]): string | null =>
  faultInNodes(addresses) ?? (env().reachableBecause === null ? null : faultInHosts(addresses));

function faultInHosts(lines: string[]): string | null {
  for (const [index, line] of lines.entries()) {
    try {
      publicUrl(line);
    } catch (error) {
      if (!(error instanceof GuardedFault)) throw error;
      const why =
        error.refusal === "not-public"
          ? "its host is not a public one. The operator names private nodes by an RPC_ variable."
          : "it may hold no name or password and no port but 443.";
      return `Address ${index + 1} can't be used: ${why}`;
    }
  }
  return null;
}

/** The addresses that administrators typed for a chain, for administrators only; null when there is no such chain. */
export async function findNodes(slug: string): Promise<string[] | null> {
  const chain = await db.chain.findUnique({
    where: { slug },
    select: { nodes: { orderBy: { position: "asc" }, select: { url: true } } },
  });
  return chain ? chain.nodes.map(({ url }) => url) : null;
}

/** Puts these addresses in the place of a chain's typed ones. False when there is no such chain. */
export async function chooseNodes(slug: string, urls: string[], by: Member): Promise<boolean> {
  const isThere = await inTransaction(async (tx) => {
    const found = await tx.$queryRaw<unknown[]>`select 1 from "Chain" where "slug" = ${slug} for no key update`;
    if (found.length === 0) return false;
    await tx.chainNode.deleteMany({ where: { chainSlug: slug } });
    await addNodes(tx, slug, urls, by);
    return true;
  });
  expireChains();
  return isThere;
}

/** Notes the addresses of a chain that has none yet, in the caller's transaction. */
export async function addNodes(tx: Tx, slug: string, urls: string[], by: Member) {
  if (urls.length === 0) return;
  const addedAt = await databaseNow(tx);
  await tx.chainNode.createMany({
    data: urls.map((url, position) => ({ chainSlug: slug, position, url, addedById: by.id, addedAt })),
  });
}
