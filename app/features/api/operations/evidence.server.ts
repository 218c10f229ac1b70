import { z } from "zod";
import { countAttempt, limits, waitInWords } from "~/features/auth/auth.server";
import { stances, verdicts } from "~/features/citations/citations";
import { type CitationRow, findCitation, listCitations, reviewCitation } from "~/features/citations/citations.server";
import { claimFactors, readClaimFilter, statuses } from "~/features/claims/claims";
import { claimToJson, findClaim, listClaims } from "~/features/claims/claims.server";
import { refreshCitationLists } from "~/features/posts/posts.server";
import { SourceFilter, sourceKinds, sourceSorts, sourceStatuses } from "~/features/sources/sources";
import { findSource, listSources, type ListedSource as ListedRow } from "~/features/sources/sources.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { optionalLine } from "~/platform/one-line-text";
import { ApiRefusal, found, reading, tooOften, withKey } from "../operation";
import { Citation, Claim, idInPath, ListedSource, pageOf, Source } from "../shapes";
import { at, memberCard, postPlace, sourceCard, threadCard } from "../to-json";

const claimJson = (claim: Parameters<typeof claimToJson>[0]) => claimToJson(claim, env().publicOrigin);
const listedSource = (source: ListedRow) => ({
  ...sourceCard(source),
  postCount: source.postCount,
  supportCount: source.supportCount,
  disputeCount: source.disputeCount,
});
const idInQuery = z.coerce.number().int().min(1).max(2_147_483_647).optional();

const toCitation = (row: CitationRow): z.input<typeof Citation> => ({
  id: row.id,
  url: `${at(paths.source(row.source))}#c-${row.id}`,
  source: row.source.citekey,
  stance: row.stance,
  locator: row.locator,
  quote: row.quote,
  remark: row.remark,
  passage: row.passage,
  author: memberCard(row.author),
  post: postPlace(row.post),
  thread: threadCard(row.thread),
  createdAt: row.createdAt,
  reviews: row.reviews.map(({ member, verdict, comment, isOutdated }) => ({
    by: member.handle,
    verdict,
    comment,
    isOutdated,
  })),
});

export const evidenceOperations = [
  reading({
    id: "listSources",
    method: "GET",
    path: "/sources",
    chapter: "Sources",
    says: "Sources that posts cite, forty at a time.",
    query: z.object({
      q: z.string().max(200).optional().meta({ description: "Words of title, author, container, year or identifier." }),
      kind: z.enum(sourceKinds).optional(),
      status: z.enum(sourceStatuses).optional(),
      host: z.string().max(253).optional(),
      sort: z.enum(sourceSorts).default("cited"),
      cursor: z.string().optional(),
    }),
    answer: pageOf(ListedSource),
    async run({ query }) {
      const filter = SourceFilter.safeParse(query);
      if (!filter.success) throw new ApiRefusal(400, "A cursor is the “next” of a page before.");
      const { sources, next } = await listSources(filter.data);
      return { items: sources.map(listedSource), next };
    },
  }),
  reading({
    id: "readSource",
    method: "GET",
    path: "/sources/{citekey}",
    chapter: "Sources",
    says: "One source with all that is known of the work. A former citekey leads to it too.",
    params: z.object({ citekey: z.string().max(100) }),
    answer: Source,
    async run({ params }) {
      const source = found(await findSource(params.citekey.toLowerCase(), null), "source");
      return {
        ...listedSource(source),
        csl: source.csl as Record<string, unknown>,
        identifiers: source.identifiers,
        createdAt: source.createdAt,
        lastCitedAt: source.lastCitedAt,
        mergedFrom: source.mergedFrom.map(({ citekey }) => citekey),
      };
    },
  }),
  reading({
    id: "listCitations",
    method: "GET",
    path: "/citations",
    chapter: "Sources",
    says: "Passages that cite a source, the newest first, fifty at a time.",
    query: z.object({
      source: z.string().max(100).optional().meta({ description: "A citekey." }),
      thread: idInQuery,
      post: idInQuery,
      stance: z.enum(stances).optional(),
      cursor: idInQuery,
    }),
    answer: pageOf(Citation),
    async run({ query }) {
      const source = query.source === undefined ? null : await findSource(query.source.toLowerCase(), null);
      if (query.source !== undefined) found(source, "source");
      const { citations, next } = await listCitations(
        {
          ...(source && { sourceId: source.id }),
          ...(query.thread !== undefined && { threadId: query.thread }),
          ...(query.post !== undefined && { postId: query.post }),
          ...(query.stance && { stance: query.stance }),
          ...(query.cursor !== undefined && { before: query.cursor }),
        },
        null,
      );
      return { items: citations.map(toCitation), next: next === null ? null : String(next) };
    },
  }),
  reading({
    id: "readCitation",
    method: "GET",
    path: "/citations/{citation}",
    chapter: "Sources",
    says: "One passage with its reviews.",
    params: z.object({ citation: idInPath("citation") }),
    answer: Citation,
    run: async ({ params }) => toCitation(await citationOf(params.citation)),
  }),
  withKey({
    id: "reviewCitation",
    method: "PUT",
    path: "/citations/{citation}/review",
    chapter: "Sources",
    says: "Says whether the source says what the passage says it does. A second review replaces the first.",
    scope: "citations",
    writes: true,
    params: z.object({ citation: idInPath("citation") }),
    body: z.object({
      verdict: z.enum(verdicts),
      comment: optionalLine({ max: 300, tooLong: "A comment has at most 300 characters." }),
    }),
    answer: Citation,
    async run({ params, body, caller }) {
      const citation = found(await findCitation(params.citation, null), "citation");
      const wait = await countAttempt(limits.sourceByMember, caller.member.id);
      if (wait > 0) throw tooOften(wait, `You have reviewed a lot in a short time. Try again ${waitInWords(wait)}.`);
      const done = await reviewCitation({ citationId: citation.id, by: caller.member, ...body });
      if (!done.ok && done.reason === "no-such-citation") throw new ApiRefusal(404, "There is no such citation.");
      if (!done.ok)
        throw new ApiRefusal(403, "This citation is yours: whether its source says it is for others to find.");
      await refreshCitationLists([done.postId]);
      return toCitation(await citationOf(params.citation));
    },
  }),
  reading({
    id: "listClaims",
    method: "GET",
    path: "/claims",
    chapter: "Claims",
    says: "The newest claims, fifty at a time.",
    query: z.object({
      thread: idInQuery,
      chain: z.string().optional(),
      metric: z.string().optional(),
      tag: z.string().optional(),
      status: z.enum(statuses).optional(),
      factor: z.coerce
        .number()
        .min(1)
        .max(1e12)
        .optional()
        .meta({ description: `Off by at least this factor, such as ${claimFactors[0]}.` }),
      before: idInQuery.meta({ description: "The `next` of a page before." }),
    }),
    answer: pageOf(Claim),
    async run({ query }) {
      const { thread, before, ...rest } = query;
      const asked = Object.entries(rest).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      );
      const read = readClaimFilter(new URLSearchParams(asked as [string, string][]));
      if (!read.ok) throw new ApiRefusal(400, read.fault);
      const where = {
        ...read.filter,
        ...(thread !== undefined && { thread }),
        ...(before !== undefined && { before }),
      };
      const { claims, next } = await listClaims(where, null);
      return { items: claims.map(claimJson), next: next === null ? null : String(next) };
    },
  }),
  reading({
    id: "readClaim",
    method: "GET",
    path: "/claims/{claim}",
    chapter: "Claims",
    says: "One claim with its verdicts, their inputs and its history.",
    params: z.object({ claim: idInPath("claim") }),
    answer: Claim.extend({ history: z.array(z.unknown()) }).meta({ id: "WholeClaim" }),
    async run({ params }) {
      const claim = found(await findClaim(params.claim, null), "claim");
      return { ...claimJson(claim), history: claim.history };
    },
  }),
];

async function citationOf(id: number): Promise<CitationRow> {
  const { citations } = await listCitations({ id }, null);
  return found(citations[0], "citation");
}
