/** The state of our indexes in Meilisearch: which exist, how far they are filled, which changes are pending. */
import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { databaseNow, db, inTransaction } from "~/platform/db.server";

export type IndexRole = "live" | "next";
export type IndexState = NonNullable<Awaited<ReturnType<typeof findIndex>>>;

export const findIndex = (role: IndexRole) => db.searchIndex.findUnique({ where: { role } });

/** Index names are unique per forum, so that several forums can share one server. */
const aName = () => `counterproof-${randomBytes(6).toString("hex")}`;

/** Begins an index: from now on every change is recorded for it. Returns the one that already exists, if any. */
export async function beginIndex(role: IndexRole, shape: string): Promise<IndexState> {
  await db.searchIndex.createMany({ data: [{ role, uid: aName(), shape }], skipDuplicates: true });
  await writersToEnd();
  return db.searchIndex.findUniqueOrThrow({ where: { role } });
}

const longestWriter = 30_000;

/** Waits for transactions in progress: they may have changed a post before they could see the new index. */
async function writersToEnd() {
  const [now] = await db.$queryRaw<{ last: string }[]>`select pg_snapshot_xmax(pg_current_snapshot())::text as "last"`;
  for (let waited = 0; waited < longestWriter; waited += 50) {
    const [seen] = await db.$queryRaw<{ haveEnded: boolean }[]>`
      select pg_snapshot_xmin(pg_current_snapshot()) >= ${now!.last}::text::xid8 as "haveEnded"`;
    if (seen!.haveEnded) return;
    await setTimeout(50);
  }
  throw new Error("A transaction writes for half a minute: the index is begun again later.");
}

export async function changeIndex(
  role: IndexRole,
  data: Partial<Pick<IndexState, "filledTo" | "isWhole" | "shape" | "settings" | "filledAt">>,
) {
  await db.searchIndex.updateMany({ where: { role }, data });
}

/** Deletes an index and its pending changes. */
export async function forgetIndex(role: IndexRole) {
  await db.searchIndex.deleteMany({ where: { role } });
}

/** After the two indexes are swapped, pending changes of the new one become those of the live one. */
export async function exchangeIndexes(state: { shape: string; settings: string }) {
  await inTransaction(async (tx) => {
    await tx.$executeRaw`
      insert into "SearchChange" ("role", "postId", "at") select 'live', "postId", "at" from "SearchChange" where "role" = 'next'
      on conflict do nothing`;
    await tx.searchIndex.delete({ where: { role: "next" } });
    await tx.searchIndex.update({
      where: { role: "live" },
      data: { ...state, isWhole: true, filledAt: await databaseNow(tx) },
    });
  });
}

export type Change = { postId: number; mark: bigint };

/** Pending changes of an index, oldest first. */
export const listChanges = (role: IndexRole, take: number): Promise<Change[]> =>
  db.searchChange.findMany({
    where: { role },
    orderBy: { mark: "asc" },
    take,
    select: { postId: true, mark: true },
  });

/** Removes sent changes. A post that changed again meanwhile stays pending. */
export async function settleChanges(role: IndexRole, changes: Change[]) {
  await db.$executeRaw`
    delete from "SearchChange" c using unnest(${changes.map(({ postId }) => postId)}::int[], ${changes.map(({ mark }) => mark)}::bigint[]) as told("postId", "mark")
    where c."role" = ${role} and c."postId" = told."postId" and c."mark" = told."mark"`;
}

export type Lag = { count: number; seconds: number };

/** The number of pending changes of the live index, and the age of the oldest. */
export async function lagOf(role: IndexRole): Promise<Lag> {
  const [lag] = await db.$queryRaw<Lag[]>`
    select count(*)::int as "count", coalesce(extract(epoch from clock_timestamp() - min("at")), 0)::float8 as "seconds"
    from "SearchChange" where "role" = ${role}`;
  return lag!;
}

/** Stores the last failure for administrators; null clears it. */
export async function rememberFault(words: string | null) {
  await db.searchIndex.updateMany({
    where: words === null ? { lastError: { not: null } } : {},
    data: { lastError: words, lastErrorAt: words === null ? null : await databaseNow() },
  });
}
