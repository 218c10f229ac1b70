/** An administrator's download of the whole forum: noted in the public log first, then read. */
import { z } from "zod";
import type { Member } from "~/features/auth/auth";
import { Reason } from "~/features/moderation/moderation";
import { writeLog } from "~/features/moderation/moderation.server";
import { databaseNow, databaseUrl, db, inTransaction } from "~/platform/db.server";
import { writeZip, type ZipEntry } from "~/platform/zip.server";
import { exportForum } from "./export-forum.server";
import type { Kind } from "./table-plan";

export const ExportForm = z.object({
  kind: z.enum(["public", "full"], "Choose one of the two kinds."),
  reason: Reason,
});

const details: Record<Kind, string> = {
  public: "as visitors read it",
  full: "all of it, with addresses and hashes of passwords",
};

/** Notes that this administrator fetches the forum; answers with the entry of the log. */
export function noteExport({ by, kind, reason }: { by: Member; kind: Kind; reason: string }): Promise<number> {
  return inTransaction(async (tx) =>
    writeLog(tx, { by, kind: "export_forum", reason, at: await databaseNow(tx), detail: details[kind] }),
  );
}

/** Minutes for which a download can be begun, and begun again, after it was noted. */
const minutes = 15;

/** What this administrator noted a while ago with that entry; null when it is not theirs or too old. */
export async function findNotedExport(entryId: number, by: Pick<Member, "id">): Promise<Kind | null> {
  const since = new Date((await databaseNow()).getTime() - minutes * 60_000);
  const entry = await db.modAction.findFirst({
    where: { id: entryId, kind: "export_forum", moderatorId: by.id, at: { gte: since } },
    select: { detail: true },
  });
  if (!entry) return null;
  return entry.detail === details.full ? "full" : "public";
}

/** The archive, written as fast as its reader takes it; null while somebody else fetches one. */
export async function fetchExport(kind: Kind, signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null> {
  const entries = exportForum(kind, { url: databaseUrl(), isAlone: true });
  // The first file comes when the lock is taken and the snapshot is open.
  const first = await entries.next();
  if (first.done) return null;
  return writeZip(from(first.value, entries), signal);
}

async function* from(first: ZipEntry, entries: AsyncGenerator<ZipEntry>) {
  try {
    yield first;
    yield* entries;
  } finally {
    await entries.return(undefined);
  }
}
