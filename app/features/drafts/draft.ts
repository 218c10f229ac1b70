/** Text that is not posted yet: where it belongs, and what it says of itself in a list. */
import { z } from "zod";

export const maxDrafts = 200;
const maxFields = 20;
/** A post's 64 KB, its title, tags and what else a form holds. */
const maxDraftLength = 80_000;

/** Form fields by name, each a list of strings. */
export const Fields = z.record(z.string(), z.array(z.string()));
export type Fields = z.infer<typeof Fields>;

export type Place = { kind: "new" } | { kind: "thread" | "edit"; id: number };

export const placeOf = {
  newThread: "new",
  reply: (thread: { id: number }) => `thread:${thread.id}`,
  edit: (post: { id: number }) => `edit:${post.id}`,
};

/** The place that a stored word names, or null. */
export function readPlace(text: string): Place | null {
  if (text === "new") return { kind: "new" };
  const [, kind, id] = /^(thread|edit):([1-9]\d{0,9})$/.exec(text) ?? [];
  return kind && Number(id) <= 2_147_483_647 ? { kind: kind as "thread" | "edit", id: Number(id) } : null;
}

/** What of a form belongs to the text: not the keys and buttons that were sent along. */
const notText = new Set(["intent", "idempotencyKey", "draftVersion", "theirs"]);

/** A form's text as a draft keeps it, or null when it is too much. */
export function fieldsOf(form: Iterable<[string, unknown]>): Fields | null {
  const fields: Fields = {};
  for (const [name, value] of form) {
    if (notText.has(name) || typeof value !== "string" || name.length > 60 || name === "__proto__") continue;
    (fields[name] ??= []).push(value.replaceAll("\r\n", "\n").replaceAll("\u0000", ""));
  }
  const length = Object.values(fields).flat().join("").length;
  return Object.keys(fields).length > maxFields || length > maxDraftLength ? null : fields;
}

/** Whether there is anything to keep. What a form begins with is no text: a relation, a revision, nothing typed. */
export const isEmpty = (fields: Fields) => !["title", "body"].some((name) => (fields[name]?.[0] ?? "").trim() !== "");

export type Draft = { place: string; fields: Fields; version: number; updatedAt: string };

/** A save's outcome: what stands on the server now. */
export type Saved =
  | { ok: true; version: number; updatedAt: string }
  /** Another device saved in between; null when the draft was posted or thrown away there. */
  | { ok: false; reason: "conflict"; theirs: Draft | null }
  | { ok: false; reason: "too-long" | "too-many" };
