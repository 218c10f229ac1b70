import type { Member } from "~/features/auth/auth";
import { insertThread } from "~/features/threads/threads.server";
import { databaseNow } from "~/platform/db.server";
import { refusalAsValue, writtenBefore } from "./create-post.server";
import { examineToPost, noteNew } from "./examine-to-post.server";
import { claimSubmission, settleSubmission } from "./idempotency.server";
import { sameSubmission } from "./same-submission";
import { asWriter, reservePostId, withPreparedText } from "./prepare-text.server";
import { writePost, type Written } from "./write-post.server";

type NewThread = {
  author: Member;
  title: string;
  body: string;
  tagIds: number[];
  disclosure?: string | undefined;
  key?: string | undefined;
  /** The network that it was sent from. */
  address?: string | undefined;
  at?: Date | undefined;
};

/** Starts a thread by writing its first post, and returns the post. Submitting twice creates one thread. */
export function startThread(thread: NewThread): Promise<Written> {
  return sameSubmission(["thread", thread], () => write(thread));
}

async function write({ author, title, body, tagIds, disclosure, key, address, at }: NewThread): Promise<Written> {
  const postId = await reservePostId();
  return refusalAsValue(() =>
    withPreparedText(
      asWriter(author),
      () => Promise.resolve({ postId, body, isNew: true }),
      async (tx, text) => {
        const claim = await claimSubmission(tx, {
          memberId: author.id,
          key,
          place: `new thread ${title}`,
          body: text.body,
        });
        if (!claim.isNew) return writtenBefore(claim);

        const now = at ?? (await databaseNow(tx));
        const examined = await examineToPost(tx, {
          author,
          text,
          address,
          key: claim.key,
          threadId: null,
          title,
          tagIds,
          disclosure,
          at: now,
        });
        if (!examined.ok) return examined.written;
        const thread = await insertThread(tx, { title, authorId: author.id, tagIds, at: now });
        const post = await writePost(tx, { threadId: thread.id, author, text, disclosure, at: now });
        await noteNew(tx, examined, post);
        await settleSubmission(tx, author.id, claim.key, post.id);
        return { ok: true, post: { id: post.id } };
      },
    ),
  );
}
