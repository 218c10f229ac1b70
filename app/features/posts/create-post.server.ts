import type { Member } from "~/features/auth/auth";
import { isTextAtFault } from "~/features/markdown/markdown.server";
import type { Prisma } from "~/platform/db.server";
import { TextOutdated } from "~/platform/reading-errors";
import type { DiagramSizes } from "~/ui/diagram-size";
import { examineToPost, noteNew } from "./examine-to-post.server";
import { type Claimed, claimSubmission, settlingSubmission } from "./idempotency.server";
import { readPlaceOfReply, type ReservedReply, reserveReply } from "./place-to-post.server";
import type { Relation } from "./post";
import { asWriter, withPreparedText } from "./prepare-text.server";
import { sameSubmission } from "./same-submission";
import { Refusal, writePost, type Written } from "./write-post.server";

export type { Written };

type Reply = {
  author: Member;
  threadId: number;
  body: string;
  parentId?: number | undefined;
  relation?: Relation | undefined;
  disclosure?: string | undefined;
  /** The sizes of its diagrams, as its author's browser measured them. */
  diagramSizes?: DiagramSizes | undefined;
  key?: string | undefined;
  /** The network that it was sent from, as the request knows it; none for a mail. */
  address?: string | undefined;
  /** The database's time, unless the post is dated (the demonstration is). */
  at?: Date | undefined;
  /** What is written in the same statement as the post, see `writeTogether`. */
  also?: Prisma.Sql[] | undefined;
};

/**
 * Adds a reply to a thread. Submitting it twice creates one post and returns it both times. `reserved` is what `reserveReply`
 * answered for this thread and parent, where it was asked before.
 */
export function createPost(reply: Reply, reserved: ReservedReply | null = null): Promise<Written> {
  return sameSubmission(["reply", reply], () => write(reply, reserved));
}

async function write(
  { author, threadId, body, parentId, relation, disclosure, diagramSizes, key, address, at: given, also = [] }: Reply,
  reserved: ReservedReply | null,
): Promise<Written> {
  let nowIn = threadId;
  let before = reserved;
  const find = async () => {
    const { postId, ...place } = before ?? (await reserveReply({ threadId, parentId }));
    before = null;
    nowIn = place.threadId;
    return { postId, body, place, isNew: true, diagramSizes };
  };
  return refusalAsValue(() =>
    withPreparedText(asWriter(author), find, async (tx, text) => {
      const submission = {
        memberId: author.id,
        key,
        place: `thread ${threadId} post ${parentId ?? ""}`,
        body: text.body,
      };
      const claim = await claimSubmission(tx, submission, nowIn);
      if (!claim.isNew) return writtenBefore(claim);

      const found = await readPlaceOfReply(tx, { threadId, parentId, lockedId: nowIn, authorId: author.id });
      if (found.threadId !== nowIn) throw new TextOutdated("The post was moved");
      const at = given ?? found.now;
      const written = { author, text, threadId: nowIn, parentId, relation, disclosure, at };
      const examined = await examineToPost(tx, { ...written, address, key: claim.key });
      if (!examined.ok) return examined.written;
      const settled = settlingSubmission(author.id, claim.key, text.postId);
      const post = await writePost(tx, { ...written, place: found.place, also: [settled, ...also] });
      await noteNew(tx, examined, post);
      return { ok: true, post: { id: post.id } };
    }),
  );
}

/** The answer to a form that was sent before. */
export const writtenBefore = ({ postId, earlier }: Extract<Claimed, { isNew: false }>): Written =>
  earlier === null
    ? { ok: true, post: { id: postId } }
    : { ok: false, reason: "sent-before", earlier: { id: postId, body: earlier } };

/** Runs a command whose refusals roll back, and returns them as values. */
export async function refusalAsValue(command: () => Promise<Written>): Promise<Written> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof Refusal && error.notNow) return { ok: false, reason: "not-now", notNow: error.notNow };
    if (error instanceof Refusal && error.reason !== "not-now") return { ok: false, reason: error.reason };
    if (isTextAtFault(error)) return { ok: false, reason: "text-not-renderable" };
    throw error;
  }
}
