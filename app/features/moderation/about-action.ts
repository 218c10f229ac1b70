/** What an entry of the log is about, in words; what is hidden is named by its number. */
import { type LoggedKind, otherThreadWords } from "./mod-action";

type About = {
  kind: LoggedKind;
  post: { number: number } | null;
  thread: { title: string } | null;
  threadId: number | null;
  otherThread: { title: string } | null;
  otherThreadId: number | null;
  entryId: number | null;
  uploadId: number | null;
  tagSlug: string | null;
  member: { name: string } | null;
  detail: string;
};

/** A thread by its title, one that not everybody may read by its number; "" without one. */
export const threadInWords = (thread: { title: string } | null, id: number | null): string =>
  thread ? `“${thread.title}”` : id === null ? "" : `a hidden thread, number ${id}`;

/** "post 3 of “Which TPS?”", "“Which TPS?” into “TPS”", "picture 12", "fees: from “Fees” to “Rollup fees”". */
export function aboutInWords(entry: About): string {
  const { kind, post, thread, threadId, otherThread, otherThreadId, entryId, uploadId, tagSlug, member, detail } =
    entry;
  const threadWords = threadInWords(thread, threadId);
  const other =
    otherThreadId === null ? "" : `${otherThreadWords[kind] ?? ""} ${threadInWords(otherThread, otherThreadId)}`;
  const named =
    member?.name ??
    tagSlug ??
    (entryId !== null
      ? `entry ${entryId}`
      : uploadId !== null
        ? `picture ${uploadId}`
        : post
          ? `post ${post.number} of ${threadWords}`
          : threadWords);
  return [[named, other].filter(Boolean).join(" "), detail].filter(Boolean).join(": ");
}
