import { MemberName } from "~/features/members/components/member-name";
import type { ThreadEventView } from "~/features/threads/threads";
import { Time } from "~/ui/time";

/** What happened to the thread as a whole after the post of this number. */
export const ThreadEventsAfter = ({ number, events }: { number: number; events: ThreadEventView[] }) =>
  events
    .filter((event) => event.afterNumber === number)
    .map((event) => <ThreadEventLine key={event.id} event={event} />);

/** Something that happened to the thread as a whole, in a line among its posts. */
function ThreadEventLine({ event }: { event: ThreadEventView }) {
  return (
    <p className="thread-event">
      <MemberName member={event.by} />{" "}
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
