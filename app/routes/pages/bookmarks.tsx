import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireMember } from "~/features/auth/auth.server";
import type { BookmarkLine } from "~/features/reading/reading";
import { findRemovedBookmark, listBookmarks } from "~/features/reading/reading.server";
import { paths } from "~/paths";
import { readId } from "~/platform/id-param";
import { HalfMark } from "~/ui/icon";
import { privateMeta } from "~/ui/page-meta";
import { Time } from "~/ui/time";

export async function loader({ context }: LoaderFunctionArgs) {
  const member = await requireMember(context);
  const { searchParams } = context.url;
  const cursor = readId(searchParams.get("cursor"));
  const removed = readId(searchParams.get("removed"));
  return json({
    ...(await listBookmarks(member, cursor)),
    removed: removed === null ? null : await findRemovedBookmark(member, removed),
    cursor,
  });
}

export default function Bookmarks() {
  const { lines, next, removed, cursor } = useLoaderData<typeof loader>();
  const isFirstPage = cursor === null;
  if (lines.length === 0 && isFirstPage)
    return (
      <section className="state-page">
        <HalfMark />
        {removed && <Removed line={removed} cursor={cursor} />}
        <h1>No bookmarks</h1>
        <p className="state-lead">
          “Bookmark” below a post keeps it here, with a note if you like. Nobody else sees your bookmarks.
        </p>
        <p>
          <a className="button button-primary" href={paths.home()}>
            Threads
          </a>
        </p>
      </section>
    );
  return (
    <section className="drafts">
      <h1>Bookmarks</h1>
      {removed && <Removed line={removed} cursor={cursor} />}
      <ul className="line-list">
        {lines.map((line) => (
          <li key={line.postId} id={`b-${line.postId}`}>
            <Bookmarked line={line} cursor={cursor} />
          </li>
        ))}
      </ul>
      <nav className="pager" aria-label="Pages">
        {!isFirstPage && <a href={paths.bookmarks()}>First page</a>}
        {next !== null && (
          <a rel="next" href={paths.bookmarks({ cursor: next })}>
            Older bookmarks
          </a>
        )}
      </nav>
    </section>
  );
}

const nameOf = ({ post }: BookmarkLine) =>
  post ? `post ${post.number} in “${post.thread.title}”` : "a post that is hidden or deleted";

type LineProps = {
  line: BookmarkLine;
  /** The page of the list that shows it, to which its forms lead back. */
  cursor: number | null;
};

function Bookmarked({ line, cursor }: LineProps) {
  const { post, postId, note, createdAt } = line;
  const id = `note-${postId}`;
  return (
    <>
      <p className="line-title">
        {post ? (
          <a href={paths.postInThread(post.thread, { id: postId, number: post.number })}>
            {`Post ${post.number} by ${post.authorName} in “${post.thread.title}”`}
          </a>
        ) : (
          "A post that is hidden or deleted"
        )}
      </p>
      <p className="line-note">
        kept <Time at={createdAt} short />
      </p>
      {post && (
        <p className="line-excerpt" dir="auto">
          {post.excerpt}
        </p>
      )}
      {note && (
        <p className="bookmark-note" dir="auto">
          {note}
        </p>
      )}
      <div className="bookmark-actions">
        <details>
          <summary>
            {note ? "Edit the note" : "Add a note"}
            <span className="visually-hidden"> to {nameOf(line)}</span>
          </summary>
          <form method="post" action={paths.bookmark({ id: postId })} className="bookmark-form">
            <FromList cursor={cursor} />
            <label htmlFor={id}>
              Note<span className="visually-hidden"> to {nameOf(line)}</span>
            </label>
            <input id={id} className="line-field" name="note" defaultValue={note} maxLength={300} autoComplete="off" />
            <button className="button" name="intent" value="keep">
              Keep this note
            </button>
          </form>
        </details>
        <form method="post" action={paths.bookmark({ id: postId })}>
          <FromList cursor={cursor} />
          <button className="quiet" name="intent" value="remove">
            Remove<span className="visually-hidden"> {nameOf(line)}</span>
          </button>
        </form>
      </div>
    </>
  );
}

const FromList = ({ cursor }: Pick<LineProps, "cursor">) => (
  <>
    <input type="hidden" name="from" value="list" />
    {cursor !== null && <input type="hidden" name="cursor" value={cursor} />}
  </>
);

/** After removing one: the way back, for a day. */
function Removed({ line, cursor }: LineProps) {
  return (
    <form method="post" action={paths.bookmark({ id: line.postId })} className="bookmark-removed">
      <FromList cursor={cursor} />
      <p role="status">Removed {nameOf(line)}.</p>
      {line.post && (
        <button className="quiet" name="intent" value="keep">
          Undo
        </button>
      )}
    </form>
  );
}

export const meta: MetaFunction = () => privateMeta("Bookmarks");
