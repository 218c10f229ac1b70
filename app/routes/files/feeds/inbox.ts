import type { LoaderFunctionArgs } from "@remix-run/node";
import { countAttempt, limits, waitInWords } from "~/features/auth/auth.server";
import type { FeedEntry } from "~/features/feeds/feeds";
import { privateFeed } from "~/features/feeds/feeds.server";
import { noticeTitle } from "~/features/notifications/notifications";
import { findInboxByToken, listNotices, type NoticeView } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { html } from "~/ui/html";
import { feedLength } from "./entries.server";

/** A member's inbox for a feed reader, which has no session: the token in the address is the key. Wrong ones are counted. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const token = params["token"] ?? "";
  const member = await findInboxByToken(token);
  if (!member) {
    const wait = await countAttempt(limits.inboxFeedByAddress, context.address);
    invariantResponse(wait === 0, `Too many attempts. Try again ${waitInWords(wait)}.`, {
      status: 429,
      headers: { "Retry-After": String(wait) },
    });
  }
  invariantResponse(member, "There is no such feed: its address may have been replaced.", { status: 404 });
  const { groups } = await listNotices(member, { before: null, filter: null, take: feedLength });
  const entries = groups.flatMap(({ thread, notices }) =>
    notices.map((notice) => entryOf(notice, thread?.title ?? "")),
  );
  return privateFeed(request, context.url, {
    title: `Inbox of ${member.name} · Counterproof`,
    description: "What happened to your posts and to what you follow, newest first.",
    path: paths.inbox(),
    feedPath: paths.inboxFeed(token),
    entries: entries.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt)),
  });
}

function entryOf(notice: NoticeView, threadTitle: string): FeedEntry {
  const { id, path, at, actor, posts } = notice;
  const [post] = posts;
  const where = threadTitle || (post?.thread.title ?? "");
  const excerpt = [where, post?.excerpt ?? ""].filter(Boolean).join(": ");
  return {
    // A notice that gathered more is a new entry to no reader: it keeps its name.
    id: `${paths.inbox()}#notice-${id}`,
    path,
    title: noticeTitle(notice),
    html: String(html`<p>${where}</p>${post && html`<blockquote><p>${post.excerpt}</p></blockquote>`}`),
    excerpt,
    author: actor ? { name: actor.name, path: paths.member(actor) } : { name: "Counterproof", path: paths.home() },
    publishedAt: at,
    updatedAt: at,
    tags: [],
  };
}
