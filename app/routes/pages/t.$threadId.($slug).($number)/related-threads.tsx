import { paths } from "~/paths";
import { Time } from "~/ui/time";
import type { ThreadScreen } from "./thread-screen";

/** At the end of a thread: where to read on. */
export function RelatedThreads({ threads }: { threads: ThreadScreen["related"] }) {
  if (threads.length === 0) return null;
  return (
    <section className="related-threads" aria-labelledby="related-threads">
      <h2 id="related-threads">Related threads</h2>
      <ul className="line-list">
        {threads.map((thread) => (
          <li key={thread.id}>
            <a className="line-title" href={paths.thread(thread)}>
              {thread.title}
            </a>
            <span className="line-note">
              {thread.postCount} {thread.postCount === 1 ? "post" : "posts"} · active{" "}
              <Time at={thread.lastPostAt} short />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
