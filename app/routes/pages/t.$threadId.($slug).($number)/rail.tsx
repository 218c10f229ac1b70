import { windowSize } from "~/features/posts/posts";
import type { Thread } from "~/features/threads/threads";
import { paths } from "~/paths";
import { Time } from "~/ui/time";

type Props = { thread: Thread; shown: number };

/**
 * Where one is in a long thread, and the way to any other place of it: with script a slider with the date, without it a field
 * for the number. Nothing where all posts are on one page.
 */
export function Rail({ thread, shown }: Props) {
  if (thread.lastNumber <= windowSize) return null;
  return (
    <form className="rail" action={paths.thread(thread)} aria-label="Place in the thread" data-rail={thread.id}>
      <div className="rail-track">
        <p className="rail-end">
          <Time at={thread.createdAt} short />
        </p>
        <input
          type="range"
          className="rail-range with-script"
          aria-label="Post"
          min={1}
          max={thread.lastNumber}
          defaultValue={shown}
          aria-valuetext={`${shown} of ${thread.lastNumber}`}
        />
        <p className="rail-end">
          <Time at={thread.lastPostAt} short />
        </p>
      </div>
      <button type="button" className="rail-place with-script" aria-expanded="false" suppressHydrationWarning>
        <span data-rail-place="">{`${shown} / ${thread.lastNumber}`}</span>
        <span className="rail-date" data-rail-date="" />
      </button>
      <p className="rail-field">
        <label htmlFor="rail-number">Go to post</label>
        <input
          id="rail-number"
          className="filter-field"
          type="number"
          name="post"
          min={1}
          max={thread.lastNumber}
          defaultValue={shown}
          inputMode="numeric"
        />
        <button className="button">Go</button>
      </p>
    </form>
  );
}
