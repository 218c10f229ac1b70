import type { Tx } from "~/platform/db.server";
import type { Registry } from "./chain";

/** Brings the registry's networks and groups into the database. Running it again changes nothing; what is there stays. */
export async function loadRegistry(tx: Tx, { networks, groups }: Registry) {
  await tx.chain.createMany({ data: networks, skipDuplicates: true });
  await tx.chainGroup.createMany({ data: groups.map(({ slug, name }) => ({ slug, name })), skipDuplicates: true });
  await tx.chainGroupMember.createMany({
    data: groups.flatMap((group) => group.members.map((chainSlug) => ({ groupSlug: group.slug, chainSlug }))),
    skipDuplicates: true,
  });
}
