/** The thread screen's read: the one place that knows all the rooms it shows. */
import type { Member, Viewer } from "~/features/auth/auth";
import { countThreadSources } from "~/features/citations/citations.server";
import { readsAsVisitor } from "~/features/claims/claims.server";
import { placeOf } from "~/features/drafts/drafts";
import { findDraft } from "~/features/drafts/drafts.server";
import { findLockGround, listHideGrounds } from "~/features/moderation/moderation.server";
import { canEdit, fitPage, type PostStub, type PostView, windowOf } from "~/features/posts/posts";
import {
  findOpeningText,
  findPostToAnswer,
  listAnswerTimes,
  listFirstReplies,
  listPosts,
  listQuotes,
  presentPosts,
} from "~/features/posts/posts.server";
import { listReactors, listSignals } from "~/features/signals/signals.server";
import { canReply, type ThreadWithEvents } from "~/features/threads/threads";
import { findThread, listRelatedThreads } from "~/features/threads/threads.server";
import { db } from "~/platform/db.server";
import { showOnlyThread } from "~/platform/dependencies.server";
import { env } from "~/platform/env.server";
import { readId } from "~/platform/id-param";
import { sharedReads } from "~/platform/shared-reads.server";
import { threadData } from "./thread-data";

type Asked = { id: number; number: number; replyTo: number | null; viewer: Viewer };

/**
 * Everything the page shows; the html of its posts comes beside it, in `bodies`. Null when there is no such thread that
 * this viewer may read.
 */
export async function loadThreadPage({ id, number, replyTo, viewer }: Asked) {
  // Besides the thread and those that it quotes or links to: related threads, whose last posts may be ten seconds older.
  showOnlyThread(id);
  const found = await readContent(id, number, viewer);
  if (!found) return null;
  const { thread, shown } = found;
  const { posts: all, removed, bodies, sizes, summaries, data, sourceCount, ...content } = found.content;
  const fitting = fitPage(all, shown, (post) => sizes.get(post.id) ?? 0);
  const posts = all.filter((post) => fitting.has(post.id));
  const leftOut = all.filter((post) => !fitting.has(post.id));
  const stubs: PostStub[] = [
    ...removed.map(({ authorId, ...post }) => ({ ...post, isOwn: authorId === viewer?.id })),
    ...leftOut.map((post) => ({ id: post.id, number: post.number, reason: "too-large" as const, isOwn: false })),
  ];
  const mayReply = canReply(viewer, thread);
  const draft = mayReply ? await findDraft(viewer.id, placeOf.reply(thread)) : null;
  return {
    bodies: new Map([...bodies].filter(([post]) => fitting.has(post))),
    screen: {
      ...content,
      thread: { ...thread, sourceCount },
      posts,
      stubs,
      // Search engines come as visitors do.
      data: viewer ? null : data,
      /** The first words on this page, for those who show a link to it. */
      summary: summaries.get(posts[0]?.id ?? 0) ?? `A thread on Counterproof, opened by ${thread.author.name}.`,
      editedAfterAnswer: viewer ? await listEditedAfterAnswer(viewer, posts) : [],
      /** The viewer's votes and reactions by post. */
      signals: await listSignals(viewer, posts),
      /** Which of these posts the viewer may mend. */
      editable: posts.filter((post) => canEdit(viewer, { ...post, status: "visible" }, thread)).map((post) => post.id),
      shown,
      mayReply,
      answered: mayReply ? await findAnswered(thread, posts, replyTo, draft?.fields["parent"]?.[0]) : null,
      draft,
      /** The reader came to answer. */
      isReplyAsked: replyTo !== null,
    },
  };
}

/** What the page shows alike to all who read as visitors do is read once for them. */
async function readContent(id: number, number: number, viewer: Viewer) {
  const isShared = await readsAsVisitor(viewer);
  const windowName = (shown: number) => `posts of thread ${id} from ${windowOf(shown).first}`;
  const share = isShared ? await sharedReads([`thread ${id}`, windowName(number)], [id]) : null;
  const reader = isShared ? null : viewer;
  const readThread = async () => {
    showOnlyThread(id);
    return { thread: await findThread(id, reader) };
  };
  const { thread } = share ? await share(`thread ${id}`, readThread) : await readThread();
  if (!thread) return null;
  const { events: _events, ...withoutEvents } = thread;
  const shown = Math.min(Math.max(1, number), Math.max(1, thread.lastNumber));
  const readWindow = () => {
    showOnlyThread(id);
    return readPosts(thread, shown, reader);
  };
  const content = share ? await share(windowName(shown), readWindow) : await readWindow();
  return { thread: withoutEvents, shown, content };
}

/** A window of posts with all that stands beside them, as this viewer may see it. */
async function readPosts(thread: ThreadWithEvents, shown: number, viewer: Viewer) {
  const { events, ...withoutEvents } = thread;
  const { first, last } = windowOf(shown);
  const { posts: stored, removed, disclosures } = await listPosts(thread, shown, viewer);
  const ids = stored.map((post) => post.id);
  const quotes = await listQuotes(db, ids, viewer);
  const bodies = await presentPosts(stored, viewer, "page", quotes);
  const hidden = removed.filter(({ reason }) => reason === "hidden");
  const hideGrounds = await listHideGrounds(hidden.map((post) => post.id));
  const firstReplies = await listFirstReplies(stored, viewer);
  const opening = stored.find((post) => post.number === 1);
  const posts = stored.map(({ html: _html, derived: _derived, excerpt: _excerpt, text: _text, ...post }) => post);
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
    /** Why posts are hidden, by post. */
    hideGrounds: Object.fromEntries(hideGrounds),
    lockGround: thread.lockedAt ? await findLockGround(thread.id) : null,
    firstReplies: Object.fromEntries(firstReplies),
    /** Where to read on, on the thread's last page. */
    related: last >= thread.lastNumber ? await listRelatedThreads(thread, 3) : [],
    quotedIn: Object.fromEntries(quotes.quotedIn),
    /** Who reacted, by post. */
    reactors: Object.fromEntries(await listReactors(posts)),
    events: events.filter((event) => event.afterNumber >= first && event.afterNumber <= last),
    window: { first, last: Math.min(last, thread.lastNumber) },
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
