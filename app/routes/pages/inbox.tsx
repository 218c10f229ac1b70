import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
  type SerializeFrom,
} from "@remix-run/node";
import { useFetcher, useLoaderData } from "@remix-run/react";
import type { Member } from "~/features/auth/auth";
import { requireOwner } from "~/features/auth/auth.server";
import { readMailing } from "~/features/letters/letters.server";
import { FollowThread } from "~/features/notifications/components/follow-thread";
import { InboxSide } from "~/features/notifications/components/inbox-side";
import { NewPostsLine, NoticeLine } from "~/features/notifications/components/notice-line";
import { type NoticeFilter, noticeFilters, readNoticeFilter, rowsOf } from "~/features/notifications/notifications";
import {
  countNotices,
  type InboxGroup,
  listFollowed,
  listNotices,
  markRead,
  readChoices,
  readPushChoices,
} from "~/features/notifications/notifications.server";
import { listFollowedSearches } from "~/features/search/search.server";
import { listFollowedTags } from "~/features/tags/tags.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { counted } from "~/ui/count";
import { HalfMark } from "~/ui/icon";
import { privateMeta } from "~/ui/page-meta";
import { readId } from "~/platform/id-param";

const pageSize = 30;
const shape = /^(\d{12,14})-(\d{1,10})$/;

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  const cursor = context.url.searchParams.get("cursor");
  const [, at = "", digits = ""] = shape.exec(cursor ?? "") ?? [];
  const id = readId(digits);
  invariantResponse(cursor === null || id !== null, "There is no such page of your inbox.", { status: 400 });
  const before = id === null ? null : { at: new Date(Number(at)), id };
  const filter = readNoticeFilter(context.url.searchParams.get("show"));
  const { groups, next } = await listNotices(member, { before, filter, take: pageSize });
  return json({
    groups,
    now: new Date().toISOString(),
    filter,
    next: next && `${new Date(next.at).getTime()}-${next.id}`,
    isFirstPage: before === null,
    counts: await countNotices(member),
    side: await readSide(member),
  });
}

/** What stands beside the notices. */
async function readSide(member: Member) {
  const { threads, members } = await listFollowed(member);
  return {
    followed: {
      threads: threads.filter(({ isMuted }) => !isMuted).length,
      tags: (await listFollowedTags(member.id)).map(({ name }) => name),
      authors: members.filter(({ isMuted }) => !isMuted).length,
      searches: (await listFollowedSearches(member.id)).length,
    },
    chosen: await readChoices(member),
    mailing: await readMailing(member),
    pushed: await readPushChoices(member),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireOwner(context);
  const notice = String((await request.formData()).get("notice"));
  const which = notice === "all" ? "all" : readIds(notice);
  invariantResponse(which !== null, "Say which notice you have read, or “all”.", { status: 422 });
  const shown = context.url.searchParams;
  const filter = readNoticeFilter(shown.get("show"));
  await markRead(member.id, which, filter);
  // The open page stays as it is, and asks for its data again.
  if (context.wants === "data") return json({ isRead: true });
  // The page that the button stands on; after all of them the first.
  const cursor = (which !== "all" && shown.get("cursor")) || undefined;
  return redirect(paths.inbox({ filter: filter ?? undefined, cursor }), 303);
}

/** The ids of a row, with commas between them; null for anything else. */
function readIds(given: string): number[] | null {
  const ids = given.split(",").slice(0, pageSize).map(readId);
  return ids.every((id) => id !== null) ? ids : null;
}

export default function Inbox() {
  const { groups, now, filter, next, isFirstPage, counts, side } = useLoaderData<typeof loader>();
  // The count in the header is asked for again with the page's data.
  const reading = useFetcher();
  if (groups.length === 0 && filter === null)
    return (
      <>
        <EmptyInbox isFirstPage={isFirstPage} follows={side.followed.searches > 0} />
        <InboxSide {...side} />
      </>
    );
  return (
    <article className="inbox">
      <h1>Inbox</h1>
      <div className="inbox-bar">
        <NoticeFilters current={filter} counts={counts} />
        {counts[filter ?? "all"].unread > 0 && (
          <button className="quiet" form="read" name="notice" value="all">
            Mark all read
          </button>
        )}
      </div>
      <div className="inbox-list">
        <reading.Form method="post" id="read" />
        {groups.length === 0 && <p className="none-yet">No notice of this kind.</p>}
        {groups.map((group) => (
          <NoticeGroup
            key={group.notices[0]!.id}
            group={group}
            now={now}
            back={paths.inbox({ filter: filter ?? undefined })}
          />
        ))}
        {next && (
          <nav className="pager" aria-label="Pages">
            <a rel="next" href={paths.inbox({ filter: filter ?? undefined, cursor: next })}>
              Older notices
            </a>
          </nav>
        )}
      </div>
      <InboxSide {...side} />
    </article>
  );
}

type FiltersProps = { current: NoticeFilter | null; counts: SerializeFrom<typeof loader>["counts"] };

function NoticeFilters({ current, counts }: FiltersProps) {
  const all = { href: paths.inbox(), words: "All", count: counts.all.all, isCurrent: current === null };
  const others = Object.entries(noticeFilters).map(([filter, { words }]) => ({
    href: paths.inbox({ filter }),
    words,
    count: counts[filter as NoticeFilter].all,
    isCurrent: filter === current,
  }));
  return (
    <nav className="inbox-filters" aria-label="Notices">
      {[all, ...others].map(({ href, words, count, isCurrent }) => (
        <a key={href} href={href} aria-current={isCurrent ? "page" : undefined}>
          {words}
          {count > 0 && <span className="inbox-filter-count"> {count}</span>}
        </a>
      ))}
    </nav>
  );
}

type GroupProps = { group: InboxGroup; now: string; back: string };

/** The notices of one thread under its title, or those that belong to none. */
function NoticeGroup({ group: { thread, notices }, now, back }: GroupProps) {
  return (
    <section className="inbox-group">
      <header>
        <h2>{thread ? <a href={paths.thread(thread)}>{thread.title}</a> : "Beside threads"}</h2>
        {thread && (
          <>
            <p className="line-note">{thread.isOwn ? "started by you" : counted(thread.postCount, "post")}</p>
            <FollowThread thread={thread} level={thread.level} back={back} />
          </>
        )}
      </header>
      <ul>
        {rowsOf(notices).map((row) =>
          row.length === 1 ? (
            <NoticeLine key={row[0]!.id} notice={row[0]!} now={now} />
          ) : (
            <NewPostsLine key={row[0]!.id} notices={row} now={now} />
          ),
        )}
      </ul>
    </section>
  );
}

function EmptyInbox({ isFirstPage, follows }: { isFirstPage: boolean; follows: boolean }) {
  return (
    <section className="state-page">
      <HalfMark />
      <h1>{isFirstPage ? "Nothing in your inbox" : "That was the oldest notice"}</h1>
      <p className="state-lead">
        {follows
          ? "Replies, mentions, quotes and new posts that match a search you follow will stand here."
          : "Replies, mentions and quotes will stand here, and what you follow: threads, tags, authors or searches."}
      </p>
      <p>
        <a className="button button-primary" href={paths.search()}>
          Search
        </a>
      </p>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Inbox");
