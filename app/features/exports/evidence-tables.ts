/** Sources, citations, claims: what posts rest on. */
import { named, ofSeenPost, seenPosts, seenThreads, type TablePlan } from "./table-plan";

/** Sources that visible posts name, and those that were merged with them in either direction. */
const seenSources = `(with recursive seen as (
    (select "sourceId" as id from "Citation" where "postId" in ${seenPosts}
     union select "originalSourceId" from "Citation" where "postId" in ${seenPosts}
     union select "sourceId" from "SourceMention" where "sourceId" is not null and "postId" in ${seenPosts}
     union select r."sourceId" from "SourceProposal" r join "SourceMention" n on n."id" = r."mentionId" where n."postId" in ${seenPosts})
    union
    select case when s."id" = seen.id then s."mergedIntoId" else s."id" end from seen
    join "Source" s on (s."id" = seen.id and s."mergedIntoId" is not null) or s."mergedIntoId" = seen.id
  ) select id from seen)`;

/** A source whose words a moderator hid keeps its place, and what it is recognized by. */
const shown = (column: string, otherwise: string) =>
  `case when x."hiddenAt" is null then x."${column}" else ${otherwise} end`;

const seenCitations = `(select c."id" from "Citation" c where c."postId" in ${seenPosts})`;
const seenClaims = `(select c."id" from "Claim" c where c."postId" in ${seenPosts})`;
const seenMentions = `(select n."id" from "SourceMention" n where n."postId" in ${seenPosts})`;

/** As `withoutHeld` of the claims room: what a check found in the last day about another author's number, too, is not public yet. */
const aDayAgo = `to_char((now() - interval '24 hours') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const toldContradictions = `jsonb_path_query_array(x."verdict", '$.contradictions[*] ? (!(@.isShared == true) || !(@.since > $until))', jsonb_build_object('until', ${aDayAgo}))`;
const toldVerdict = `case when x."verdict" ? 'contradictions' then jsonb_set(x."verdict", '{contradictions}', ${toldContradictions}) else x."verdict" end`;

/** As `seenBy` of the claims room for a visitor: for a day a new trouble is its author's alone. */
const isUntold = `((x."troubledAt" is not null and x."confirmedAt" is null and x."troubledAt" > now() - interval '24 hours')
  or (x."status" = 'inconsistent' and jsonb_array_length(${toldContradictions}) = 0))`;
const told = (column: string, instead: string) => `case when ${isUntold} then ${instead} else ${column} end`;
const toldStatus = told(`x."status"`, `x."publicStatus"`);
const toldWhole = told(toldVerdict, `x."publicVerdict"`);
const toldAt = told(`x."checkedAt"`, `x."publicCheckedAt"`);

export const evidenceTables: Record<string, TablePlan> = {
  Source: {
    columns: named(
      "id citekey kind status statusSince mergedIntoId hiddenAt createdById createdAt postCount supportCount disputeCount lastCitedAt",
    ),
    guarded: {
      csl: shown("csl", `'{"type":"document"}'`),
      fieldOrigin: shown("fieldOrigin", "'{}'"),
      withheld: "'{}'",
      lockedFields: shown("lockedFields", "'{}'"),
      title: shown("title", "''"),
      url: shown("url", "null"),
      host: shown("host", "''"),
      archivedUrl: shown("archivedUrl", "null"),
    },
    leftOut: { words: "made by the database", plainWords: "made by the database" },
    rows: `x."id" in ${seenSources}`,
  },
  SourceIdentifier: { columns: named("scheme value sourceId"), rows: `x."sourceId" in ${seenSources}` },
  SourceMerge: {
    columns: named("id fromId intoId reason byId at undoneAt undoneById"),
    rows: `x."fromId" in ${seenSources} and x."intoId" in ${seenSources}`,
  },
  SourceRevision: {
    columns: named("id sourceId byId at reason changes"),
    rows: `x."sourceId" in ${seenSources} and exists (select from "Source" s where s."id" = x."sourceId" and s."hiddenAt" is null)`,
  },
  Eip: { columns: named("number title status type category authors created discussionsTo requires asOf") },
  Citation: {
    columns: named(
      "id postId threadId authorId revision ordinal kind sourceId originalSourceId key stance isStanceTyped locator quote remark isQuoted quotedHandle version before after passage createdAt",
    ),
    rows: ofSeenPost,
  },
  CitationReview: {
    columns: named("citationId memberId verdict comment at isOutdated"),
    rows: `x."citationId" in ${seenCitations}`,
  },
  CitationChange: { columns: named("id postId revision sourceId field before after"), rows: ofSeenPost },
  SourceMention: { columns: named("id postId threadId ordinal text sourceId"), rows: ofSeenPost },
  SourceProposal: { columns: named("id mentionId sourceId byId at"), rows: `x."mentionId" in ${seenMentions}` },
  ProposalAcceptance: {
    columns: named("proposalId memberId at"),
    onlyFull: "visitors don't see who accepted what",
  },
  Claim: {
    columns: named(
      "id postId threadId authorId ordinal firstRevision closedRevision text before after address title heading binding subject metricId assertion statedAt asOf confirmedAt isBackdated isSourced citationIds correctedFrom correctedAt",
    ),
    guarded: {
      status: toldStatus,
      factor: told(`x."factor"`, "null"),
      points: told(`x."points"`, "null"),
      verdict: toldWhole,
      checkedAt: toldAt,
      pendingStatus: "''",
      troubledAt: told(`x."troubledAt"`, "null"),
      publicStatus: toldStatus,
      publicVerdict: toldWhole,
      publicCheckedAt: toldAt,
    },
    rows: `${ofSeenPost} and x."threadId" in ${seenThreads}`,
  },
  ClaimSnapshot: {
    columns: named("claimId takenAt observed isReconstructed"),
    rows: `x."claimId" in ${seenClaims}`,
  },
  ClaimCheck: {
    columns: named("id claimId at status says"),
    rows: `x."claimId" in ${seenClaims} and not exists (
      select from "Claim" c, lateral (select c.*) x2 where c."id" = x."claimId" and ${isUntold.replaceAll('x."', 'x2."')}
        and (x2."troubledAt" is null or x."at" >= x2."troubledAt"))`,
  },
  ClaimDispute: {
    columns: named("claimId memberId kind basis reason source at"),
    rows: `x."claimId" in ${seenClaims}`,
  },
  ClaimRating: {
    columns: named("claimId disputerId memberId agrees at"),
    onlyFull: "visitors see whether readers agree, never who",
  },
};
