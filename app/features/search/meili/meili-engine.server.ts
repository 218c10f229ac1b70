/** The Meilisearch engine: Meilisearch finds and ranks; PostgreSQL checks rights, groups and counts. */
import { isModerator } from "~/features/auth/auth";
import { db, Prisma } from "~/platform/db.server";
import { freshness, group, groupingStatement, looseValue, part, seenBy } from "../group-hits.server";
import { postgresEngine } from "../postgres-engine.server";
import { type Found, nothingFound, type SearchEngine, type SearchRequest } from "../search-engine";
import type { SearchQuery } from "../search-query";
import { matchQuery } from "../text-match";
import { dropFromIndex, liveIndex, writeToIndex } from "./index-documents.server";
import { FederatedHits, SeparateHits } from "./meili-answers";
import { askMeili } from "./meili-client.server";
import { type MeiliQuery, meiliQuery, mostTerms } from "./meili-query";
import { mostHits } from "./meili-settings";

type Hit = { id: number; score: number; part: number };

export const meiliEngine: SearchEngine = {
  name: "Meilisearch",

  async index(postIds) {
    await writeToIndex((await liveIndex()).uid, postIds);
  },

  async remove(postIds) {
    await dropFromIndex((await liveIndex()).uid, postIds);
  },

  async find(request) {
    const { query, viewer, cursor, now } = request;
    // The index contains what everybody may read. Viewers who may read more are answered by PostgreSQL.
    if (isModerator(viewer)) return postgresEngine.find(request);
    const asked = query.isImpossible ? null : meiliQuery(query);
    if (!asked) return nothingFound;
    const { uid } = await liveIndex();
    const { hits, isCut } = await (query.isLoose ? findParts(uid, asked) : findAll(uid, asked));
    if (hits.length === 0) return nothingFound;
    const day = cursor?.day ?? Math.floor(now.getTime() / 86_400_000);
    return { ...(await grouped(request, asked, hits, day)), isCut };
  },

  async match(query, postIds, viewer) {
    if (isModerator(viewer)) return postgresEngine.match(query, postIds, viewer);
    const asked = query.isImpossible ? null : meiliQuery(query);
    if (!asked || postIds.length === 0) return [];
    const { uid } = await liveIndex();
    const filter = [...asked.filter, `id IN [${postIds.join(", ")}]`];
    const { hits } = await findAll(uid, { ...asked, filter });
    const rows = await db.$queryRaw<{ postId: number }[]>`
      select d."postId" from "SearchDocument" d
      where d."postId" = any(${hits.map(({ id }) => id)}::int[]) and ${verified(query, asked)} and ${seenBy(viewer)}`;
    return rows.map((row) => row.postId);
  },
};

const common = (uid: string, { attributesToSearchOn, filter, sort }: MeiliQuery) => ({
  indexUid: uid,
  attributesToSearchOn,
  attributesToRetrieve: ["id"],
  matchingStrategy: "all" as const,
  ...(filter.length > 0 && { filter }),
  ...(sort.length > 0 && { sort }),
});

/** Posts that match all terms, in any of their forms; each once, with its best score from 0 to 1. */
async function findAll(uid: string, query: MeiliQuery): Promise<{ hits: Hit[]; isCut: boolean }> {
  const queries = query.asked.map(({ q, weight }) => ({ ...common(uid, query), q, federationOptions: { weight } }));
  const { hits } = await askMeili(FederatedHits, (meili) =>
    meili.multiSearch({ federation: { limit: mostHits }, queries }),
  );
  return {
    hits: hits.map(({ id, _federation }) => ({ id, score: _federation.weightedRankingScore, part: 0 })),
    isCut: hits.length >= mostHits,
  };
}

/** Posts that match some terms: for each term the best posts. A rare term counts more. */
async function findParts(uid: string, query: MeiliQuery): Promise<{ hits: Hit[]; isCut: boolean }> {
  const queries = query.asked.map(({ q }) => ({ ...common(uid, query), q, limit: mostHits, showRankingScore: true }));
  const { results } = await askMeili(SeparateHits, (meili) => meili.multiSearch({ queries }));
  const found = query.asked.map(({ part, weight }, index) => {
    const { hits, estimatedTotalHits } = results[index] ?? { hits: [], estimatedTotalHits: 0 };
    return { part, weight, hits, rarity: 1 / Math.log2(2 + estimatedTotalHits) };
  });
  return {
    hits: found.flatMap(({ hits, part, weight, rarity }) =>
      hits.map(({ id, _rankingScore }) => ({ id, score: _rankingScore * weight * rarity, part })),
    ),
    isCut: found.some(({ hits }) => hits.length >= mostHits),
  };
}

/** Checks in PostgreSQL what Meilisearch can't, on the posts that it found. */
function verified(query: SearchQuery, { leavesOut }: MeiliQuery): Prisma.Sql {
  const { terms, without, hits } = matchQuery(query);
  const has = (text: string) => Prisma.sql`d."vector" @@ ${text}::text::tsquery`;
  const inTurn: Prisma.Sql[] = [];
  if (without.length > 0 && !leavesOut) inTurn.push(has(without.map((term) => `!${term.body}`).join(" & ")));
  // A reply that matches only by its thread's title isn't a hit.
  if (terms.length > 1 && !query.isInTitle && !query.isLoose)
    inTurn.push(
      Prisma.sql`(${has(terms.map((term) => term.body).join(" | "))} or not ${has(terms.map((term) => term.context).join(" & "))})`,
    );
  if (terms.length > mostTerms && !query.isLoose && hits !== null) inTurn.push(has(hits));
  return inTurn.length === 0 ? Prisma.sql`true` : Prisma.join(inTurn, " and ");
}

function grouped(request: SearchRequest, asked: MeiliQuery, hits: Hit[], day: number): Promise<Omit<Found, "isCut">> {
  const { query, viewer } = request;
  const given = Prisma.sql`unnest(${hits.map(({ id }) => id)}::int[], ${hits.map(({ score }) => score)}::float8[], ${hits.map(({ part }) => part)}::int[]) as given("id", "score", "part")`;
  const parts = query.isLoose ? [...new Set(asked.asked.map(({ part }) => part))] : [];
  const perPart = parts.map(
    (of, index) => Prisma.sql`coalesce(max("score") filter (where "part" = ${of}), 0) as ${part(index)}`,
  );
  const scored = Prisma.sql`select ${Prisma.join([Prisma.sql`"id"`, Prisma.sql`sum("score") as "score"`, ...perPart])} from ${given} group by "id"`;
  const partColumns = parts.map((_, index) => Prisma.sql`, s.${part(index)}`);
  const found = Prisma.sql`
    select d."postId", d."threadId", d."keys", (${valueSql(query, day)})::float8 as "value"${Prisma.join(partColumns.length > 0 ? partColumns : [Prisma.empty], "")}
    from (${scored}) s join "SearchDocument" d on d."postId" = s."id"
      ${query.sort === "worth" ? Prisma.sql`join "Post" w on w."id" = d."postId"` : Prisma.empty}
    where ${verified(query, asked)} and ${seenBy(viewer)}`;
  return group(
    request,
    groupingStatement(request, {
      hits: found,
      parts: query.isLoose ? parts : null,
      threadValue: threadValueSql(query, parts.length),
    }),
    day,
  );
}

/** The sort value of posts, largest first. Whole numbers, so that the next page begins exactly after this one. */
function valueSql({ sort, all }: SearchQuery, day: number): Prisma.Sql {
  if (sort === "worth") return Prisma.sql`w."worthCount"`;
  const time = Prisma.sql`extract(epoch from d."createdAt") * 1000`;
  if (sort === "old") return Prisma.sql`- round(${time})`;
  if (sort === "new" || all.length === 0) return Prisma.sql`round(${time})`;
  return Prisma.sql`round(1e6 * s."score" * ${freshness(day)})`;
}

/** The sort value of threads: their best post, and in a loose search the best of each term too, whose scores know how rare it is. */
function threadValueSql({ sort, isLoose }: SearchQuery, parts: number): Prisma.Sql {
  if (sort !== "relevance") return Prisma.sql`max("value")`;
  return isLoose
    ? looseValue(Array.from({ length: parts }, () => 1))
    : Prisma.sql`round(max("value") * (1 + 0.04 * ln(count(*))))`;
}
