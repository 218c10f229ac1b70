import { z } from "zod";
import { countAttempt, limits, waitInWords } from "~/features/auth/auth.server";
import { stances, verdicts } from "~/features/citations/citations";
import {
  type CitationRow,
  findCitation,
  listCitations,
  reviewCitation,
  tallySource,
} from "~/features/citations/citations.server";
import { refreshCitationLists } from "~/features/posts/posts.server";
import { SourceFilter, sourceKinds, sourceSorts, sourceStatuses } from "~/features/sources/sources";
import {
  findSource,
  listMerges,
  type ListedSource as ListedRow,
  listSourceRevisions,
  listSources,
} from "~/features/sources/sources.server";
import { paths } from "~/paths";
import { optionalLine } from "~/platform/one-line-text";
import { ApiRefusal, found, reading, tooOften, withKey } from "../operation";
import { Citation, idInPath, idInQuery, ListedSource, pageOf, Source } from "../shapes";
import { at, memberCard, postPlace, sourceCard, threadCard } from "../to-json";
import { idOfMember } from "./named.server";

const listedSource = (source: ListedRow) => ({
  ...sourceCard(source),
  postCount: source.postCount,
  supportCount: source.supportCount,
  disputeCount: source.disputeCount,
});
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

export const sourceOperations = [
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
    says: "One source with all that is known of the work, who cites it, and how it was changed. A former citekey leads to it too.",
    params: z.object({
      citekey: z
        .string()
        .max(100)
        .meta({ examples: ["eip-4844"] }),
    }),
    answer: Source,
    async run({ params }) {
      const source = found(await findSource(params.citekey.toLowerCase(), null), "source");
      const [tally, revisions, merges] = await Promise.all([
        tallySource(source.id, null),
        listSourceRevisions(source.id),
        listMerges(source.id),
      ]);
      return {
        ...listedSource(source),
        csl: source.csl as Record<string, unknown>,
        identifiers: source.identifiers,
        createdAt: source.createdAt,
        lastCitedAt: source.lastCitedAt,
        mergedFrom: source.mergedFrom.map(({ citekey }) => citekey),
        origins: Object.fromEntries(Object.entries(source.origins).map(([field, { from }]) => [field, from])),
        cited: tally,
        revisions: source.isHidden
          ? []
          : revisions.map(({ id: _, by, ...revision }) => ({ ...revision, by: by && memberCard(by) })),
        merges: merges.map(({ id: _, by, from, into, ...merge }) => ({
          ...merge,
          by: by && memberCard(by),
          from: from.citekey,
          into: into.citekey,
        })),
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
      author: z.string().max(60).optional().meta({ description: "A handle." }),
      stance: z.enum(stances).optional(),
      cursor: idInQuery,
    }),
    answer: pageOf(Citation),
    async run({ query }) {
      const source = query.source === undefined ? null : await findSource(query.source.toLowerCase(), null);
      if (query.source !== undefined) found(source, "source");
      const authorId = await idOfMember(query.author);
      const { citations, next } = await listCitations(
        {
          ...(source && { sourceId: source.id }),
          ...(query.thread !== undefined && { threadId: query.thread }),
          ...(query.post !== undefined && { postId: query.post }),
          ...(authorId !== undefined && { authorId }),
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
];

async function citationOf(id: number): Promise<CitationRow> {
  const { citations } = await listCitations({ id }, null);
  return found(citations[0], "citation");
}
