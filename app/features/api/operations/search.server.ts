import { z } from "zod";
import { countAttempt, limits, waitInWords } from "~/features/auth/auth.server";
import { statuses } from "~/features/claims/claims";
import { parseSearchAddress, postKinds, searchSorts } from "~/features/search/search";
import { openSearch, type Results, searchPosts } from "~/features/search/search.server";
import { findMetricPages } from "~/features/series/series.server";
import { databaseNow } from "~/platform/db.server";
import { paths } from "~/paths";
import { ApiRefusal, reading, tooOften } from "../operation";
import { Address, Id, idInQuery, MemberCard, PostPlace, SourceCard, TagCard, ThreadCard, Time } from "../shapes";
import { at, memberCard, postPlace, sourceCard, tagCard, threadCard } from "../to-json";

/** As many as stand above the results. */
const mostMetrics = 6;

const Result = z
  .strictObject({
    thread: ThreadCard.extend({ postCount: z.int(), tags: z.array(TagCard) }),
    posts: z.array(
      PostPlace.extend({
        createdAt: Time,
        author: MemberCard,
        passage: z
          .array(z.strictObject({ text: z.string(), isMatch: z.boolean() }))
          .meta({ description: "The text around the words, in pieces." }),
        claims: z
          .array(z.strictObject({ id: Id, url: Address, text: z.string(), status: z.enum(statuses), word: z.string() }))
          .meta({ description: "For a search about claims, those that it asks for." }),
      }),
    ),
    count: z.int().meta({ description: "All posts of the thread that were found." }),
    missing: z
      .array(z.string())
      .nullable()
      .meta({ description: "The words that none of its posts has; null where one post has all." }),
  })
  .meta({ id: "SearchResult" });

const Change = z.strictObject({ from: z.string(), to: z.string() });
const Reading = z
  .strictObject({
    remarks: z.array(z.string()).meta({ description: "What could not be read as it was typed, in sentences." }),
    instead: z.array(Change).meta({ description: "Words that were replaced, because nothing was found with them." }),
    perhapsMeant: z.array(Change),
    isLoose: z.boolean().meta({ description: "No post has all words; these threads have some of them." }),
    isMixed: z
      .boolean()
      .meta({ description: "Threads of which no post has all words stand among those that have one." }),
    upgrades: z
      .array(TagCard)
      .meta({ description: "Upgrades whose threads follow, because few are about the EIP that came with them." }),
    without: z
      .array(z.strictObject({ part: z.string(), q: z.string(), posts: z.int() }))
      .meta({ description: "Where nothing was found, the search without one of its parts, if that finds posts." }),
  })
  .meta({ id: "SearchReading" });
const Facets = z
  .strictObject({
    tags: z.array(TagCard.extend({ count: z.int() })),
    authors: z.array(MemberCard.extend({ count: z.int() })),
    years: z.array(z.strictObject({ year: z.int(), count: z.int() })),
  })
  .meta({ id: "SearchFacets" });

const readingOf = ({ remarks, mended, meant, isLoose, isMixed, upgrades, waysOut }: Results) => ({
  remarks: remarks.flatMap(({ words }) => (words === "" ? [] : [words])),
  instead: mended,
  perhapsMeant: meant,
  isLoose,
  isMixed,
  upgrades: upgrades.map(tagCard),
  without: waysOut.ways.flatMap(({ words, address, posts }) =>
    typeof words === "string" ? [] : [{ part: words.without, q: address.q, posts }],
  ),
});

const facetsOf = ({ tags, authors, years }: Results["facets"]) => ({
  tags: tags.map(({ count, ...tag }) => ({ ...tagCard(tag), count })),
  authors: authors.map(({ count, ...author }) => ({ ...memberCard(author), count })),
  years,
});

export const searchOperations = [
  reading({
    id: "search",
    method: "GET",
    path: "/search",
    chapter: "Search",
    says: "Searches as the search page does, with the same operators; ten threads at a time.",
    query: z.object({
      q: z.string().max(600).meta({ description: "Words and operators: `blob fees chain:base after:2026-01`." }),
      tag: z.array(z.string().max(60)).max(6).optional(),
      chain: z.array(z.string().max(60)).max(6).optional(),
      author: z.array(z.string().max(60)).max(6).optional().meta({ description: "Handles." }),
      kind: z.enum(postKinds).optional(),
      after: z.string().max(40).optional().meta({ description: "A day, `2026-02-13`." }),
      before: z.string().max(40).optional(),
      thread: idInQuery.meta({ description: "Only in this thread." }),
      sort: z.enum(searchSorts).optional(),
      cursor: z.string().optional(),
    }),
    answer: z.strictObject({
      items: z.array(Result),
      next: z.string().nullable(),
      posts: z.int().meta({ description: "How many posts were found in all." }),
      isCut: z.boolean().meta({ description: "There are more than were counted." }),
      sources: z.array(SourceCard).meta({ description: "Sources with these words, on the first page." }),
      metrics: z
        .array(z.strictObject({ name: z.string(), says: z.string(), url: Address }))
        .meta({ description: "Pages about numbers that these words name, on the first page." }),
      facets: Facets,
      reading: Reading,
    }),
    async run({ query, address }) {
      const wait = await countAttempt(limits.searchByAddress, address);
      if (wait > 0) throw tooOften(wait, `You have searched a lot in a short time. Try again ${waitInWords(wait)}.`);
      const asked = new URLSearchParams(
        Object.entries(query).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, String(one)])),
      );
      const search = parseSearchAddress(asked);
      if (!search)
        throw new ApiRefusal(400, "A cursor is the “next” of a page before; a day is written as 2026-02-13.");
      const results = await searchPosts({
        address: search,
        viewer: null,
        now: await databaseNow(),
        engine: openSearch(),
      });
      if (results.isTooSlow)
        throw new ApiRefusal(503, "This search takes too long just now. Ask for fewer or rarer words.", {
          "Retry-After": "5",
        });
      const isFirstPage = results.isAsked && search.cursor === null;
      return {
        items: results.threads.map(({ thread, title, posts, count, missing }) => ({
          thread: {
            ...threadCard({ ...thread, title: title.map(({ text }) => text).join("") }),
            postCount: thread.postCount,
            tags: thread.tags.map(tagCard),
          },
          posts: posts.map(({ passage, author, createdAt, claims, ...post }) => ({
            ...postPlace(post),
            createdAt,
            author: memberCard(author),
            passage: passage.map(({ text, isHit }) => ({ text, isMatch: isHit })),
            claims: claims.map((claim) => ({ ...claim, url: at(paths.claim(claim)) })),
          })),
          count,
          missing,
        })),
        next: results.next,
        posts: results.posts,
        isCut: results.isCut,
        sources: results.sources.map(sourceCard),
        metrics: isFirstPage
          ? (await findMetricPages(query.q, mostMetrics)).map(({ label, note, href }) => ({
              name: label,
              says: note,
              url: at(href),
            }))
          : [],
        facets: facetsOf(results.facets),
        reading: readingOf(results),
      };
    },
  }),
];
