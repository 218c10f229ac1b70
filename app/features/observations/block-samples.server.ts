import { db, type Tx } from "~/platform/db.server";
import type { Block } from "~/features/metrics/metrics";
import { remembered } from "./providers/follow-chain";
import type { Reorganisation } from "./providers/provider";

type Row = {
  number: bigint;
  hash: string;
  parentHash: string;
  time: number;
  userTxs: number;
  gasUsed: string;
  gasLimit: string;
  baseFee: string | null;
  blobGasUsed: string | null;
  excessBlobGas: string | null;
};

/** The newest blocks of a provider's chain, oldest first. */
export async function listBlocks(providerKey: string): Promise<Block[]> {
  const rows = await db.$queryRaw<Row[]>`
    select "number", "hash", "parentHash", extract(epoch from "at")::float8 as time, "userTxs", "gasUsed"::text, "gasLimit"::text,
      "baseFee"::text, "blobGasUsed"::text, "excessBlobGas"::text
    from "BlockSample" where "providerKey" = ${providerKey} and "isCanonical" order by "number" desc limit ${remembered}`;
  const exact = (value: string | null) => (value === null ? null : BigInt(value));
  return rows.toReversed().map((row) => ({
    ...row,
    number: Number(row.number),
    gasUsed: BigInt(row.gasUsed),
    gasLimit: BigInt(row.gasLimit),
    baseFee: exact(row.baseFee),
    blobGasUsed: exact(row.blobGasUsed),
    excessBlobGas: exact(row.excessBlobGas),
  }));
}

/** Stores new blocks and forgets those that are too old to be undone. */
export async function storeBlocks(tx: Tx, providerKey: string, blocks: Block[]) {
  const head = blocks.at(-1);
  if (!head) return;
  const text = (pick: (block: Block) => bigint | number | null) =>
    blocks.map((block) => pick(block)?.toString() ?? null);
  await tx.$executeRaw`
    insert into "BlockSample" ("providerKey", "number", "hash", "parentHash", "at", "userTxs", "gasUsed", "gasLimit", "baseFee", "blobGasUsed", "excessBlobGas")
    select ${providerKey}, number, hash, parent, to_timestamp(time), txs, used, "limit", base, blob, excess
    from unnest(${text((block) => block.number)}::bigint[], ${blocks.map((block) => block.hash)}::text[], ${blocks.map((block) => block.parentHash)}::text[],
      ${text((block) => block.time)}::float8[], ${text((block) => block.userTxs)}::int[], ${text((block) => block.gasUsed)}::numeric[],
      ${text((block) => block.gasLimit)}::numeric[], ${text((block) => block.baseFee)}::numeric[], ${text((block) => block.blobGasUsed)}::numeric[],
      ${text((block) => block.excessBlobGas)}::numeric[]) as given(number, hash, parent, time, txs, used, "limit", base, blob, excess)
    on conflict ("providerKey", "number", "hash") do update set "isCanonical" = true`;
  await tx.$executeRaw`delete from "BlockSample" where "providerKey" = ${providerKey} and "number" < ${head.number - remembered}`;
}

/** Takes back what a reorganisation undid: blocks, and every observation that rests on one of them. Answers with the oldest moment that changed. */
export async function undoBlocks(
  tx: Tx,
  providerKey: string,
  { fromBlock, toBlock, oldHash, newHash }: Reorganisation,
  at: Date,
) {
  await tx.$executeRaw`update "BlockSample" set "isCanonical" = false where "providerKey" = ${providerKey} and "number" >= ${fromBlock}`;
  const withdrawn = await tx.$queryRaw<{ at: Date }[]>`
    delete from "Observation" using "Series"
    where "Series"."id" = "Observation"."seriesId" and "Series"."providerKey" = ${providerKey}
      and "Observation"."blockTo" >= ${fromBlock} and "Observation"."at" > ${at}::timestamptz - interval '2 days'
    returning "Observation"."at"`;
  await tx.$executeRaw`
    update "Series" set "lastAt" = kept."at", "lastValue" = kept."value", "lastBlock" = kept."blockTo",
      "isFinal" = coalesce(kept."quality" = 'final', false)
    from "Series" again left join lateral (
      select "at", "value", "blockTo", "quality" from "Observation" where "seriesId" = again."id" order by "at" desc limit 1
    ) kept on true
    where again."id" = "Series"."id" and "Series"."providerKey" = ${providerKey} and "Series"."lastBlock" >= ${fromBlock}`;
  await tx.correction.create({
    data: { providerKey, at, fromBlock, toBlock, oldHash, newHash, withdrawn: withdrawn.length },
  });
  return withdrawn.reduce<Date | null>((oldest, row) => (oldest && oldest < row.at ? oldest : row.at), null);
}
