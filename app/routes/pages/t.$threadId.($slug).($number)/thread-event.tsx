import { MemberName } from "~/features/members/components/member-name";
import type { ThreadEventView } from "~/features/threads/threads";
import { paths } from "~/paths";
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
      <MemberName member={event.by} /> <EventWords event={event} /> · <Time at={event.at} />
    </p>
  );
}

function EventWords({ event: { kind, before, after, other } }: { event: ThreadEventView }) {
  if (kind === "renamed")
    return (
      <>
        changed the title from <del>{before}</del>
      </>
    );
  if (kind === "retagged")
    return (
      <>
        changed the tags from <del>{before}</del> to {after}
      </>
    );
  const thread = other ? <a href={paths.thread(other)}>{other.title}</a> : "another thread";
  const isOne = /^\d+$/.test(before);
  if (kind === "merged_here") return <>merged {thread} into this thread</>;
  if (kind === "moved_away")
    return (
      <>
        {`moved ${isOne ? "post" : "posts"} ${before} to `}
        {thread}
      </>
    );
  return (
    <>
      {`moved ${isOne ? "a post" : "posts"} here from `}
      {thread}
      {`, where ${isOne ? "its number was" : "their numbers were"} ${before}`}
    </>
  );
}
