/** A claim as `/api/v1/claims` gives it. Values are decimal strings or null. */
import { paths } from "~/paths";
import type { LedgerRow } from "./ledger-row";

export function claimToJson(claim: LedgerRow, origin: string) {
  const { id, text, status, word, factor, points, verdict, subject, metric, statedAt, asOf, post, thread, author } =
    claim;
  const check = (side: LedgerRow["verdict"]["now"]) =>
    side && {
      outcome: side.outcome,
      factor: side.factor,
      points: side.points,
      isAtLeast: side.isAtLeast,
      says: side.says,
      from: side.observed.from,
      to: side.observed.to,
      series: side.observed.series,
    };
  return {
    id,
    url: origin + paths.claim(claim),
    text,
    status,
    word,
    factor,
    points,
    series: subject ? { chain: subject, metric } : null,
    statedAt,
    asOf,
    atPosting: check(verdict.atPosting),
    now: check(verdict.now),
    lastDay: verdict.lastDay,
    contradictions: verdict.contradictions,
    fits: verdict.agreements,
    nowWithheld: verdict.withheld,
    obstacle: verdict.obstacle,
    restates: verdict.restates,
    correctedFrom: claim.correctedFrom || null,
    post: { id: post.id, number: post.number, url: origin + paths.post(post) },
    thread: { id: thread.id, title: thread.title },
    author: author.handle,
  };
}
