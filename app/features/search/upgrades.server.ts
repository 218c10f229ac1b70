/** Upgrades and the EIPs that came with them, as the vocabulary of tags knows them. */
import type { SearchQuery } from "./search-query";
import { tagNames } from "./tag-names.server";

/**
 * The query for threads of the upgrades that its EIPs came with, beside those of the EIPs; `places` are those terms, and `tagIds`
 * the upgrades. Null without any.
 */
export async function withUpgrades(
  query: SearchQuery,
): Promise<{ query: SearchQuery; places: number[]; tagIds: number[] } | null> {
  if (query.all.every((term) => term.kind === "phrase" || term.tags.length === 0)) return null;
  const upgrades = new Map((await tagNames()).map(({ id, upgradeId }) => [id, upgradeId]));
  const added = query.all.map((term) =>
    term.kind === "phrase" ? [] : [...new Set(term.tags.flatMap((id) => upgrades.get(id) ?? []))],
  );
  const places = added.flatMap((tagIds, place) => (tagIds.length > 0 ? [place] : []));
  if (places.length === 0) return null;
  const all = query.all.map((term, place) =>
    term.kind === "phrase" ? term : { ...term, tags: [...new Set([...term.tags, ...added[place]!])] },
  );
  return { query: { ...query, all }, places, tagIds: [...new Set(added.flat())] };
}
