import { paths } from "~/paths";
import { formatDate } from "~/ui/time";
import type { Place } from "../place";

type Props = {
  thread: { id: number; slug: string };
  place: Place | null;
  /** On the page of what has changed. */
  isHere?: boolean;
};

/** Where to go on reading: the first unread post, and what has changed since the last visit. */
export function ResumeLine({ thread, place, isHere = false }: Props) {
  return (
    <p className="resume-line">
      {place?.firstUnread != null && (
        <a href={paths.numbered(thread, place.firstUnread)}>
          <b>{`${place.unread} unread`}</b>
          <span className="visually-hidden"> posts, go to the first</span>
        </a>
      )}
      <a href={paths.threadChanges(thread)} aria-current={isHere ? "page" : undefined}>
        {place?.since ? (
          <>
            New since <b>{formatDate(place.since.at)}</b>
          </>
        ) : (
          "What is new"
        )}
      </a>
    </p>
  );
}
