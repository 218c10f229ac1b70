/** The steps that starting a thread and replying share; each inside the caller's transaction. */
import type { Member } from "~/features/auth/auth";
import { countContribution } from "~/features/members/members.server";
import { announceInLists, announceUpdate, claimNextNumber } from "~/features/threads/threads.server";
import { noteEvent } from "~/features/webhooks/webhooks.server";
import type { Tx } from "~/platform/db.server";
import { type NotNow, refusalToPost } from "./may-post.server";
import { placeBelow, type Relation } from "./post";
import type { PreparedText } from "./prepare-text.server";
import { processPost } from "./reprocess-post.server";
import { showsText } from "./shows-text";
import { storedRelation } from "./stored-relation";

export type PostRefusal =
  "no-such-thread" | "thread-locked" | "no-such-parent" | "text-not-renderable" | "text-shows-nothing" | "not-now";

/** What came of a text that was sent. */
export type Written =
  | { ok: true; post: { id: number } }
  | { ok: false; reason: Exclude<PostRefusal, "not-now"> }
  /** What keeps this member from posting here now, in words for them. */
  | { ok: false; reason: "not-now"; notNow: NotNow }
  /** It waits for a moderator: the id of the held text. */
  | { ok: false; reason: "held"; heldId: number }
  /** The same form was sent before with another text, which was posted. */
  | { ok: false; reason: "sent-before"; earlier: { id: number; body: string } };

/** Thrown to roll a transaction back; commands turn it into a value. */
export class Refusal extends Error {
  constructor(
    readonly reason: PostRefusal,
    /** Why not now, where it is that. */
    readonly notNow: NotNow | null = null,
  ) {
    super(reason);
  }
}

type NewPost = {
  threadId: number;
  author: Member;
  text: PreparedText;
  parentId?: number | undefined;
  relation?: Relation | undefined;
  disclosure?: string | undefined;
  at: Date;
  /** It waited for a moderator: the pace of its author was asked then. */
  isReleased?: boolean;
};

/** Writes a post with its first revision and everything derived from it. */
export async function writePost(tx: Tx, given: NewPost) {
  const { threadId, author, text, parentId, relation, disclosure, at, isReleased = false } = given;
  if (!showsText(text)) throw new Refusal("text-shows-nothing");
  const claimed = await claimNextNumber(tx, threadId, author, at);
  if (!claimed.ok) throw new Refusal(claimed.reason);
  const notNow = isReleased
    ? null
    : await refusalToPost(
        { author, threadId: claimed.number === 1 ? null : threadId, slowedAt: claimed.slowedAt, at },
        tx,
      );
  if (notNow) throw new Refusal("not-now", notNow);

  const parent = parentId === undefined ? null : await findParent(tx, threadId, parentId);
  const post = { id: text.postId, threadId, number: claimed.number };
  await tx.post.create({
    data: {
      ...post,
      authorId: author.id,
      parentId: parent?.id ?? null,
      relation: parent && relation ? storedRelation(relation) : null,
      disclosure: disclosure ?? "",
      ...placeBelow(parent, claimed.number),
      createdAt: at,
    },
    select: { id: true },
  });
  await tx.postRevision.create({
    data: { postId: post.id, number: 1, body: text.body, editorId: author.id, createdAt: at },
    select: { number: true },
  });
  const written = { ...post, authorId: author.id, revision: 1, at, plainText: "", rendererVersion: 0 };
  await processPost(tx, { ...written, isJustWritten: true }, text);
  if (parent)
    await tx.post.update({
      where: { id: parent.id },
      data: { replyCount: { increment: 1 } },
      select: { id: true },
    });
  await countContribution(tx, author.id, { posts: 1, threads: claimed.number === 1 ? 1 : 0 });
  await noteEvent(tx, "post.created", { thread: threadId, post: post.id });
  // Nobody has a page of a thread open that is only being started.
  if (claimed.number > 1) await announceUpdate(tx, threadId, { kind: "post", data: { number: claimed.number } });
  else await announceInLists(tx, threadId, claimed.number);
  return post;
}

async function findParent(tx: Tx, threadId: number, parentId: number) {
  const parent = await tx.post.findFirst({
    where: { id: parentId, threadId, status: "visible" },
    select: { id: true, path: true, depth: true },
  });
  if (!parent) throw new Refusal("no-such-parent");
  return parent;
}
