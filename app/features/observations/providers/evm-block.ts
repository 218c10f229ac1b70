/** Parses an EVM node's answers. Every field is checked: a node may be broken, behind, or lying. */
import { z } from "zod";
import type { Block, BlobSchedule } from "~/features/metrics/metrics";
import type { EvmNode } from "~/features/chains/chains";

const quantity = z
  .string()
  .regex(/^0x[0-9a-f]{1,64}$/i)
  .transform(BigInt);
const hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/i)
  .transform((value) => value.toLowerCase());
const small = quantity.refine((value) => value < 2n ** 53n).transform(Number);
const gas = quantity.refine((value) => value < 2n ** 63n);

const Header = z.object({
  number: small,
  hash,
  parentHash: hash,
  timestamp: small,
  gasUsed: gas,
  gasLimit: gas,
  baseFeePerGas: quantity.nullish(),
  blobGasUsed: gas.nullish(),
  excessBlobGas: gas.nullish(),
  transactions: z.array(z.union([z.string(), z.object({ type: z.string().nullish() })])).max(200_000),
});

/** A block from `eth_getBlockByNumber`; null when the answer is not one. */
export function parseBlock(answer: unknown, rules: Pick<EvmNode, "userTxs" | "systemTypes">): Block | null {
  const parsed = Header.safeParse(answer);
  if (!parsed.success) return null;
  const { number, timestamp, gasUsed, gasLimit, baseFeePerGas, blobGasUsed, excessBlobGas, transactions } = parsed.data;
  return {
    number,
    hash: parsed.data.hash,
    parentHash: parsed.data.parentHash,
    time: timestamp,
    userTxs: countUserTxs(transactions, rules),
    gasUsed,
    gasLimit,
    baseFee: baseFeePerGas ?? null,
    blobGasUsed: blobGasUsed ?? null,
    excessBlobGas: excessBlobGas ?? null,
  };
}

type Transaction = string | { type?: string | null };

/** How many of a block's transactions users sent. */
export function countUserTxs(
  transactions: Transaction[],
  { userTxs, systemTypes = [] }: Pick<EvmNode, "userTxs" | "systemTypes">,
): number {
  if (userTxs === "after-first") return Math.max(0, transactions.length - 1);
  if (userTxs === "all") return transactions.length;
  return transactions.filter((tx) => typeof tx === "string" || !systemTypes.includes((tx.type ?? "0x0").toLowerCase()))
    .length;
}

const Schedule = z.object({
  blobSchedule: z.object({
    target: z.number().int().min(0).max(10_000),
    max: z.number().int().min(0).max(10_000),
    baseFeeUpdateFraction: z.number().int().min(1).max(1e12),
  }),
});
const Config = z.object({ current: Schedule, next: z.object({ activationTime: z.number().int() }).nullish() });

/** Today's blob parameters from `eth_config`, and when the next ones begin (unix seconds); null when the node can't say. */
export function parseConfig(answer: unknown): { schedule: BlobSchedule; nextAt: number | null } | null {
  const parsed = Config.safeParse(answer);
  if (!parsed.success) return null;
  const { target, max, baseFeeUpdateFraction } = parsed.data.current.blobSchedule;
  return {
    schedule: { target, max, updateFraction: baseFeeUpdateFraction },
    nextAt: parsed.data.next?.activationTime ?? null,
  };
}

const Receipt = z.object({
  gasUsed: gas,
  effectiveGasPrice: quantity,
  type: z.string().nullish(),
  l1Fee: quantity.nullish(),
  blobGasUsed: gas.nullish(),
  blobGasPrice: quantity.nullish(),
  operatorFeeScalar: quantity.nullish(),
  operatorFeeConstant: quantity.nullish(),
  /** Only receipts since Jovian have it. */
  daFootprintGasScalar: quantity.nullish(),
});
type Receipt = z.infer<typeof Receipt>;

/** A deposit: forced in from Ethereum, where it was paid for. */
const depositType = "0x7e";

/**
 * OP Stack's operator fee in wei, where the receipt names its parameters: floor(gas × scalar ÷ 10⁶) + constant since Isthmus
 * (specs.optimism.io/protocol/isthmus/exec-engine.html#operator-fee), gas × scalar × 100 + constant since Jovian
 * (…/protocol/jovian/exec-engine.html#operator-fee). Deposits pay none; some nodes name the parameters in their receipts too.
 */
function operatorFee(receipt: Receipt): bigint {
  const { type, gasUsed, operatorFeeScalar, operatorFeeConstant, daFootprintGasScalar } = receipt;
  if (type?.toLowerCase() === depositType) return 0n;
  const scaled = gasUsed * (operatorFeeScalar ?? 0n);
  const isJovian = (daFootprintGasScalar ?? null) !== null;
  return (isJovian ? scaled * 100n : scaled / 1_000_000n) + (operatorFeeConstant ?? 0n);
}

/** The total fee of each transaction of a block, in wei of the gas token, without free ones. Null if the answer is not a list of receipts. */
export function parseFees(answer: unknown): bigint[] | null {
  const parsed = z.array(Receipt).max(20_000).safeParse(answer);
  if (!parsed.success) return null;
  return parsed.data
    .map(
      (receipt) =>
        receipt.gasUsed * receipt.effectiveGasPrice +
        (receipt.l1Fee ?? 0n) +
        operatorFee(receipt) +
        (receipt.blobGasUsed ?? 0n) * (receipt.blobGasPrice ?? 0n),
    )
    .filter((fee) => fee > 0n);
}

export const parseQuantity = (answer: unknown): number | null => {
  const parsed = small.safeParse(answer);
  return parsed.success ? parsed.data : null;
};
