import type { Member } from "~/features/auth/auth";
import { noteEvent } from "~/features/webhooks/webhooks.server";
import type { Tx } from "~/platform/db.server";
import type { LoggedKind } from "./mod-action";

export type LogEntry = {
  /** Null where the site acted by its rules. */
  by: Pick<Member, "id"> | null;
  kind: LoggedKind;
  reason: string;
  at: Date;
  threadId?: number | null;
  /** The thread that posts went to, or that another was merged into. */
  otherThreadId?: number;
  /** The entry of which words were erased. */
  entryId?: number;
  postId?: number | null;
  uploadId?: number | null;
  tagSlug?: string;
  memberId?: number;
  /** Public: what exactly, where the kind does not say it all. */
  detail?: string;
};

/** Writes an entry of the public log in the transaction of what it tells, and has webhooks told of it; returns its id. */
export async function writeLog(tx: Tx, { by, detail = "", ...entry }: LogEntry): Promise<number> {
  const data = { moderatorId: by?.id ?? null, detail: detail.slice(0, 1_000), ...entry };
  const { id } = await tx.modAction.create({ data, select: { id: true } });
  const { kind, threadId = null, otherThreadId = null, postId = null } = entry;
  await noteEvent(tx, "moderation.entry", {
    entry: id,
    kind,
    thread: threadId,
    otherThread: otherThreadId,
    post: postId,
  });
  return id;
}
