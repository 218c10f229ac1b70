/** Proposals of new members: they wait for a moderator as cases, and change nothing before. */
import { askingMember, type Member } from "~/features/auth/auth";
import { listOwnCases, openCase } from "~/features/cases/cases.server";
import { lockMember } from "~/features/members/members.server";
import { renderAlone } from "~/features/markdown/markdown.server";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { askingJobs } from "~/platform/lanes.server";
import { addTag, type Created, faultInNewTag } from "./create-tag.server";
import { type Described, writeDescription } from "./edit-description.server";
import { readProposal, type TagProposal, type WikiEdit } from "./proposal";

type Proposed = { ok: true };

/** Cases of one kind that a member may have open at a time; the newest are looked at for one that is the same. */
const mostOpen = 20;

/** Proposes a topic; sending it twice proposes it once. Refused like `createTag`. */
export async function proposeTag({ by, ...tag }: TagProposal & { by: Member }) {
  if ((await renderAlone(tag.description, "tag", "writers", askingMember(by))) === null)
    return { ok: false, reason: "text-not-renderable" } as const;
  return inTransaction(async (tx): Promise<Proposed | Extract<Created, { ok: false }>> => {
    const fault = await faultInNewTag(tx, tag);
    if (fault) return fault;
    await open(tx, by, "tag_proposal", tag, (own) => own?.is === "tag" && own.tag.slug === tag.slug);
    return { ok: true };
  });
}

/** Proposes a description, from the revision that it began from. Refused like `editDescription`. */
export async function proposeDescription({ by, ...edit }: WikiEdit & { by: Member }) {
  if ((await renderAlone(edit.description, "tag", "writers", askingMember(by))) === null)
    return { ok: false, reason: "text-not-renderable" } as const;
  return inTransaction(async (tx): Promise<Proposed | Extract<Described, { ok: false }>> => {
    const tag = await tx.tag.findUnique({
      where: { id: edit.tagId },
      select: { description: true, revision: true },
    });
    if (!tag) return { ok: false, reason: "no-such-tag" };
    if (tag.description === edit.description) return { ok: true };
    if (tag.revision !== edit.revision) return { ok: false, reason: "edit-conflict", ...tag };
    await open(
      tx,
      by,
      "wiki_edit",
      edit,
      (own) => own?.is === "edit" && own.edit.tagId === edit.tagId && own.edit.description === edit.description,
    );
    return { ok: true };
  });
}

async function open(
  tx: Tx,
  by: Member,
  kind: "tag_proposal" | "wiki_edit",
  payload: TagProposal | WikiEdit,
  isSame: (own: ReturnType<typeof readProposal>) => boolean,
) {
  await lockMember(tx, by.id);
  const own = await listOwnCases(by.id, [kind], mostOpen, tx);
  if (own.some((one) => one.closedAt === null && isSame(readProposal(one.kind, one.payload)))) return;
  await openCase(tx, { kind, about: "new", memberId: by.id, payload, at: await databaseNow(tx) });
}

/** The html of a proposed description, made before the transaction that accepts it; null where it can't be rendered. */
export const renderProposal = (proposal: NonNullable<ReturnType<typeof readProposal>>) =>
  renderAlone(
    proposal.is === "tag" ? proposal.tag.description : proposal.edit.description,
    "tag",
    "writers",
    askingJobs,
  );

type Accepting = { proposal: NonNullable<ReturnType<typeof readProposal>>; authorId: number; html: string };

/** Does what was proposed, as its author's doing; answers with the tag, or why it can't be done any more. */
export async function acceptProposal(
  tx: Tx,
  { proposal, authorId, html }: Accepting,
): Promise<{ ok: true; slug: string } | { ok: false; words: string }> {
  if (proposal.is === "tag") {
    const added = await addTag(tx, { ...proposal.tag, isAnother: true, byId: authorId, html });
    if (added.ok) return { ok: true, slug: added.tag.slug };
    return { ok: false, words: added.reason === "taken" ? added.words : "The topic can’t be added any more." };
  }
  const written = await writeDescription(tx, { ...proposal.edit, byId: authorId, html });
  if (!written.ok)
    return {
      ok: false,
      words:
        written.reason === "edit-conflict"
          ? "The description was edited meanwhile: refuse this, or edit the description yourself."
          : "The tag is not there any more: refuse this.",
    };
  const tag = await tx.tag.findUniqueOrThrow({ where: { id: proposal.edit.tagId }, select: { slug: true } });
  return { ok: true, slug: tag.slug };
}

/** What stands beside a proposal: the tag with its description now, null for a new topic. */
export async function findProposedTag(proposal: NonNullable<ReturnType<typeof readProposal>>) {
  if (proposal.is === "tag") return null;
  return db.tag.findUnique({
    where: { id: proposal.edit.tagId },
    select: { slug: true, name: true, kind: true, description: true, revision: true },
  });
}
