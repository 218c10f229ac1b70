import { findMemberIds } from "~/features/members/members.server";
import type { Parsed, Resolution } from "~/features/markdown/markdown";
import { findPublicThreadIds } from "~/features/threads/threads.server";
import { findPictureSizes } from "~/features/uploads/uploads.server";
import type { Tx } from "~/platform/db.server";

/** Resolves handles, `#threads` and pictures of a text. Only public content resolves. `wholeQuotes` as in `Resolution`. */
export async function resolve(tx: Tx, parsed: Parsed, wholeQuotes: number[]): Promise<Omit<Resolution, "citations">> {
  const members = await findMemberIds(tx, parsed.toResolve.members);
  const threads = await findPublicThreadIds(tx, parsed.toResolve.threads);
  return {
    members,
    threads: Object.fromEntries(threads.map((id) => [id, true as const])),
    pictures: await findPictureSizes(tx, parsed.toResolve.pictures),
    hasSlots: true,
    wholeQuotes,
  };
}
