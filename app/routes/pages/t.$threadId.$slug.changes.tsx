import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { readSince } from "~/features/reading/reading";
import { listChanges, readOwn } from "~/features/reading/reading.server";
import { ThreadTabs } from "~/features/threads/components/thread-tabs";
import { countThreadSources } from "~/features/citations/citations.server";
import { findThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { idParam } from "~/platform/id-param";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { originOf, pageMeta } from "~/ui/page-meta";
import { formatDate, Time } from "~/ui/time";
import { counted } from "~/ui/count";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  const thread = await findThread(idParam(params["threadId"]), viewer);
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  const asked = context.url.searchParams.get("since");
  if (params["slug"] !== thread.slug) throw redirect(paths.threadChanges(thread) + context.url.search, 301);
  const own = viewer && (await readOwn(viewer, thread.id));
  const visit = own?.place?.since ?? null;
  const since = readSince(asked, visit && new Date(visit.at), new Date(thread.lastPostAt));
  invariantResponse(since, "A date is written as 2026-11-03.", { status: 400 });
  const number = asked === null ? (visit?.number ?? null) : (own?.place?.lastNumber ?? null);
  const { events: _events, ...card } = thread;
  return pageData(context, {
    thread: { ...card, sourceCount: await countThreadSources(thread.id, viewer) },
    since: since.toISOString(),
    isOwnVisit: asked === null && visit !== null,
    firstUnread: own?.place?.firstUnread ?? null,
    ...(await listChanges({ threadId: thread.id, since, number, viewer })),
  });
}

export default function ThreadChanges() {
  const { thread, since, isOwnVisit, firstUnread, replyCount, replies, edits, moved, corrected } =
    useLoaderData<typeof loader>();
  const isQuiet = replyCount + edits.length + moved.length + corrected.length === 0;
  return (
    <article className="changes">
      <h1>
        What is new in <a href={paths.thread(thread)}>{thread.title}</a>
      </h1>
      <ThreadTabs thread={thread} current={null} />
      <form method="get" className="changes-since">
        <label htmlFor="since">{isOwnVisit ? "Since you read it last" : "New since"}</label>
        <input id="since" className="line-field" name="since" type="date" defaultValue={since.slice(0, 10)} required />
        <button className="button">Show</button>
        {firstUnread !== null && <a href={paths.numbered(thread, firstUnread)}>Go to the first unread post</a>}
      </form>
      {isQuiet && <p className="changes-none">Nothing has changed since {formatDate(since)}.</p>}
      {replyCount > 0 && (
        <section>
          <h2>{counted(replyCount, "new post")}</h2>
          <ul className="line-list">
            {replies.map((reply) => (
              <li key={reply.id}>
                <a className="line-title" href={paths.postInThread(thread, reply)}>
                  {`Post ${reply.number} by ${reply.authorName}`}
                </a>
                <p className="line-note">
                  <Time at={reply.createdAt} />
                </p>
                <p className="line-excerpt" dir="auto">
                  {reply.line}
                </p>
              </li>
            ))}
          </ul>
          {replyCount > replies.length && (
            <p>
              <a href={paths.numbered(thread, (replies.at(-1)?.number ?? 0) + 1)}>
                {`${replyCount - replies.length} more, in the thread`}
              </a>
            </p>
          )}
        </section>
      )}
      {edits.length > 0 && (
        <section>
          <h2>{counted(edits.length, "edited post")}</h2>
          <ul className="line-list">
            {edits.map((edit) => (
              <li key={edit.id}>
                <a className="line-title" href={paths.postInThread(thread, edit)}>
                  {`Post ${edit.number} by ${edit.authorName}`}
                </a>
                <p className="line-note">
                  edited <Time at={edit.editedAt} /> ·{" "}
                  <a href={paths.postHistory(edit, { from: edit.from, to: edit.to })}>
                    see the changes<span className="visually-hidden"> of post {edit.number}</span>
                  </a>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {moved.length > 0 && (
        <section>
          <h2>{`${counted(moved.length, "figure")} with another verdict`}</h2>
          <Figures figures={moved} thread={thread} />
        </section>
      )}
      {corrected.length > 0 && (
        <section>
          <h2>{counted(corrected.length, "corrected figure")}</h2>
          <Figures figures={corrected} thread={thread} />
        </section>
      )}
    </article>
  );
}

type Figure = {
  id: number;
  text: string;
  word: string;
  at: string;
  before?: string;
  post: { id: number; number: number };
};

const Figures = ({ figures, thread }: { figures: Figure[]; thread: { id: number; slug: string } }) => (
  <ul className="line-list">
    {figures.map((figure) => (
      <li key={figure.id}>
        <a className="line-title" href={paths.claim(figure)}>
          {figure.before && <del>{figure.before}</del>} {figure.text}
        </a>
        <p className="line-note">
          {figure.word} · <a href={paths.postInThread(thread, figure.post)}>post {figure.post.number}</a> ·{" "}
          <Time at={figure.at} />
        </p>
      </li>
    ))}
  </ul>
);

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `What is new in ${data.thread.title}`,
        description: `Posts, edits and figures of “${data.thread.title}” that changed lately.`,
        path: paths.threadChanges(data.thread),
        origin: originOf(matches),
        noindex: true,
      })
    : [{ title: "Not found · Counterproof" }];
