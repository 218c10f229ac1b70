import { z } from "zod";
import { askerOf } from "~/features/auth/auth";
import { countAttempt, countPreview, limits, waitInWords } from "~/features/auth/auth.server";
import { maxBodyBytes } from "~/features/markdown/markdown";
import { bytesOf, canEdit, Disclosure, relations, showsNothing, unrenderable } from "~/features/posts/posts";
import {
  createPost,
  editPost,
  findPostToAnswer,
  findPostToEdit,
  findRevision,
  listNewestSources,
  listPostSources,
  listRevisions,
  locatePost,
  previewPost,
} from "~/features/posts/posts.server";
import { strongest, voteAxes } from "~/features/signals/signals";
import { castVote } from "~/features/signals/signals.server";
import { faultInTags } from "~/features/tags/tags";
import { findTags } from "~/features/tags/tags.server";
import { db } from "~/platform/db.server";
import { paths } from "~/paths";
import { LineIsFull } from "~/platform/reading-errors";
import { optionalLine } from "~/platform/one-line-text";
import { ApiRefusal, found, reading, tooOften, withKey } from "../operation";
import { Id, idInPath, pageOf, Post, RemovedPost, Revision } from "../shapes";
import { at, memberCard } from "../to-json";
import { idOfMember } from "./named.server";
import { postOf, toPosts, toReadablePosts } from "./whole-posts.server";
import { admitEdit, admitPost, ConfirmedKeys, EditedMarkdown, Markdown } from "./writing.server";
import { Tags, threadOf, Title, writtenOrRefused } from "./writing.server";

const pageSize = 20;
const tooLong = `A post holds ${maxBodyBytes} bytes.`;
const wantsHtml = z
  .enum(["true", "false"])
  .default("false")
  .meta({ description: "Whether the posts come with their html too." });
const onePost = z.object({ post: idInPath("post") });
const Vote = z
  .object({
    axis: z.enum(voteAxes),
    value: z.int().min(-2).max(2).meta({ description: "-2 to 2 for `worth`, -1 to 1 for `agree`." }),
    revision: Id.optional().meta({ description: "The revision that was read; without it, the current one." }),
  })
  .refine(({ axis, value }) => Math.abs(value) <= strongest[axis], {
    path: ["value"],
    error: "From -1 to 1 for agree.",
  });
const Votes = z.strictObject({ worth: z.int(), agree: z.int(), disagree: z.int() });

/** The posts of a thread with gaps where one is removed. */
async function pageOfThread(threadId: number, from: number, withHtml: boolean) {
  const thread = await threadOf(threadId);
  const last = from + pageSize - 1;
  const posts = await listPostSources({ threadId: thread.id, first: from, last });
  return {
    items: await toPosts(posts, withHtml),
    next: last < thread.lastNumber ? String(last + 1) : null,
  };
}

export const postOperations = [
  reading({
    id: "listThreadPosts",
    method: "GET",
    path: "/threads/{thread}/posts",
    chapter: "Posts",
    says: "Twenty posts of a thread, in the order of their numbers, with their sources and claims.",
    params: z.object({ thread: idInPath("thread") }),
    query: z.object({
      cursor: z.coerce
        .number()
        .int()
        .min(1)
        .max(2_147_483_000)
        .default(1)
        .meta({ description: "The number of the first post." }),
      html: wantsHtml,
    }),
    answer: pageOf(z.union([Post, RemovedPost])),
    run: ({ params, query }) => pageOfThread(params.thread, query.cursor, query.html === "true"),
  }),
  reading({
    id: "listPosts",
    method: "GET",
    path: "/posts",
    chapter: "Posts",
    says: "The newest posts of everybody or of one member, twenty at a time.",
    query: z.object({
      author: z.string().max(60).optional().meta({ description: "A handle." }),
      cursor: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
      html: wantsHtml,
    }),
    answer: pageOf(Post),
    async run({ query }) {
      const authorId = await idOfMember(query.author);
      const rows = await listNewestSources({
        take: pageSize + 1,
        ...(authorId !== undefined && { authorId }),
        ...(query.cursor !== undefined && { before: query.cursor }),
      });
      const page = rows.slice(0, pageSize);
      return {
        items: await toReadablePosts(page, query.html === "true"),
        next: rows.length > pageSize ? String(page.at(-1)!.id) : null,
      };
    },
  }),
  reading({
    id: "readPost",
    method: "GET",
    path: "/posts/{post}",
    chapter: "Posts",
    says: "One post with its source, what it cites and states, and its replies and quotes.",
    params: onePost,
    query: z.object({ html: wantsHtml }),
    answer: Post,
    run: ({ params, query }) => postOf({ id: params.post }, query.html === "true"),
  }),
  reading({
    id: "listRevisions",
    method: "GET",
    path: "/posts/{post}/revisions",
    chapter: "Posts",
    says: "The revisions of a post without their texts, the newest first; at most two hundred.",
    params: onePost,
    answer: pageOf(Revision),
    async run({ params }) {
      const post = found(await readable(params.post), "post");
      const rows = await listRevisions(post.id);
      return { items: rows.map((row) => toRevision(post.id, row)), next: null };
    },
  }),
  reading({
    id: "readRevision",
    method: "GET",
    path: "/posts/{post}/revisions/{revision}",
    chapter: "Posts",
    says: "The text of one revision.",
    params: z.object({ post: idInPath("post"), revision: idInPath("revision") }),
    answer: Revision,
    async run({ params }) {
      const post = found(await readable(params.post), "post");
      const row = found(
        (await listRevisions(post.id)).find(({ number }) => number === params.revision),
        "revision",
      );
      const markdown = found(await findRevision(post.id, params.revision), "revision");
      return { ...toRevision(post.id, row), markdown };
    },
  }),
  reading({
    id: "preview",
    method: "POST",
    path: "/preview",
    chapter: "Posts",
    says: "A text as a post would show it to everybody. Nothing is stored.",
    body: z.object({ markdown: z.string().refine((text) => bytesOf(text) <= maxBodyBytes, tooLong) }),
    answer: z.strictObject({
      html: z.string(),
      warnings: z.array(z.strictObject({ line: z.int(), message: z.string() })),
    }),
    async run({ body, address, request }) {
      const wait = await countPreview({ address, member: null });
      if (wait > 0) throw tooOften(wait, "This address asks for previews too often.");
      const asker = askerOf({ request, context: { address }, viewer: null });
      const preview = await previewPost(body.markdown, null, asker).catch((error: unknown) => {
        if (!(error instanceof LineIsFull)) throw error;
        throw new ApiRefusal(503, "Too many previews are asked for just now. Try again in a few seconds.", {
          "Retry-After": "5",
        });
      });
      if (!preview.ok) throw new ApiRefusal(422, unrenderable);
      return { html: preview.html, warnings: preview.warnings.map(({ line, message }) => ({ line, message })) };
    },
  }),
  withKey({
    id: "reply",
    method: "POST",
    path: "/threads/{thread}/posts",
    chapter: "Posts",
    says: "Replies in a thread. With an `Idempotency-Key` a second request answers with the first one's post.",
    scope: "posts",
    writes: true,
    status: 201,
    mayBeHeld: true,
    params: z.object({ thread: idInPath("thread") }),
    body: z.object({
      markdown: Markdown,
      answers: Id.optional().meta({ description: "The number of the post that it answers." }),
      relation: z.enum(relations).optional(),
      disclosure: Disclosure,
      confirmedKeys: ConfirmedKeys,
    }),
    answer: Post,
    async run({ params, body, caller, idempotencyKey, address }) {
      const thread = await threadOf(params.thread);
      const parent = body.answers === undefined ? null : await findPostToAnswer(thread.id, { number: body.answers });
      if (body.answers !== undefined && !parent) throw new ApiRefusal(409, "The post that this answers is not there.");
      await admitPost(caller.member, { ...body, threadId: thread.id, isNew: true });
      const written = await createPost({
        author: caller.member,
        threadId: thread.id,
        body: body.markdown,
        parentId: parent?.id,
        relation: body.relation,
        disclosure: body.disclosure,
        key: idempotencyKey,
        address,
      });
      return postOf(writtenOrRefused(written));
    },
  }),
  withKey({
    id: "editPost",
    method: "PATCH",
    path: "/posts/{post}",
    chapter: "Posts",
    says: "Writes a new revision of a post of one's own. An opening post also takes a new title and tags.",
    scope: "posts",
    writes: true,
    params: onePost,
    body: z.object({
      markdown: EditedMarkdown,
      revision: Id.meta({ description: "The revision that the edit began from; 409 if there is a newer one." }),
      reason: optionalLine({ max: 300, tooLong: "A reason has at most 300 characters." }),
      title: Title.optional(),
      tags: Tags.optional(),
      confirmedKeys: ConfirmedKeys,
    }),
    answer: Post,
    async run({ params, body, caller }) {
      found(await readable(params.post), "post");
      const post = found(await findPostToEdit(params.post, caller.member), "post");
      if (!canEdit(caller.member, post, post.thread))
        throw new ApiRefusal(403, "Only its author edits a post, and only while its thread is open.");
      if (post.revision !== body.revision && post.body !== body.markdown)
        throw new ApiRefusal(
          409,
          `The post is at revision ${post.revision} by now. Bring both texts together.`,
          {},
          {
            revision: post.revision,
            markdown: post.body,
          },
        );
      admitEdit(post.body, body.markdown);
      await admitPost(caller.member, { ...body, threadId: post.thread.id, isNew: false });
      const edited = await editPost({
        by: caller.member,
        postId: post.id,
        body: body.markdown,
        reason: body.reason,
        version: post.version,
        ...(post.number === 1 && (body.title || body.tags) && { thread: await refiled(post.thread, body) }),
      });
      if (!edited.ok && edited.reason === "edit-conflict")
        throw new ApiRefusal(
          409,
          "The post was edited elsewhere meanwhile. Read it again.",
          {},
          { markdown: edited.body },
        );
      if (!edited.ok && edited.reason === "not-allowed")
        throw new ApiRefusal(403, "Only its author edits a post, and only while its thread is open.");
      if (!edited.ok) throw new ApiRefusal(422, edited.reason === "text-shows-nothing" ? showsNothing : unrenderable);
      return postOf(post);
    },
  }),
  withKey({
    id: "vote",
    method: "PUT",
    path: "/posts/{post}/vote",
    chapter: "Posts",
    says: "Sets one's vote on a post; 0 takes it back. Answers with the post's sums.",
    scope: "votes",
    writes: true,
    params: onePost,
    body: Vote,
    answer: Votes,
    async run({ params, body, caller }) {
      const wait = await countAttempt(limits.voteByMember, caller.member.id);
      if (wait > 0) throw tooOften(wait, `You have voted a lot in a short time. Try again ${waitInWords(wait)}.`);
      const cast = await castVote({ member: caller.member, postId: params.post, ...body });
      if (cast.ok) {
        const { worthCount, agreeCount, disagreeCount } = cast.counts;
        return { worth: worthCount, agree: agreeCount, disagree: disagreeCount };
      }
      if (cast.reason === "no-such-post") throw new ApiRefusal(404, "There is no such post.");
      if (cast.reason === "no-such-revision") throw new ApiRefusal(422, "The post has no such revision.");
      throw new ApiRefusal(403, "This post is yours: votes are other people's.");
    },
  }),
];

const readable = (id: number) => locatePost(id, null);

type RevisionRow = Awaited<ReturnType<typeof listRevisions>>[number];
const toRevision = (postId: number, { number, createdAt, reason, editor, isErased }: RevisionRow) => ({
  number,
  url: at(paths.postRevision({ id: postId }, number)),
  isErased,
  createdAt,
  reason,
  editor: memberCard(editor),
});

/** The thread's title and tags after an edit that names one of them or both. */
async function refiled(
  thread: { title: string; tags: { slug: string }[] },
  {
    title,
    tags: slugs = thread.tags.map(({ slug }) => slug),
  }: { title?: string | undefined; tags?: string[] | undefined },
) {
  const tags = await findTags(db, slugs);
  const fault = faultInTags(slugs, tags);
  if (fault) throw new ApiRefusal(422, fault, {}, { errors: [{ at: "tags", says: fault }] });
  return { title: title ?? thread.title, tagIds: tags.map(({ id }) => id) };
}
