/** One topic of another forum becomes a thread here, or a thread that is here follows what changed there. */
import { createHash } from "node:crypto";
import {
  importPost,
  isUnreadable,
  restateThread,
  restoreImported,
  rewriteImported,
  setImportedWorth,
  withdrawImported,
} from "~/features/posts/posts.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { startOf } from "~/ui/shorten";
import { fromCooked } from "./from-cooked";
import { kindOf, likesOf, type Post, type WholeTopic } from "./discourse";
import type { ForumThere } from "./forum-there";
import { asTyped, cutToFit } from "./fitting-text";
import { isOpen, type Note, type NoteKind } from "./note";
import { memberFor } from "./placeholders.server";
import { withReferences } from "./references.server";
import type { RunCounts } from "./run-counts";
import { type Poll, type There, translate, type Translated } from "./translate";

export type Run = {
  id: number;
  originId: number;
  /** In whose name stubs stand. */
  memberId: number;
  there: ForumThere;
  origins: Map<string, number>;
  context: Omit<There, "topicId">;
  /** Ids of tags here by "category:3" and "tag:rollup"; a name that the table has not is missing. */
  terms: Map<string, number[]>;
  counts: RunCounts;
  note: (kind: NoteKind, words: string) => void;
};

const withdrawn = "withdrawn";
/** Of a title there, which may be longer than here. */
const longestTitle = 400;

const hashOf = (value: unknown, length = 64) =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, length);

/** Takes a topic in, post by post, each in a transaction of its own: what is broken off goes on where it stopped. */
export async function importTopic(run: Run, topic: WholeTopic): Promise<void> {
  const { originId, counts } = run;
  const where = `topic ${topic.id}, “${topic.title}”`;
  const isPublic = (topic.archetype ?? "regular") === "regular" && topic.visible !== false && !topic.deleted_at;
  const opening = topic.posts.find(({ post_number }) => post_number === 1);
  if (!isPublic) return run.note("topic", `${where}: it is not public there`);
  if (!opening || kindOf(opening) !== "shown") return run.note("topic", `${where}: its first post is not public there`);

  const members = new Map<string, number>();
  for (const post of topic.posts.filter((one) => kindOf(one) === "shown")) {
    if (members.has(post.username)) continue;
    const member = await memberFor(originId, {
      ...post,
      externalId: post.user_id && post.user_id > 0 ? post.user_id : null,
    });
    if (member.isNew) counts.members += 1;
    members.set(post.username, member.id);
  }
  const state = {
    title: startOf(topic.title.replaceAll(/\s+/g, " ").trim(), longestTitle),
    tagIds: tagsOf(run, topic),
    isLocked: topic.closed || topic.archived,
  };
  let known = await db.importedThread.findUnique({
    where: { originId_externalId: { originId, externalId: topic.id } },
    select: { threadId: true, hash: true },
  });
  if (known) await followState(run, topic, { ...known, ...state, openingId: opening.id });
  const stored = await db.importedPost.findMany({
    where: { originId, topicId: topic.id },
    select: { externalId: true, number: true, postId: true, hash: true, revision: true },
  });
  const byId = new Map(stored.map((row) => [row.externalId, row]));
  const byNumber = new Map(stored.map((row) => [row.number, row.postId]));

  for (const post of topic.posts) {
    const kind = kindOf(post);
    const earlier = byId.get(post.id);
    if (kind !== "shown") {
      if (earlier && earlier.hash !== withdrawn) await withdraw(run, post, earlier.postId);
      else if (kind === "small-action") run.note("small-action", post.action_code ?? "without a name");
      continue;
    }
    if (earlier) {
      await followPost(run, topic, post, earlier);
      continue;
    }
    const authorId = members.get(post.username)!;
    const parentId = post.reply_to_post_number ? (byNumber.get(post.reply_to_post_number) ?? null) : null;
    const thread = known ? { id: known.threadId } : { ...state, at: post.created_at };
    const written = await writeReadable(run, topic, post, authorId, async (body, notes) => {
      const placed = await importPost(
        {
          authorId,
          thread,
          number: post.post_number,
          stubAuthorId: run.memberId,
          parentId,
          body,
          at: post.created_at,
          editedAt: post.version > 1 ? (post.updated_at ?? null) : null,
          worth: likesOf(post),
        },
        async (tx, { postId, threadId }) => {
          if (!known)
            await tx.importedThread.create({
              data: { originId, externalId: topic.id, threadId, hash: hashOfState(state), runId: 0 },
              select: { threadId: true },
            });
          await tx.importedPost.create({
            data: {
              originId,
              externalId: post.id,
              topicId: topic.id,
              number: post.post_number,
              postId,
              hash: hashOfPost(post),
              revision: 1,
              notes,
              isOpen: isOpen(notes),
            },
            select: { postId: true },
          });
        },
      );
      return placed;
    });
    if (!known && state.isLocked) await lockNew(written.threadId, state);
    if (!known) counts.newThreads += 1;
    known ??= { threadId: written.threadId, hash: hashOfState(state) };
    byNumber.set(post.post_number, written.postId);
    counts.newPosts += 1;
  }
  await db.importedThread.update({
    where: { originId_externalId: { originId, externalId: topic.id } },
    data: { runId: run.id },
    select: { runId: true },
  });
  counts.topics += 1;
}

type State = { title: string; tagIds: number[]; isLocked: boolean };

/** Two halves: what the title and the lock are, and what the tags are. */
const hashOfState = ({ title, isLocked, tagIds }: State) => hashOf([title, isLocked], 32) + hashOf(tagIds, 32);

const hashOfPost = ({ raw, cooked, polls }: Post) => hashOf([raw ?? cooked ?? "", polls ?? []]);

function tagsOf(run: Run, { id, category_id: category, tags }: WholeTopic): number[] {
  const names = [...(category ? [`category:${category}`] : []), ...tags.map((tag) => `tag:${tag.toLowerCase()}`)];
  return [
    ...new Set(
      names.flatMap((name) => {
        const ids = run.terms.get(name);
        const [kind, said] = name.split(/:(.*)/s) as ["category" | "tag", string];
        if (!ids) run.note(kind, kind === "category" ? said : `${said}, of topic ${id}`);
        return ids ?? [];
      }),
    ),
  ];
}

async function lockNew(threadId: number, state: State) {
  await inTransaction(async (tx) => {
    const { openingPostId } = await openingOf(threadId);
    await restateThread(tx, {
      threadId,
      openingPostId,
      title: null,
      tagIds: null,
      isLocked: state.isLocked,
      at: await databaseNow(tx),
    });
  });
}

const openingOf = async (threadId: number) => {
  const { id } = await db.post.findUniqueOrThrow({
    where: { threadId_number: { threadId, number: 1 } },
    select: { id: true },
  });
  return { openingPostId: id };
};

/** Takes over title, tags and lock where they changed there; what is as it was there stays as it is here. */
async function followState(
  run: Run,
  topic: WholeTopic,
  { threadId, hash, openingId: _, ...state }: State & { threadId: number; hash: string; openingId: number },
) {
  const next = hashOfState(state);
  if (next === hash) return;
  const isTitle = next.slice(0, 32) !== hash.slice(0, 32);
  const isTags = next.slice(32) !== hash.slice(32);
  const { openingPostId } = await openingOf(threadId);
  await inTransaction(async (tx) => {
    await restateThread(tx, {
      threadId,
      openingPostId,
      title: isTitle ? state.title : null,
      tagIds: isTags ? state.tagIds : null,
      isLocked: isTitle ? state.isLocked : null,
      at: await databaseNow(tx),
    });
    await tx.importedThread.update({
      where: { originId_externalId: { originId: run.originId, externalId: topic.id } },
      data: { hash: next },
      select: { hash: true },
    });
  });
  run.counts.changedThreads += 1;
}

type Stored = { postId: number; hash: string; revision: number };

async function followPost(run: Run, topic: WholeTopic, post: Post, { postId, hash: stored, revision }: Stored) {
  const key = { originId_externalId: { originId: run.originId, externalId: post.id } };
  let isChanged = false;
  if (stored === withdrawn) {
    await inTransaction(async (tx) => {
      isChanged = await restoreImported(tx, postId);
      await tx.importedPost.update({ where: key, data: { hash: "" }, select: { hash: true } });
    });
  }
  const hash = hashOfPost(post);
  if (hash !== stored) {
    const { authorId } = await db.post.findUniqueOrThrow({ where: { id: postId }, select: { authorId: true } });
    const at = post.updated_at ?? (await databaseNow());
    const written = await writeReadable(run, topic, post, authorId, async (body, notes) => {
      const before = await db.postRevision.findFirst({
        where: { postId },
        orderBy: { number: "desc" },
        select: { number: true, body: true },
      });
      const done = { hash, notes, isOpen: isOpen(notes) };
      if (before?.body === body && before.number === revision) {
        await db.importedPost.update({ where: key, data: done, select: { hash: true } });
        return revision;
      }
      const reason = `Changed at ${new URL(run.there.address).host}.`;
      return rewriteImported({ postId, body, revision, at, reason }, async (tx, number) => {
        await tx.importedPost.update({ where: key, data: { ...done, revision: number }, select: { hash: true } });
      });
    });
    if (written === null) run.note("edited-here", `topic ${topic.id}, post ${post.post_number}`);
    else isChanged = true;
  }
  if (await inTransaction((tx) => setImportedWorth(tx, postId, likesOf(post)))) isChanged = true;
  if (isChanged) run.counts.changedPosts += 1;
}

async function withdraw(run: Run, post: Post, postId: number) {
  await inTransaction(async (tx) => {
    // One that its author or a moderator took away here stays away, whatever is done there later.
    if (!(await withdrawImported(tx, postId))) return;
    run.counts.withdrawnPosts += 1;
    await tx.importedPost.update({
      where: { originId_externalId: { originId: run.originId, externalId: post.id } },
      data: { hash: withdrawn },
      select: { hash: true },
    });
  });
}

/** Writes a post's text; one that can't be shown as it is meant is shown as it was typed. */
async function writeReadable<T>(
  run: Run,
  topic: WholeTopic,
  post: Post,
  authorId: number,
  write: (body: string, notes: Note[]) => Promise<T>,
): Promise<T> {
  const { originId, origins, there } = run;
  const raw = post.raw ?? fromCooked(post.cooked ?? "");
  const polls: Poll[] = (post.polls ?? []).map(({ name, voters, options }) => ({
    name,
    voters,
    options: options.map(({ html, votes }) => ({ text: fromCooked(html), votes: votes ?? null })),
  }));
  const context = { ...run.context, topicId: topic.id };
  const { text, notes, taken } = await withReferences({ originId, origins, there, authorId }, (lookup): Translated =>
    translate(raw, context, lookup, polls),
  );
  run.counts.pictures += taken;
  const all: Note[] =
    post.raw === undefined
      ? [...notes, { kind: "text", words: "was made from its html, because its source is not told" }]
      : notes;
  const address = `${run.there.address}/t/${topic.id}/${post.post_number}`;
  const told = (words: string): Note[] => [...all, { kind: "text", words }];
  const isLong = `is longer than a post here may be: its end is only at ${address}`;
  const fitting = cutToFit(text, address);
  try {
    return await (fitting === null ? write(text, all) : write(fitting, told(isLong)));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const { body, isCut } = asTyped(raw, address);
    return write(body, told(isCut ? isLong : "could not be read, and is shown as it was typed"));
  }
}
