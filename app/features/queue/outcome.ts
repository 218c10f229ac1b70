import type { Member } from "~/features/auth/auth";
import type { Decision } from "~/features/cases/cases";
import type { CaseRow } from "~/features/cases/cases.server";
import type { PreparedText } from "~/features/posts/posts.server";
import type { Tx } from "~/platform/db.server";

/** What is made before the transaction that decides. */
export type Prepared = {
  /** Of a proposed description; null where there is none, or where it can't be rendered. */
  html: string | null;
  /** A held text that is to be posted; null where it is held no longer. */
  text: PreparedText | null;
};

/** A decision that is being made: the case is open, locked, and this moderator may decide it. */
export type Deciding = {
  by: Member;
  row: CaseRow;
  decision: Decision;
  reason: string;
  seconds: number;
  alsoHide: boolean;
  /** Hosts that a decision about spam remembers. */
  hosts: string[];
  at: Date;
  prepared: Prepared;
};

/** What came of it: the entry of the log, if there is one, or why it can't be done. */
export type Done = { ok: true; modActionId: number | null } | { ok: false; status: 403 | 409 | 422; words: string };

/** Does what a kind of case decides, in the caller's transaction. A refusal rolls everything back. */
export type Outcome = (tx: Tx, deciding: Deciding) => Promise<Done>;
