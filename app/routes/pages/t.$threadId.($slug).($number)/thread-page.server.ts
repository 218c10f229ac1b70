/** The thread screen's read: the one place that knows all the rooms it shows. */
import type { Viewer } from "~/features/auth/auth";
import {
  findOpeningText,
  findPostToAnswer,
  listAnswerTimes,
  listFirstReplies,
  listPosts,
  listQuotes,
  presentPosts,
} from "~/features/posts/posts.server";
import { canEdit, fitPage, type PostView, windowOf } from "~/features/posts/posts";
import { countThreadSources } from "~/features/citations/citations.server";
import { findLockGround, listHideGrounds } from "~/features/moderation/moderation.server";
import { listVotesOf } from "~/features/signals/signals.server";
import { canReply, type ThreadWithEvents } from "~/features/threads/threads";
import { listRelatedThreads } from "~/features/threads/threads.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { threadData } from "./thread-data";

import { findDraft } from "~/features/drafts/drafts.server";
import { placeOf } from "~/features/drafts/drafts";
import { readId } from "~/platform/id-param";

type Asked = { thread: ThreadWithEvents; number: number; replyTo: number | null; viewer: Viewer };

/** Everything the page shows; the html of its posts comes beside it, in `bodies`. */
export async function loadThreadPage({ thread, number, replyTo, viewer }: Asked) {
  const { events, ...withoutEvents } = thread;
  const shown = Math.min(Math.max(1, number), Math.max(1, thread.lastNumber));
  const { posts: all, stubs: removed, disclosures } = await listPosts(thread, shown, viewer);
  const ids = all.map((post) => post.id);
  const quotes = await listQuotes(db, ids, viewer);
  const presented = await presentPosts(all, viewer, "page", quotes);
  const fitting = fitPage(all, shown, ({ id }) => Buffer.byteLength(presented.get(id) ?? ""));
  const posts = all.filter(({ id }) => fitting.has(id));
  const bodies = new Map([...presented].filter(([id]) => fitting.has(id)));
  const leftOut = all.filter(({ id }) => !fitting.has(id));
  const stubs = [
    ...removed,
    ...leftOut.map(({ id, number: left }) => ({ id, number: left, reason: "too-large" as const, isOwn: false })),
  ];
  // What was edited after the viewer answered it may not be what was answered.
  const answeredAt = viewer
    ? await listAnswerTimes(
        viewer.id,
        posts.flatMap((post) => (post.editedAt ? [post.id] : [])),
      )
    : null;
  const mayReply = canReply(viewer, thread);
  const draft = mayReply ? await findDraft(viewer.id, placeOf.reply(thread)) : null;
  const answered = mayReply ? await findAnswered(thread, posts, replyTo, draft?.fields["parent"]?.[0]) : null;
  const { first, last } = windowOf(shown);
  const sourceCount = await countThreadSources(thread.id, viewer);
  const votes = await listVotesOf(viewer, ids);
  const hidden = removed.filter(({ reason }) => reason === "hidden");
  const hideGrounds = await listHideGrounds(hidden.map(({ id }) => id));
  const firstReplies = await listFirstReplies(posts, viewer);
  const opening = posts.find((post) => post.number === 1);
  const views = posts.map(({ html: _html, derived: _derived, excerpt: _excerpt, text: _text, ...post }) => post);
  return {
    bodies,
    screen: {
      thread: { ...withoutEvents, sourceCount },
      posts: views,
      // Search engines come as visitors do.
      data: viewer
        ? null
        : threadData({
            thread: withoutEvents,
            posts: views,
            texts: new Map(posts.map(({ id, text }) => [id, text])),
            openingText: opening?.text ?? (await findOpeningText(thread.id, viewer)),
            origin: env().publicOrigin,
          }),
      /** The first words on this page, for those who show a link to it. */
      summary: posts[0]?.excerpt ?? `A thread on Counterproof, opened by ${thread.author.name}.`,
      stubs,
      /** Why posts are hidden, by post. */
      hideGrounds: Object.fromEntries(hideGrounds),
      lockGround: thread.lockedAt ? await findLockGround(thread.id) : null,
      firstReplies: Object.fromEntries(firstReplies),
      /** Where to read on, on the thread's last page; for visitors only, as a member's page has ten queries already. */
      related: !viewer && last >= thread.lastNumber ? await listRelatedThreads(thread, 3) : [],
      editedAfterAnswer: posts.flatMap(({ id, editedAt }) =>
        editedAt && (answeredAt?.get(id) ?? editedAt) < editedAt ? [id] : [],
      ),
      quotedIn: Object.fromEntries(quotes.quotedIn),
      votes,
      events: events.filter((event) => event.afterNumber >= first && event.afterNumber <= last),
      /** Which of these posts the viewer may mend. */
      editable: posts.filter((post) => canEdit(viewer, { ...post, status: "visible" }, thread)).map((post) => post.id),
      shown,
      mayReply,
      answered,
      draft,
      /** The reader came to answer. */
      isReplyAsked: replyTo !== null,
      disclosures,
      window: { first, last: Math.min(last, thread.lastNumber) },
    },
  };
}

/** The post that is to be answered: the one that was asked for, else the one that the draft answers. */
async function findAnswered(thread: ThreadWithEvents, posts: PostView[], replyTo: number | null, parent = "") {
  const known = posts.find(
    (post) => !post.isHidden && (replyTo ? post.number === replyTo : String(post.id) === parent),
  );
  if (known) return { id: known.id, number: known.number, author: { name: known.author.name } };
  if (replyTo) return findPostToAnswer(thread.id, { number: replyTo });
  const id = readId(parent);
  return id === null ? null : findPostToAnswer(thread.id, { id });
}
