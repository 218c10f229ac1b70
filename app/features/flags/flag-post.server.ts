import { canWrite, type Member } from "~/features/auth/auth";
import { openCase } from "~/features/cases/cases.server";
import { findSiteSince, lockMember } from "~/features/members/members.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { findPostToSignal, foldPost } from "~/features/posts/posts.server";
import { readTrust } from "~/features/trust/trust.server";
import { lockThread } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { databaseNow, inTransaction, type Tx } from "~/platform/db.server";
import { type FlagReason, type FlagRefusal, foldsPost, foldWords } from "./flag";
import { countFlagsLeft } from "./list-flags.server";

type Given = { by: Member; postId: number; reason: FlagReason; words: string };
type Flagged = { ok: true; isFolded: boolean } | { ok: false; reason: FlagRefusal };

/** Rolls back what was begun; the command turns it into a value. */
class Refused extends Error {
  constructor(readonly reason: FlagRefusal) {
    super(reason);
  }
}

/**
 * Flags a post for the moderators, once for each of its revisions, and folds it where enough members of different interests did.
 * An undisclosed interest goes to a moderator alone: it folds nothing.
 */
export async function flagPost(given: Given): Promise<Flagged> {
  const post = await findPostToSignal(given.postId);
  if (!post) return { ok: false, reason: "no-such-post" };
  if (!canWrite(given.by)) return { ok: false, reason: "not-allowed" };
  if (!(await readTrust(given.by)).isTrusted) return { ok: false, reason: "too-new" };
  if (post.author.id === given.by.id) return { ok: false, reason: "own" };
  try {
    return await inTransaction((tx) => flag(tx, given, post));
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason };
    throw error;
  }
}

type Post = NonNullable<Awaited<ReturnType<typeof findPostToSignal>>>;

async function flag(tx: Tx, { by, postId, reason, words }: Given, post: Post): Promise<Flagged> {
  await lockThread(tx, post.threadId);
  const at = await databaseNow(tx);
  const kind = reason === "undisclosed_interest" ? "interest" : "flag";
  const about = { memberId: post.author.id, threadId: post.threadId, postId };
  const { id: caseId } = await openCase(tx, { kind, about: postId, ...about, at });
  await lockMember(tx, by.id);
  if ((await countFlagsLeft(by.id, tx)) === 0) throw new Refused("none-left");
  const { revision } = post;
  const added = await tx.flag.createMany({
    data: [{ postId, revision, memberId: by.id, reason, words, at, caseId }],
    skipDuplicates: true,
  });
  if (added.count === 0) throw new Refused("flagged-before");
  return { ok: true, isFolded: kind === "flag" && (await foldIfEnough(tx, { caseId, post, now: at })) };
}

/** Folds the post where the flags of its current revision are enough, and tells its author why. */
async function foldIfEnough(tx: Tx, { caseId, post, now }: { caseId: number; post: Post; now: Date }) {
  const flags = await tx.flag.findMany({
    where: { caseId, revision: post.revision },
    orderBy: { id: "asc" },
    select: {
      reason: true,
      member: {
        select: {
          id: true,
          joinedAt: true,
          disclosures: { select: { tag: { select: { id: true, parentId: true } } } },
        },
      },
    },
  });
  const flaggers = flags.map(({ member: { id, joinedAt, disclosures } }) => ({
    memberId: id,
    joinedAt,
    interests: disclosures.flatMap(({ tag }) => (tag.parentId === null ? [tag.id] : [tag.id, tag.parentId])),
  }));
  const siteSince = await findSiteSince(tx);
  if (!siteSince || !foldsPost(flaggers, { now, siteSince })) return false;
  const words = foldWords(flags.map(({ reason }) => reason));
  if (!(await foldPost(tx, post.id, words))) return false;
  const event = `fold:${post.id}:${post.revision}`;
  await tellMember(tx, {
    memberId: post.author.id,
    kind: "moderation",
    subject: event,
    event,
    words: `Your post ${post.number} is hidden until a moderator has looked. ${words} You may edit it once, which brings it back.`,
    path: paths.editPost(post),
    threadId: post.threadId,
  });
  return true;
}
