/** Deciding a case: its state, the lease and the rights first, then what its kind of case does, all in one transaction. */
import { isModerator, type Member } from "~/features/auth/auth";
import { type Decision, decisionWords, readDecision } from "~/features/cases/cases";
import { claimCase, closeCase, findCase } from "~/features/cases/cases.server";
import { hasFlagged, tellFlaggers } from "~/features/flags/flags.server";
import { withHeldText } from "~/features/posts/posts.server";
import { readProposal } from "~/features/tags/tags";
import { renderProposal } from "~/features/tags/tags.server";
import { lockThread } from "~/features/threads/threads.server";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { formatMinute } from "~/ui/time";
import type { Deciding, Outcome, Prepared } from "./outcome";
import { outcomes } from "./outcomes.server";

type Given = {
  by: Member;
  caseId: number;
  decision: Decision;
  reason: string;
  /** How long a measure lasts; 0 until somebody lifts it. */
  seconds: number;
  /** Whether a measure hides the post too. */
  alsoHide: boolean;
  /** Hosts of links that are spam from now on, where the case is about spam. */
  hosts?: string[];
};

export type Decided = { ok: true } | { ok: false; status: 403 | 404 | 409 | 422; words: string };

/** Rolls back what was begun; the command turns it into a value. */
class Refused extends Error {
  constructor(readonly refusal: Extract<Decided, { ok: false }>) {
    super(refusal.words);
  }
}

const refuse = (status: 403 | 404 | 409 | 422, words: string) => ({ ok: false, status, words }) as const;

/** Decides a case. Nobody decides about what is their own, or what they flagged. */
export async function decideCase(given: Given): Promise<Decided> {
  if (!isModerator(given.by)) return refuse(403, "Moderators decide here.");
  try {
    return await withPrepared(given, (tx, prepared) => decide(tx, { ...given, prepared }));
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

/** Reads and renders what takes too long for a transaction, then decides in one. */
async function withPrepared<T>({ caseId, decision }: Given, work: (tx: Tx, prepared: Prepared) => Promise<T>) {
  const row = decision === "accept" || decision === "release" ? await findCase(caseId) : null;
  if (row?.heldPostId && decision === "release")
    return withHeldText(row.heldPostId, (tx, text) => work(tx, { html: null, text }));
  const proposal = row && readProposal(row.kind, row.payload);
  const html = proposal ? await renderProposal(proposal) : null;
  return inTransaction((tx) => work(tx, { html, text: null }), { timeout: longest });
}

/** Milliseconds: all that somebody wrote in a day may be hidden at once. */
const longest = 60_000;

async function decide(tx: Tx, { caseId, by, ...given }: Given & { prepared: Prepared }): Promise<Decided> {
  const row = await findCase(caseId, tx);
  if (!row) return refuse(404, "There is no such case.");
  // Threads are locked before everything that hangs on them.
  if (row.threadId !== null) await lockThread(tx, row.threadId);
  const claimed = await claimCase(tx, caseId, by);
  if (!claimed.ok) return refusalOf(claimed);
  const decision = readDecision(row.kind, given.decision);
  if (!decision) return refuse(422, "This kind of case has no such decision.");
  if (row.memberId === by.id) return refuse(403, "This is yours: another moderator decides it.");
  if (await hasFlagged(tx, caseId, by.id)) return refuse(403, "You flagged this: another moderator decides it.");

  const at = await databaseNow(tx);
  const deciding: Deciding = { ...given, hosts: given.hosts ?? [], decision, by, row, at };
  const done = await outcomeOf(deciding)(tx, deciding);
  if (!done.ok) throw new Refused(refuse(done.status, done.words));
  const { modActionId } = done;
  await closeCase(tx, { caseId, decision, by, reason: given.reason, at, modActionId });
  await tellFlaggers(tx, caseId, decisionWords[decision].done);
  return { ok: true };
}

function outcomeOf({ row }: Deciding): Outcome {
  const outcome = outcomes[row.kind];
  if (!outcome) throw new Error(`Nobody decides cases of the kind ${row.kind} here.`);
  return outcome;
}

function refusalOf(claimed: Exclude<Awaited<ReturnType<typeof claimCase>>, { ok: true }>) {
  if (claimed.reason === "no-such-case") return refuse(404, "There is no such case.");
  if (claimed.reason === "leased") {
    const { by, since, until } = claimed.lease;
    return refuse(
      409,
      `${by.name} has this open since ${formatMinute(since)}. It is free again at ${formatMinute(until)}, or when they go on.`,
    );
  }
  const { done } = decisionWords[claimed.decision as keyof typeof decisionWords] ?? decisionWords.settle;
  return refuse(409, `This is decided: ${claimed.by === null ? done : `${claimed.by} ${done}`}. Nothing was changed.`);
}
