/** The two forms of the page for files of references: the file itself, and what was chosen of it. */
import type { FoundReference } from "~/features/composer/composer";
import { decodeText, JoinedReferences, splitReferences } from "~/features/composer/composer.server";
import { type Member, askerOf } from "~/features/auth/auth";
import { countAttempt, limits } from "~/features/auth/auth.server";
import { readImport } from "~/features/sources/sources.server";
import { db } from "~/platform/db.server";
import { inLane } from "~/platform/lanes.server";
import { TextTooCostly } from "~/platform/reading-errors";
import { fileOf, formOf, notWhole, type Refused, refused, refuseOther } from "./file-form.server";

const most = {
  bytes: 5_000_000,
  tooLarge: "This file is larger than 5 MB: export a part of your library.",
  chosen: 200,
  letters: 20_000,
};

export type Definition = { key: string; definition: string };
/** The file, with the words that its list is narrowed by; or what was chosen, and whether it goes into the draft of a new thread. */
type ReferenceForm =
  | { ok: true; kind: "file"; name: string; text: string; words: string }
  | { ok: true; kind: "chosen"; definitions: Definition[]; toDraft: boolean };

/** Which of the two forms was sent, and what is in it. A refusal is a sentence for the person. */
export async function readReferenceForm(request: Request): Promise<ReferenceForm | Refused> {
  const other = refuseOther(request);
  if (other) return other;
  const form = await formOf(request);
  if (!form) return notWhole;
  const intent = form.get("intent");
  if (intent === "show" || intent === "draft") {
    const definitions = form.getAll("definition").slice(0, most.chosen).flatMap(definitionOf);
    if (definitions.length === 0) return refused("Choose a reference first: read the file again.");
    return { ok: true, kind: "chosen", definitions, toDraft: intent === "draft" };
  }
  const file = fileOf(form, most);
  if ("words" in file) return file;
  const text = decodeText(new Uint8Array(await file.arrayBuffer())).replaceAll("\0", "");
  if (text.trim() === "") return refused("This file is empty.");
  const words = form.get("words");
  return { ok: true, kind: "file", name: file.name || "the file", text, words: typeof words === "string" ? words : "" };
}

/** A definition as the list gave it; nothing of a form that somebody made up otherwise. */
function definitionOf(given: FormDataEntryValue): Definition[] {
  const text = typeof given === "string" ? given.replaceAll("\r\n", "\n") : "";
  const key = /^\[\^([^\]\s]{1,100})\]:/.exec(text)?.[1];
  return key && text.length <= most.letters ? [{ key, definition: text }] : [];
}

/**
 * The references of a file, and what can't be read of it. Each part is read as a preview is, within its deadline, and counts as
 * one reading of the member's.
 */
export async function listReferences(
  text: string,
  { member, request }: { member: Member; request: Request },
): Promise<{ items: FoundReference[]; problems: string[] }> {
  const parts = splitReferences(text);
  const joined = new JoinedReferences(parts);
  const asker = askerOf({ request, viewer: member });
  for (const part of parts) {
    if ((await countAttempt(limits.importByMember, member.id)) > 0) {
      joined.note("The rest of the file was not read: you have read many in a short time. Try again in some minutes.");
      break;
    }
    try {
      joined.add(part, await inLane("previews", asker, (reader) => readImport(db, part.text, reader)));
    } catch (error) {
      if (!(error instanceof TextTooCostly)) throw error;
      joined.note("A part of the file was not read: it takes too long. Send it in parts.");
    }
  }
  return { items: joined.items, problems: joined.problems };
}
