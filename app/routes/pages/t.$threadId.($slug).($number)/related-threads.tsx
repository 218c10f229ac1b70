import { ThreadLines } from "~/features/threads/components/thread-lines";
import type { ThreadScreen } from "./thread-screen";

/** At the end of a thread: where to read on. */
export function RelatedThreads({ threads }: { threads: ThreadScreen["related"] }) {
  if (threads.length === 0) return null;
  return (
    <section className="related-threads" aria-labelledby="related-threads">
      <h2 id="related-threads">Related threads</h2>
      <ThreadLines threads={threads} />
    </section>
  );
}
