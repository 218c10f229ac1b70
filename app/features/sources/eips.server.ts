import type { Tx } from "~/platform/db.server";
import type { EipFacts } from "./describe-source";

/** What is known of these proposals, by number. */
export async function findEips(tx: Tx, numbers: number[]): Promise<Map<number, EipFacts>> {
  if (numbers.length === 0) return new Map();
  const rows = await tx.eip.findMany({ where: { number: { in: numbers } } });
  return new Map(rows.map((row) => [row.number, row]));
}
