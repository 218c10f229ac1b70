import type { ThreadEventView } from "~/features/threads/threads";
import { paths } from "~/paths";
import { Time } from "~/ui/time";

/** Something that happened to the thread as a whole, in a line among its posts. */
export function ThreadEventLine({ event }: { event: ThreadEventView }) {
  return (
    <p className="thread-event">
      <a href={paths.member(event.by)}>{event.by.name}</a>{" "}
      {event.kind === "renamed" ? (
        <>
          changed the title from <del>{event.before}</del>
        </>
      ) : (
        <>
          changed the tags from <del>{event.before}</del> to {event.after}
        </>
      )}{" "}
      · <Time at={event.at} />
    </p>
  );
}
