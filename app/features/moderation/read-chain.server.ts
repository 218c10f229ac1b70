/** The chained entries, in the order of the chain. */
import { db, Prisma } from "~/platform/db.server";
import type { ChainedEntry } from "./log-chain.server";

/** At most `take` entries after this place. */
export function listChained({ after, take }: { after: number; take: number }): Promise<ChainedEntry[]> {
  return db.$queryRaw<ChainedEntry[]>(Prisma.sql`
    select "place", "id", to_char("at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "at", "kind"::text as "kind",
      coalesce("moderatorId"::text, 'site') as "actor",
      concat_ws(' ', 'thread:' || "threadId", 'other-thread:' || "otherThreadId", 'post:' || "postId", 'picture:' || "uploadId",
        'tag:' || "tagSlug", 'member:' || "memberId", 'entry:' || "entryId") as "targets",
      "reason", "salt", "reasonHash", "detail", "detailSalt", "detailHash", "hash"
    from "ModAction" where "place" > ${after} order by "place" limit ${take}`);
}

/** All entries of the chain, read in pages. */
export async function* readChain(): AsyncGenerator<ChainedEntry> {
  for (let after = 0; ;) {
    const entries = await listChained({ after, take: 1_000 });
    yield* entries;
    const last = entries.at(-1);
    if (!last) return;
    after = last.place;
  }
}

type EntryHashes = Pick<ChainedEntry, "place" | "hash" | "reasonHash" | "detailHash">;

/** What chains these entries, by id; none for those from before the chain began. */
export async function findHashes(ids: number[]): Promise<Map<number, EntryHashes>> {
  const rows = await db.modAction.findMany({
    where: { id: { in: ids }, place: { not: null } },
    select: { id: true, place: true, hash: true, reasonHash: true, detailHash: true },
  });
  return new Map(
    rows.map(({ id, place, hash, reasonHash, detailHash }) => [
      id,
      { place: place ?? 0, hash: hash ?? "", reasonHash: reasonHash ?? "", detailHash: detailHash ?? "" },
    ]),
  );
}

/** The newest entry's place and hash; null before the first. */
export async function findNewestHash(): Promise<{ place: number; hash: string } | null> {
  const found = await db.modAction.findFirst({
    where: { place: { not: null } },
    orderBy: { place: "desc" },
    select: { place: true, hash: true },
  });
  return found?.hash ? { place: found.place ?? 0, hash: found.hash } : null;
}

/** Entries that stand outside of the chain although it had begun: there should be none. */
export async function countUnchained(): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from "ModAction"
    where "place" is null and "id" > (select min("id") from "ModAction" where "place" = 1)`;
  return row!.count;
}
