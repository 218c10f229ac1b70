/** The thread screen's read: the one place that knows all the rooms it shows. */
import type { Member, Viewer } from "~/features/auth/auth";
import { countThreadSources } from "~/features/citations/citations.server";
import { readsAsVisitor } from "~/features/claims/claims.server";
import { placeOf } from "~/features/drafts/drafts";
import { findDraft } from "~/features/drafts/drafts.server";
import { findLockGround, listHideGrounds } from "~/features/moderation/moderation.server";
import { readLevel } from "~/features/notifications/notifications.server";
import { canEdit, fitPage, type PostStub, type PostView, type Replies, windowOf } from "~/features/posts/posts";
import {
  findOpeningText,
  findPostTime,
  findPostToAnswer,
  limitsToTell,
  listAnswerTimes,
  listPosts,
  listQuotes,
  listReplies,
  presentPosts,
} from "~/features/posts/posts.server";
import { layOutMap, layOutTree, numbersIn, type ThreadView, viewFor, type ViewQuery } from "~/features/reading/reading";
import { listNodeLines, listNodes, readOwn } from "~/features/reading/reading.server";
import { listReactors, listSignals } from "~/features/signals/signals.server";
import { canDraft, canReply, isOldThread, type ThreadWithEvents } from "~/features/threads/threads";
import { findThread, listRelatedThreads } from "~/features/threads/threads.server";
import { db } from "~/platform/db.server";
import { showOnlyThread } from "~/platform/dependencies.server";
import { env } from "~/platform/env.server";
import { readId } from "~/platform/id-param";
import { sharedReads } from "~/platform/shared-reads.server";
import { threadData } from "./thread-data";
import { threadTags } from "./thread-tags.server";

type Asked = {
  id: number;
  /** The post that the address names; null where it names none. */
  number: number | null;
  query?: ViewQuery;
  replyTo: number | null;
  viewer: Viewer;
  now?: Date;
};

const anyView: ViewQuery = { view: null, sort: "worth", branch: null, after: null };

/**
 * Everything the page shows; the html of its posts comes beside it, in `bodies`. Null when there is no such thread that
 * this viewer may read, or no such branch of it.
 */
export async function loadThreadPage({ id, number, query = anyView, replyTo, viewer, now = new Date() }: Asked) {
  // Besides the thread and those that it quotes or links to: related threads, whose last posts may be ten seconds older.
  showOnlyThread(id);
  // What is the viewer's own is one question: it is asked before anything is waited for.
  const [own, level, ownDraft, isShared] = await Promise.all([
    viewer && readOwn(viewer, id),
    viewer && readLevel(viewer, id),
    viewer && findDraft(viewer.id, placeOf.reply({ id })),
    readsAsVisitor(viewer),
  ]);
  const found = await readContent({ id, number, query, viewer, isShared, chosen: own?.chosen ?? null });
  if (!found) return null;
  const { thread, shown, view } = found;
  const { posts: all, removed, bodies, sizes, summaries, data, tags, sourceCount, ...content } = found.content;
  const fitting = fitPage(all, query.branch ?? shown, (post) => sizes.get(post.id) ?? 0);
  const posts = all.filter((post) => fitting.has(post.id));
  const leftOut = all.filter((post) => !fitting.has(post.id));
  const stubs: PostStub[] = [
    ...removed.map(({ authorId, ...post }) => ({ ...post, isOwn: authorId === viewer?.id })),
    ...leftOut.map((post) => ({ id: post.id, number: post.number, reason: "too-large" as const, isOwn: false })),
  ];
  const mayReply = canReply(viewer, thread) || canDraft(viewer, thread);
  const draft = mayReply ? ownDraft : null;
  return {
    bodies: new Map([...bodies].filter(([post]) => fitting.has(post))),
    screen: {
      ...content,
      thread: { ...thread, sourceCount },
      view,
      query,
      /** Where the member is in the thread; null for visitors, and before the thread was read. */
      place: own?.place ?? null,
      bookmarked: own?.bookmarked ?? [],
      /** How closely the member follows the thread; null for visitors. */
      level,
      posts,
      stubs,
      // Search engines come as visitors do.
      data: viewer ? null : data,
      // Reference managers come as their member does; what the posts cite would travel twice.
      tags: viewer ? tags.filter(({ name }) => name !== "citation_reference") : tags,
      /** The first words on this page, for those who show a link to it. */
      summary: summaries.get(posts[0]?.id ?? 0) ?? `A thread on Counterproof, opened by ${thread.author.name}.`,
      /** The post that the address names, for previews of links; members don't look at those. */
      named: viewer === null && number !== null && shown > 1 ? namedPost(posts, shown, summaries) : null,
      editedAfterAnswer: viewer ? await listEditedAfterAnswer(viewer, posts) : [],
      /** The viewer's votes and reactions by post. */
      signals: await listSignals(viewer, posts),
      /** Which of these posts the viewer may mend. */
      editable: posts.filter((post) => canEdit(viewer, { ...post, status: "visible" }, thread)).map((post) => post.id),
      shown,
      mayReply,
      limits: mayReply ? await limitsToTell(viewer, thread) : { sentences: [], isNew: false },
      /** Nobody has written here for half a year: whoever replies should know. */
      isOld: mayReply && isOldThread(thread.lastPostAt, now),
      answered: mayReply ? await findAnswered(thread, posts, replyTo, draft?.fields["parent"]?.[0]) : null,
      draft,
      /** The reader came to answer. */
      isReplyAsked: replyTo !== null,
    },
  };
}

/** A post by what a preview of a link to it shows; null where it can't be read. */
function namedPost(posts: PostView[], number: number, summaries: Map<number, string>) {
  const post = posts.find((one) => one.number === number);
  return post ? { id: post.id, number, words: summaries.get(post.id) ?? "" } : null;
}

type Content = {
  id: number;
  number: number | null;
  query: ViewQuery;
  viewer: Viewer;
  /** Whether the viewer reads as visitors do. */
  isShared: boolean;
  chosen: ThreadView | null;
};

/** What the page shows alike to all who read as visitors do is read once for them. */
async function readContent({ id, number, query, viewer, isShared, chosen }: Content) {
  const windowName = `posts of thread ${id} from ${windowOf(number ?? 1).first}`;
  const branchName = (view: ThreadView) =>
    `${view} of thread ${id} ${number} ${query.sort} ${query.branch} ${query.after}`;
  const likely = query.view && query.view !== "flat" ? branchName(query.view) : windowName;
  const share = isShared ? await sharedReads([`thread ${id}`, likely], [id]) : null;
  const reader = isShared ? null : viewer;
  const readThread = async () => {
    showOnlyThread(id);
    return { thread: await findThread(id, reader) };
  };
  const { thread } = share ? await share(`thread ${id}`, readThread) : await readThread();
  if (!thread) return null;
  const { events: _events, ...withoutEvents } = thread;
  const shown = Math.min(Math.max(1, number ?? 1), Math.max(1, thread.lastNumber));
  const view = viewFor({ asked: query.view, hasNumber: number !== null, postCount: thread.postCount, chosen });
  const read = async () => {
    showOnlyThread(id);
    return { found: await readView(thread, view, { shown, isNumbered: number !== null }, query, reader) };
  };
  const name = view === "flat" ? `posts of thread ${id} from ${windowOf(shown).first}` : branchName(view);
  const { found } = share ? await share(name, read) : await read();
  return found && { thread: withoutEvents, shown, view, content: found };
}

/** The posts of a view, as this viewer may see them; null when the branch that was asked for is not there. */
async function readView(
  thread: ThreadWithEvents,
  view: ThreadView,
  { shown, isNumbered }: { shown: number; isNumbered: boolean },
  { sort, branch, after }: ViewQuery,
  viewer: Viewer,
) {
  const everything = { first: 1, last: thread.lastNumber };
  if (view === "tree") {
    const nodes = await listNodes(thread.id);
    const whole = layOutTree({ nodes, sort, from: branch, after });
    // The post that the address names is on the page: where the tree would leave it out, the tree begins with it.
    const isThere = !isNumbered || branch !== null || whole === null || numbersIn(whole).includes(shown);
    const tree = isThere ? whole : layOutTree({ nodes, sort, from: shown, after: null });
    if (!tree) return null;
    return { ...(await readPosts(thread, numbersIn(tree), everything, viewer)), tree, map: null };
  }
  if (view === "map") {
    const map = layOutMap(await listNodes(thread.id), branch);
    if (!map) return null;
    const ids = map.squares.flatMap((one) => (one.kind === "post" ? [one.id] : []));
    const words = await listNodeLines(ids, viewer);
    return { ...(await readPosts(thread, [], everything, viewer)), tree: null, map: { ...map, words } };
  }
  return { ...(await readPosts(thread, shown, windowOf(shown), viewer)), tree: null, map: null };
}

/** These posts with all that stands beside them, as this viewer may see it; `asked` is a number in a window, or numbers. */
async function readPosts(
  thread: ThreadWithEvents,
  asked: number | number[],
  { first, last }: { first: number; last: number },
  viewer: Viewer,
) {
  const { events, ...withoutEvents } = thread;
  const { posts: stored, removed, disclosures } = await listPosts(thread, asked, viewer);
  const ids = stored.map((post) => post.id);
  const quotes = await listQuotes(db, ids, viewer);
  const bodies = await presentPosts(stored, viewer, "page", quotes);
  const hidden = removed.filter(({ reason }) => reason === "hidden");
  const hideGrounds = await listHideGrounds(hidden.map((post) => post.id));
  // The tree shows them below the post.
  const replies = typeof asked === "number" ? await listReplies(stored, viewer) : new Map<number, Replies>();
  const opening = stored.find((post) => post.number === 1);
  const posts = stored.map(
    ({ html: _html, derived: _derived, excerpt: _excerpt, text: _text, cited: _cited, ...post }) => post,
  );
  return {
    posts,
    removed,
    disclosures,
    bodies,
    /** Bytes of each post's html. */
    sizes: new Map([...bodies].map(([id, html]) => [id, Buffer.byteLength(html)])),
    /** The first words of each post. */
    summaries: new Map(stored.map((post) => [post.id, post.excerpt])),
    data: threadData({
      thread: withoutEvents,
      posts,
      texts: new Map(stored.map((post) => [post.id, post.text])),
      openingText: opening?.text ?? (await findOpeningText(thread.id, viewer)),
      origin: env().publicOrigin,
    }),
    tags: threadTags(
      withoutEvents,
      stored.flatMap(({ cited }) => cited),
    ),
    /** Why posts are hidden, by post. */
    hideGrounds: Object.fromEntries(hideGrounds),
    lockGround: thread.lockedAt ? await findLockGround(thread.id) : null,
    /** Replies that open in place, by the post that they answer. */
    replies: Object.fromEntries(replies),
    /** Where to read on, on the thread's last page. */
    related: last >= thread.lastNumber ? await listRelatedThreads(thread, 3) : [],
    quotedIn: Object.fromEntries(quotes.quotedIn),
    /** Who reacted, by post. */
    reactors: Object.fromEntries(await listReactors(posts)),
    events: events.filter((event) => event.afterNumber >= first && event.afterNumber <= last),
    window: { first, last: Math.min(last, thread.lastNumber) },
    /** When the post before the window was written; null at the beginning, and where posts are not in their order. */
    beforeAt: typeof asked === "number" && first > 1 ? await findPostTime(thread.id, first - 1) : null,
    sourceCount: await countThreadSources(thread.id, viewer),
  };
}

/** Ids of posts that were edited after the viewer answered them: they may not be what was answered. */
async function listEditedAfterAnswer(viewer: Member, posts: PostView[]): Promise<number[]> {
  const edited = posts.flatMap((post) => (post.editedAt ? [{ id: post.id, editedAt: post.editedAt }] : []));
  const answeredAt = await listAnswerTimes(
    viewer.id,
    edited.map((post) => post.id),
  );
  return edited.filter((post) => (answeredAt.get(post.id) ?? post.editedAt) < post.editedAt).map((post) => post.id);
}

/** The post that is to be answered: the one that was asked for, else the one that the draft answers. */
async function findAnswered(thread: { id: number }, posts: PostView[], replyTo: number | null, parent = "") {
  const known = posts.find(
    (post) => !post.isHidden && (replyTo ? post.number === replyTo : String(post.id) === parent),
  );
  if (known) return { id: known.id, number: known.number, author: { name: known.author.name } };
  if (replyTo) return findPostToAnswer(thread.id, { number: replyTo });
  const id = readId(parent);
  return id === null ? null : findPostToAnswer(thread.id, { id });
}
