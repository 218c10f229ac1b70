/** Undoing a move: what was moved stands under its old numbers again, and what answered it since then comes along. */
import type { Member } from "~/features/auth/auth";
import { countContribution } from "~/features/members/members.server";
import { lockThreads, recountThread, restateWorth } from "~/features/threads/threads.server";
import { type Tx } from "~/platform/db.server";
import { type Moved } from "./move-posts.server";
import { leaveLines, listBranches, placeIn, tellOfMove } from "./place-moved.server";
import { relationOf } from "./stored-relation";

type Back = { by: Pick<Member, "id">; at: Date; moveId: number };
type BackRefusal = "no-such-move" | "undone" | "moved-on" | "no-such-thread";

/** Undoes a move in the caller's transaction; refused when some of its posts were moved on, or where they came from is gone. */
export async function moveBack(
  tx: Tx,
  { by, at, moveId }: Back,
): Promise<({ ok: true; kind: "move" | "merge"; movedAt: Date } & Moved) | { ok: false; reason: BackRefusal }> {
  const move = await tx.threadMove.findUnique({ where: { id: moveId } });
  if (!move || move.kind === "back") return { ok: false, reason: "no-such-move" };
  // From here on as the posts go now: from where they were moved to, back to where they were.
  const { fromThreadId: toId, toThreadId: fromId, isNewThread, kind } = move;
  await lockThreads(tx, [fromId, toId]);
  const claimed = await tx.threadMove.updateMany({ where: { id: moveId, undoneAt: null }, data: { undoneAt: at } });
  if (claimed.count === 0) return { ok: false, reason: "undone" };
  const original = await tx.thread.findUniqueOrThrow({
    where: { id: toId },
    select: { status: true, mergedIntoId: true, nextNumber: true, authorId: true },
  });
  const isThere = kind === "merge" ? original.mergedIntoId === fromId : original.status === "visible";
  if (!isThere) return { ok: false, reason: "no-such-thread" };

  const lines = await tx.postMove.findMany({ where: { moveId } });
  const now = await listBranches(tx, fromId, isNewThread ? "all" : { ids: lines.map(({ postId }) => postId) });
  const byId = new Map(lines.map((line) => [line.postId, line]));
  if (now.filter(({ id }) => byId.has(id)).length < lines.length) return { ok: false, reason: "moved-on" };

  const { id: backId } = await tx.threadMove.create({
    data: { kind: "back", fromThreadId: fromId, toThreadId: toId, byId: by.id, at },
    select: { id: true },
  });
  await tx.postMove.updateMany({ where: { moveId }, data: { isUndone: true } });
  await leaveLines(tx, backId, fromId, now);
  await tellOfMove(tx, { kind: "back", fromId, toId, byId: by.id, at, numbers: now.map(({ number }) => number) });
  let next = original.nextNumber;
  const after = now.map((post) => {
    const line = byId.get(post.id);
    return line
      ? { ...post, number: line.number, parentId: line.parentId, relation: relationOf(line.relation) }
      : { ...post, number: next++ };
  });
  await placeIn(tx, toId, now, after);
  if (kind === "merge") {
    await tx.thread.update({ where: { id: toId }, data: { mergedIntoId: null }, select: { id: true } });
    await countContribution(tx, original.authorId, { posts: 0, threads: 1 });
  }
  await recountThread(tx, toId, kind === "merge" ? "visible" : undefined);
  await leave(tx, { fromId, toId, isNewThread });
  for (const id of [fromId, toId]) await restateWorth(tx, id);
  return {
    ok: true,
    kind,
    movedAt: move.at,
    fromId,
    toId,
    isNewThread: false,
    lastBefore: original.nextNumber - 1,
    posts: now.map(({ id, authorId, number }, index) => ({ id, authorId, from: number, to: after[index]!.number })),
  };
}

/** A thread that was made for the posts has none any more: its address leads to where they are. */
async function leave(tx: Tx, { fromId, toId, isNewThread }: { fromId: number; toId: number; isNewThread: boolean }) {
  await recountThread(tx, fromId, isNewThread ? "deleted" : undefined);
  if (!isNewThread) return;
  const { authorId } = await tx.thread.update({
    where: { id: fromId },
    data: { mergedIntoId: toId },
    select: { authorId: true },
  });
  await countContribution(tx, authorId, { posts: 0, threads: -1 });
}
