/**
 * The vocabulary changes rarely and threads are filed all the time. Transactions that file threads share the
 * lock; a transaction that changes the vocabulary takes it exclusively. Take it before any thread or tag is locked, so that
 * no two transactions wait for each other.
 */
import type { Tx } from "~/platform/db.server";
import { lock, lockShared } from "~/platform/locks.server";

/** Until the transaction ends no tag is renamed, merged or made. */
export const shareVocabulary = (tx: Tx) => lockShared(tx, "vocabulary");

/** Until the transaction ends nobody else changes the vocabulary or files threads. */
export const lockVocabulary = (tx: Tx) => lock(tx, "vocabulary");
