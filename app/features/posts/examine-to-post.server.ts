/** The rules for new posts, in the transaction that writes one. */
import type { Member } from "~/features/auth/auth";
import { openCase } from "~/features/cases/cases.server";
import type { Tx } from "~/platform/db.server";
import { type Examined, examine, hostsOf } from "./examine.server";
import { findHeldByKey, holdPost, type ToHold } from "./hold-post.server";
import type { PreparedText } from "./prepare-text.server";
import { showsText } from "./shows-text";
import { Refusal, type Written } from "./write-post.server";

type Given = Omit<ToHold, "body" | "diagramSizes"> & { text: PreparedText; address: string | undefined };

type Passed = { ok: true; author: Member; examined: Examined; at: Date } | { ok: false; written: Written };

/** Holds a text that matches a rule; a form that was held before, or whose text was released, answers as it did. */
export async function examineToPost(tx: Tx, { text, address, ...given }: Given): Promise<Passed> {
  const { author, at } = given;
  if (!showsText(text)) throw new Refusal("text-shows-nothing");
  const examined = await examine(tx, { author, text, address, at });
  const before = author.isNew || examined.rules.length > 0 ? await findHeldByKey(tx, author.id, given.key) : null;
  if (before)
    return {
      ok: false,
      written:
        before.postId === null
          ? { ok: false, reason: "held", heldId: before.id }
          : { ok: true, post: { id: before.postId } },
    };
  if (examined.refusal) throw new Refusal("not-now", examined.refusal);
  if (examined.rules.length === 0) return { ok: true, author, examined, at };
  const heldId = await holdPost(tx, { ...given, body: text.body, diagramSizes: text.diagramSizes }, examined);
  return { ok: false, written: { ok: false, reason: "held", heldId } };
}

/** Keeps what a new member's post is known by, and has a moderator look at one of the first with links. */
export async function noteNew(
  tx: Tx,
  { author, examined: { trace, links }, at }: Extract<Passed, { ok: true }>,
  post: { id: number; threadId: number },
) {
  if (trace) await tx.postTrace.create({ data: { ...trace, postId: post.id } });
  if (links.length === 0) return;
  await openCase(tx, {
    kind: "first_post",
    about: post.id,
    memberId: author.id,
    threadId: post.threadId,
    postId: post.id,
    evidence: [`One of a new member’s first posts, with links to ${hostsOf(links).join(", ")}.`],
    at,
  });
}
