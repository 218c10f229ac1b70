/** A draft: where it belongs, and its title in a list. */
import { z } from "zod";
import { maxBodyBytes, maxImportedBytes } from "~/features/markdown/markdown";
import { readId } from "~/platform/id-param";

export const maxDrafts = 200;
const maxFields = 20;
/** Title, tags and other fields beside the text. */
const otherFields = 14_464;
/** How long the fields of a draft are together, in characters; for an edit of a longer post, as long as its text. */
export const maxDraftLength = (bytesOfPost = 0): number => Math.max(maxBodyBytes, bytesOfPost) + otherFields;

/** Form fields by name, each a list of strings. */
export const Fields = z.record(z.string(), z.array(z.string()));
export type Fields = z.infer<typeof Fields>;

export type Place = { kind: "new" } | { kind: "thread" | "edit"; id: number };

export const placeOf = {
  newThread: "new",
  reply: (thread: { id: number }) => `thread:${thread.id}`,
  edit: (post: { id: number }) => `edit:${post.id}`,
};

/** Parses a stored place; null if it is invalid. */
export function readPlace(text: string): Place | null {
  if (text === "new") return { kind: "new" };
  const [kind, digits, more] = text.split(":");
  const id = readId(digits);
  return (kind === "thread" || kind === "edit") && id !== null && more === undefined ? { kind, id } : null;
}

/** The fields that don't belong to the text: keys, buttons, and what a browser measured. */
const notText = new Set(["intent", "idempotencyKey", "draftVersion", "theirs", "diagramSizes"]);

export const lengthOf = (fields: Fields): number => Object.values(fields).flat().join("").length;

/** A form as the fields of a draft for this place; null if it is too large. */
export function fieldsOf(form: Iterable<[string, unknown]>, place = ""): Fields | null {
  const fields: Fields = {};
  for (const [name, value] of form) {
    if (notText.has(name) || typeof value !== "string" || name.length > 60 || name === "__proto__") continue;
    (fields[name] ??= []).push(value.replaceAll("\r\n", "\n").replaceAll("\u0000", ""));
  }
  const isTooLong = lengthOf(fields) > maxDraftLength(readPlace(place)?.kind === "edit" ? maxImportedBytes : 0);
  return Object.keys(fields).length > maxFields || isTooLong ? null : fields;
}

/** Whether there is anything to save. Initial values don't count: a relation, a revision, empty fields. */
export const isEmpty = (fields: Fields) => !["title", "body"].some((name) => (fields[name]?.[0] ?? "").trim() !== "");

export type Draft = { place: string; fields: Fields; version: number; updatedAt: string };

/** The result of a save: what the server has now. */
export type Saved =
  | { ok: true; version: number; updatedAt: string }
  /** The draft that another device saved meanwhile; null if it was posted or deleted there. */
  | { ok: false; reason: "conflict"; theirs: Draft | null }
  | { ok: false; reason: "too-long" | "too-many" };
