/** Threads, posts, and what belongs to their texts. */
import { withheldMemberId } from "./member-tables";
import { named, ofSeenPost, seenPosts, seenThreads, type TablePlan } from "./table-plan";

/** What `public` says of a post that visitors don't see: that it was there. */
const seen = (column: string, otherwise: string) =>
  `case when x."status" = 'visible' then x."${column}" else ${otherwise} end`;
const threadStart = `(select t."createdAt" from "Thread" t where t."id" = x."threadId")`;

const againFromText = "made again from the text";

/** Pictures that visitors see: in a post, or as a member's face. */
const shownUpload = `x."removedAt" is null and x."heldAt" is null and (
  exists (select from "PostPicture" i where i."hash" = x."hash" and i."postId" in ${seenPosts})
  or exists (select from "Member" m where m."avatarHash" = x."hash"))`;

const bothThreadsSeen = `x."fromThreadId" in ${seenThreads} and x."toThreadId" in ${seenThreads}`;

export const postTables: Record<string, TablePlan> = {
  Thread: {
    columns: named(
      "id title slug authorId status createdAt lockedAt pinnedAt slowedAt closedAt summary nextNumber postCount lastPostAt lastPosterId worthCount hotScore tldr",
    ),
    guarded: { mergedIntoId: `case when x."mergedIntoId" in ${seenThreads} then x."mergedIntoId" end` },
    leftOut: { lastUpdate: "counts what open pages are told, which is kept for an hour" },
    rows: `x."status" = 'visible'`,
  },
  ThreadTag: { columns: named("threadId tagId position"), rows: `x."threadId" in ${seenThreads}` },
  ThreadEvent: {
    columns: named("id threadId kind byId at afterNumber before after otherId"),
    rows: `x."threadId" in ${seenThreads}`,
  },
  ThreadMove: {
    columns: named("id kind fromThreadId toThreadId isNewThread byId at undoneAt"),
    rows: bothThreadsSeen,
  },
  PostMove: {
    columns: named("moveId postId threadId number parentId relation isUndone"),
    rows: `x."postId" in (select p."id" from "Post" p where p."threadId" in ${seenThreads})
      and exists (select from "ThreadMove" v where v."id" = x."moveId" and v."fromThreadId" in ${seenThreads} and v."toThreadId" in ${seenThreads})`,
  },
  Post: {
    columns: named("id threadId number parentId path depth status"),
    guarded: {
      authorId: seen("authorId", String(withheldMemberId)),
      relation: seen("relation", "null"),
      createdAt: seen("createdAt", threadStart),
      editedAt: seen("editedAt", "null"),
      version: seen("version", "1"),
      revision: seen("revision", "1"),
      replyCount: seen("replyCount", "0"),
      worthCount: seen("worthCount", "0"),
      // Without votes all of the sum was brought along.
      importedWorth: seen("worthCount", "0"),
      agreeCount: seen("agreeCount", "0"),
      disagreeCount: seen("disagreeCount", "0"),
      reactionCounts: seen("reactionCounts", "'{}'"),
      disclosure: seen("disclosure", "''"),
      foldedAt: seen("foldedAt", "null"),
      foldWords: seen("foldWords", "''"),
      foldEditedAt: seen("foldEditedAt", "null"),
      diagramSizes: seen("diagramSizes", "null"),
    },
    leftOut: {
      html: againFromText,
      rendererVersion: againFromText,
      derived: againFromText,
      plainText: againFromText,
      readableText: againFromText,
      hasNewCounts: "open pages are told within seconds",
    },
    rows: `x."threadId" in ${seenThreads}`,
    // Any version below the present one: the texts are rendered after an import. 0 would mean that they were just written.
    given: { rendererVersion: "1" },
  },
  PostRevision: {
    columns: named("postId number body reason editorId createdAt erasedAt"),
    rows: ofSeenPost,
    standIns: `select p."id", 1, '', '', ${withheldMemberId}, t."createdAt", t."createdAt" from "Post" p join "Thread" t on t."id" = p."threadId"
      where p."status" <> 'visible' and t."status" = 'visible'`,
  },
  PostPicture: { columns: named("postId hash"), rows: ofSeenPost },
  PostWidget: { columns: named("postId revision ordinal address pinnedAt pinned"), rows: ofSeenPost },
  Upload: {
    columns: named("id hash kind width height frames size createdAt removedAt heldAt"),
    leftOut: { bytes: "a file of its own in pictures/" },
    rows: shownUpload,
    // Until the file comes.
    given: { bytes: `case when x."removedAt" is null then ''::bytea end` },
  },
  UploadOwner: {
    columns: named("id memberId uploadId alt createdAt"),
    onlyFull: "who added a picture is known to them and moderators",
  },
  Vote: {
    columns: named("memberId postId axis value revision createdAt changedAt"),
    onlyFull: "visitors see totals, never who voted; the totals stand with the post",
  },
  Reaction: { columns: named("memberId postId kind revision changedAt"), rows: ofSeenPost },
  Tag: {
    columns: named("id slug name kind isMirror parentId threadCount version description revision"),
    leftOut: { html: "made again from the description", rendererVersion: "made again with the html" },
  },
  TagSynonym: { columns: named("slug tagId name") },
  TagRevision: { columns: named("tagId number description reason editorId createdAt") },
  TagRedirect: { columns: named("slug tagId formerId") },
  HeldPost: {
    columns: named(
      "id authorId threadId parentId relation title tagIds disclosure body diagramSizes key rules createdAt releaseAt endedAt postId",
    ),
    onlyFull: "not posted yet",
  },
};
