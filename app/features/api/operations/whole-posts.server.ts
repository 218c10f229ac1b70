/** Posts as the API answers with them: with what they cite and state, and what stands around them on a thread's page. */
import type { z } from "zod";
import { claimToJson } from "~/features/claims/claims.server";
import { listHideGrounds } from "~/features/moderation/moderation.server";
import { findPostSources, listSurroundings, listWholePosts } from "~/features/posts/posts.server";
import type { LinkedPost, SourcePost, Surroundings } from "~/features/posts/posts.server";
import { listReactors } from "~/features/signals/signals.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { found } from "../operation";
import type { Post, RemovedPost } from "../shapes";
import { at, citedSources, groundOf, memberCard, postPlace, threadCard } from "../to-json";

type Shown = Extract<SourcePost, { body: string }>;
type Removed = Exclude<SourcePost, { body: string }>;
type PostJson = z.input<typeof Post>;
type RemovedJson = z.input<typeof RemovedPost>;

const isShown = (post: SourcePost): post is Shown => "body" in post;

/** These posts in their order; of one that not everybody may read, why it is not there. `withHtml`: each with its html too. */
export async function toPosts(posts: SourcePost[], withHtml: boolean): Promise<(PostJson | RemovedJson)[]> {
  const shown = posts.filter(isShown);
  const ids = shown.map(({ id }) => id);
  const hidden = posts.filter((post) => !isShown(post) && post.reason === "hidden").map(({ id }) => id);
  const [around, reactors, html, grounds] = await Promise.all([
    listSurroundings(ids),
    listReactors(shown),
    withHtml ? htmlOf(ids) : new Map<number, string>(),
    listHideGrounds(hidden),
  ]);
  return posts.map((post) => {
    if (!isShown(post)) return toRemoved(post, grounds);
    return {
      ...toPost(post),
      ...toSurroundings(around.get(post.id)),
      reactedBy: Object.fromEntries(
        Object.entries(reactors.get(post.id) ?? {}).map(([kind, members]) => [kind, members.map(memberCard)]),
      ),
      ...(html.has(post.id) && { html: html.get(post.id)! }),
    };
  });
}

/** Those of these posts that everybody may read, in their order. */
export async function toReadablePosts(posts: SourcePost[], withHtml: boolean): Promise<PostJson[]> {
  const all = await toPosts(posts.filter(isShown), withHtml);
  return all.flatMap((post) => ("markdown" in post ? [post] : []));
}

/** The post with this id as everybody may read it; 404 without one. */
export async function postOf({ id }: { id: number }, withHtml = false): Promise<PostJson> {
  const [post] = await toReadablePosts(await findPostSources([id]), withHtml);
  return found(post, "post");
}

/** The html of these posts as feeds have it, by their ids. */
async function htmlOf(ids: number[]): Promise<Map<number, string>> {
  const whole = ids.length === 0 ? [] : await listWholePosts({ ids }, ids.length);
  return new Map(whole.map(({ id, html }) => [id, html]));
}

const toRemoved = (post: Removed, grounds: Awaited<ReturnType<typeof listHideGrounds>>): RemovedJson => ({
  number: post.number,
  removed: post.reason,
  ...(post.reason === "moved" && { movedTo: at(paths.post(post)) }),
  ...(grounds.has(post.id) && { why: groundOf(grounds.get(post.id)!) }),
});

const toPost = (post: Shown) => ({
  id: post.id,
  url: at(paths.post(post)),
  number: post.number,
  thread: threadCard(post.thread),
  author: memberCard(post.author),
  createdAt: post.createdAt,
  editedAt: post.editedAt,
  revision: post.revision,
  answers: post.answers,
  relation: post.relation,
  disclosure: post.disclosure,
  isFolded: post.isFolded,
  markdown: post.body,
  worth: post.worthCount,
  agree: post.agreeCount,
  disagree: post.disagreeCount,
  reactions: post.reactionCounts,
  sources: citedSources(post.citations),
  claims: post.claims.map((claim) => claimToJson(claim, env().publicOrigin)),
  widgets: post.pinned,
});

const linkedPost = (post: LinkedPost) => ({
  ...postPlace(post),
  author: memberCard(post.author),
  thread: threadCard(post.thread),
});

const toSurroundings = (around: Surroundings | undefined) => ({
  replies: {
    count: around?.replies.count ?? 0,
    byRelation: Object.fromEntries(around?.replies.byRelation ?? []),
    first: (around?.replies.first ?? []).map((reply) => ({
      ...postPlace(reply),
      relation: reply.relation,
      author: reply.authorName,
    })),
  },
  quotes: (around?.quotes ?? []).map(({ post, ...quote }) => ({ post: linkedPost(post), ...quote })),
  quotedIn: (around?.quotedIn ?? []).map(linkedPost),
  interests: around?.disclosures ?? [],
});
