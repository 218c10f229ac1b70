/** An edit that adds what would have been held: it is written, and the post folds until a moderator has looked. */
import type { Member } from "~/features/auth/auth";
import { openCase } from "~/features/cases/cases.server";
import type { Tx } from "~/platform/db.server";
import { examine } from "./examine.server";
import { foldPost } from "./fold-post.server";
import type { PreparedText } from "./prepare-text.server";
import { holdWords } from "./suspect-text";

type Edited = { by: Member; postId: number; threadId: number; before: string; text: PreparedText; at: Date };

/** To be asked in the transaction of the edit, after it is written. */
export async function examineEdit(tx: Tx, { by, postId, threadId, before, text, at }: Edited) {
  const { rules, evidence, refusal, trace } = await examine(tx, {
    author: by,
    text,
    at,
    edited: { postId, body: before },
  });
  if (trace) {
    const { textHash, sketch } = trace;
    await tx.postTrace.updateMany({ where: { postId }, data: { textHash, sketch } });
  }
  const matched = refusal ? (["links"] as const) : rules;
  if (matched.length === 0) return;
  const why = matched.map((rule) => holdWords[rule]).join(", and ");
  await foldPost(tx, postId, `Since its last edit a moderator looks first: ${why}.`.slice(0, 200));
  await openCase(tx, {
    kind: "first_post",
    about: postId,
    memberId: by.id,
    threadId,
    postId,
    evidence: [...(refusal ? ["An edit added more links than can be held."] : []), ...evidence].map(
      (one) => `An edit: ${one}`,
    ),
    at,
  });
}
