import { z } from "zod";
import { parseThreadList } from "~/features/threads/threads";
import { listRelatedThreads, listThreads } from "~/features/threads/threads.server";
import { countThreadSources } from "~/features/citations/citations.server";
import { findLockGround } from "~/features/moderation/moderation.server";
import { faultInTags } from "~/features/tags/tags";
import { findTagFamily, findTags } from "~/features/tags/tags.server";
import { Disclosure } from "~/features/posts/posts";
import { startThread } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { ApiRefusal, reading, withKey } from "../operation";
import { idInPath, ListedThread, pageOf, Post, Thread } from "../shapes";
import { listedThread, wholeThread } from "../to-json";
import { idOfMember } from "./named.server";
import { postOf } from "./whole-posts.server";
import { admitPost, ConfirmedKeys, Markdown, Tags, threadOf, Title, writtenOrRefused } from "./writing.server";

const pageSize = 20;
const mostRelated = 3;

const ListQuery = z.object({
  sort: z.enum(["active", "new", "top", "hot"]).default("active"),
  period: z
    .enum(["day", "week", "month", "year", "all"])
    .optional()
    .meta({ description: "The age of threads in `top`: `week` unless given." }),
  tag: z
    .array(z.string())
    .max(6)
    .optional()
    .meta({ description: "Slugs of tags; a thread has all of them, or tags below them." }),
  author: z.string().max(60).optional().meta({ description: "A handle: threads that this member began." }),
  cursor: z.string().optional(),
});

export const threadOperations = [
  reading({
    id: "listThreads",
    method: "GET",
    path: "/threads",
    chapter: "Threads",
    says: "A page of threads, twenty at a time, as the front page lists them.",
    query: ListQuery,
    answer: pageOf(ListedThread),
    async run({ query }) {
      const asked = new URLSearchParams({ sort: query.sort });
      for (const slug of query.tag ?? []) asked.append("tag", slug);
      if (query.period) asked.set("period", query.period);
      if (query.cursor) asked.set("cursor", query.cursor);
      const list = parseThreadList(asked);
      if (!list)
        throw new ApiRefusal(
          400,
          "A tag is written with small letters, digits and hyphens; a cursor is the “next” of a page before.",
        );
      const families = await Promise.all(list.tags.map(findTagFamily));
      if (families.includes(null)) return { items: [], next: null };
      const authorId = await idOfMember(query.author);
      const { threads, next } = await listThreads({
        sort: list.sort,
        period: list.sort === "top" ? list.period : undefined,
        cursor: list.cursor,
        tagFamilies: families.flatMap((family) => (family ? [family.ids] : [])),
        ...(authorId !== undefined && { authorId }),
        viewer: null,
        take: pageSize,
      });
      return { items: threads.map(listedThread), next };
    },
  }),
  reading({
    id: "readThread",
    method: "GET",
    path: "/threads/{thread}",
    chapter: "Threads",
    says: "One thread without its posts, with what happened between them; of one that was merged, the thread that it was merged into.",
    params: z.object({ thread: idInPath("thread") }),
    answer: Thread,
    async run({ params }) {
      const thread = await threadOf(params.thread);
      const [lockGround, related, sourceCount] = await Promise.all([
        thread.lockedAt === null ? null : findLockGround(thread.id),
        listRelatedThreads(thread, mostRelated),
        countThreadSources(thread.id, null),
      ]);
      return wholeThread(thread, { lockGround, related, sourceCount });
    },
  }),
  withKey({
    id: "startThread",
    method: "POST",
    path: "/threads",
    chapter: "Threads",
    says: "Starts a thread with its first post. With an `Idempotency-Key` a second request answers with the first one's post.",
    scope: "posts",
    writes: true,
    status: 201,
    mayBeHeld: true,
    body: z.object({
      title: Title,
      tags: Tags,
      markdown: Markdown,
      disclosure: Disclosure,
      confirmedKeys: ConfirmedKeys,
    }),
    answer: Post,
    async run({ body, caller, idempotencyKey, address }) {
      const tags = await findTags(db, body.tags);
      const fault = faultInTags(body.tags, tags);
      if (fault) throw new ApiRefusal(422, fault, {}, { errors: [{ at: "tags", says: fault }] });
      await admitPost(caller.member, { ...body, threadId: null, isNew: true });
      const written = await startThread({
        author: caller.member,
        title: body.title,
        body: body.markdown,
        tagIds: tags.map(({ id }) => id),
        disclosure: body.disclosure,
        key: idempotencyKey,
        address,
      });
      return postOf(writtenOrRefused(written));
    },
  }),
];
