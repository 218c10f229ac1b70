import { shorten } from "~/ui/shorten";
import { fieldsOf } from "./draft";
import { saveDraft } from "./save-draft.server";

type Outcome =
  | { ok: true }
  /** The message for the form, and the version for the next save. */
  | { ok: false; words: string; version: number };

/** Saves a whole form as a draft, for the "Save draft" button without script. */
export async function saveDraftOfForm(form: FormData, memberId: number, place: string): Promise<Outcome> {
  const version = Number(form.get("draftVersion") ?? 0);
  const began = Number.isInteger(version) && version >= 0 && version <= 1_000_000_000 ? version : 0;
  const saved = await saveDraft({ memberId, place, fields: fieldsOf(form.entries(), place), version: began });
  if (saved.ok) return { ok: true };
  if (saved.reason === "too-long")
    return { ok: false, words: "This is more than a draft holds: 64 KB. Nothing was saved.", version: began };
  if (saved.reason === "too-many")
    return { ok: false, words: "You have 200 drafts: throw some away first. Nothing was saved.", version: began };
  if (saved.reason !== "conflict" || !saved.theirs)
    return { ok: false, words: "This draft was posted or thrown away elsewhere. Save again to keep it.", version: 0 };
  const beginning = shorten(saved.theirs.fields["body"]?.[0] ?? "", 300);
  return {
    ok: false,
    words: `This draft was also changed elsewhere, and begins there: “${beginning}”. Save again to put this text in its place.`,
    version: saved.theirs.version,
  };
}
