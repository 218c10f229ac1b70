/** The shapes of what the API answers, from which its document is written too. Addresses are absolute; times are ISO 8601 in UTC. */
import { z } from "zod";
import { stances, verdicts } from "~/features/citations/citations";
import { evidenceBases, statuses } from "~/features/claims/claims";
import { quoteStates, relations } from "~/features/posts/posts";
import { sourceKinds, sourceStatuses } from "~/features/sources/sources";
import { tagKinds } from "~/features/tags/tags";
import { threadEventKinds } from "~/features/threads/threads";

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
    .meta({ description: `The number of the ${what}.`, examples: [1] });
export const idInQuery = z.coerce.number().int().min(1).max(2_147_483_647).optional();
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

export const Ground = z
  .strictObject({
    reason: z.string(),
    moderator: z.string().meta({ description: "The name, or who acted where no moderator did." }),
    url: Address.meta({ description: "The entry of the log." }),
  })
  .meta({ id: "Ground" });

const ThreadEvent = z
  .strictObject({
    id: Id,
    kind: z.enum(threadEventKinds),
    before: z.string().meta({ description: "The former title, or the former tags by name." }),
    after: z.string(),
    at: Time,
    afterPost: z.int().meta({ description: "The number of the post after which it happened." }),
    by: MemberCard,
    other: ThreadCard.nullable().meta({ description: "The other thread of a move; null where nobody may read it." }),
  })
  .meta({ id: "ThreadEvent" });

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
  sourceCount: z.int().meta({ description: "Sources that its posts cite." }),
  lockedBy: Ground.nullable().meta({ description: "Why it is locked; null while it is open." }),
  events: z
    .array(ThreadEvent)
    .meta({ description: "What happened between its posts, the last hundred in their order." }),
  related: z.array(ThreadCard.extend({ postCount: z.int(), lastPostAt: Time })).meta({
    description: "Threads with the same tags, the nearest first.",
  }),
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

const ClaimText = { id: Id, url: Address };
const Side = z.strictObject({ readers: z.int(), agreeing: z.int(), atLeast: z.number() });

export const WholeClaim = Claim.extend({
  context: z.strictObject({ before: z.string(), after: z.string() }).meta({ description: "The words around it." }),
  checkedAt: Time.nullable(),
  correctedAt: Time.nullable(),
  takenAt: Time.nullable().meta({ description: "Since when the values of the day of posting are kept." }),
  isReconstructed: z.boolean().meta({ description: "Those values were recorded for the day, and looked up later." }),
  contradicting: z.array(z.strictObject({ ...ClaimText, text: z.string() })),
  same: z
    .array(
      z.strictObject({
        ...ClaimText,
        status: z.enum(statuses),
        word: z.string(),
        statedAt: Time,
        post: PostPlace,
        thread: ThreadCard,
        author: MemberCard,
      }),
    )
    .meta({ description: "Claims elsewhere that state the same, the newest first." }),
  evidence: z
    .array(
      z.strictObject({
        kind: z.enum(["disputes", "supports"]),
        basis: z.enum(evidenceBases),
        reason: z.string(),
        source: z.string(),
        at: Time,
        by: MemberCard,
        agreement: z
          .strictObject({ kind: z.enum(["too-few", "agreed", "not-agreed"]), sides: z.array(Side).optional() })
          .nullable()
          .meta({ description: "What readers with different interests say of it; null for what supports the claim." }),
      }),
    )
    .meta({ description: "What readers brought for and against it, the newest first." }),
  history: z.array(z.strictObject({ at: Time, status: z.enum(statuses), word: z.string(), says: z.string() })),
}).meta({ id: "WholeClaim" });

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
  origins: z.record(z.string(), z.string()).meta({ description: "Where each field of `csl` came from." }),
  cited: z
    .strictObject({
      posts: z.int(),
      members: z.int(),
      threads: z.int(),
      stances: z.record(z.enum(stances), z.int()),
      reviews: z.partialRecord(z.enum(verdicts), z.int()),
    })
    .meta({ description: "By how many, for what, and what reviews found." }),
  revisions: z
    .array(
      z.strictObject({
        at: Time,
        by: MemberCard.nullable(),
        reason: z.string(),
        changes: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
      }),
    )
    .meta({ description: "Changes of what is known of it, the newest first." }),
  merges: z
    .array(
      z.strictObject({
        at: Time,
        by: MemberCard.nullable(),
        reason: z.string(),
        from: z.string(),
        into: z.string(),
        undoneAt: Time.nullable(),
      }),
    )
    .meta({ description: "Other sources that were merged into it, or it into another." }),
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

export const LinkedPost = PostPlace.extend({ author: MemberCard, thread: ThreadCard }).meta({ id: "LinkedPost" });

const Widget = z
  .strictObject({
    title: z.string(),
    at: Time,
    values: z.array(
      z.strictObject({
        name: z.string(),
        value: z.string().meta({ description: "With its unit." }),
        asOf: Time.nullable(),
      }),
    ),
  })
  .meta({ id: "Widget" });

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
    reactedBy: z.record(z.string(), z.array(MemberCard)).meta({ description: "The first who reacted, by reaction." }),
    interests: z.array(z.strictObject({ text: z.string(), since: Time })).meta({
      description: "What its author discloses for the thread’s tags.",
    }),
    sources: z.array(SourceCard),
    claims: z.array(Claim),
    widgets: z.array(Widget).meta({ description: "Series that it shows, with the values of that moment." }),
    replies: z.strictObject({
      count: z.int(),
      byRelation: z.partialRecord(z.enum(relations), z.int()),
      first: z
        .array(PostPlace.extend({ relation: z.enum(relations).nullable(), author: z.string() }))
        .meta({ description: "The first eight. `author` is the name." }),
    }),
    quotes: z.array(
      z.strictObject({
        post: LinkedPost,
        revision: Id.meta({ description: "The revision that is quoted." }),
        text: z.string(),
        state: z.enum(quoteStates).meta({ description: "Whether the quoted post says so still." }),
      }),
    ),
    quotedIn: z.array(LinkedPost).meta({ description: "Posts that quote it, the earliest first." }),
  })
  .meta({ id: "Post" });

export const RemovedPost = z
  .strictObject({
    number: Id,
    removed: z.enum(["hidden", "deleted", "moved"]),
    movedTo: Address.optional().meta({ description: "Where a moved post is now." }),
    why: Ground.optional().meta({ description: "Why a moderator hid it." }),
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
