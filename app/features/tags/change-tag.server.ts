import type { Tx } from "~/platform/db.server";
import type { TagChange } from "./change-form";
import { findDouble, takenName, takenSlug } from "./create-tag.server";
import { findFamilyIds, listTags, tagCard } from "./find-tags.server";
import { kindWords, type Tag } from "./tag";
import { scriptsOf } from "./look-alikes";
import { tagSlugOf } from "./tag-slug";
import { lockVocabulary } from "./vocabulary-lock.server";

type Given = { tagId: number; change: TagChange };

export type Changed =
  /** `summary` says what changed, for the log; empty when nothing did. */
  | { ok: true; tag: Tag; summary: string }
  | { ok: false; reason: "no-such-tag" | "changed-meanwhile" }
  | { ok: false; reason: "refused"; errors: Record<string, string[]> };

/** Changes a tag's name, slug, kind, parent or synonyms. An old slug redirects to the new one for ever. */
export async function changeTag(tx: Tx, { tagId, change }: Given): Promise<Changed> {
  await lockVocabulary(tx);
  const tag = await findTagToChange(tx, tagId);
  if (!tag) return { ok: false, reason: "no-such-tag" };
  if (tag.version !== change.version) return { ok: false, reason: "changed-meanwhile" };

  const parent = await tx.tag.findUnique({ where: { slug: change.parent }, select: tagCard });
  const wanted = {
    name: change.name,
    slug: change.slug,
    kind: change.kind,
    parentId: parent?.id ?? null,
    synonyms: synonymsOf(change.synonyms),
  };
  const errors = await faultsIn(tx, tag, wanted, change.parent);
  if (errors) return { ok: false, reason: "refused", errors };
  const summary = describeChange(tag, wanted, parent?.name ?? null);
  if (summary === "") return { ok: true, tag, summary };

  if (wanted.slug !== tag.slug) {
    await tx.tagRedirect.deleteMany({ where: { slug: wanted.slug, tagId } });
    await tx.tagRedirect.create({ data: { slug: tag.slug, tagId } });
  }
  await tx.tagSynonym.deleteMany({ where: { tagId } });
  const changed = await tx.tag.update({
    where: { id: tagId },
    data: {
      name: wanted.name,
      slug: wanted.slug,
      kind: wanted.kind,
      parentId: wanted.parentId,
      version: { increment: 1 },
      synonyms: { create: wanted.synonyms.filter(({ slug }) => slug !== wanted.slug) },
    },
    select: tagCard,
  });
  return { ok: true, tag: changed, summary };
}

type Synonym = { slug: string; name: string };
type Wanted = Pick<Tag, "name" | "slug" | "kind"> & { parentId: number | null; synonyms: Synonym[] };
type Present = NonNullable<Awaited<ReturnType<typeof findTagToChange>>>;

async function findTagToChange(tx: Tx, id: number) {
  return tx.tag.findUnique({
    where: { id },
    select: {
      ...tagCard,
      isMirror: true,
      version: true,
      parentId: true,
      parent: { select: { name: true } },
      synonyms: { orderBy: { slug: "asc" }, select: { slug: true, name: true } },
    },
  });
}

/** Synonyms as stored, one per slug. */
const synonymsOf = (names: string[]): Synonym[] => [
  ...new Map(names.map((name) => [tagSlugOf(name), { slug: tagSlugOf(name), name }])).values(),
];

/** Errors of a change, by field; null if there are none. */
async function faultsIn(tx: Tx, tag: Present, wanted: Wanted, parentSlug: string) {
  const errors: Record<string, string[]> = {};
  const fault = (field: string, words: string) => void (errors[field] = [...(errors[field] ?? []), words]);

  if (tag.isMirror) {
    const isKept =
      wanted.name === tag.name &&
      wanted.slug === tag.slug &&
      wanted.kind === tag.kind &&
      wanted.parentId === tag.parentId;
    if (!isKept) fault("", "This tag mirrors the registry: its name, address, kind and parent change there.");
  }
  const takenAddress = await takenSlug(tx, wanted.slug, tag.id);
  if (takenAddress) fault("slug", takenAddress.words);
  const takenWord = await takenName(tx, wanted.name, tag.id);
  if (takenWord) fault("name", takenWord.words);
  const tags = await listTags(tx);
  // A name that stood before stays allowed.
  const double = wanted.name === tag.name || takenWord ? null : findDouble(wanted.name, tags, { exceptId: tag.id });
  if (double) fault("name", double.words);
  const before = new Set(tag.synonyms.map(({ name }) => name));
  for (const { name, slug } of wanted.synonyms) {
    if (before.has(name)) continue;
    const scripts = scriptsOf(name);
    if (scripts.length > 1) fault("synonyms", `“${name}” mixes ${scripts.join(" and ")}: write it in one script.`);
    const twin = findDouble(name, tags, { exceptId: tag.id, synonymSlug: slug });
    // A name that is a tag of its own is refused below.
    if (twin && twin.tag.slug !== slug)
      fault("synonyms", `“${name}” looks like “${twin.tag.name}”, which is another tag.`);
  }

  if (wanted.kind === "eip" && !/^eip-[1-9]\d{0,4}$/.test(wanted.slug))
    fault("kind", "An EIP’s address is “eip-” and its number.");
  if (wanted.kind === "chain" && tag.kind !== "chain") fault("kind", "Chains come from the registry only.");

  if (parentSlug !== "" && wanted.parentId === null) fault("parent", `There is no tag “${parentSlug}”.`);
  if (wanted.parentId !== null && (await findFamilyIds(tx, tag.id)).includes(wanted.parentId))
    fault("parent", "A tag can’t stand under itself or under one of its own.");

  for (const { slug, name } of wanted.synonyms) {
    const kept = slug === "" ? null : await tx.tag.findUnique({ where: { slug }, select: tagCard });
    if (slug === "") fault("synonyms", `“${name}” has no letter from a to z and no digit.`);
    else if (kept && kept.id !== tag.id)
      fault("synonyms", `“${name}” is a tag of its own, a ${kindWords[kept.kind]}: merge the two instead.`);
  }
  return Object.keys(errors).length > 0 ? errors : null;
}

/** "name from “Fees” to “Gas fees”, address from fees to gas-fees": what changed, for the log. */
function describeChange(tag: Present, wanted: Wanted, parentName: string | null): string {
  const before = tag.synonyms.map(({ name }) => name);
  const after = wanted.synonyms.filter(({ slug }) => slug !== wanted.slug).map(({ name }) => name);
  const came = after.filter((name) => !before.includes(name));
  const went = before.filter((name) => !after.includes(name));
  return [
    tag.name === wanted.name ? "" : `name from “${tag.name}” to “${wanted.name}”`,
    tag.slug === wanted.slug ? "" : `address from ${tag.slug} to ${wanted.slug}`,
    tag.kind === wanted.kind ? "" : `kind from ${kindWords[tag.kind]} to ${kindWords[wanted.kind]}`,
    tag.parentId === wanted.parentId ? "" : `parent from ${tag.parent?.name ?? "none"} to ${parentName ?? "none"}`,
    came.length > 0 ? `also called ${came.join(", ")}` : "",
    went.length > 0 ? `no longer called ${went.join(", ")}` : "",
  ]
    .filter(Boolean)
    .join("; ");
}
