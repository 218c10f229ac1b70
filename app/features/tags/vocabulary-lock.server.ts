/**
 * The vocabulary changes rarely and threads are filed all the time. Who files a thread holds the vocabulary, together with
 * others who do; who changes it has it alone. Taken before any thread or tag is locked, so that no two wait for each other.
 */
import type { Tx } from "~/platform/db.server";
import { lock, lockShared } from "~/platform/locks.server";

/** Until the transaction ends no tag is renamed, merged or made. */
export const holdVocabulary = (tx: Tx) => lockShared(tx, "vocabulary");

/** Until the transaction ends nobody else changes the vocabulary or files threads. */
export const lockVocabulary = (tx: Tx) => lock(tx, "vocabulary");
