import { MemberName } from "~/features/members/components/member-name";
import { paths } from "~/paths";
import { Time } from "~/ui/time";
import { threadInWords } from "../about-action";
import { modActionWords, otherThreadWords, theSite } from "../mod-action";
import type { listModActions } from "../mod-log.server";

type Entry = Awaited<ReturnType<typeof listModActions>>["actions"][number];

/** Who did what to what, and why. */
export function LogEntry({ entry, mayErase }: { entry: Entry; mayErase: boolean }) {
  const { kind, moderator, post, thread, threadId, otherThread, otherThreadId, member, uploadId, tagSlug } = entry;
  const namesSomething = [post, member, uploadId, entry.entryId, tagSlug, thread, threadId].some((one) => one !== null);
  return (
    <li id={`action-${entry.id}`}>
      <p className="line-note">
        {moderator ? <MemberName member={moderator} /> : theSite} {modActionWords[kind]}
        {namesSomething && " "}
        {post && <a href={paths.post(post)}>{`post ${post.number}`}</a>}
        {post && " of "}
        {member && <MemberName member={member} />}
        {uploadId !== null && `picture ${uploadId}`}
        {entry.entryId !== null && <a href={paths.modAction({ id: entry.entryId })}>{`entry ${entry.entryId}`}</a>}
        {tagSlug !== null && <a href={paths.tag({ slug: tagSlug })}>{tagSlug}</a>}
        <ThreadLink thread={thread} id={threadId} />
        {otherThreadId !== null && ` ${otherThreadWords[kind] ?? ""} `}
        <ThreadLink thread={otherThread} id={otherThreadId} />
        {entry.detail && `: ${entry.detail}`} · <Time at={entry.at} />
      </p>
      <p className="line-excerpt" dir="auto">
        {entry.reason || "The reason was erased."}
        {mayErase && entry.reason && (
          <>
            {" "}
            <a className="log-erase" href={paths.eraseEntry(entry)}>
              erase<span className="visually-hidden"> the words of entry {entry.id}</span>
            </a>
          </>
        )}
      </p>
    </li>
  );
}

function ThreadLink({ thread, id }: { thread: Entry["thread"]; id: number | null }) {
  return thread ? <a href={paths.thread(thread)}>{thread.title}</a> : threadInWords(null, id);
}
