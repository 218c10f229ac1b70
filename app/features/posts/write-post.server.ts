/** The steps that starting a thread and replying share; each inside the caller's transaction. */
import type { Member } from "~/features/auth/auth";
import {
  MarkdownFailed,
  MarkdownTooLarge,
  MarkdownTooLong,
  MarkdownTooSlow,
} from "~/features/markdown/markdown.server";
import { countContribution } from "~/features/members/members.server";
import { claimNextNumber } from "~/features/threads/threads.server";
import type { Tx } from "~/platform/db.server";
import { placeBelow, type Relation } from "./post";
import { reprocessPost } from "./reprocess-post.server";

export type PostRefusal = "no-such-thread" | "thread-locked" | "no-such-parent" | "text-not-renderable";

/** Thrown to roll a transaction back; commands turn it into a value. */
export class Refusal extends Error {
  constructor(readonly reason: PostRefusal) {
    super(reason);
  }
}

type NewPost = {
  threadId: number;
  author: Member;
  body: string;
  parentId?: number | undefined;
  relation?: Relation | undefined;
  disclosure?: string | undefined;
  at: Date;
};

/** Writes a post with its first revision and everything derived from it. */
export async function writePost(tx: Tx, { threadId, author, body, parentId, relation, disclosure, at }: NewPost) {
  const claimed = await claimNextNumber(tx, threadId, author, at);
  if (!claimed.ok) throw new Refusal(claimed.reason);

  const parent = parentId === undefined ? null : await findParent(tx, threadId, parentId);
  const post = await tx.post.create({
    data: {
      threadId,
      number: claimed.number,
      authorId: author.id,
      parentId: parent?.id ?? null,
      relation: parent && relation ? (relation === "adds-data" ? "adds_data" : relation) : null,
      disclosure: disclosure ?? "",
      ...placeBelow(parent, claimed.number),
      createdAt: at,
      revisions: { create: { number: 1, body, editorId: author.id, createdAt: at } },
    },
    select: { id: true, number: true, threadId: true },
  });
  await renderOrRefuse(tx, post.id);
  if (parent) await tx.post.update({ where: { id: parent.id }, data: { replyCount: { increment: 1 } } });
  await countContribution(tx, author.id, { posts: 1, threads: claimed.number === 1 ? 1 : 0 });
  return post;
}

async function findParent(tx: Tx, threadId: number, parentId: number) {
  const parent = await tx.post.findFirst({
    where: { id: parentId, threadId, status: "visible" },
    select: { id: true, path: true, depth: true },
  });
  if (!parent) throw new Refusal("no-such-parent");
  return parent;
}

export async function renderOrRefuse(tx: Tx, postId: number) {
  try {
    await reprocessPost(tx, postId);
  } catch (error) {
    if (isTextAtFault(error)) throw new Refusal("text-not-renderable");
    throw error;
  }
}

/** Whether the renderer refused the text, as opposed to another failure. */
export function isTextAtFault(error: unknown) {
  return [MarkdownFailed, MarkdownTooLarge, MarkdownTooLong, MarkdownTooSlow].some((kind) => error instanceof kind);
}
