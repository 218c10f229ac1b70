import type { Ground } from "~/features/moderation/moderation";
import { SearchBox } from "~/features/search/components/search-box";
import { ThreadTabs } from "~/features/threads/components/thread-tabs";
import { groupByKind, shortName } from "~/features/tags/tags";
import type { Thread } from "~/features/threads/threads";
import { paths } from "~/paths";
import { GroundWords } from "./locked-line";
import { formatDate, Time } from "~/ui/time";

type Props = {
  thread: Thread & { claimCount: number; sourceCount: number };
  lockGround: Ground | null;
  mayModerate: boolean;
  origin: string;
};

/** Tags, title and the first facts of a thread. On paper its address stands below the title. */
export function ThreadHeader({ thread, lockGround, mayModerate, origin }: Props) {
  return (
    <header className="thread-header">
      <p className="thread-kinds">
        {groupByKind(thread.tags).map((group) => (
          <span key={group.kind} className="thread-kind">
            <span className="kind-name">{group.name}</span>
            {group.tags.map((tag) => (
              <a key={tag.slug} href={paths.tagPage(tag)}>
                {shortName(tag)}
              </a>
            ))}
          </span>
        ))}
      </p>
      <h1>{thread.title}</h1>
      <p className="print-address">{origin + paths.threadById(thread.id)}</p>
      <p className="thread-facts">
        <span>
          Opened by <a href={paths.member(thread.author)}>{thread.author.name}</a>, {formatDate(thread.createdAt)}
        </span>
        <span>
          <b>{thread.postCount}</b> {thread.postCount === 1 ? "post" : "posts"}
        </span>
        <span>
          last post{" "}
          <a href={paths.numbered(thread, thread.lastNumber)}>
            <Time at={thread.lastPostAt} short />
          </a>
        </span>
        {thread.lockedAt && (
          <span>
            locked since {formatDate(thread.lockedAt)}
            {lockGround && " by "}
            <GroundWords ground={lockGround} />
          </span>
        )}
        {thread.status !== "visible" && <span className="signal">{thread.status}: only moderators see this</span>}
        {thread.pinnedAt && <span>pinned</span>}
        {mayModerate && (
          <>
            <a href={paths.moderate(thread.lockedAt ? "unlock_thread" : "lock_thread", thread.id)}>
              {thread.lockedAt ? "Unlock" : "Lock"}
            </a>
            <a href={paths.moderate(thread.pinnedAt ? "unpin_thread" : "pin_thread", thread.id)}>
              {thread.pinnedAt ? "Unpin" : "Pin"}
            </a>
            <a href={paths.retagThread(thread)}>Retag</a>
          </>
        )}
      </p>
      {thread.postCount > 1 && (
        <SearchBox
          id="search-thread"
          label="Search this thread"
          placeholder="Search this thread"
          threadId={thread.id}
        />
      )}
      <ThreadTabs thread={thread} current="posts" />
    </header>
  );
}
