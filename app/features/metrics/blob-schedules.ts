/** When Ethereum's blob parameters changed. Nodes are asked for today's (`eth_config`); this table is for nodes that can't say, and marks charts. */
import type { BlobSchedule } from "./block";

type Fork = BlobSchedule & { name: string; time: number; block: number };

export const ethereumForks: Fork[] = [
  { name: "Dencun", time: 1_710_338_135, block: 19_426_587, target: 3, max: 6, updateFraction: 3_338_477 },
  { name: "Pectra", time: 1_746_612_311, block: 22_431_084, target: 6, max: 9, updateFraction: 5_007_716 },
  { name: "Fusaka", time: 1_764_798_551, block: 23_935_694, target: 6, max: 9, updateFraction: 5_007_716 },
  { name: "BPO1", time: 1_765_290_071, block: 23_975_778, target: 10, max: 15, updateFraction: 8_346_193 },
  { name: "BPO2", time: 1_767_747_671, block: 24_179_383, target: 14, max: 21, updateFraction: 11_684_671 },
];

/** Ethereum's parameters at a block's time (unix seconds); null before there were blobs. */
export const scheduleAt = (time: number): BlobSchedule | null =>
  ethereumForks.findLast((fork) => fork.time <= time) ?? null;
