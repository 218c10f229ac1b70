import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOwner } from "~/features/auth/auth.server";
import { listNotices, markRead, type NoticeView } from "~/features/notifications/notifications.server";
import { listFollowedSearches } from "~/features/search/search.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { HalfMark } from "~/ui/icon";
import { Time } from "~/ui/time";
import { privateMeta } from "~/ui/page-meta";
import { readId } from "~/platform/id-param";

const shape = /^(\d{12,14})-(\d{1,10})$/;

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireOwner(context);
  const cursor = context.url.searchParams.get("cursor");
  const [, at = "", digits = ""] = shape.exec(cursor ?? "") ?? [];
  const id = readId(digits);
  invariantResponse(cursor === null || id !== null, "There is no such page of your inbox.", { status: 400 });
  const before = id === null ? null : { at: new Date(Number(at)), id };
  const { notices, next } = await listNotices(member, { before, take: 30 });
  return json({
    notices,
    next: next && `${new Date(next.at).getTime()}-${next.id}`,
    isFirstPage: before === null,
    followed: await listFollowedSearches(member.id),
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireOwner(context);
  const notice = (await request.formData()).get("notice");
  const which = notice === "all" ? "all" : readId(notice);
  invariantResponse(which !== null, "Say which notice you have read, or “all”.", { status: 422 });
  await markRead(member.id, which);
  return redirect(paths.inbox(), 303);
}

export default function Inbox() {
  const { notices, next, isFirstPage, followed } = useLoaderData<typeof loader>();
  if (notices.length === 0) return <EmptyInbox isFirstPage={isFirstPage} follows={followed.length > 0} />;
  return (
    <article className="profile inbox">
      <header className="inbox-head">
        <h1>Inbox</h1>
        {notices.some((notice) => notice.isUnread) && (
          <form method="post">
            <button className="button" name="notice" value="all">
              Mark all as read
            </button>
          </form>
        )}
      </header>
      <ul className="line-list">
        {notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} />
        ))}
      </ul>
      {next && (
        <nav className="pager" aria-label="Pages">
          <a rel="next" href={paths.inbox(next)}>
            Older notices
          </a>
        </nav>
      )}
      {followed.length > 0 && (
        <section>
          <h2>Searches you follow</h2>
          <ul className="line-list">
            {followed.map(({ id, words, path }) => (
              <li key={id}>
                <a className="line-title" href={path}>
                  {words}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

const foundInWords = (count: number) => (count === 1 ? "1 new post matches" : `${count} new posts match`);

function NoticeLine({ notice }: { notice: NoticeView }) {
  const { postCount, words, path, posts, isUnread } = notice;
  return (
    <li className={isUnread ? "notice-line notice-unread" : "notice-line"}>
      <div>
        <p>
          {isUnread && <span className="visually-hidden">Unread: </span>}
          <a className="line-title" href={path}>
            {notice.kind !== "followed_search" ? words : `${foundInWords(postCount)} “${words}”`}
          </a>
        </p>
        {notice.kind === "claim_check" && (
          <p className="line-note">
            If the number is right, say where it comes from; if it isn’t, one click corrects it. Others see the check
            once a day has passed, or when you show it.
          </p>
        )}
        {posts.map((post) => (
          <p key={post.id} className="line-note">
            <a href={paths.postInThread(post.thread, post)}>{post.thread.title}</a>, post {post.number} by{" "}
            {post.author.name}
          </p>
        ))}
        <p className="line-note">
          <Time at={notice.at} short />
        </p>
      </div>
      {isUnread && (
        <form method="post">
          <button className="quiet" name="notice" value={notice.id}>
            Mark as read<span className="visually-hidden">: {words}</span>
          </button>
        </form>
      )}
    </li>
  );
}

function EmptyInbox({ isFirstPage, follows }: { isFirstPage: boolean; follows: boolean }) {
  return (
    <section className="state-page">
      <HalfMark />
      <h1>{isFirstPage ? "Nothing in your inbox" : "That was the oldest notice"}</h1>
      <p className="state-lead">
        {follows
          ? "You will be told here when a new post matches a search you follow."
          : "Follow a search, and you will be told here when a new post matches it."}
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
