import { z } from "zod";
import { countAttempt, limits, waitInWords } from "~/features/auth/auth.server";
import { findProfile, suggestMembers } from "~/features/members/members.server";

import { logGroupNames } from "~/features/moderation/moderation";
import { findHashes, listModActions } from "~/features/moderation/moderation.server";
import { parseSearchAddress, searchSorts } from "~/features/search/search";
import { openSearch, searchPosts } from "~/features/search/search.server";
import { databaseNow } from "~/platform/db.server";
import { paths } from "~/paths";
import { ApiRefusal, found, reading, tooOften } from "../operation";
import { Address, Id, MemberCard, pageOf, PostPlace, SourceCard, TagCard, ThreadCard, Time } from "../shapes";
import { at, memberCard, postPlace, sourceCard, tagCard, threadCard } from "../to-json";

const Member = MemberCard.extend({
  role: z.enum(["member", "moderator", "admin"]),
  bio: z.string().meta({ description: "Markdown." }),
  link: z.string(),
  joinedAt: Time,
  threadCount: z.int(),
  postCount: z.int(),
  isSuspended: z.boolean(),
}).meta({ id: "Member" });

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
      }),
    ),
    count: z.int().meta({ description: "All posts of the thread that were found." }),
  })
  .meta({ id: "SearchResult" });

const Entry = z
  .strictObject({
    id: Id,
    url: Address,
    kind: z.string(),
    at: Time,
    moderator: MemberCard.nullable().meta({ description: "Null where the site acted by its rules." }),
    reason: z.string(),
    detail: z.string(),
    thread: z.int().nullable(),
    post: PostPlace.nullable(),
    otherThread: z.int().nullable().meta({ description: "The other thread of a move or a merge." }),
    tag: z.string().nullable(),
    member: MemberCard.nullable(),
    picture: z.int().nullable().meta({ description: "The number of the picture that it is about." }),
    entry: Id.nullable().meta({ description: "The entry whose words were erased." }),
    chain: z
      .strictObject({
        place: Id.meta({ description: "From 1, without gaps." }),
        hash: z.string().meta({ description: "SHA-256 of the entry and of the hash before it." }),
        reasonHash: z.string(),
        detailHash: z.string(),
      })
      .nullable()
      .meta({ description: "Null before the chain began. `/modlog/chain.json` has what the hashes are made of." }),
  })
  .meta({ id: "ModerationEntry" });

export const peopleOperations = [
  reading({
    id: "findMembers",
    method: "GET",
    path: "/members",
    chapter: "Members",
    says: "Members whose handle or name begins so, the most active first, at most twenty.",
    query: z.object({ q: z.string().trim().min(1).max(60) }),
    answer: pageOf(MemberCard),
    async run({ query, address }) {
      const wait = await countAttempt(limits.suggestByAddress, address);
      if (wait > 0) throw tooOften(wait, `You have asked a lot in a short time. Try again ${waitInWords(wait)}.`);
      const members = await suggestMembers(query.q, { inNames: true, take: 20 });
      return { items: members.map(memberCard), next: null };
    },
  }),
  reading({
    id: "readMember",
    method: "GET",
    path: "/members/{handle}",
    chapter: "Members",
    says: "A member's public profile. A former handle leads to it too.",
    params: z.object({ handle: z.string().max(60) }),
    answer: Member,
    async run({ params }) {
      const profile = found(await findProfile(params.handle.toLowerCase()), "member");
      const { role, bio, link, joinedAt, threadCount, postCount, isSuspended } = profile;
      return { ...memberCard(profile), role, bio, link, joinedAt, threadCount, postCount, isSuspended };
    },
  }),
  reading({
    id: "search",
    method: "GET",
    path: "/search",
    chapter: "Search",
    says: "Searches as the search page does, with the same operators; ten threads at a time.",
    query: z.object({
      q: z.string().max(600).meta({ description: "Words and operators: `blob fees chain:base after:2026-01`." }),
      sort: z.enum(searchSorts).optional(),
      cursor: z.string().optional(),
    }),
    answer: z.strictObject({
      items: z.array(Result),
      next: z.string().nullable(),
      posts: z.int().meta({ description: "How many posts were found in all." }),
      isCut: z.boolean().meta({ description: "There are more than were counted." }),
      sources: z.array(SourceCard),
    }),
    async run({ query, address }) {
      const wait = await countAttempt(limits.searchByAddress, address);
      if (wait > 0) throw tooOften(wait, `You have searched a lot in a short time. Try again ${waitInWords(wait)}.`);
      const asked = new URLSearchParams({ q: query.q });
      if (query.sort) asked.set("sort", query.sort);
      if (query.cursor) asked.set("cursor", query.cursor);
      const search = parseSearchAddress(asked);
      if (!search) throw new ApiRefusal(400, "A cursor is the “next” of a page before.");
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
      return {
        items: results.threads.map(({ thread, title, posts, count }) => ({
          thread: {
            ...threadCard({ ...thread, title: title.map(({ text }) => text).join("") }),
            postCount: thread.postCount,
            tags: thread.tags.map(tagCard),
          },
          posts: posts.map(({ passage, author, createdAt, ...post }) => ({
            ...postPlace(post),
            createdAt,
            author: memberCard(author),
            passage: passage.map(({ text, isHit }) => ({ text, isMatch: isHit })),
          })),
          count,
        })),
        next: results.next,
        posts: results.posts,
        isCut: results.isCut,
        sources: results.sources.map(sourceCard),
      };
    },
  }),
  reading({
    id: "listModerationLog",
    method: "GET",
    path: "/modlog",
    chapter: "Moderation",
    says: "What moderators did and why, the newest first, fifty at a time.",
    query: z.object({
      about: z.enum(logGroupNames).optional().meta({ description: "Only entries of this kind." }),
      thread: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
      cursor: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
    }),
    answer: pageOf(Entry),
    async run({ query }) {
      const filter = { group: query.about ?? null, by: null, thread: query.thread ?? null };
      const { actions, next } = await listModActions({ before: query.cursor ?? null, take: 50, filter });
      const hashes = await findHashes(actions.map(({ id }) => id));
      return {
        items: actions.map((action) => ({
          id: action.id,
          url: at(paths.modAction(action)),
          kind: action.kind,
          at: action.at,
          moderator: action.moderator && memberCard(action.moderator),
          reason: action.reason,
          detail: action.detail,
          thread: action.threadId,
          post: action.post && postPlace(action.post),
          otherThread: action.otherThreadId,
          tag: action.tagSlug,
          member: action.member && memberCard(action.member),
          picture: action.uploadId,
          entry: action.entryId,
          chain: hashes.get(action.id) ?? null,
        })),
        next: next === null ? null : String(next),
      };
    },
  }),
];
