import { z } from "zod";
import { listRelatedTags } from "~/features/threads/threads.server";
import { tagKinds } from "~/features/tags/tags";
import { findTagPage, findTagRevision, listTagLines, listTagRevisions, lookUpSlug } from "~/features/tags/tags.server";
import { found, reading } from "../operation";
import { Id, idInPath, MemberCard, pageOf, TagCard, Time } from "../shapes";
import { memberCard, tagCard } from "../to-json";

/** As many as stand on a tag's page. */
const mostRelated = 8;

const ListedTag = TagCard.extend({
  threadCount: z.int(),
  synonyms: z.array(z.string()),
  summary: z.string(),
  parent: TagCard.nullable(),
}).meta({ id: "ListedTag" });
const Tag = TagCard.extend({
  threadCount: z.int().meta({ description: "Threads filed under the tag itself." }),
  followerCount: z.int(),
  synonyms: z.array(z.string()),
  description: z.string().meta({ description: "Markdown." }),
  describedAt: Time.nullable().meta({ description: "When the description was changed last." }),
  parents: z.array(TagCard),
  children: z.array(TagCard.extend({ threadCount: z.int() })),
  related: z
    .array(TagCard.extend({ threads: z.int() }))
    .meta({ description: "Tags that stand beside it, and on how many of its newest threads." }),
}).meta({ id: "Tag" });
const TagRevision = z
  .strictObject({
    number: Id,
    createdAt: Time,
    reason: z.string(),
    editor: MemberCard.nullable().meta({ description: "Null where it came with the site." }),
    description: z.string().optional(),
  })
  .meta({ id: "TagRevision" });

const tagInPath = z
  .string()
  .max(60)
  .meta({ examples: ["fees"] });

/** The tag with this slug, or the one that a former slug means; 404 without one. */
async function tagOf(word: string) {
  const slug = word.toLowerCase();
  const meant = await lookUpSlug(slug);
  return found(await findTagPage(meant && meant.is !== "ambiguous" ? meant.tag.slug : slug), "tag");
}

type RevisionRow = Awaited<ReturnType<typeof listTagRevisions>>[number];
const toRevision = ({ number, createdAt, reason, editor }: RevisionRow) => ({
  number,
  createdAt,
  reason,
  editor: editor && memberCard(editor),
});

export const tagOperations = [
  reading({
    id: "listTags",
    method: "GET",
    path: "/tags",
    chapter: "Tags",
    says: "The whole vocabulary, by kind and name.",
    query: z.object({ kind: z.enum(tagKinds).optional() }),
    answer: pageOf(ListedTag),
    async run({ query }) {
      const lines = await listTagLines({ kind: query.kind ?? null, order: "name" });
      return {
        items: lines.map(({ threadCount, synonyms, summary, parent, ...tag }) => ({
          ...tagCard(tag),
          threadCount,
          synonyms,
          summary,
          parent: parent && tagCard(parent),
        })),
        next: null,
      };
    },
  }),
  reading({
    id: "readTag",
    method: "GET",
    path: "/tags/{tag}",
    chapter: "Tags",
    says: "One tag with its description and the tags around it. A former name leads to it too.",
    params: z.object({ tag: tagInPath }),
    answer: Tag,
    async run({ params }) {
      const tag = await tagOf(params.tag);
      const related = await listRelatedTags(tag.id, mostRelated);
      return {
        ...tagCard(tag),
        threadCount: tag.threadCount,
        followerCount: tag.followerCount,
        synonyms: tag.synonyms,
        description: tag.description,
        describedAt: tag.describedAt,
        parents: tag.parents.map(tagCard),
        children: tag.children.map((child) => ({ ...tagCard(child), threadCount: child.threadCount })),
        related: related.map((other) => ({ ...tagCard(other), threads: other.together })),
      };
    },
  }),
  reading({
    id: "listTagRevisions",
    method: "GET",
    path: "/tags/{tag}/revisions",
    chapter: "Tags",
    says: "The revisions of a tag’s description without their texts, the newest first; at most two hundred.",
    params: z.object({ tag: tagInPath }),
    answer: pageOf(TagRevision),
    async run({ params }) {
      const tag = await tagOf(params.tag);
      return { items: (await listTagRevisions(tag.id)).map(toRevision), next: null };
    },
  }),
  reading({
    id: "readTagRevision",
    method: "GET",
    path: "/tags/{tag}/revisions/{revision}",
    chapter: "Tags",
    says: "The text of one revision of a tag’s description.",
    params: z.object({ tag: tagInPath, revision: idInPath("revision") }),
    answer: TagRevision,
    async run({ params }) {
      const tag = await tagOf(params.tag);
      const row = (await listTagRevisions(tag.id)).find(({ number }) => number === params.revision);
      const description = await findTagRevision(tag.id, params.revision);
      return { ...toRevision(found(row, "revision")), description: found(description, "revision") };
    },
  }),
];
