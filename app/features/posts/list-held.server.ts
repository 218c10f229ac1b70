/** Held texts as their authors and moderators read them. */
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { settleCases } from "~/features/cases/cases.server";
import { endHeld } from "./hold-post.server";
import { readHoldRules, whyHeld } from "./suspect-text";
import { relationOf } from "./stored-relation";

const columns = {
  id: true,
  authorId: true,
  threadId: true,
  parentId: true,
  relation: true,
  title: true,
  tagIds: true,
  disclosure: true,
  body: true,
  rules: true,
  createdAt: true,
  releaseAt: true,
  endedAt: true,
  postId: true,
  thread: { select: { id: true, slug: true, title: true } },
} as const;

/** One held text with its place, also when it ended; null if there is none. */
export async function findHeld(id: number, tx: Tx = db) {
  const row = await tx.heldPost.findUnique({ where: { id }, select: columns });
  return row && asHeld(row);
}

/** A member's held texts, newest first, with those of the last 60 days that were not posted. */
export async function listOwnHeld(authorId: number) {
  const rows = await db.heldPost.findMany({
    where: { authorId, postId: null },
    orderBy: { id: "desc" },
    take: 100,
    select: columns,
  });
  return rows.map(asHeld);
}

type Row = NonNullable<Awaited<ReturnType<typeof readOne>>>;
const readOne = (id: number) => db.heldPost.findUnique({ where: { id }, select: columns });

const asHeld = ({ rules, relation, createdAt, releaseAt, endedAt, ...row }: Row) => ({
  ...row,
  relation: relationOf(relation),
  /** Why it waits, as its author reads it. */
  why: whyHeld(readHoldRules(rules)),
  createdAt: createdAt.toISOString(),
  releaseAt: releaseAt?.toISOString() ?? null,
  endedAt: endedAt?.toISOString() ?? null,
});

export type HeldText = NonNullable<Awaited<ReturnType<typeof findHeld>>>;

/** Its author takes a held text back: nobody decides about it any more. Null when it is not theirs, or ended before. */
export async function withdrawHeld(id: number, authorId: number): Promise<HeldText | null> {
  return inTransaction(async (tx) => {
    const held = await findHeld(id, tx);
    if (!held || held.authorId !== authorId) return null;
    const at = await databaseNow(tx);
    if (!(await endHeld(tx, id, at))) return null;
    // The author may write the same again.
    await tx.postTrace.deleteMany({ where: { heldPostId: id } });
    await settleCases(tx, { heldPostId: id }, at);
    return held;
  });
}

/** Texts that are posted by now because nobody decided. */
export async function listDueHeld(now: Date, take: number): Promise<number[]> {
  const rows = await db.heldPost.findMany({
    where: { endedAt: null, releaseAt: { lte: now } },
    orderBy: { id: "asc" },
    take,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Removes texts that were not posted after 60 days, and what was posted, whose text is the post's. */
export async function sweepHeldPosts(tx: Tx) {
  await tx.$executeRaw`delete from "HeldPost" where "endedAt" <= now() - interval '60 days'`;
}
