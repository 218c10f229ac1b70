import type { SubmissionResult } from "@conform-to/react";
import type { z } from "zod";
import { askerOf, type Member } from "~/features/auth/auth";
import { countPreview, findBan } from "~/features/auth/auth.server";
import { bindByIntent, offerFigures } from "~/features/claims/claims";
import { listNamedSubjects } from "~/features/claims/claims.server";
import { normaliseBody, unrenderable } from "~/features/posts/posts";
import { checkPosting, previewPost } from "~/features/posts/posts.server";
import { faultInTags } from "~/features/tags/tags";
import { findTags } from "~/features/tags/tags.server";
import { db } from "~/platform/db.server";
import { parseForm, previewRefusal, refuse } from "~/platform/form.server";
import { LineIsFull } from "~/platform/reading-errors";
import type { Previewed } from "~/ui/preview";
import { saveDraftOfForm } from "./save-draft-of-form.server";

const manyPreviews = "Too many previews are asked for just now. Try again in a few seconds; your text is still here.";

type Text = { intent: string; body: string; tags?: string[] };

type Given<Schema> = {
  fields: FormData;
  schema: Schema;
  author: Member;
  /** The draft's place, from `placeOf`. */
  place: string;
  /** The thread that it is written in; null for a new one. */
  thread: { id: number; slowedAt?: Date | null } | null;
  /** Whether the text is a new post, which counts towards the author's rate limit; otherwise it is an edit. */
  isNew: boolean;
  request: Request;
  /** The client's address, by which previews are counted. */
  address: string;
};

export type WritingIntent<Value> =
  | { is: "saved" }
  | { is: "answered"; answer: { reply: SubmissionResult<string[]>; preview: Previewed | null }; init: ResponseInit }
  | { is: "checked"; value: Value; tagIds: number[] };

/**
 * Reads what a form that writes a post was sent for. "Save draft" saves it: `saved`. A preview and every refusal are
 * `answered`, with all that was typed. Otherwise the text is `checked`, and the caller posts it under these tags.
 */
export async function writingIntent<Schema extends z.ZodType<Text>>(
  given: Given<Schema>,
): Promise<WritingIntent<z.infer<Schema>>> {
  const { fields, schema, author, place, thread, isNew, request, address } = given;
  const refused = (errors: Record<string, string[]>, init: ResponseInit = { status: 422 }) =>
    ({ is: "answered", answer: { reply: refuse(fields, errors), preview: null }, init }) as const;

  if (fields.get("intent") === "draft") {
    const drafted = await saveDraftOfForm(fields, author.id, place);
    if (drafted.ok) return { is: "saved" };
    fields.set("draftVersion", String(drafted.version));
    return refused({ "": [drafted.words] }, { status: 409 });
  }

  const bound = bindByIntent(normaliseBody(String(fields.get("body") ?? "")), String(fields.get("intent") ?? ""));
  if (bound !== null) {
    fields.set("body", bound);
    fields.set("intent", "preview");
  }
  const form = parseForm(fields, schema);
  if (!form.ok) return { is: "answered", answer: { reply: form.reply, preview: null }, init: { status: 422 } };
  const { intent, body, tags: slugs } = form.value;
  const tags = slugs ? await findTags(db, slugs) : [];
  const fault = slugs ? faultInTags(slugs, tags) : null;
  if (fault) return refused({ tags: [fault] });

  if (intent === "preview") {
    const wait = await countPreview({ address, member: author });
    if (wait > 0) {
      const { words, init } = previewRefusal(wait);
      return refused({ "": [words] }, init);
    }
    const asker = askerOf({ request, viewer: author });
    const preview = await previewPost(body, author, asker).catch((error: unknown) => {
      if (error instanceof LineIsFull) return null;
      throw error;
    });
    if (!preview) return refused({ "": [manyPreviews] }, { status: 503, headers: { "Retry-After": "5" } });
    if (!preview.ok) return refused({ body: [unrenderable] });
    const figures = offerFigures(body, await listNamedSubjects());
    return {
      is: "answered",
      answer: { reply: refuse(fields, {}), preview: { ...preview, figures } },
      init: { status: 200 },
    };
  }

  const ban = await findBan(author);
  if (ban) return refused({ "": [`${ban.words} Your text is still here.`] }, { status: 403 });
  const [threadId, slowedAt] = [thread?.id ?? null, thread?.slowedAt];
  const confirmedKeys = fields.get("confirmedKeys");
  const checked = await checkPosting({ author, threadId, slowedAt, body, confirmedKeys, isNew });
  if (!checked.ok) {
    fields.set("confirmedKeys", checked.confirmedKeys);
    return refused(checked.errors, checked.init);
  }
  return { is: "checked", value: form.value, tagIds: tags.map((tag) => tag.id) };
}
