import type { Member } from "~/features/auth/auth";
import type { NewChain } from "~/features/chains/chains";
import { addChain, expireChains } from "~/features/chains/chains.server";
import { mirrorTag } from "~/features/tags/tags.server";
import { inTransaction } from "~/platform/db.server";

type Added = { ok: true } | { ok: false; at: string; words: string };

/** Adds a chain with its nodes and the tag its threads are filed under, or neither. */
export async function addChainWithTag(by: Member, chain: NewChain, nodes: string[]): Promise<Added> {
  try {
    const done = await inTransaction(async (tx) => {
      const added = await addChain(tx, { by, chain, nodes });
      if (!added.ok) throw new Refused(added.at, added.words);
      const { slug, shortName } = chain;
      const tag = await mirrorTag(tx, { slug, name: shortName, kind: "chain", parent: added.closest });
      if (!tag.ok) throw new Refused("slug", tag.words);
      return { ok: true } as const;
    });
    expireChains();
    return done;
  } catch (refused) {
    if (refused instanceof Refused) return { ok: false, at: refused.at, words: refused.message };
    throw refused;
  }
}

/** Takes back what the transaction did so far. */
class Refused extends Error {
  constructor(
    readonly at: string,
    words: string,
  ) {
    super(words);
  }
}
