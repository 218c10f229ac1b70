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
    isFirstPage: cursor === null,
  });
}

export default function Bookmarks() {
  const { lines, next, removed, isFirstPage } = useLoaderData<typeof loader>();
  if (lines.length === 0 && isFirstPage)
    return (
      <section className="state-page">
        <HalfMark />
        {removed && <Removed line={removed} />}
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
      {removed && <Removed line={removed} />}
      <ul className="line-list">
        {lines.map((line) => (
          <li key={line.postId} id={`b-${line.postId}`}>
            <Bookmarked line={line} />
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

function Bookmarked({ line }: { line: BookmarkLine }) {
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
            <input type="hidden" name="from" value="list" />
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
          <input type="hidden" name="from" value="list" />
          <button className="quiet" name="intent" value="remove">
            Remove<span className="visually-hidden"> {nameOf(line)}</span>
          </button>
        </form>
      </div>
    </>
  );
}

/** After removing one: the way back, for a day. */
function Removed({ line }: { line: BookmarkLine }) {
  return (
    <form method="post" action={paths.bookmark({ id: line.postId })} className="bookmark-removed">
      <input type="hidden" name="from" value="list" />
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
