import type { Ground } from "~/features/moderation/moderation";
import type { Thread } from "~/features/threads/threads";
import { paths } from "~/paths";
import { Icon } from "~/ui/icon";
import { formatDate } from "~/ui/time";

/** At the foot of a locked thread: why nobody can reply, with the log's entry. */
export function LockedLine({ ground, isClosed }: { ground: Ground | null; isClosed: boolean }) {
  return (
    <p>
      {`This thread is ${isClosed ? "closed" : "locked"}: it takes no more replies. `}
      <GroundWords ground={ground} />
    </p>
  );
}

/** At the head of a locked thread: who locked it, when and why, with the log's entry, and what it was closed with. */
export function LockBanner({ thread, ground }: { thread: StateOfThread & { summary: string }; ground: Ground | null }) {
  if (!thread.lockedAt) return null;
  const state = thread.closedAt ? "Closed" : "Locked";
  return (
    <section className="lock-banner" aria-label={`${state} thread`}>
      <Icon name="lock" />
      <div>
        <p dir="auto">
          <b>{ground ? `${state} by ${ground.moderator}` : state}</b>
          {ground ? ` on ${formatDate(thread.lockedAt)}: “${ground.reason}” ` : ` since ${formatDate(thread.lockedAt)}`}
          {ground && <a href={paths.modAction(ground)}>{`Entry ${ground.id} in the log`}</a>}
        </p>
        {thread.summary && (
          <p className="closing-summary" dir="auto">
            {thread.summary}
          </p>
        )}
      </div>
    </section>
  );
}

/** Facts of a thread that is slowed down, hidden or deleted, as items of a list. */
export function ThreadState({ thread }: { thread: StateOfThread }) {
  return (
    <>
      {thread.slowedAt && <li>slowed down: one post an hour for everybody</li>}
      {thread.status !== "visible" && <li className="signal">{thread.status}: only moderators see this</li>}
    </>
  );
}

type StateOfThread = Pick<Thread, "lockedAt" | "closedAt" | "slowedAt" | "status">;

/** A moderator's reason, with a link to its entry in the log. Nothing for what was done before there was a log. */
function GroundWords({ ground }: { ground: Ground | null }) {
  if (!ground) return null;
  return (
    <>
      {ground.moderator}: “{ground.reason}” (<a href={paths.modAction(ground)}>log</a>)
    </>
  );
}
