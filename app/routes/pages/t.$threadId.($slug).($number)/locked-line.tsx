import type { Ground } from "~/features/moderation/moderation";
import { paths } from "~/paths";

/** At the foot of a locked thread: why nobody can reply, with the log's entry. */
export function LockedLine({ ground }: { ground: Ground | null }) {
  return (
    <p className="reply-closed" id="reply">
      This thread is locked: it takes no more replies. <GroundWords ground={ground} />
    </p>
  );
}

/** A moderator's reason, with a link to its entry in the log. Nothing for what was done before there was a log. */
export function GroundWords({ ground }: { ground: Ground | null }) {
  if (!ground) return null;
  return (
    <>
      {ground.moderator}: “{ground.reason}” (<a href={paths.modAction(ground)}>log</a>)
    </>
  );
}
