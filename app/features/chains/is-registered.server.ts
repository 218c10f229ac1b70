import { db } from "~/platform/db.server";

/** Whether the registry has a network, or a group of networks, of this slug: then it has a page. */
export async function isRegistered(slug: string): Promise<boolean> {
  const [network, group] = await Promise.all([
    db.chain.findUnique({ where: { slug }, select: { slug: true } }),
    db.chainGroup.findUnique({ where: { slug }, select: { slug: true } }),
  ]);
  return network !== null || group !== null;
}
