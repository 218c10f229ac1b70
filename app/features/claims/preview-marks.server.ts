/** The marks of a text that is not posted: judged as if it were posted now, and stored nowhere. */
import type { ClaimReference } from "~/features/markdown/markdown";
import { databaseNow } from "~/platform/db.server";
import type { ClaimMark } from "./claim";
import { compareAll } from "./judge-claims.server";
import { readSubject } from "./judged-claim";
import { seenBy } from "./ledger-row";
import { foundInWords, ledgerWords } from "./ledger-words";
import { newSight } from "./observe.server";
import type { OpenClaim } from "./open-claims.server";
import { reachVerdict } from "./reach-verdict.server";
import { momentOf, readClaims } from "./read-claims";
import { distanceOf } from "./store-verdicts.server";

const nothingPublic = { publicStatus: "unchecked", publicVerdict: {}, publicCheckedAt: null };

/** In the order of their places; `id` is 0, as there is no such claim yet. Readers of the preview see what the author will. */
export async function previewMarks(references: ClaimReference[]): Promise<ClaimMark[]> {
  if (references.length === 0) return [];
  const now = await databaseNow();
  const all = readClaims(references)
    .map(({ ordinal, reference, address }): OpenClaim => ({
      id: ordinal,
      postId: 0,
      threadId: 0,
      authorId: 0,
      text: reference.text,
      address: reference.address,
      title: reference.title,
      heading: reference.column,
      before: reference.before,
      after: reference.after,
      statedAt: now,
      asOf: momentOf(address, now),
      status: "unchecked",
      pendingStatus: "",
      checkedAt: null,
      troubledAt: null,
      correctedAt: null,
      isBackdated: false,
      isSourced: false,
      citationIds: [],
      verdict: {},
      factor: null,
      points: null,
      confirmedAt: null,
      ...nothingPublic,
      post: { number: 0 },
      snapshot: null,
    }))
    .flatMap(readSubject);
  const found = { ...(await compareAll(all)), notInSource: new Set<number>(), disputed: new Set<number>() };
  const sight = newSight();
  const marks: ClaimMark[] = [];
  for (const subject of all) {
    const { row } = subject;
    const { status, verdict } = await reachVerdict(subject, found, now, sight);
    const judged = { ...row, ...distanceOf(status, verdict), status, verdict };
    const seen = seenBy(null, judged, now);
    const { word, says, isPrivate } = seen;
    const about = foundInWords(seen, ledgerWords({ ...judged, ...seen }, now));
    marks.push({ id: 0, postId: 0, ordinal: row.id, text: row.text, status, word, says, found: about, isPrivate });
  }
  return marks;
}
