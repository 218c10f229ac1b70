import { MemberName } from "~/features/members/components/member-name";
import { FollowThread } from "~/features/notifications/components/follow-thread";
import type { Level } from "~/features/notifications/notifications";
import type { Ground } from "~/features/moderation/moderation";
import { SearchBox } from "~/features/search/components/search-box";
import { ViewSwitch } from "~/features/reading/components/view-switch";
import { ResumeLine } from "~/features/reading/components/resume-line";
import type { Place, ThreadView } from "~/features/reading/reading";
import { ThreadTabs } from "~/features/threads/components/thread-tabs";
import { groupByKind, shortName } from "~/features/tags/tags";
import type { Thread } from "~/features/threads/threads";
import { paths } from "~/paths";
import { LockBanner, ThreadState } from "./locked-line";
import { formatDate, Time } from "~/ui/time";

type Props = {
  thread: Thread & { claimCount: number; sourceCount: number; summary: string };
  lockGround: Ground | null;
  mayModerate: boolean;
  origin: string;
  view: ThreadView;
  place: Place | null;
  isMember: boolean;
  /** How closely the member follows the thread; null for visitors. */
  level: Level | null;
};

/** Tags, title and the first facts of a thread. On paper its address stands below the title. */
export function ThreadHeader({ thread, lockGround, mayModerate, origin, view, place, isMember, level }: Props) {
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
      <ul className="thread-facts">
        <li>
          Opened by <MemberName member={thread.author} />, {formatDate(thread.createdAt)}
        </li>
        <li>
          <b>{thread.postCount}</b> {thread.postCount === 1 ? "post" : "posts"}
        </li>
        <li>
          last post{" "}
          <a href={paths.numbered(thread, thread.lastNumber)}>
            <Time at={thread.lastPostAt} short />
          </a>
        </li>
        <ThreadState thread={thread} />
        {thread.pinnedAt && <li>pinned</li>}
        {level && (
          <li>
            <FollowThread thread={thread} level={level} back={paths.thread(thread)} />
          </li>
        )}
        {mayModerate && (
          <>
            <li>
              <a
                href={
                  thread.closedAt
                    ? paths.moderateThread(thread)
                    : paths.moderate(thread.lockedAt ? "unlock_thread" : "lock_thread", thread.id)
                }
              >
                {thread.lockedAt ? "Unlock" : "Lock"}
              </a>
            </li>
            <li>
              <a href={paths.moderate(thread.pinnedAt ? "unpin_thread" : "pin_thread", thread.id)}>
                {thread.pinnedAt ? "Unpin" : "Pin"}
              </a>
            </li>
            <li>
              <a href={paths.retagThread(thread)}>Retag</a>
            </li>
            <li>
              <a href={paths.moderateThread(thread)}>Move, merge, close …</a>
            </li>
          </>
        )}
      </ul>
      {thread.postCount > 1 && (
        <SearchBox
          id="search-thread"
          label="Search this thread"
          placeholder="Search this thread"
          threadId={thread.id}
        />
      )}
      <LockBanner thread={thread} ground={lockGround} />
      <div className="thread-bar">
        <ThreadTabs thread={thread} current="posts" />
        <ResumeLine thread={thread} place={place} />
        <ViewSwitch thread={thread} view={view} isMember={isMember} />
      </div>
    </header>
  );
}
