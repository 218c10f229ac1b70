import type { ThreadPeriod } from "~/features/threads/threads";
import { paths } from "~/paths";
import { HalfMark } from "~/ui/icon";

type Nothing = { unknown: string[]; isFirstPage: boolean; period: ThreadPeriod | null; tags: string[] };

/** What an empty list says, and what to do about it. */
export function NoThreads({ unknown, isFirstPage, period, tags }: Nothing) {
  if (unknown.length === 0 && isFirstPage && period && period !== "all")
    return (
      <section className="state-page">
        <HalfMark />
        <h2>{period === "day" ? "No threads since yesterday" : `No threads in the last ${period}`}</h2>
        <p className="state-lead">This list holds threads that were started then. Nothing was, so look further back.</p>
        <p>
          <a className="button button-primary" href={paths.threads({ sort: "top", period: "all", tag: tags })}>
            Top of all time
          </a>
        </p>
      </section>
    );
  return (
    <section className="state-page">
      <HalfMark />
      <h2>
        {unknown.length > 0
          ? `There is no tag “${unknown[0]}”`
          : isFirstPage
            ? "No threads here yet"
            : "That was the last thread"}
      </h2>
      <p className="state-lead">
        {unknown.length > 0
          ? "Choose one of the tags above, or look at all threads."
          : isFirstPage
            ? "Be the first to ask, or to claim something others can check."
            : "There is nothing older than what you have seen."}
      </p>
      <p>
        <a
          className="button button-primary"
          href={isFirstPage && unknown.length === 0 ? paths.newThread(tags) : paths.home()}
        >
          {isFirstPage && unknown.length === 0 ? "New thread" : "All threads"}
        </a>
      </p>
    </section>
  );
}
