/** A text that waits for a moderator: no post, and without a number. Its release writes the post. */
import { type Member, type Viewer } from "~/features/auth/auth";
import { memberColumns, memberOf } from "~/features/auth/auth.server";
import { openCase } from "~/features/cases/cases.server";
import { canReply } from "~/features/threads/threads";
import { insertThread, lockThread } from "~/features/threads/threads.server";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import type { DiagramSizes } from "~/ui/diagram-size";
import type { Examined } from "./examine.server";
import { refusalToPost } from "./may-post.server";
import { readPlace } from "./place-to-post.server";
import type { Relation } from "./post";
import { asJob, type PreparedText, reservePostId, type ToWrite, withPreparedText } from "./prepare-text.server";
import { relationOf, storedRelation } from "./stored-relation";
import { releaseAfter } from "./suspect-text";
import { type PostRefusal, Refusal, writePost } from "./write-post.server";

export type ToHold = {
  author: Member;
  body: string;
  diagramSizes: DiagramSizes | null;
  key: string;
  /** The thread it answers in; null for one that begins a thread. */
  threadId: number | null;
  parentId?: number | undefined;
  relation?: Relation | undefined;
  title?: string;
  tagIds?: number[];
  disclosure?: string | undefined;
  at: Date;
};

/** Holds a text that could be posted otherwise, with its case; returns its id. Throws what keeps it from being posted. */
export async function holdPost(tx: Tx, given: ToHold, { rules, evidence, trace }: Examined): Promise<number> {
  const { author, threadId, parentId, at } = given;
  if (threadId !== null) await checkPlace(tx, author, threadId, parentId);
  const notNow = await refusalToPost({ author, threadId, at }, tx);
  if (notNow) throw new Refusal("not-now", notNow);
  const held = await tx.heldPost.create({
    data: {
      authorId: author.id,
      threadId,
      parentId: parentId ?? null,
      relation: parentId === undefined ? null : storedRelation(given.relation ?? null),
      title: given.title ?? "",
      tagIds: given.tagIds ?? [],
      disclosure: given.disclosure ?? "",
      body: given.body,
      ...(given.diagramSizes && { diagramSizes: given.diagramSizes }),
      key: given.key,
      rules,
      createdAt: at,
      releaseAt: rules.length > 1 ? null : new Date(at.getTime() + releaseAfter * 1_000),
    },
    select: { id: true },
  });
  if (trace) await tx.postTrace.create({ data: { ...trace, heldPostId: held.id } });
  await openCase(tx, {
    kind: "held_post",
    about: held.id,
    memberId: author.id,
    threadId,
    heldPostId: held.id,
    evidence,
    at,
  });
  return held.id;
}

async function checkPlace(tx: Tx, author: Viewer, threadId: number, parentId: number | undefined) {
  const thread = await tx.thread.findUnique({ where: { id: threadId }, select: { status: true, lockedAt: true } });
  if (!thread || thread.status === "deleted") throw new Refusal("no-such-thread");
  if (!canReply(author, { ...thread, lockedAt: thread.lockedAt?.toISOString() ?? null }))
    throw new Refusal("thread-locked");
  if (parentId === undefined) return;
  const parent = await tx.post.count({ where: { id: parentId, threadId, status: "visible" } });
  if (parent === 0) throw new Refusal("no-such-parent");
}

/** What a form became that was held before: its text, or the post of its release; null where it is new. */
export async function findHeldByKey(tx: Tx, authorId: number, key: string) {
  return tx.heldPost.findUnique({ where: { authorId_key: { authorId, key } }, select: { id: true, postId: true } });
}

/**
 * Reads a held text outside of a transaction, then runs `write` in one, with null where the text is held no longer.
 */
export async function withHeldText<T>(heldId: number, write: (tx: Tx, text: PreparedText | null) => Promise<T>) {
  const postId = await reservePostId();
  const find = async (): Promise<ToWrite | null> => {
    const held = await db.heldPost.findFirst({
      where: { id: heldId, endedAt: null },
      select: { body: true, diagramSizes: true, threadId: true, thread: { select: { nextNumber: true } } },
    });
    if (!held) return null;
    const place =
      held.threadId === null ? undefined : { threadId: held.threadId, number: held.thread?.nextNumber ?? 1 };
    return { postId, body: held.body, isNew: true, place, storedSizes: held.diagramSizes };
  };
  return withPreparedText(asJob, find, write);
}

const refusals: Partial<Record<PostRefusal, string>> = {
  "no-such-thread": "The thread is not there any more.",
  "thread-locked": "The thread is locked, or its author may not write just now.",
  "no-such-parent": "The post that it answers is not there any more.",
  "text-shows-nothing": "The text shows nothing.",
};

type Released =
  | { ok: true; post: { id: number; threadId: number; number: number; authorId: number } }
  | { ok: false; reason: "ended" }
  | { ok: false; reason: "refused"; words: string };

/** Writes the post of a held text, as if it were sent now. A refusal leaves changes to be rolled back. */
export async function releaseHeld(tx: Tx, heldId: number, text: PreparedText | null): Promise<Released> {
  const at = await databaseNow(tx);
  const claimed = await tx.heldPost.updateManyAndReturn({
    where: { id: heldId, endedAt: null },
    data: { endedAt: at },
  });
  const held = claimed[0];
  if (!held || !text) return { ok: false, reason: "ended" };
  const row = await tx.member.findUniqueOrThrow({ where: { id: held.authorId }, select: memberColumns });
  const author = memberOf(row, at);
  try {
    if (held.threadId !== null) await lockThread(tx, held.threadId);
    const threadId =
      held.threadId ?? (await insertThread(tx, { title: held.title, authorId: author.id, tagIds: held.tagIds, at })).id;
    const parentId = held.parentId ?? undefined;
    const post = await writePost(tx, {
      place: await readPlace(tx, { threadId, parentId, authorId: author.id }),
      author,
      text,
      parentId,
      relation: relationOf(held.relation) ?? undefined,
      disclosure: held.disclosure,
      at,
      isReleased: true,
    });
    await tx.heldPost.update({ where: { id: heldId }, data: { postId: post.id } });
    await tx.postTrace.updateMany({ where: { heldPostId: heldId }, data: { heldPostId: null, postId: post.id } });
    await tx.idempotencyKey.updateMany({ where: { memberId: author.id, key: held.key }, data: { postId: post.id } });
    return { ok: true, post: { ...post, authorId: author.id } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, reason: "refused", words: refusals[error.reason] ?? "It can’t be posted just now." };
  }
}

/** Ends a held text without a post: it stays its author's to read for 60 days. False when it ended before. */
export async function endHeld(tx: Tx, heldId: number, at: Date): Promise<boolean> {
  const ended = await tx.heldPost.updateMany({
    where: { id: heldId, endedAt: null },
    // The same form, sent again, is a new text.
    data: { endedAt: at, key: `ended-${heldId}` },
  });
  return ended.count > 0;
}
