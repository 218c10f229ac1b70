import { z } from "zod";
import { countAttempt, limits, waitInWords } from "~/features/auth/auth.server";
import { findImportedProfile } from "~/features/imports/imports.server";
import { findShownOrcid } from "~/features/keys/keys.server";
import { findProfile, suggestMembers } from "~/features/members/members.server";
import { readProfilePage } from "~/features/people/people.server";
import { paths } from "~/paths";
import { ApiRefusal, found, reading, tooOften } from "../operation";
import { Address, Id, MemberCard, pageOf, PostPlace, SourceCard, TagCard, ThreadCard, Time } from "../shapes";
import { at, memberCard, postPlace, sourceCard, tagCard, threadCard } from "../to-json";

const Member = MemberCard.extend({
  role: z.enum(["member", "moderator", "admin"]),
  bio: z.string().meta({ description: "Markdown." }),
  link: z.string(),
  picture: Address.nullable(),
  joinedAt: Time,
  threadCount: z.int(),
  postCount: z.int(),
  isSuspended: z.boolean(),
  formerName: z.string().nullable().meta({ description: "What the member was called until recently." }),
  orcid: Address.nullable().meta({ description: "The ORCID iD, where it is proved and shown." }),
  proved: z
    .array(z.strictObject({ at: z.string(), name: z.string(), url: Address.nullable() }))
    .meta({ description: "Names elsewhere that the member has proved and shows: accounts and wallets." }),
  interests: z.array(z.strictObject({ text: z.string(), since: Time, tag: TagCard })).meta({
    description: "Interests that the member discloses, each for the threads of a tag.",
  }),
  writesAbout: z.array(TagCard.extend({ posts: z.int() })),
  citesMost: z.array(SourceCard.extend({ posts: z.int() })),
  corrected: z
    .array(
      z.strictObject({
        claim: Id,
        url: Address,
        from: z.string(),
        to: z.string(),
        at: Time,
        post: PostPlace,
        thread: ThreadCard,
      }),
    )
    .meta({ description: "Figures that the member corrected, the newest first." }),
  imported: z
    .array(
      z.strictObject({
        host: z.string(),
        username: z.string(),
        importedAt: Time,
        takenAt: Time.nullable(),
        isPlaceholder: z.boolean().meta({ description: "Nobody signs in here under this name." }),
      }),
    )
    .meta({ description: "Forums from which posts of this member were taken over." }),
}).meta({ id: "Member" });

export const memberOperations = [
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
    params: z.object({
      handle: z
        .string()
        .max(60)
        .meta({ examples: ["amara-diallo"] }),
    }),
    answer: Member,
    async run({ params }) {
      const profile = found(await findProfile(params.handle.toLowerCase()), "member");
      if (profile.isFormer) throw new ApiRefusal(404, "This member has left, and the account was erased.");
      const { role, bio, link, avatarHash, joinedAt, threadCount, postCount, isSuspended } = profile;
      const [page, orcid, imported] = await Promise.all([
        readProfilePage(profile, null),
        findShownOrcid(profile.id),
        findImportedProfile(profile.id),
      ]);
      return {
        ...memberCard(profile),
        role,
        bio,
        link,
        picture: avatarHash === null ? null : at(paths.upload({ hash: avatarHash })),
        joinedAt,
        threadCount,
        postCount,
        isSuspended,
        formerName: page.formerName,
        orcid,
        proved: page.proved.map(({ name, words, href }) => ({ at: name, name: words, url: href })),
        interests: page.disclosures.map(({ text, since, tag }) => ({ text, since, tag: tagCard(tag) })),
        writesAbout: page.tags.map(({ posts, ...tag }) => ({ ...tagCard(tag), posts })),
        citesMost: page.sources.map(({ postCount: posts, ...source }) => ({ ...sourceCard(source), posts })),
        corrected: page.corrections.map(({ id, text, correctedFrom, correctedAt, post, thread }) => ({
          claim: id,
          url: at(paths.claim({ id })),
          from: correctedFrom,
          to: text,
          at: correctedAt,
          post: postPlace(post),
          thread: threadCard(thread),
        })),
        imported,
      };
    },
  }),
];
