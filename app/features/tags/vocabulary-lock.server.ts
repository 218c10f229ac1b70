/**
 * The vocabulary changes rarely and threads are filed all the time. Who files a thread holds the vocabulary, together with
 * others who do; who changes it has it alone. Taken before any thread or tag is locked, so that no two wait for each other.
 */
import type { Tx } from "~/platform/db.server";

const vocabularyLock = 7_310_027;

/** Until the transaction ends no tag is renamed, merged or made. */
export async function holdVocabulary(tx: Tx) {
  await tx.$queryRaw`select pg_advisory_xact_lock_shared(${vocabularyLock})::text`;
}

/** Until the transaction ends nobody else changes the vocabulary or files threads. */
export async function lockVocabulary(tx: Tx) {
  await tx.$queryRaw`select pg_advisory_xact_lock(${vocabularyLock})::text`;
}
