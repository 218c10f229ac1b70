/** What an entry of the log is about, in words; what is hidden is named by its number. */

type About = {
  post: { number: number } | null;
  thread: { title: string } | null;
  threadId: number | null;
  uploadId: number | null;
  tagSlug: string | null;
  member: { name: string } | null;
  detail: string;
};

/** "post 3 of “Which TPS?”", "picture 12", "fees: from “Fees” to “Rollup fees”". */
export function aboutInWords({ post, thread, threadId, uploadId, tagSlug, member, detail }: About): string {
  const threadWords = thread ? `“${thread.title}”` : threadId === null ? "" : `a hidden thread, number ${threadId}`;
  const about =
    member?.name ??
    tagSlug ??
    (uploadId === null ? (post ? `post ${post.number} of ${threadWords}` : threadWords) : `picture ${uploadId}`);
  return [about, detail].filter(Boolean).join(": ");
}
