import { isUnread, type Unread, UnreadNote } from "~/features/threads/components/unread-note";
import type { ThreadRow } from "~/features/threads/threads";
import { paths } from "~/paths";
import { Time } from "~/ui/time";

type Shown = Pick<ThreadRow, "id" | "slug" | "title" | "postCount"> & { lastPostAt: string };

type Props = { slug: string; name: string; threads: Shown[]; unread: Unread; count: number | null };

/** The threads last active about a chain, and the way to all of them. */
export function ThreadsAbout({ slug, name, threads, unread, count }: Props) {
  return (
    <section aria-labelledby="threads">
      <div className="section-head">
        <h2 id="threads">Threads</h2>
        {count !== null && count > 0 && <p>{count}</p>}
        {threads.length > 0 && (
          <a href={paths.threads({ tag: slug })} aria-label={`All threads about ${name}`}>
            All
          </a>
        )}
      </div>
      {threads.length === 0 ? (
        <p className="none-yet section-empty">
          Nobody has opened a thread about {name} yet. <a href={paths.newThread()}>New thread</a>
        </p>
      ) : (
        <ul className="about-threads">
          {threads.map((thread) => (
            <li key={thread.id} data-unread={isUnread(unread[thread.id]) ? "" : undefined}>
              <a href={paths.thread(thread)}>{thread.title}</a>
              <span className="about-when">
                <UnreadNote thread={thread} unread={unread[thread.id]} />
                {thread.postCount} {thread.postCount === 1 ? "post" : "posts"} · <Time at={thread.lastPostAt} short />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
