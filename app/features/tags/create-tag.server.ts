import { askingMember, type Member } from "~/features/auth/auth";
import { rendererVersion } from "~/features/markdown/markdown";
import { renderAlone } from "~/features/markdown/markdown.server";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { listTags } from "./find-tags.server";
import { outlineOf } from "./look-alikes";
import { lookUpSlug } from "./look-up-slug.server";
import { nearTags } from "./match-tags";
import { kindWords, type Tag, type TagChoice } from "./tag";
import { tagSlugOf } from "./tag-slug";
import { lockVocabulary } from "./vocabulary-lock.server";

type NewTag = { by: Member; name: string; slug: string; description: string; isAnother: boolean };

export type Created =
  | { ok: true; tag: Tag }
  | { ok: false; reason: "taken"; field: "name" | "slug"; words: string; tag: Tag }
  /** Similar tags exist; the author can confirm that none of them is meant. */
  | { ok: false; reason: "alike"; tags: TagChoice[] }
  | { ok: false; reason: "text-not-renderable" };

/** Adds a topic to the vocabulary, with the first revision of its description. */
export async function createTag({ by, name, slug, description, isAnother }: NewTag): Promise<Created> {
  const html = await renderAlone(description, "tag", "writers", askingMember(by));
  if (html === null) return { ok: false, reason: "text-not-renderable" };

  return inTransaction((tx) => addTag(tx, { byId: by.id, name, slug, description, isAnother, html }));
}

type Rendered = Omit<NewTag, "by"> & { byId: number; html: string };

/** The same in the transaction of what decides it, with the description's html. */
export async function addTag(tx: Tx, { byId, html, ...given }: Rendered): Promise<Created> {
  await lockVocabulary(tx);
  const fault = await faultInNewTag(tx, given);
  if (fault) return fault;
  const { name, slug, description } = given;
  const createdAt = await databaseNow(tx);
  const tag = await tx.tag.create({
    data: {
      slug,
      name,
      kind: "topic",
      description,
      html,
      rendererVersion,
      revisions: { create: { number: 1, description, editorId: byId, createdAt } },
    },
    select: { id: true, slug: true, name: true, kind: true },
  });
  return { ok: true, tag };
}

/** What keeps a topic of this name and address from being added; null if nothing does. */
export async function faultInNewTag(
  tx: Tx,
  { name, slug, isAnother }: Pick<NewTag, "name" | "slug" | "isAnother">,
): Promise<Extract<Created, { ok: false }> | null> {
  const taken = (await takenSlug(tx, slug, null)) ?? (await takenName(tx, name, null));
  if (taken) return { ok: false, reason: "taken", ...taken };
  const tags = await listTags(tx);
  const double = findDouble(name, tags, { exceptId: null });
  if (double) return { ok: false, reason: "taken", ...double };
  const alike = isAnother ? [] : nearTags(name, tags);
  return alike.length > 0 ? { ok: false, reason: "alike", tags: alike } : null;
}

const alreadyThere = (tag: Tag) =>
  `There is “${tag.name}” already, ${tag.kind === "eip" || tag.kind === "upgrade" ? "an" : "a"} ${kindWords[tag.kind]}.`;

type Taken = { field: "name" | "slug"; words: string; tag: Tag };

/** A sentence if the slug belongs or belonged to another tag; null if it is free. Former slugs are never reused. */
export async function takenSlug(tx: Tx, slug: string, exceptId: number | null): Promise<Taken | null> {
  const meaning = await lookUpSlug(slug, tx);
  if (!meaning) return null;
  const tags = meaning.is === "ambiguous" ? meaning.tags : [meaning.tag];
  const other = tags.find((tag) => tag.id !== exceptId);
  if (!other) return null;
  const words = {
    tag: alreadyThere(other),
    former: `“${slug}” was the address of “${other.name}” once and still leads there.`,
    synonym: `“${slug}” is another name of “${other.name}”.`,
    ambiguous: `“${slug}” is another name of “${other.name}”.`,
  }[meaning.is];
  return { field: "slug", words, tag: other };
}

/**
 * A sentence if readers would take the name for another tag's name or synonym, whatever script it is in; null if not.
 * `synonymSlug` is given for a synonym: several tags may have the same one, which is then no double.
 */
export function findDouble(
  name: string,
  tags: TagChoice[],
  { exceptId, synonymSlug }: { exceptId: number | null; synonymSlug?: string },
): Taken | null {
  const outline = outlineOf(name);
  const other = tags.find(
    (tag) =>
      tag.id !== exceptId &&
      [tag.name, ...tag.synonyms.filter((synonym) => tagSlugOf(synonym) !== synonymSlug)].some(
        (known) => outlineOf(known) === outline,
      ),
  );
  if (!other) return null;
  const tag = { id: other.id, slug: other.slug, name: other.name, kind: other.kind };
  return { field: "name", words: `This name looks like “${tag.name}”, which exists already.`, tag };
}

/** A sentence if another tag has the name, ignoring case; null if it is free. */
export async function takenName(tx: Tx, name: string, exceptId: number | null): Promise<Taken | null> {
  const rows = await tx.$queryRaw<Tag[]>`select "id", "slug", "name", "kind"::text as "kind" from "Tag"
    where lower("name") = lower(${name}) and "id" <> ${exceptId ?? 0} limit 1`;
  const other = rows[0];
  return other ? { field: "name", words: alreadyThere(other), tag: other } : null;
}
