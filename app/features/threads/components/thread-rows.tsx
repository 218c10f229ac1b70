import { paths } from "~/paths";
import { formatDate, Time } from "~/ui/time";
import type { ThreadRow } from "../thread";

/** A title of more characters than this may need two lines, and the tags go on in the second. */
const oneLine = 92;

type Props = {
  threads: ThreadRow[];
  /** The tag whose list this is: its rows need not name it. */
  tag?: string;
};

/** The list itself: a row for each thread. */
export function ThreadRows({ threads, tag: own }: Props) {
  return (
    <table className="thread-rows cards-below-wide" id="threads">
      <thead>
        <tr>
          <th scope="col">Thread</th>
          <th scope="col">Last post by</th>
          <th scope="col" className="number">
            Posts
          </th>
          <th scope="col" className="number">
            Active
          </th>
        </tr>
      </thead>
      <tbody>
        {threads.map((thread) => (
          <tr key={thread.id}>
            <td className="thread-cell">
              <div className={thread.title.length > oneLine ? "thread-line thread-line-long" : "thread-line"}>
                <a className="thread-title" href={paths.thread(thread)}>
                  {thread.title}
                </a>
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
              <a href={paths.member(thread.lastPoster)}>{thread.lastPoster.name}</a>
            </td>
            <td className="number">
              <a
                href={paths.numbered(thread, thread.lastNumber)}
                aria-label={`${thread.postCount} ${thread.postCount === 1 ? "post" : "posts"}, go to the last`}
              >
                {thread.postCount}
              </a>
            </td>
            <td className="number thread-when">
              <a
                href={paths.numbered(thread, thread.lastNumber)}
                aria-label={`Last post, ${formatDate(thread.lastPostAt)}`}
              >
                <Time at={thread.lastPostAt} short />
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
