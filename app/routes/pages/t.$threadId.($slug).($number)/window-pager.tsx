import { windowSize } from "~/features/posts/posts";
import type { Thread } from "~/features/threads/threads";
import { paths } from "~/paths";
import { PaperNote } from "./paper-note";

type Props = { thread: Thread; window: { first: number; last: number }; place: "above" | "below"; origin: string };

/** Where in a long thread this page is, and the way on. Says nothing when everything is on the page. */
export function WindowPager({ thread, window, place, origin }: Props) {
  if (thread.lastNumber <= windowSize) return null;
  const hasEarlier = window.first > 1;
  const hasLater = window.last < thread.lastNumber;
  if (place === "above" && !hasEarlier) return null;
  return (
    <nav className="pager" aria-label={`Posts, ${place}`} data-end={place === "above" ? "prev" : "next"}>
      {hasEarlier && (
        <>
          <a href={paths.threadView(thread, "flat")}>First</a>
          <a
            rel="prev"
            href={
              window.first > windowSize + 1
                ? paths.threadAt(thread, window.first - windowSize)
                : paths.threadView(thread, "flat")
            }
          >
            Earlier
          </a>
        </>
      )}
      <span className="pager-place">{`${window.first}–${window.last} of ${thread.lastNumber}`}</span>
      {place === "below" && (
        <PaperNote thread={thread} shown={`Posts ${window.first} to ${window.last}`} origin={origin} />
      )}
      {hasLater && (
        <>
          <a rel="next" href={paths.threadAt(thread, window.last + 1)}>
            Later
          </a>
          <a href={paths.numbered(thread, thread.lastNumber)}>Last</a>
        </>
      )}
    </nav>
  );
}
