import { db } from "~/platform/db.server";
import type { ChainColours } from "./chain-line";
import { expireChains } from "./read-chains.server";

/** A chain's colours in charts as they are, null without any; undefined when there is no such chain. */
export async function findColours(slug: string): Promise<ChainColours | null | undefined> {
  const row = await db.chain.findUnique({ where: { slug }, select: { colourLight: true, colourDark: true } });
  if (!row) return undefined;
  return row.colourLight && row.colourDark ? { light: row.colourLight, dark: row.colourDark } : null;
}

/** Gives a chain other colours in charts; null takes them away. False when there is no such chain. */
export async function chooseColours(slug: string, colours: ChainColours | null): Promise<boolean> {
  const { count } = await db.chain.updateMany({
    where: { slug },
    data: { colourLight: colours?.light ?? null, colourDark: colours?.dark ?? null },
  });
  expireChains();
  return count > 0;
}
