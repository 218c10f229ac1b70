/** The steps that starting a thread and replying share; each inside the caller's transaction. */
import type { Member } from "~/features/auth/auth";
import { contribution } from "~/features/members/members.server";
import {
  countingPost,
  refusalOfThread,
  setTldr,
  tellingOfPost,
  type ThreadToPostIn,
} from "~/features/threads/threads.server";
import { noteEvent } from "~/features/webhooks/webhooks.server";
import { Prisma, type Tx } from "~/platform/db.server";
import { jobToAdd } from "~/platform/jobs.server";
import { writeTogether } from "~/platform/write-together.server";
import { type NotNow, refusalToPost } from "./may-post.server";
import { type MadeOfText, madeOfPlain } from "./made-of-text.server";
import type { PlaceToPost } from "./place-to-post.server";
import { placeBelow, type Relation } from "./post";
import type { PreparedText } from "./prepare-text.server";
import { deriveRows, storingMade } from "./reprocess-post.server";
import { showsText } from "./shows-text";
import { notingUntold } from "./untold-posts.server";
import { searchableOf, searchDocument } from "./write-search-document.server";

export type PostRefusal =
  "no-such-thread" | "thread-locked" | "no-such-parent" | "text-not-renderable" | "text-shows-nothing" | "not-now";

/** What came of a text that was sent. */
export type Written =
  | { ok: true; post: { id: number } }
  | { ok: false; reason: Exclude<PostRefusal, "not-now"> }
  /** What keeps this member from posting here now, in words for them. */
  | { ok: false; reason: "not-now"; notNow: NotNow }
  /** It waits for a moderator: the id of the held text. */
  | { ok: false; reason: "held"; heldId: number }
  /** The same form was sent before with another text, which was posted. */
  | { ok: false; reason: "sent-before"; earlier: { id: number; body: string } };

/** Thrown to roll a transaction back; commands turn it into a value. */
export class Refusal extends Error {
  constructor(
    readonly reason: PostRefusal,
    /** Why not now, where it is that. */
    readonly notNow: NotNow | null = null,
  ) {
    super(reason);
  }
}

type NewPost = {
  /** Read while its thread was locked. */
  place: PlaceToPost;
  author: Member;
  text: PreparedText;
  parentId?: number | undefined;
  relation?: Relation | undefined;
  disclosure?: string | undefined;
  at: Date;
  /** It waited for a moderator: the pace of its author was asked then. */
  isReleased?: boolean;
  /** What is written in the same statement, see `writeTogether`. */
  also?: Prisma.Sql[];
};

/**
 * Writes a post with its first revision and everything derived from it. A text that refers to nothing is written in one
 * statement; others are stored first, so that what they refer to can name their post.
 */
export async function writePost(tx: Tx, given: NewPost) {
  const { place, author, text, parentId, relation, at, isReleased = false, also = [] } = given;
  if (!showsText(text)) throw new Refusal("text-shows-nothing");
  const thread = threadOf(place, author);
  const number = thread.nextNumber;
  const asked = {
    author,
    threadId: number === 1 ? null : thread.id,
    slowedAt: thread.slowedAt === null ? null : new Date(thread.slowedAt),
    standing: place.standing,
    at,
  };
  const notNow = isReleased ? null : await refusalToPost(asked, tx);
  if (notNow) throw new Refusal("not-now", notNow);
  const parent = parentId === undefined ? null : place.parent;
  if (parent === undefined) throw new Refusal("no-such-parent");

  const post = { id: text.postId, threadId: thread.id, number };
  const row = {
    ...post,
    authorId: author.id,
    parentId: parent?.id ?? null,
    relation: parent ? (relation ?? null) : null,
    disclosure: given.disclosure ?? "",
    ...placeBelow(parent, number),
    createdAt: at,
  };
  const made = madeOfPlain(text);
  const first = [countingPost(thread, author.id, at), postRow(row, made), firstRevision(row, text.body)];
  const last = [
    ...(parent ? [answerCount(parent.id)] : []),
    contribution(author.id, { posts: 1, threads: number === 1 ? 1 : 0 }),
    ...tellingOfPost(thread),
    ...also,
  ];
  const documentOf = (of: MadeOfText) =>
    searchDocument({ ...row, ...searchableOf(of), title: thread.title, tagIds: thread.tagIds });
  if (made) {
    await writeTogether(tx, [...first, documentOf(made), ...notingUntold(post), ...last]);
    if (number === 1) await setTldr(tx, thread.id, text.parsed.tldr);
  } else {
    await writeTogether(tx, first);
    const written = { ...post, authorId: author.id, revision: 1, at, plainText: "", rendererVersion: 0 };
    const derived = await deriveRows(tx, { ...written, isJustWritten: true }, text);
    const judging = derived.hasClaims ? [jobToAdd("claims.judge", { threadId: thread.id })] : [];
    // Members and forms after the sources and quotes that the text refers to: the order in which everybody takes rows.
    const stored = [storingMade(post.id, derived.made), documentOf(derived.made)];
    await writeTogether(tx, [...stored, ...notingUntold(post), ...judging, ...last]);
  }
  if (place.isAwaited) await noteEvent(tx, "post.created", { thread: thread.id, post: post.id });
  return post;
}

function threadOf({ thread }: PlaceToPost, author: Member): ThreadToPostIn {
  const refusal = refusalOfThread(thread, author);
  if (refusal || !thread) throw new Refusal(refusal ?? "no-such-thread");
  return thread;
}

type Row = {
  id: number;
  threadId: number;
  number: number;
  authorId: number;
  parentId: number | null;
  relation: Relation | null;
  disclosure: string;
  path: string;
  depth: number;
  createdAt: Date;
};

/** The statement of a new post's row, with what is made of its text where that is known. */
function postRow(row: Row, made: MadeOfText | null): Prisma.Sql {
  const { html, rendererVersion, plainText, readableText, derived, diagramSizes } = made ?? nothingMade;
  return Prisma.sql`
    insert into "Post" ("id", "threadId", "number", "authorId", "parentId", "relation", "disclosure", "path", "depth", "createdAt",
      "html", "rendererVersion", "plainText", "readableText", "derived", "diagramSizes")
    values (${row.id}, ${row.threadId}, ${row.number}, ${row.authorId}, ${row.parentId},
      ${row.relation}::"Relation", ${row.disclosure}, ${row.path}, ${row.depth}, ${row.createdAt},
      ${html}, ${rendererVersion}, ${plainText}, ${readableText}, ${JSON.stringify(derived)}::jsonb,
      ${diagramSizes && JSON.stringify(diagramSizes)}::jsonb)
    returning 1`;
}

const nothingMade = { html: "", rendererVersion: 0, plainText: "", readableText: "", derived: {}, diagramSizes: null };

const firstRevision = ({ id, authorId, createdAt }: Row, body: string) => Prisma.sql`
  insert into "PostRevision" ("postId", "number", "body", "editorId", "createdAt")
  values (${id}, 1, ${body}, ${authorId}, ${createdAt}) returning 1`;

const answerCount = (parentId: number) =>
  Prisma.sql`update "Post" set "replyCount" = "replyCount" + 1 where "id" = ${parentId} returning 1`;
