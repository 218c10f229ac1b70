import { z } from "zod";
import { ThreadTags, ThreadTitle } from "~/features/threads/threads";
import { optionalLine } from "~/platform/one-line-text";
import { DiagramSizesField } from "./diagram-sizes";
import { Body, editedBody } from "./post-form";

const EditForm = z.object({
  intent: z.enum(["save", "preview"]).default("save"),
  body: Body,
  reason: optionalLine({ max: 300, tooLong: "A reason has at most 300 characters." }),
  /** The version that the edit began from, so that a newer one isn't overwritten. */
  revision: z.coerce.number("Reload the page and edit again.").int().min(1).max(1_000_000),
  diagramSizes: DiagramSizesField,
});

/** The opening post's form includes the thread's title and tags. */
const EditOpeningForm = EditForm.extend({ title: ThreadTitle, tags: ThreadTags });

type Post = { number: number; body: string };
type Form = typeof EditOpeningForm | typeof EditForm;

/** The form that edits a post with this text. */
export function editFormOf({ number, body: before }: Post): Form {
  const body = editedBody(before);
  return number === 1 ? EditOpeningForm.extend({ body }) : EditForm.extend({ body });
}
