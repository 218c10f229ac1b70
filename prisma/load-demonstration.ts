import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Member } from "~/features/auth/auth";
import { addDemonstrationMembers, type DemonstrationMember } from "~/features/members/members.server";
import { createPost, locatePost, startThread, type Written } from "~/features/posts/posts.server";
import { findTags } from "~/features/tags/tags.server";
import { isForLater } from "~/platform/database-faults";
import { db } from "~/platform/db.server";
import { projectRoot } from "~/platform/project-root.server";
import { type DemonstrationPost, type DemonstrationThread, readThread } from "./demonstration-file";

const folder = join(projectRoot, "prisma/demonstration");

type Loaded = { id: number; postIds: number[] };

/**
 * Writes the demonstration into an empty forum, post by post, as its members would have. A start that was killed in the
 * middle goes on where it stopped: each post carries a key of its own.
 */
export async function loadDemonstration() {
  const files = readdirSync(`${folder}/threads`)
    .filter((name) => name.endsWith(".md"))
    .toSorted();
  const threads = files.map((file) => readThread(readFileSync(`${folder}/threads/${file}`, "utf8")));
  if (await isComplete(threads.reduce((sum, thread) => sum + thread.posts.length, 0))) return;

  const members = await findMembers();
  const loaded = new Map<number, Loaded>();
  for (const [index, thread] of threads.entries())
    loaded.set(index + 1, await openThread(thread, members, index + 1, loaded));

  const replies = threads.flatMap((thread, index) =>
    thread.posts.slice(1).map((post, place) => ({ post, thread: index + 1, number: place + 2 })),
  );
  // Thread by thread in order of time, so that a quote finds what it quotes.
  for (const { post, thread, number } of replies.toSorted((a, b) => a.post.at.getTime() - b.post.at.getTime()))
    await addReply(post, members, loaded, thread, number);
  // Links to threads that came later in the folder resolve now; the job that looks for outdated html renders them.
  await db.post.updateMany({ where: { number: 1, author: { isDemonstration: true } }, data: { rendererVersion: 0 } });
}

/** Whether there is nothing to do: it is all there, or this is somebody else's forum. */
async function isComplete(expectedPosts: number) {
  const rows = await db.$queryRaw<{ strangers: number; posts: number; keys: number }[]>`
    select (select count(*) from "Member" where not "isDemonstration")::int as strangers,
      (select count(*) from "Post" p join "Member" m on m."id" = p."authorId" where m."isDemonstration")::int as posts,
      (select count(*) from "IdempotencyKey" where "key" like 'demonstration-%')::int as keys`;
  const { strangers, posts, keys } = rows[0]!;
  if (posts === 0) return strangers > 0;
  // The keys that keep a resumed load from writing twice live for a day.
  return posts >= expectedPosts || keys === 0;
}

async function findMembers() {
  const people = JSON.parse(readFileSync(`${folder}/members.json`, "utf8")) as DemonstrationMember[];
  const present = await db.member.findMany({ where: { isDemonstration: true }, select: { id: true, handle: true } });
  const ids =
    present.length > 0
      ? new Map(present.map((member) => [member.handle, member.id]))
      : await addDemonstrationMembers(people);
  return (handle: string): Member => {
    const person = people.find((candidate) => candidate.handle === handle);
    const id = ids.get(handle);
    if (!person || !id) throw new Error(`The demonstration has no member ${handle}.`);
    return {
      id,
      handle,
      name: person.name,
      role: "member",
      isSuspended: false,
      isSilenced: false,
      pacedUntil: null,
      isNew: false,
    };
  };
}

type FindMember = Awaited<ReturnType<typeof findMembers>>;

async function openThread(
  { title, tags: slugs, posts }: DemonstrationThread,
  members: FindMember,
  number: number,
  loaded: Map<number, Loaded>,
): Promise<Loaded> {
  const [opening] = posts;
  const tags = await findTags(db, slugs);
  const written = await untilWritten(() =>
    startThread({
      author: members(opening!.by),
      title,
      body: withPostIds(opening!.body, loaded),
      diagramSizes: opening!.diagrams,
      tagIds: tags.map((tag) => tag.id),
      key: `demonstration-${number}-1`,
      at: opening!.at,
    }),
  );
  const id = idOf(written, `${number}.1`);
  const post = await locatePost(id, null);
  return { id: post!.thread.id, postIds: [id] };
}

async function addReply(
  post: DemonstrationPost,
  members: FindMember,
  loaded: Map<number, Loaded>,
  thread: number,
  number: number,
) {
  const place = loaded.get(thread)!;
  const written = await untilWritten(() =>
    createPost({
      author: members(post.by),
      threadId: place.id,
      body: withPostIds(post.body, loaded),
      diagramSizes: post.diagrams,
      parentId: place.postIds[(post.to ?? 1) - 1],
      relation: post.relation,
      key: `demonstration-${thread}-${number}`,
      at: post.at,
    }),
  );
  place.postIds[number - 1] = idOf(written, `${thread}.${number}`);
}

/** `p:@1.3` stands for the id that post 3 of thread 1 got; `#1` for thread 1's. */
function withPostIds(body: string, loaded: Map<number, Loaded>) {
  return body.replaceAll(/p:@(\d+)\.(\d+)/g, (whole, thread: string, post: string) => {
    const id = loaded.get(Number(thread))?.postIds[Number(post) - 1];
    return id === undefined ? whole : `p:${id}`;
  });
}

/**
 * Writes a post, up to five times: a machine that starts for the first time may be too busy to render a text, or to end a
 * transaction, in time. These texts are known to be good.
 */
async function untilWritten(write: () => Promise<Written>): Promise<Written> {
  for (let attempt = 1; ; attempt++) {
    const written = await write().catch((error: unknown) => {
      if (attempt === 5 || !isForLater(error)) throw error;
      return null;
    });
    if (written && (written.ok || written.reason !== "text-not-renderable" || attempt === 5)) return written;
    await setTimeout(500 * attempt);
  }
}

function idOf(written: Written, place: string) {
  if (!written.ok) throw new Error(`The demonstration's post ${place} was refused: ${written.reason}.`);
  return written.post.id;
}
