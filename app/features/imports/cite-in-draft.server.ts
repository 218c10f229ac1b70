/** References of a file, defined in the text that a member begins a new thread with. */
import { citeReferences } from "~/features/composer/composer.server";
import { placeOf } from "~/features/drafts/drafts";
import { findDraft, saveDraft } from "~/features/drafts/drafts.server";
import type { Definition } from "./read-reference-form.server";

export type Cited = { ok: true } | { ok: false; reason: "too-long" | "too-many" | "conflict" };

/** Adds the definitions to the member's draft of a new thread, or begins one. What stands in it stays. */
export async function citeInDraft(memberId: number, definitions: Definition[]): Promise<Cited> {
  const place = placeOf.newThread;
  const draft = await findDraft(memberId, place);
  const text = draft?.fields["body"]?.[0] ?? "";
  const { from, insert } = citeReferences({ text, start: text.length, end: text.length }, definitions);
  const fields = { ...draft?.fields, body: [(text.slice(0, from) + insert).trimStart()] };
  const saved = await saveDraft({ memberId, place, fields, version: draft?.version ?? 0 });
  return saved.ok ? { ok: true } : { ok: false, reason: saved.reason };
}
