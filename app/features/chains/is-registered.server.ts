import { db } from "~/platform/db.server";

/** Whether the registry has a chain, or a group of chains, of this slug: then it has a page. */
export async function isRegistered(slug: string): Promise<boolean> {
  const [chain, group] = await Promise.all([
    db.chain.findUnique({ where: { slug }, select: { slug: true } }),
    db.chainGroup.findUnique({ where: { slug }, select: { slug: true } }),
  ]);
  return chain !== null || group !== null;
}
