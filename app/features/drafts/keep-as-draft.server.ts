import type { HeldText } from "~/features/posts/posts.server";
import { findTagsById } from "~/features/tags/tags.server";
import { placeOf } from "./draft";
import { saveDraft } from "./save-draft.server";

/** Keeps a held text that its author took back as the draft of its place; false where there is one already, or no room. */
export async function keepAsDraft(memberId: number, held: HeldText): Promise<boolean> {
  const tags = await findTagsById(held.tagIds);
  const given: Record<string, string[]> = {
    title: held.title ? [held.title] : [],
    tags: held.tagIds.flatMap((id) => tags.get(id)?.slug ?? []),
    body: [held.body],
    parent: held.parentId === null ? [] : [String(held.parentId)],
    relation: held.relation ? [held.relation] : [],
    disclosure: held.disclosure ? [held.disclosure] : [],
  };
  const fields = Object.fromEntries(Object.entries(given).filter(([, values]) => values.length > 0));
  const place = held.threadId === null ? placeOf.newThread : placeOf.reply({ id: held.threadId });
  return (await saveDraft({ memberId, place, fields, version: 0 })).ok;
}
