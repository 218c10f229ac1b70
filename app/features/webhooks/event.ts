/** What webhooks are told of, and how it is said: ids and addresses, never a text. */
import { z } from "zod";

/** The types of events that a webhook can ask for. */
export const eventTypes = [
  "post.created",
  "post.edited",
  "post.deleted",
  "post.restored",
  "claim.verdict",
  "moderation.entry",
] as const;
export type EventType = (typeof eventTypes)[number];
/** Sent by a button, to one webhook. */
export const testType = "webhook.test";

export const eventWords: Record<EventType, string> = {
  "post.created": "A post was written; the first of a thread opens it",
  "post.edited": "A post has a new revision",
  "post.deleted": "An author deleted a post of their own",
  "post.restored": "An author brought a deleted post back",
  "claim.verdict": "What everybody reads about a claim changed",
  "moderation.entry": "The log of moderation has a new entry",
};

export const isEventType = (word: string): word is EventType => eventTypes.some((type) => type === word);

const id = z.int().positive();
const ofPost = z.object({ thread: id, post: id });

/** Ids of what an event is about, as they are stored. */
export const subjects = {
  "post.created": ofPost,
  "post.edited": ofPost.extend({ revision: id }),
  "post.deleted": ofPost,
  "post.restored": ofPost,
  "claim.verdict": ofPost.extend({ claim: id }),
  "moderation.entry": z.object({
    entry: id,
    kind: z.string().max(40),
    thread: id.nullable(),
    otherThread: id.nullable(),
    post: id.nullable(),
  }),
} satisfies Record<EventType, z.ZodType>;

export type Subjects = { [Type in EventType]: z.infer<(typeof subjects)[Type]> };

/** Types that say nothing where the post is not one that everybody may read. */
export const onlyOfPublicPosts: readonly string[] = [
  "post.created",
  "post.edited",
  "post.restored",
  "claim.verdict",
] satisfies EventType[];

const Thing = z.strictObject({
  id,
  url: z.url().meta({ description: "Its page." }),
  api: z.url().meta({ description: "The same as JSON." }),
});
const bodyOf = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.strictObject({
    type: z.literal(type),
    timestamp: z.iso.datetime().meta({ description: "When it happened." }),
    data,
  });
const aPost = { post: Thing, thread: Thing };
const Entry = z.strictObject({ id, url: z.url() });

/** The body of a delivery, by its type. */
export const bodies = {
  "post.created": bodyOf("post.created", z.strictObject(aPost)),
  "post.edited": bodyOf("post.edited", z.strictObject({ ...aPost, revision: id })),
  "post.deleted": bodyOf("post.deleted", z.strictObject(aPost)),
  "post.restored": bodyOf("post.restored", z.strictObject(aPost)),
  "claim.verdict": bodyOf("claim.verdict", z.strictObject({ claim: Thing, ...aPost })),
  "moderation.entry": bodyOf(
    "moderation.entry",
    z.strictObject({
      entry: Entry,
      kind: z.string().meta({ description: "What was done: `hide_post`, `lock_thread`, `merge_tag` …" }),
      thread: Thing.nullable(),
      otherThread: Thing.nullable().meta({ description: "Where posts or a thread went." }),
      post: Thing.nullable(),
    }),
  ),
} satisfies Record<EventType, z.ZodType>;
