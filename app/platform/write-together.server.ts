/** Writes of one transaction that don't need each other's outcome, put to the database as one statement. */
import { Prisma, type Tx } from "./db.server";

/**
 * Runs these statements as one. Each is an `insert`, `update` or `delete` that returns something, or a `select` of a function
 * that writes. None sees what another of them writes, and no two change the same row; foreign keys are checked after all.
 */
export async function writeTogether(tx: Tx, writes: Prisma.Sql[]) {
  const nameOf = (index: number) => Prisma.raw(`"w${index}"`);
  const parts = writes.map((write, index) => Prisma.sql`${nameOf(index)} as (${write})`);
  // A `select` runs only where something asks for its rows.
  const counts = writes.map((_, index) => Prisma.sql`(select count(*) from ${nameOf(index)})`);
  await tx.$executeRaw`with ${Prisma.join(parts)} select ${Prisma.join(counts)}`;
}
