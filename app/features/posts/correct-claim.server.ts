import type { Member } from "~/features/auth/auth";
import { findClaimPlace } from "~/features/claims/claims.server";
import { parseMarkdown } from "~/features/markdown/markdown.server";
import { db } from "~/platform/db.server";
import { inLane, type Reader } from "~/platform/lanes.server";
import { editPost } from "./edit-post.server";
import { asWriter } from "./prepare-text.server";
import { withClaimWords } from "./replace-claim-words";
import { shorten } from "~/ui/shorten";

type Correction = { by: Member; claimId: number; text: string };
export type Corrected =
  | { ok: true }
  /** `not-found`: its link can't be told from others, or is written in a way that only its author can change. */
  | { ok: false; reason: "not-allowed" | "not-found" | "edit-conflict" | "text-not-renderable" | "text-shows-nothing" };

/**
 * Gives a claim other words in a new revision of its post; nothing else in the text changes. Only its author does so, while
 * the thread is open.
 */
export async function correctClaim({ by, claimId, text }: Correction): Promise<Corrected> {
  const claim = await findClaimPlace(claimId);
  if (!claim || claim.authorId !== by.id) return { ok: false, reason: "not-allowed" };
  const { version, revisions } = await db.post.findUniqueOrThrow({
    where: { id: claim.postId },
    select: { version: true, revisions: { orderBy: { number: "desc" }, take: 1, select: { body: true } } },
  });
  const { lane, asker } = asWriter(by);
  const body = await inLane(lane, asker, (reader) => onlyChange(revisions[0]!.body, claim, text, reader));
  if (body === null) return { ok: false, reason: "not-found" };
  const reason = `Corrects “${shorten(claim.text, 120)}” to “${shorten(text, 120)}”`;
  const edited = await editPost({ by, postId: claim.postId, body, reason, version });
  return edited.ok ? edited : { ok: false, reason: edited.reason };
}

/** The text in which this claim alone reads otherwise; null when there is none. */
async function onlyChange(
  body: string,
  claim: { text: string; address: string; ordinal: number },
  to: string,
  reader: Reader,
) {
  const before = (await parseMarkdown(body, reader)).references.claims;
  for (const candidate of withClaimWords(body, claim, to)) {
    const after = (await parseMarkdown(candidate, reader)).references.claims;
    const isOnly =
      after.length === before.length &&
      after.every(({ text, address, title }, index) => {
        const old = before[index]!;
        const wanted = index + 1 === claim.ordinal ? to : old.text;
        return text === wanted && address === old.address && title === old.title;
      });
    if (isOnly) return candidate;
  }
  return null;
}
