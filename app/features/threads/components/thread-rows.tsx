import { MemberName } from "~/features/members/components/member-name";
import { paths } from "~/paths";
import { KeptPart } from "~/ui/kept-part";
import { formatDate, Time } from "~/ui/time";
import type { ThreadRow } from "../thread";
import { isUnread, type Unread } from "./unread-note";

/** A title of more characters than this may need two lines, and the tags go on in the second. */
const oneLine = 92;

type Props = {
  threads: ThreadRow[];
  /** The tag whose list this is: its rows need not name it. */
  tag?: string;
  unread?: Unread | undefined;
  /** Script says when threads have news: those that are shown, or all, where the list begins with the last active one. */
  live?: "all" | "shown";
};

const nothing: Unread = {};

/** The list itself: a row for each thread. */
export function ThreadRows({ threads, tag: own, unread = nothing, live = "shown" }: Props) {
  const isMember = Object.keys(unread).length > 0;
  return (
    <table
      className={isMember ? "thread-rows cards-below-wide thread-rows-own" : "thread-rows cards-below-wide"}
      id="threads"
      data-threads-live={live}
    >
      <thead>
        <tr>
          <th scope="col">Thread</th>
          <th scope="col">Last post by</th>
          <th scope="col" className="number">
            {isMember ? "New / all" : "Posts"}
          </th>
          <th scope="col" className="number">
            Active
          </th>
        </tr>
      </thead>
      <tbody>
        {threads.map((thread) => (
          <KeptPart
            key={thread.id}
            name="thread-row"
            as="tr"
            attributes={rowAttributes(thread, unread[thread.id])}
            part={Row}
            data={{ thread, own, unread: unread[thread.id] }}
            handlers={{}}
          />
        ))}
      </tbody>
    </table>
  );
}

const rowAttributes = (thread: ThreadRow, unread: Unread[number] | undefined) => ({
  "data-thread": thread.id,
  "data-last": thread.lastNumber,
  "data-unread": isUnread(unread) ? "" : undefined,
});

type RowProps = { thread: ThreadRow; own: string | undefined; unread: Unread[number] | undefined };

function Row({ thread, own, unread }: RowProps) {
  return (
    <>
      <td className="thread-cell">
        <div className={thread.title.length > oneLine ? "thread-line thread-line-long" : "thread-line"}>
          <a className="thread-title" href={paths.thread(thread)}>
            {thread.title}
          </a>
          {unread?.count === null && <span className="visually-hidden">not opened yet</span>}
          {thread.pinnedAt && <span className="thread-flag">pinned</span>}
          {thread.isLocked && <span className="thread-flag">locked</span>}
          <span className="thread-tags">
            {thread.tags
              .filter((tag) => tag.slug !== own)
              .map((tag) => (
                <a key={tag.slug} href={paths.tagPage(tag)}>
                  {tag.name}
                </a>
              ))}
          </span>
        </div>
      </td>
      <td className="thread-poster">
        <MemberName member={thread.lastPoster} />
      </td>
      <td className="number">
        <Posts thread={thread} unread={unread} />
      </td>
      <td className="number thread-when">
        <a href={paths.numbered(thread, thread.lastNumber)} aria-label={`Last post, ${formatDate(thread.lastPostAt)}`}>
          <Time at={thread.lastPostAt} short />
        </a>
      </td>
    </>
  );
}

/** How many posts are unread, leading to the first of them, and how many there are, leading to the last. */
function Posts({ thread, unread }: { thread: ThreadRow; unread: Unread[number] | undefined }) {
  const all = (
    <a
      href={paths.numbered(thread, thread.lastNumber)}
      aria-label={`${thread.postCount} ${thread.postCount === 1 ? "post" : "posts"}, go to the last`}
    >
      {thread.postCount}
    </a>
  );
  if (!unread?.count || unread.first === null) return all;
  return (
    <span className="thread-unread">
      <a href={paths.numbered(thread, unread.first)} aria-label={`${unread.count} unread, go to the first`}>
        <b>{unread.count}</b>
      </a>{" "}
      / {all}
    </span>
  );
}
