import { readChains } from "~/features/chains/chains.server";
import { listTags } from "~/features/tags/tags.server";
import type { NamedSubject } from "./propose-binding";

/** Every chain and group that figures can be about, with its names and the synonyms of its tag. */
export async function listNamedSubjects(): Promise<NamedSubject[]> {
  const [{ chains, groups }, tags] = await Promise.all([readChains(), listTags()]);
  const synonyms = new Map(
    tags.filter(({ kind }) => kind === "chain").map((tag) => [tag.slug, [tag.name, ...tag.synonyms]]),
  );
  const named = ({ slug, name }: { slug: string; name: string }, isGroup: boolean): NamedSubject => ({
    slug,
    name,
    words: [...new Set([name, ...(synonyms.get(slug) ?? [])])],
    isGroup,
  });
  return [...chains.map((chain) => named(chain, false)), ...groups.map((group) => named(group, true))];
}
