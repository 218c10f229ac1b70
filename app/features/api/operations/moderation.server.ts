import { z } from "zod";
import { type LogFilter, logGroupNames } from "~/features/moderation/moderation";
import { findHashes, listModActions } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { reading } from "../operation";
import { Address, Id, idInQuery, MemberCard, pageOf, PostPlace, Time } from "../shapes";
import { at, memberCard, postPlace } from "../to-json";
import { idOfMember } from "./named.server";

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

export const moderationOperations = [
  reading({
    id: "listModerationLog",
    method: "GET",
    path: "/modlog",
    chapter: "Moderation",
    says: "What moderators did and why, the newest first, fifty at a time.",
    query: z.object({
      about: z.enum(logGroupNames).optional().meta({ description: "Only entries of this kind." }),
      by: z
        .string()
        .max(60)
        .optional()
        .meta({ description: "A moderator’s handle, or `site` for what the site did by its rules." }),
      thread: idInQuery,
      cursor: idInQuery,
    }),
    answer: pageOf(Entry),
    async run({ query }) {
      const by: LogFilter["by"] = query.by === "site" ? "site" : ((await idOfMember(query.by)) ?? null);
      const filter = { group: query.about ?? null, by, thread: query.thread ?? null };
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
