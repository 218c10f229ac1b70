import type { Ground } from "~/features/moderation/moderation";
import type { Thread } from "~/features/threads/threads";
import { paths } from "~/paths";
import { formatDate } from "~/ui/time";

/** At the foot of a locked thread: why nobody can reply, with the log's entry. */
export function LockedLine({ ground }: { ground: Ground | null }) {
  return (
    <p className="reply-closed" id="reply">
      This thread is locked: it takes no more replies. <GroundWords ground={ground} />
    </p>
  );
}

/** Facts of a thread that is locked, hidden or deleted, as items of a list. */
export function ThreadState({ thread, lockGround }: { thread: StateOfThread; lockGround: Ground | null }) {
  return (
    <>
      {thread.lockedAt && (
        <li>
          locked since {formatDate(thread.lockedAt)}
          {lockGround && " by "}
          <GroundWords ground={lockGround} />
        </li>
      )}
      {thread.status !== "visible" && <li className="signal">{thread.status}: only moderators see this</li>}
    </>
  );
}

type StateOfThread = Pick<Thread, "lockedAt" | "status">;

/** A moderator's reason, with a link to its entry in the log. Nothing for what was done before there was a log. */
function GroundWords({ ground }: { ground: Ground | null }) {
  if (!ground) return null;
  return (
    <>
      {ground.moderator}: “{ground.reason}” (<a href={paths.modAction(ground)}>log</a>)
    </>
  );
}
