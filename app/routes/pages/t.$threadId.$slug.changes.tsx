import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { ResumeLine } from "~/features/reading/components/resume-line";
import { ViewSwitch } from "~/features/reading/components/view-switch";
import { readSince } from "~/features/reading/reading";
import { type Changes, listChanges, readOwn } from "~/features/reading/reading.server";
import { ThreadTabs } from "~/features/threads/components/thread-tabs";
import { countThreadSources } from "~/features/citations/citations.server";
import { findThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { idParam } from "~/platform/id-param";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { formatDate, Time } from "~/ui/time";
import { counted } from "~/ui/count";
import { shorten } from "~/ui/shorten";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  const thread = await findThread(idParam(params["threadId"]), viewer);
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  const asked = context.url.searchParams.get("since");
  if (params["slug"] !== thread.slug) throw redirect(paths.threadChanges(thread) + context.url.search, 301);
  const own = viewer && (await readOwn(viewer, thread.id));
  const visit = own?.place?.since ?? null;
  const lastPostAt = new Date(thread.lastPostAt);
  const since = readSince(asked, visit && new Date(visit.at), lastPostAt);
  const number = asked === null ? (visit?.number ?? null) : (own?.place?.lastNumber ?? null);
  const { events: _events, ...card } = thread;
  const page = {
    thread: { ...card, sourceCount: await countThreadSources(thread.id, viewer) },
    isMember: viewer !== null,
    isOwnVisit: asked === null && visit !== null,
    place: own?.place ?? null,
  };
  if (!since)
    return pageData(
      context,
      { ...page, refused: shorten(asked ?? "", 60), since: null, changes: null },
      { status: 400 },
    );
  const changes = await listChanges({ threadId: thread.id, since, number, viewer });
  return pageData(context, { ...page, refused: null, since: since.toISOString(), changes });
}

export default function ThreadChanges() {
  const { thread, isMember, isOwnVisit, place, refused, since, changes } = useLoaderData<typeof loader>();
  const isRefused = refused !== null;
  return (
    <article className="changes">
      <h1>
        What is new in <a href={paths.thread(thread)}>{thread.title}</a>
      </h1>
      <div className="thread-bar">
        <ThreadTabs thread={thread} current={null} />
        <ResumeLine thread={thread} place={place} isHere />
        <ViewSwitch thread={thread} view={null} isMember={isMember} />
      </div>
      <form method="get" className="changes-since">
        <label htmlFor="since">{isOwnVisit ? "Since you read it last" : "New since"}</label>
        <input
          id="since"
          className="line-field"
          name="since"
          // A field for dates would not show what is no date.
          type={isRefused ? "text" : "date"}
          defaultValue={refused ?? since?.slice(0, 10)}
          required
          {...(isRefused && { "aria-invalid": true, "aria-describedby": "error-since", autoFocus: true })}
        />
        <button className="button">Show</button>
        {isRefused && (
          <p className="field-error" id="error-since">
            {refused === "" ? "There is no date here." : `“${refused}” is no date that can be shown.`} Write a day from
            the year 2000 on as 2026-11-03.
          </p>
        )}
      </form>
      {since && changes && <ChangesSince thread={thread} since={since} changes={changes} />}
    </article>
  );
}

type ChangesProps = { thread: { id: number; slug: string }; since: string; changes: Changes };

function ChangesSince({ thread, since, changes }: ChangesProps) {
  const { replyCount, replies, edits, moved, corrected } = changes;
  const isQuiet = replyCount + edits.length + moved.length + corrected.length === 0;
  return (
    <>
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
    </>
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
        site: siteOf(matches),
        noindex: true,
      })
    : [{ title: "Not found · Counterproof" }];
