/** Transactions a day as we count them ourselves, where every block is seen: added up as blocks come. */
import type { Tx } from "~/platform/db.server";
import type { Block } from "~/features/metrics/metrics";
import type { Observation } from "~/features/metrics/metrics";

const keptDays = 7;
const dayOf = ({ time }: Block) => new Date(Math.floor(time / 86_400) * 86_400_000).toISOString().slice(0, 10);

/** Adds new blocks, oldest first, to the sums of their days. If a block number was counted before, its day starts again from zero and is marked incomplete. */
export async function addToDays(tx: Tx, providerKey: string, blocks: Block[]) {
  const [first] = blocks;
  if (!first) return;
  await tx.$executeRaw`delete from "BlockDay" where "providerKey" = ${providerKey} and "lastBlock" >= ${first.number}`;
  for (const day of new Set(blocks.map(dayOf))) {
    const own = blocks.filter((block) => dayOf(block) === day);
    const userTxs = own.reduce((sum, block) => sum + block.userTxs, 0);
    await tx.$executeRaw`
      insert into "BlockDay" as d ("providerKey", "day", "firstBlock", "lastBlock", "blocks", "userTxs")
      values (${providerKey}, ${day}::date, ${own[0]!.number}, ${own.at(-1)!.number}, ${own.length}, ${userTxs})
      on conflict ("providerKey", "day") do update set "lastBlock" = excluded."lastBlock", "blocks" = d."blocks" + excluded."blocks",
        "userTxs" = d."userTxs" + excluded."userTxs"`;
  }
  await tx.$executeRaw`
    delete from "BlockDay" where "providerKey" = ${providerKey} and "day" < ${dayOf(blocks.at(-1)!)}::date - ${keptDays}::int`;
}

/** Takes the blocks from this number on, which a reorganisation has undone, out of the sums again. Blocks must still be marked as canonical. */
export async function takeFromDays(tx: Tx, providerKey: string, fromBlock: number) {
  await tx.$executeRaw`
    update "BlockDay" set "blocks" = "BlockDay"."blocks" - undone.blocks, "userTxs" = "BlockDay"."userTxs" - undone.txs, "lastBlock" = undone.first - 1
    from (
      select ("at" at time zone 'UTC')::date as day, count(*)::int as blocks, sum("userTxs") as txs, min("number") as first
      from "BlockSample" where "providerKey" = ${providerKey} and "isCanonical" and "number" >= ${fromBlock} group by 1
    ) undone
    where "BlockDay"."providerKey" = ${providerKey} and "BlockDay"."day" = undone.day`;
  await tx.$executeRaw`delete from "BlockDay" where "providerKey" = ${providerKey} and "blocks" <= 0`;
}

/**
 * Days that are over, complete and final, each told once: every block between the last of the day before and the first
 * of the day after was counted, and none can be undone any more.
 */
export async function tellDays(
  tx: Tx,
  providerKey: string,
  subject: string,
  finalizedBlock: number,
): Promise<Observation[]> {
  const rows = await tx.$queryRaw<{ day: string; userTxs: bigint; firstBlock: bigint; lastBlock: bigint }[]>`
    update "BlockDay" d set "isTold" = true from "BlockDay" before, "BlockDay" after
    where d."providerKey" = ${providerKey} and not d."isTold" and d."lastBlock" <= ${finalizedBlock}
      and d."blocks" = d."lastBlock" - d."firstBlock" + 1
      and before."providerKey" = d."providerKey" and before."day" = d."day" - 1 and before."lastBlock" = d."firstBlock" - 1
      and after."providerKey" = d."providerKey" and after."day" = d."day" + 1 and after."firstBlock" = d."lastBlock" + 1
    returning d."day"::text as day, d."userTxs", d."firstBlock", d."lastBlock"`;
  return rows.map(({ day, userTxs, firstBlock, lastBlock }) => ({
    subject,
    definition: "tx-per-day.own@1" as const,
    at: new Date(`${day}T00:00:00Z`),
    value: userTxs.toString(),
    quality: "final" as const,
    blockFrom: Number(firstBlock),
    blockTo: Number(lastBlock),
  }));
}
