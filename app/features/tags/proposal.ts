/** What a new member proposes: a topic, or another description of a tag. A moderator accepts or refuses it. */
import { z } from "zod";

const TagProposal = z.object({ name: z.string(), slug: z.string(), description: z.string(), isAnother: z.boolean() });

const WikiEdit = z.object({
  tagId: z.number(),
  description: z.string(),
  reason: z.string(),
  /** The revision that it began from. */
  revision: z.number(),
});

export type TagProposal = z.infer<typeof TagProposal>;
export type WikiEdit = z.infer<typeof WikiEdit>;

/** What a case of these kinds keeps; null for another kind, and where its author's account was erased. */
export function readProposal(
  kind: string,
  payload: unknown,
): { is: "tag"; tag: TagProposal } | { is: "edit"; edit: WikiEdit } | null {
  if (kind === "tag_proposal") {
    const tag = TagProposal.safeParse(payload);
    return tag.success ? { is: "tag", tag: tag.data } : null;
  }
  if (kind !== "wiki_edit") return null;
  const edit = WikiEdit.safeParse(payload);
  return edit.success ? { is: "edit", edit: edit.data } : null;
}
