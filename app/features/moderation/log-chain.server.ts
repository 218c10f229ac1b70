/** The log as a chain: each entry's hash covers its fields and the hash before it, so that one that is removed or changed shows. */
import { createHash } from "node:crypto";
import { z } from "zod";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** An entry with all that its hash is made of. A reason or detail that was erased has no salt any more. */
export const ChainedEntry = z.object({
  place: z.int(),
  id: z.int(),
  at: z.string(),
  kind: z.string(),
  /** The id of who acted; "site" where the site did by its rules. */
  actor: z.string(),
  /** The ids of what it was about: "thread:12 post:40". */
  targets: z.string(),
  reason: z.string(),
  salt: z.string().nullable(),
  reasonHash: hash,
  detail: z.string(),
  detailSalt: z.string().nullable(),
  detailHash: hash,
  hash,
});
export type ChainedEntry = z.infer<typeof ChainedEntry>;

/** What the first entry follows. */
const beginning = "0".repeat(64);

export type ChainState =
  | { ok: true; count: number; newest: string | null; hasKept: boolean }
  /** The place of the first entry that does not fit, and what is wrong with it. */
  | { ok: false; place: number; problem: string };

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

/** Follows the chain from its first entry. `kept` is a hash that somebody noted down: whether it is still in the chain. */
export async function verifyChain(
  entries: AsyncIterable<ChainedEntry> | Iterable<ChainedEntry>,
  kept: string | null = null,
): Promise<ChainState> {
  let count = 0;
  let newest: string | null = null;
  let hasKept = false;
  for await (const entry of entries) {
    count += 1;
    const problem = problemOf(entry, count, newest ?? beginning);
    if (problem) return { ok: false, place: count, problem };
    newest = entry.hash;
    hasKept ||= entry.hash === kept;
  }
  return { ok: true, count, newest, hasKept };
}

function problemOf(entry: ChainedEntry, place: number, before: string): string | null {
  const { id, at, kind, actor, targets, reason, salt, reasonHash, detail, detailSalt, detailHash } = entry;
  if (entry.place !== place) return `entry ${entry.place} follows entry ${place - 1}: one between them was removed`;
  const fields = [before, id, at, kind, actor, targets, reasonHash, detailHash].join("\n");
  if (sha256(fields) !== entry.hash) return "the hash does not fit its fields and the entry before it";
  if (salt !== null && sha256(salt + reason) !== reasonHash) return "the reason is not the one that was hashed";
  if (detailSalt !== null && sha256(detailSalt + detail) !== detailHash)
    return "the detail is not the one that was hashed";
  if ((salt === null && reason !== "") || (detailSalt === null && detail !== ""))
    return "a reason or detail without its salt proves nothing, and should have been erased with it";
  return null;
}
