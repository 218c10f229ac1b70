/** Moderators' actions on tags, each in one transaction with its log entry. */
import { isModerator, type Member } from "~/features/auth/auth";
import { retagThread } from "~/features/posts/posts.server";
import { beginMerge, changeTag, endMerge } from "~/features/tags/tags.server";
import { moveThreads } from "~/features/threads/threads.server";
import { databaseNow, inTransaction } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { writeLog } from "./write-log.server";

/** A long timeout, because many threads can move. */
const timeForMerge = 60_000;

type Merge = { by: Member; from: string; into: string; reason: string };
type MergeRefusal = "not-allowed" | "no-such-tag" | "same-tag" | "is-mirror";
type Merged = { ok: true; slug: string; threads: number } | { ok: false; reason: MergeRefusal };

/** Merges one tag into another permanently: threads, followers, synonyms, children and the old address. */
export async function mergeTagLogged({ by, from, into, reason }: Merge): Promise<Merged> {
  if (!isModerator(by)) return { ok: false, reason: "not-allowed" };
  return inTransaction(
    async (tx) => {
      const pair = await beginMerge(tx, from, into);
      if (!pair.ok) return pair;
      const at = await databaseNow(tx);
      const threads = await moveThreads(tx, { fromId: pair.from.id, intoId: pair.into.id, byId: by.id, at });
      await endMerge(tx, pair);
      await enqueue(tx, "tag.merged", { fromId: pair.from.id, intoId: pair.into.id });
      const detail = `“${pair.from.name}”, ${threads === 1 ? "one thread" : `${threads} threads`}`;
      await writeLog(tx, { by, kind: "merge_tag", reason, at, tagSlug: pair.into.slug, detail });
      return { ok: true, slug: pair.into.slug, threads };
    },
    { timeout: timeForMerge },
  );
}

type Change = Parameters<typeof changeTag>[1] & { by: Member; reason: string };

/** Changes a tag's name, slug, kind, parent or other names. */
export async function changeTagLogged({ by, reason, ...given }: Change) {
  if (!isModerator(by)) return { ok: false, reason: "not-allowed" } as const;
  return inTransaction(async (tx) => {
    const changed = await changeTag(tx, given);
    if (!changed.ok || changed.summary === "") return changed;
    const at = await databaseNow(tx);
    await writeLog(tx, { by, kind: "change_tag", reason, at, tagSlug: changed.tag.slug, detail: changed.summary });
    return changed;
  });
}

type Retag = { by: Member; threadId: number; tagIds: number[]; version: number; reason: string };

/** Files anybody's thread under other tags. */
export async function retagThreadLogged({ by, reason, ...given }: Retag) {
  return inTransaction(async (tx) => {
    const at = await databaseNow(tx);
    const retagged = await retagThread(tx, { by, at, ...given });
    if (!retagged.ok || !retagged.summary) return retagged;
    const { before, after } = retagged.summary;
    const detail = `from ${before} to ${after}`;
    await writeLog(tx, { by, kind: "retag_thread", reason, at, threadId: given.threadId, detail });
    return retagged;
  });
}
