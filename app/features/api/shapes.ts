/** The shapes of what the API answers, from which its document is written too. Addresses are absolute; times are ISO 8601 in UTC. */
import { z } from "zod";
import { stances, verdicts } from "~/features/citations/citations";
import { statuses } from "~/features/claims/claims";
import { relations } from "~/features/posts/posts";
import { sourceKinds, sourceStatuses } from "~/features/sources/sources";
import { tagKinds } from "~/features/tags/tags";

export const Time = z.string().meta({ format: "date-time" });
export const Address = z.string().meta({ format: "uri" });
export const Id = z.int().min(1).max(2_147_483_647);
/** A number in an address. */
export const idInPath = (what: string) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .meta({ description: `The number of the ${what}.` });
const Decimal = z.string().meta({ description: "A decimal number, exact." });

export const MemberCard = z
  .strictObject({ handle: z.string(), name: z.string(), url: Address })
  .meta({ id: "MemberCard" });
export const TagCard = z
  .strictObject({ slug: z.string(), name: z.string(), kind: z.enum(tagKinds), url: Address })
  .meta({ id: "TagCard" });
export const ThreadCard = z.strictObject({ id: Id, title: z.string(), url: Address }).meta({ id: "ThreadCard" });
export const PostPlace = z.strictObject({ id: Id, number: Id, url: Address }).meta({ id: "PostPlace" });

export const ListedThread = ThreadCard.extend({
  author: MemberCard,
  tags: z.array(TagCard),
  postCount: z.int(),
  /** The number of its newest post; numbers of removed posts are not given again. */
  lastNumber: z.int(),
  lastPostAt: Time,
  lastPoster: MemberCard,
  isPinned: z.boolean(),
  isLocked: z.boolean(),
}).meta({ id: "ListedThread" });

export const Thread = ThreadCard.extend({
  author: MemberCard,
  tags: z.array(TagCard),
  createdAt: Time,
  postCount: z.int(),
  lastNumber: z.int(),
  lastPostAt: Time,
  lockedAt: Time.nullable(),
  pinnedAt: Time.nullable(),
  slowedAt: Time.nullable().meta({ description: "Since when everybody posts here once an hour at most." }),
  closedAt: Time.nullable().meta({ description: "Since when it is closed, which locks it." }),
  summary: z.string().meta({ description: "What it was closed with, as markdown; else empty." }),
  claimCount: z.int().meta({ description: "Figures of its posts that are kept as claims." }),
}).meta({ id: "Thread" });

const Check = z
  .strictObject({
    outcome: z.string(),
    factor: Decimal.nullable(),
    points: Decimal.nullable(),
    isAtLeast: z.boolean(),
    says: z.string(),
    from: z.string().meta({ description: "The first day or moment that was looked at." }),
    to: z.string(),
    series: z.unknown(),
  })
  .nullable();

export const Claim = z
  .strictObject({
    id: Id,
    url: Address,
    text: z.string().meta({ description: "The figure as it was written." }),
    status: z.enum(statuses),
    word: z.string(),
    factor: Decimal.nullable(),
    points: Decimal.nullable(),
    series: z.strictObject({ chain: z.string(), metric: z.string().nullable() }).nullable(),
    statedAt: Time,
    asOf: z.string().nullable(),
    atPosting: Check,
    now: Check,
    lastDay: z.unknown(),
    contradictions: z.array(z.unknown()),
    fits: z.array(z.unknown()),
    nowWithheld: z.unknown(),
    obstacle: z.string().nullable(),
    restates: z.unknown(),
    correctedFrom: z.string().nullable(),
    post: PostPlace,
    thread: z.strictObject({ id: Id, title: z.string() }),
    author: z.string().meta({ description: "The handle." }),
  })
  .meta({ id: "Claim" });

export const SourceCard = z
  .strictObject({
    citekey: z.string(),
    url: Address,
    kind: z.enum(sourceKinds),
    title: z.string(),
    byline: z.string(),
    host: z.string(),
    address: Address.nullable().meta({ description: "Where the source itself is." }),
    archivedAt: Address.nullable(),
    status: z.enum(sourceStatuses),
    statusSince: Time.nullable(),
  })
  .meta({ id: "SourceCard" });

export const ListedSource = SourceCard.extend({
  postCount: z.int(),
  supportCount: z.int(),
  disputeCount: z.int(),
}).meta({ id: "ListedSource" });

export const Source = ListedSource.extend({
  csl: z.record(z.string(), z.unknown()).meta({ description: "The work as an item of CSL-JSON." }),
  identifiers: z.array(z.strictObject({ scheme: z.string(), value: z.string() })),
  createdAt: Time,
  lastCitedAt: Time.nullable(),
  mergedFrom: z.array(z.string()).meta({ description: "Citekeys that lead here too." }),
}).meta({ id: "Source" });

export const Citation = z
  .strictObject({
    id: Id,
    url: Address,
    source: z.string().meta({ description: "The source's citekey." }),
    stance: z.enum(stances),
    locator: z.string(),
    quote: z.string(),
    remark: z.string(),
    passage: z.string().meta({ description: "The sentence that cites it." }),
    author: MemberCard,
    post: PostPlace,
    thread: ThreadCard,
    createdAt: Time,
    reviews: z.array(
      z.strictObject({
        by: z.string().meta({ description: "The handle." }),
        verdict: z.enum(verdicts),
        comment: z.string(),
        isOutdated: z.boolean(),
      }),
    ),
  })
  .meta({ id: "Citation" });

export const Post = z
  .strictObject({
    id: Id,
    url: Address,
    number: Id,
    thread: ThreadCard,
    author: MemberCard,
    createdAt: Time,
    editedAt: Time.nullable(),
    revision: Id,
    answers: z.int().nullable().meta({ description: "The number of the post that it answers." }),
    relation: z.enum(relations).nullable(),
    disclosure: z.string(),
    isFolded: z.boolean().meta({ description: "It waits for a moderator; its text is on its page alone." }),
    markdown: z.string(),
    html: z.string().optional().meta({ description: "With `html=true`: as feeds have it, with absolute addresses." }),
    worth: z.int(),
    agree: z.int(),
    disagree: z.int(),
    reactions: z.record(z.string(), z.int()),
    sources: z.array(SourceCard),
    claims: z.array(Claim),
  })
  .meta({ id: "Post" });

export const RemovedPost = z
  .strictObject({
    number: Id,
    removed: z.enum(["hidden", "deleted", "moved"]),
    movedTo: Address.optional().meta({ description: "Where a moved post is now." }),
  })
  .meta({ id: "RemovedPost" });

export const Revision = z
  .strictObject({
    number: Id,
    createdAt: Time,
    reason: z.string(),
    editor: MemberCard,
    url: Address.meta({ description: "The page of this revision, whose address stays." }),
    isErased: z.boolean().meta({ description: "A moderator erased its text, which is empty." }),
    markdown: z.string().optional(),
  })
  .meta({ id: "Revision" });

export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(z.strictObject({ at: z.string(), says: z.string() }))
      .optional()
      .meta({ description: "What is wrong with which field." }),
  })
  .meta({ id: "Problem" });

/** A page of a list; `next` is the cursor of the page after it. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

export const Held = z
  .strictObject({ held: z.string().meta({ description: "What happens with the text, in a sentence." }), url: Address })
  .meta({ id: "Held" });
