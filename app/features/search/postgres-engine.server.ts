/** The PostgreSQL engine, always available: one index over words and keys. */
import { documentKey, eraOf, ingredientKey, postKindKeys, quoteLexeme, relationKey } from "~/features/posts/posts";
import { dropSearchDocuments, writeSearchDocument } from "~/features/posts/posts.server";
import { db, inTransaction, Prisma } from "~/platform/db.server";
import { rememberFor } from "~/platform/short-memory.server";
import { freshness, group, groupingStatement, looseValue, part, seenBy } from "./group-hits.server";
import { type Found, nothingFound, type SearchEngine, type SearchRequest } from "./search-engine";
import { type Filters, type SearchQuery } from "./search-query";
import { matchQuery, type QueryMatch, rankTogether, type TermMatch } from "./text-match";
import { guessFrequencies } from "./vocabulary.server";
import { enoughOf, type Likely, mostHits, type Span, widened, type Window, windowFor } from "./window";

/** The maximum number of opening posts with all words in the title, from all time. */
const mostTitles = 300;

export const postgresEngine: SearchEngine = {
  name: "PostgreSQL",

  async index(postIds) {
    for (const postId of postIds) await inTransaction((tx) => writeSearchDocument(tx, postId));
  },

  async remove(postIds) {
    await dropSearchDocuments(db, postIds);
  },

  async find(request) {
    const { query, cursor, now } = request;
    if (query.isImpossible) return nothingFound;
    const match = matchQuery(query);
    if (query.all.length > 0 && match.terms.length === 0) return nothingFound;
    const [frequencies, newest] = await Promise.all([
      guessFrequencies(match.terms.flatMap((term) => term.stems)),
      newestPost(),
    ]);
    const rarity = match.terms.map((term) => shareOf(term, frequencies, newest));
    const likely = estimate(rarity, query, await spanOf(query, newest));
    const day = cursor?.day ?? Math.floor(now.getTime() / 86_400_000);
    let window = windowFor(likely, query.sort === "old" ? "oldest" : "newest");
    for (let round = 1; ; round++) {
      const found = await run(request, { match, rarity, window, day });
      if (window === null || round === 3 || (found.next !== null && found.posts >= enoughOf(likely))) return found;
      const wider = widened(window, likely, found.posts);
      if (wider === window) return found;
      window = wider;
    }
  },

  async match(query, postIds, viewer) {
    const match = matchQuery(query);
    if (query.isImpossible || (query.all.length > 0 && match.terms.length === 0)) return [];
    const rows = await db.$queryRaw<{ postId: number }[]>`
      select d."postId" from "SearchDocument" d
      where d."postId" = any(${postIds}::int[]) and ${Prisma.join([...conditions(query, match, "hits"), seenBy(viewer)], " and ")}`;
    return rows.map((row) => row.postId);
  },
};

/** The share of posts that contain this term, estimated from the vocabulary. */
function shareOf({ stems, needsAllStems }: TermMatch, frequencies: Map<string, number>, total: number) {
  const shares = stems.map((stem) => Math.min(1, (frequencies.get(stem) ?? 0) / Math.max(1, total)));
  return needsAllStems
    ? together(shares)
    : Math.min(
        1,
        shares.reduce((sum, share) => sum + share, 0),
      );
}

/** Words occur together: each further word reduces the result less than independent words would. */
function together(shares: number[]) {
  const [rarest = 1, ...others] = shares.toSorted((a, b) => a - b);
  return others.reduce((share, other) => share * Math.max(other, 0.01) ** 0.7, rarest);
}

/** Up to a second old: a window reaches an era beyond it, which is more posts than a second brings. */
const newestPost = (): Promise<number> =>
  rememberFor("newest post of the search", 1_000, async () => {
    const rows = await db.$queryRaw<
      { id: number }[]
    >`select coalesce(max("postId"), 0)::int as id from "SearchDocument"`;
    return rows[0]!.id;
  });

/** The range of ids of posts written in the given period; a few outside of it do no harm. */
async function spanOf({ after, before }: SearchQuery, newest: number): Promise<Span> {
  if (!after && !before) return { first: 1, last: newest };
  const [span] = await db.$queryRaw<{ first: number | null; last: number | null }[]>`
    select
      (select "postId" from "SearchDocument" where "createdAt" >= ${after ?? new Date(0)} order by "createdAt" limit 1) as "first",
      (select "postId" from "SearchDocument" where "createdAt" < ${before ?? new Date("9999-01-01T00:00:00Z")} order by "createdAt" desc limit 1) as "last"`;
  return { first: (after && span!.first) ?? 1, last: (before && span!.last) ?? newest };
}

/** The expected share of matching posts. */
function estimate(rarity: number[], { all, filters, isLoose }: SearchQuery, span: Span): Likely {
  const byWords = isLoose
    ? Math.min(
        1,
        rarity.reduce((sum, share) => sum + share, 0),
      )
    : together(rarity);
  const narrow = filters.authors.length > 0 || filters.threads.length > 0 || filters.posts.length > 0 ? 0.002 : 1;
  const found = byWords * 0.4 ** filters.tags.length * narrow;
  // Positions are in the document, not in the index, so every post with the words of a phrase is read.
  const phrases = all.filter((term) => term.kind === "phrase").length;
  return {
    span,
    found: Math.max(1e-9, found * 0.1 ** phrases),
    looked: Math.max(1e-9, phrases > 0 ? found : 0),
  };
}

function keysOf(filters: Filters): number[][] {
  return [
    ...filters.tags.map((ids) => ids.map((id) => documentKey("tag", id))),
    ...filters.authors.map((ids) => ids.map((id) => documentKey("author", id))),
    ...filters.threads.map((id) => [documentKey("thread", id)]),
    ...filters.kinds.map((kind) => [postKindKeys[kind]]),
    ...filters.relations.map((relation) => [relationKey(relation)]),
    ...filters.has.map((ingredient) => [ingredientKey(ingredient)]),
  ];
}

/** Read once for the whole statement: a kept plan would read the text again for each row. */
const read = (text: string) => Prisma.sql`(select ${text}::text::tsquery)`;
const has = (text: string) => Prisma.sql`d."vector" @@ ${read(text)}`;

function conditions(query: SearchQuery, match: QueryMatch, where: "hits" | "titles"): Prisma.Sql[] {
  const [text, without] = [match[where], match.without];
  const own = where === "hits" ? match.own : match.ownTitles;
  return [
    ...(text === null ? [] : [has(text)]),
    // Nearly every hit passes: the index would read long lists for it, so that rows are asked one by one.
    ...(own === null ? [] : [Prisma.sql`(${has(own)}) is true`]),
    // Without words to find, only the exclusion remains.
    ...(text === null && without.length > 0 ? [has(without.map((term) => `!${term.body}`).join(" & "))] : []),
    ...keysOf(query.filters).map((keys) => Prisma.sql`d."keys" && ${keys}::int[]`),
    ...keysOf(query.without).map((keys) => Prisma.sql`not d."keys" && ${keys}::int[]`),
    ...query.filters.posts.map((ids) => Prisma.sql`d."postId" = any(${ids}::int[])`),
    ...query.without.posts.map((ids) => Prisma.sql`not d."postId" = any(${ids}::int[])`),
    ...yearKeys(query).map((keys) => Prisma.sql`d."keys" && ${keys}::int[]`),
    ...(query.after ? [Prisma.sql`d."createdAt" >= ${query.after}`] : []),
    ...(query.before ? [Prisma.sql`d."createdAt" < ${query.before}`] : []),
  ];
}

const firstYear = 2015;
const lastYear = 2100;

/** The years of a period: the index stores years, rows the exact time. */
function yearKeys({ after, before }: SearchQuery): number[][] {
  if (!after && !before) return [];
  const from = Math.max(firstYear, after?.getUTCFullYear() ?? firstYear);
  const to = Math.min(lastYear, before?.getUTCFullYear() ?? lastYear);
  // A period before the first post matches nothing, but one list must be given.
  return [Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => documentKey("year", from + index))];
}

type Plan = { match: QueryMatch; rarity: number[]; window: Window; day: number };

function eraKeys({ window }: Plan): number[] | null {
  if (!window) return null;
  // One more, because a post may have been written since the newest was read.
  const [first, last] = [eraOf(window.first), eraOf(window.last) + 1];
  return Array.from({ length: last - first + 1 }, (_, index) => documentKey("era", first + index));
}

/** The SQL of a search: candidates, their order, the page's threads and the facets in one statement. */
export function searchStatement(request: SearchRequest, plan: Plan): Prisma.Sql {
  const { query, viewer } = request;
  const parts = query.isLoose ? plan.match.terms.map((_, index) => index) : null;
  const hits = Prisma.sql`
    select d."postId", d."threadId", d."keys", (${valueSql(query, plan)})::float8 as "value"${parts === null ? Prisma.empty : partsSql(plan)}
    from (${candidatesSql(request, plan)}) d ${query.sort === "worth" ? Prisma.sql`join "Post" w on w."id" = d."postId"` : Prisma.empty}
    where ${seenBy(viewer)}`;
  const weights = plan.rarity.map(weightOf);
  return groupingStatement(request, { hits, parts, threadValue: threadValueSql(query, weights) });
}

/** The documents to rank: the newest in the window, and from all time those that are few and good. */
function candidatesSql({ query, besides }: SearchRequest, plan: Plan): Prisma.Sql {
  const { match } = plan;
  const inWindow = eraKeys(plan);
  const columns = Prisma.sql`d."postId", d."threadId", d."createdAt", d."keys", d."vector"`;
  const where = (text: "hits" | "titles", more: Prisma.Sql[]) =>
    Prisma.join([...conditions(query, match, text), ...more, Prisma.sql`true`], " and ");
  const newest = Prisma.sql`select ${columns} from "SearchDocument" d
    where ${where("hits", inWindow ? [Prisma.sql`d."keys" && ${inWindow}::int[]`] : [])} limit ${mostHits}`;
  if (!inWindow || query.sort === "new" || query.sort === "old") return newest;
  const isBefore = Prisma.sql`not d."keys" && ${inWindow}::int[]`;
  const further =
    match.titles !== null
      ? Prisma.sql`${where("titles", [isBefore])} limit ${mostTitles}`
      : besides && besides.length > 0
        ? Prisma.sql`d."postId" = any(${besides}::int[]) and ${isBefore}`
        : null;
  if (further === null) return newest;
  return Prisma.sql`(${newest}) union all (select ${columns} from "SearchDocument" d where ${further})`;
}

/** Weights of a match: another form, the exact form, a heading, the title. */
const weights = Prisma.sql`'{0.25, 0.45, 0.75, 1}'::float4[]`;

/** The sort value of results, largest first. Whole numbers, so that the next page begins exactly after this one. */
function valueSql({ sort, all }: SearchQuery, plan: Plan): Prisma.Sql {
  const { match, day } = plan;
  if (sort === "worth") return Prisma.sql`w."worthCount"`;
  const time = Prisma.sql`extract(epoch from d."createdAt") * 1000`;
  if (sort === "old") return Prisma.sql`- round(${time})`;
  if (sort === "new" || all.length === 0) return Prisma.sql`round(${time})`;
  const parts = termRanks(plan);
  if (match.terms.length > 1) parts.push(rankSql(rankTogether(match.terms), 1.5));
  else parts.push(...match.terms.flatMap(repetitions));
  return Prisma.sql`round(1e6 * (${Prisma.join(parts, " + ")}) * ${freshness(day)})`;
}

const rankSql = (text: string, weight: number) =>
  Prisma.sql`${weight}::float8 * ts_rank(${weights}, d."vector", ${read(text)}, 1)`;

/** A rare word counts more than a frequent one. */
const weightOf = (share: number) => -Math.log10(Math.max(1e-6, share)) + 0.3;

/** The rank, without weights, of a word that a document says as often as it says any: it tends to 1. */
const ofMost = 0.952;
const mostWays = 2;

/**
 * How often the only word of a search stands in a post. ts_rank hardly counts from the third time on, and ts_rank_cd takes ten
 * times as long; but what ts_rank lacks of its limit is the smaller the more often. Once in the title is as good as a dozen times
 * in the text.
 */
function repetitions({ said }: TermMatch): Prisma.Sql[] {
  const ways = said.slice(0, mostWays);
  if (ways.length === 0) return [];
  const rankOf = (stem: string) =>
    Prisma.sql`ts_rank('{1, 1, 1, 1}'::float4[], d."vector", ${read(quoteLexeme(stem))})`;
  // 0 where it isn't said, and about 1.6 more for each time.
  const times = ways.map(
    (stems) => Prisma.sql`(1 / (1 - least(${ofMost}::float8, ${Prisma.join(stems.map(rankOf))})) - 1)`,
  );
  const inTitle = ways.map((stems) => `(${stems.map((stem) => `${quoteLexeme(stem)}:A`).join(" & ")})`).join(" | ");
  return [
    Prisma.sql`0.8::float8 * ln(1 + (0.4 * (${Prisma.join(times, " + ")}) + case when ${has(inTitle)} then 6 else 0 end) / (1 + ln(length(d."vector"))))`,
  ];
}

/** Repetitions count ever less (by ts_rank). */
const termRanks = ({ match, rarity }: Plan) =>
  match.terms.map(({ rank, rankOfOthers, rankOfNames, rankOfTags }, index) => {
    const weight = weightOf(rarity[index]!);
    const ranks = [rankSql(rank, weight)];
    if (rankOfOthers !== null) ranks.push(rankSql(rankOfOthers, weight * otherWords));
    // ts_rank would count each word of a name alone.
    if (rankOfNames !== null)
      ranks.push(
        Prisma.sql`case when ${has(rankOfNames)} then ${rankSql(rankOfNames, weight * otherWords)} else 0 end`,
      );
    if (rankOfTags !== null) ranks.push(rankSql(rankOfTags, weight * ofTag));
    return ranks.length === 1 ? ranks[0]! : Prisma.sql`(${Prisma.join(ranks, " + ")})`;
  });

/** What another spelling or name counts beside the word as typed. */
const otherWords = 0.8;
/** A tag has no place in the text, and counts about as a word of the title does. */
const ofTag = 3.2;

/** For a loose search: the score of each term, so that a thread is ranked by all of its posts. */
const partsSql = (plan: Plan) =>
  Prisma.sql`, ${Prisma.join(termRanks(plan).map((rank, index) => Prisma.sql`${rank} as ${part(index)}`))}`;

/**
 * The sort value of threads: between their best post and the mean of those found, and more with their number. In a loose search
 * the best of each term counts too.
 */
function threadValueSql({ sort, isLoose }: SearchQuery, weights: number[]): Prisma.Sql {
  if (sort !== "relevance") return Prisma.sql`max("value")`;
  return isLoose
    ? looseValue(weights)
    : Prisma.sql`round((max("value") + avg("value")) / 2 * (1 + 0.2 * ln(count(*))))`;
}

async function run(request: SearchRequest, plan: Plan): Promise<Found & { reachedLimit: boolean }> {
  const found = await group(request, searchStatement(request, plan), plan.day);
  const reachedLimit = found.posts >= mostHits * 0.99;
  return { ...found, isCut: plan.window !== null || reachedLimit, reachedLimit };
}
