/** What Discourse answers, as far as an import reads it: the fields of its serializers, and nothing more is believed. */
import { z } from "zod";

const id = z.int().positive();
const count = z.number().catch(0);
/** A date as text; one that is none is a fault of the answer. */
const date = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const flag = z.boolean().nullish().catch(null).transform(Boolean);
/** Tags were names once, and are objects in newer releases. */
const tags = z
  .array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]))
  .nullish()
  .transform((names) => names ?? []);

const Poll = z.object({
  name: z.string(),
  voters: count,
  options: z.array(z.object({ html: z.string(), votes: z.number().nullish() })),
});

export const Post = z.object({
  id,
  topic_id: id.optional(),
  post_number: id,
  /** 1 regular, 2 a moderator's, 3 a line about the topic, 4 a whisper. */
  post_type: z.int().default(1),
  username: z.string().min(1).max(100),
  name: z.string().nullish(),
  user_id: z.int().nullish(),
  avatar_template: z.string().max(500).nullish().catch(null),
  raw: z.string().optional(),
  cooked: z.string().optional(),
  created_at: date,
  updated_at: date.optional(),
  version: z.int().catch(1).default(1),
  reply_to_post_number: id.nullish(),
  action_code: z.string().nullish(),
  actions_summary: z
    .array(z.object({ id: z.int(), count: z.int().nullish() }))
    .catch([])
    .default([]),
  hidden: flag,
  deleted_at: z.string().nullish(),
  user_deleted: flag,
  polls: z.array(Poll).nullish().catch(null),
});
export type Post = z.output<typeof Post>;

const Topic = z.object({
  id,
  title: z.string().min(1),
  slug: z.string().catch(""),
  created_at: date.optional(),
  category_id: z.int().nullish(),
  tags,
  closed: flag,
  archived: flag,
  visible: z.boolean().nullish(),
  archetype: z.string().nullish(),
  deleted_at: z.string().nullish(),
});

/** `/t/:id.json`: the topic, its first posts, and the ids of all. */
export const TopicView = Topic.extend({
  post_stream: z.object({ posts: z.array(z.unknown()), stream: z.array(id).optional() }),
});
export type TopicView = z.output<typeof TopicView>;

/** `/t/:id/posts.json`. */
export const PostsAnswer = z.object({ post_stream: z.object({ posts: z.array(z.unknown()) }) });

/** `/latest.json`. Rows that can't be read are left to the topic's own page. */
export const TopicList = z.object({
  topic_list: z.object({ more_topics_url: z.string().nullish(), topics: z.array(z.object({ id }).loose()) }),
});

const Category = z.object({ id, name: z.string(), slug: z.string().catch(""), parent_category_id: id.nullish() });
export type Category = z.output<typeof Category>;

/** `/site.json`, or `/categories.json`. */
export const Categories = z.union([
  z.object({ categories: z.array(Category) }).transform(({ categories }) => categories),
  z
    .object({ category_list: z.object({ categories: z.array(Category) }) })
    .transform(({ category_list }) => category_list.categories),
]);

/** A topic with its posts, by number. `missing`: how many it has besides, which were not answered with. */
export type WholeTopic = Omit<TopicView, "post_stream"> & { posts: Post[]; missing: number };

/** How often a post was liked. */
export const likesOf = ({ actions_summary }: Pick<Post, "actions_summary">): number =>
  Math.max(0, actions_summary.find(({ id: kind }) => kind === 2)?.count ?? 0);

type PostKind = "shown" | "small-action" | "whisper" | "hidden" | "deleted";

export function kindOf(post: Post): PostKind {
  if (post.deleted_at || post.user_deleted) return "deleted";
  if (post.hidden) return "hidden";
  if (post.post_type === 3) return "small-action";
  return post.post_type === 1 || post.post_type === 2 ? "shown" : "whisper";
}
