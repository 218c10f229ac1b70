/** One topic of another forum becomes a thread here, or a thread that is here follows what changed there. */
import { importPost, restateThread } from "~/features/posts/posts.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { startOf } from "~/ui/shorten";
import { kindOf, likesOf, type WholeTopic } from "./discourse";
import { takeFace } from "./faces.server";
import { followPost, withdraw } from "./follow-post.server";
import { changesOf, hashOfPost, hashOfState, type State, withdrawn } from "./hash-there";
import { isOpen } from "./note";
import { memberFor } from "./placeholders.server";
import type { Run } from "./run";
import { writeReadable } from "./write-readable.server";

/** Of a title there, which may be longer than here. */
const longestTitle = 400;

/** Takes a topic in, post by post, each in a transaction of its own: what is broken off goes on where it stopped. */
export async function importTopic(run: Run, topic: WholeTopic): Promise<void> {
  const { originId, counts } = run;
  const where = `topic ${topic.id}, “${topic.title}”`;
  const isPublic = (topic.archetype ?? "regular") === "regular" && topic.visible !== false && !topic.deleted_at;
  const opening = topic.posts.find(({ post_number }) => post_number === 1);
  if (topic.missing > 0)
    run.note(
      "topic",
      `${where}: ${topic.missing} of its posts ${topic.missing === 1 ? "was" : "were"} not among the answers`,
    );
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
    if (await takeFace(run, member.id, post.avatar_template ?? "")) counts.pictures += 1;
  }
  const state: State = {
    title: startOf(topic.title.replaceAll(/\s+/g, " ").trim(), longestTitle),
    tagIds: tagsOf(run, topic),
    isLocked: topic.closed || topic.archived,
  };
  let known = await db.importedThread.findUnique({
    where: { originId_externalId: { originId, externalId: topic.id } },
    select: { threadId: true, hash: true },
  });
  if (known) await followState(run, topic, { ...known, ...state });
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
    const written = await writeReadable(run, topic, post, authorId, (body, notes) =>
      importPost(
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
          if (!known) {
            await tx.importedThread.create({
              data: { originId, externalId: topic.id, threadId, hash: hashOfState(state), runId: 0 },
              select: { threadId: true },
            });
            if (state.isLocked)
              await restateThread(tx, {
                threadId,
                title: null,
                tagIds: null,
                isLocked: true,
                at: await databaseNow(tx),
              });
          }
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
      ),
    );
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

/** Takes over title, tags and lock where they changed there; what is as it was there stays as it is here. */
async function followState(
  run: Run,
  topic: WholeTopic,
  { threadId, hash, ...state }: State & { threadId: number; hash: string },
) {
  const next = hashOfState(state);
  if (next === hash) return;
  const { isState, isTags } = changesOf(hash, next);
  await inTransaction(async (tx) => {
    await restateThread(tx, {
      threadId,
      title: isState ? state.title : null,
      tagIds: isTags ? state.tagIds : null,
      isLocked: isState ? state.isLocked : null,
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
