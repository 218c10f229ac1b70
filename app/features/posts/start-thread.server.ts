import type { Member } from "~/features/auth/auth";
import { insertThread } from "~/features/threads/threads.server";
import { databaseNow } from "~/platform/db.server";
import type { DiagramSizes } from "~/ui/diagram-size";
import { refusalAsValue, writtenBefore } from "./create-post.server";
import { examineToPost, noteNew } from "./examine-to-post.server";
import { claimSubmission, settlingSubmission } from "./idempotency.server";
import { readPlace } from "./place-to-post.server";
import { sameSubmission } from "./same-submission";
import { asWriter, reservePostId, withPreparedText } from "./prepare-text.server";
import { writePost, type Written } from "./write-post.server";

type NewThread = {
  author: Member;
  title: string;
  body: string;
  tagIds: number[];
  disclosure?: string | undefined;
  /** The sizes of its diagrams, as its author's browser measured them. */
  diagramSizes?: DiagramSizes | undefined;
  key?: string | undefined;
  /** The network that it was sent from. */
  address?: string | undefined;
  at?: Date | undefined;
};

/** Starts a thread by writing its first post, and returns the post. Submitting twice creates one thread. */
export function startThread(thread: NewThread): Promise<Written> {
  return sameSubmission(["thread", thread], () => write(thread));
}

async function write({
  author,
  title,
  body,
  tagIds,
  disclosure,
  diagramSizes,
  key,
  address,
  at,
}: NewThread): Promise<Written> {
  const postId = await reservePostId();
  return refusalAsValue(() =>
    withPreparedText(
      asWriter(author),
      () => Promise.resolve({ postId, body, isNew: true, diagramSizes }),
      async (tx, text) => {
        const submission = { memberId: author.id, key, place: `new thread ${title}`, body: text.body };
        const claim = await claimSubmission(tx, submission, null);
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
        const place = await readPlace(tx, { threadId: thread.id, parentId: undefined, authorId: author.id });
        const also = [settlingSubmission(author.id, claim.key, text.postId)];
        const post = await writePost(tx, { author, text, disclosure, at: now, place, also });
        await noteNew(tx, examined, post);
        return { ok: true, post: { id: post.id } };
      },
    ),
  );
}
