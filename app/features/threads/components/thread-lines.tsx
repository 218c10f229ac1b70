import { paths } from "~/paths";
import { Time } from "~/ui/time";
import { isUnread, type Unread, UnreadNote } from "./unread-note";

type Line = { id: number; slug: string; title: string; postCount: number; lastPostAt: string };

/** A short list of threads: the title, how many posts, and when the last one came. */
export function ThreadLines({ threads, unread }: { threads: Line[]; unread?: Unread | undefined }) {
  return (
    <ul className="line-list">
      {threads.map((thread) => (
        <li key={thread.id} data-unread={isUnread(unread?.[thread.id]) ? "" : undefined}>
          <a className="line-title" href={paths.thread(thread)}>
            {thread.title}
          </a>
          <span className="line-note">
            <UnreadNote thread={thread} unread={unread?.[thread.id]} />
            {thread.postCount} {thread.postCount === 1 ? "post" : "posts"} · active{" "}
            <Time at={thread.lastPostAt} short />
          </span>
        </li>
      ))}
    </ul>
  );
}
