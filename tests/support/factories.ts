/** Factories. They use counters instead of random values, so that a failure repeats. */
import type { Member } from "~/features/auth/auth";
import { createPost, startThread } from "~/features/posts/posts.server";
import { findTags } from "~/features/tags/tags.server";
import { warmLanes } from "~/platform/lanes.server";
import { db } from "~/platform/db.server";
import type { DiagramSizes } from "~/ui/diagram-size";

let count = 0;

type MemberGiven = {
  handle?: string;
  name?: string;
  role?: Member["role"];
  isSuspended?: boolean;
  isSilenced?: boolean;
  passwordHash?: string;
  isDemonstration?: boolean;
  /** The limits for new members hold. */
  isNew?: boolean;
};

export async function aMember(given: MemberGiven = {}): Promise<Member> {
  count += 1;
  const handle = given.handle ?? `member-${count}`;
  const row = await db.member.create({
    data: {
      handle,
      name: given.name ?? `Member ${count}`,
      email: `${handle}@example.org`,
      role: given.role ?? "member",
      suspendedAt: given.isSuspended ? new Date("2026-01-01T00:00:00Z") : null,
      silencedUntil: given.isSilenced ? new Date("2030-01-01T00:00:00Z") : null,
      passwordHash: given.passwordHash ?? null,
      isDemonstration: given.isDemonstration ?? false,
      trustedAt: given.isNew ? null : new Date("2026-01-01T00:00:00Z"),
    },
  });
  const { isSuspended = false, isSilenced = false, isNew = false } = given;
  return { id: row.id, handle, name: row.name, role: row.role, isSuspended, isSilenced, pacedUntil: null, isNew };
}

/** Starting the rendering thread takes a busy machine longer than a transaction may: it starts before the first post. */
let renderingStarted: Promise<unknown> | undefined;
const startRendering = () => (renderingStarted ??= warmLanes());

type ThreadGiven = {
  author?: Member;
  title?: string;
  body?: string;
  tags?: string[];
  at?: Date;
  diagramSizes?: DiagramSizes | undefined;
};
export type ThreadMade = { id: number; slug: string; title: string; openingPostId: number; author: Member };

export async function aThread(given: ThreadGiven = {}): Promise<ThreadMade> {
  count += 1;
  await startRendering();
  const author = given.author ?? (await aMember());
  const title = given.title ?? `What does thread ${count} claim?`;
  const tags = await findTags(db, given.tags ?? ["fees"]);
  const written = await startThread({
    author,
    title,
    body: given.body ?? "An opening post.",
    tagIds: tags.map((tag) => tag.id),
    at: given.at,
    diagramSizes: given.diagramSizes,
  });
  if (!written.ok) throw new Error(written.reason);
  const post = await db.post.findUniqueOrThrow({ where: { id: written.post.id }, select: { thread: true } });
  return { id: post.thread.id, slug: post.thread.slug, title, openingPostId: written.post.id, author };
}

type ReplyGiven = { thread: ThreadMade; author?: Member; body?: string; parentId?: number; at?: Date };

export async function aReply({ thread, author, body, parentId, at }: ReplyGiven) {
  count += 1;
  const written = await createPost({
    author: author ?? (await aMember()),
    threadId: thread.id,
    body: body ?? `Reply ${count}.`,
    parentId,
    at,
  });
  if (!written.ok) throw new Error(written.reason);
  return db.post.findUniqueOrThrow({ where: { id: written.post.id } });
}
