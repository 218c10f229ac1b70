/** Schemas of the forms that write posts, for browser and server. */
import { z } from "zod";
import { maxBodyBytes, maxImportedBytes } from "~/features/markdown/markdown";
import { ThreadTags, ThreadTitle } from "~/features/threads/threads";
import { cleanTyped, showsSomething } from "~/platform/characters";
import { optionalLine } from "~/platform/one-line-text";
import { inThousands } from "~/ui/count";
import { DiagramSizesField } from "./diagram-sizes";
import { relations } from "./post";

/** The length of the stored text in bytes of UTF-8. */
export const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** Normalizes line ends and cleans the text, so that whoever reads it as typed sees what it says. */
export const normaliseBody = (text: string) => cleanTyped(text).trimEnd();

/** The message for a text that isn't empty, and of which a reader sees nothing. */
export const showsNothing = "Write something first: readers would see nothing of this text.";

const bodyOf = (most: number, tooLong: (bytes: string, most: string) => string) =>
  z
    .string("Write something first.")
    .transform(normaliseBody)
    .pipe(
      z
        .string("Write something first.")
        .refine(showsSomething, showsNothing)
        .refine((body) => bytesOf(body) <= most, {
          error: (issue) => tooLong(inThousands(bytesOf(String(issue.input))), inThousands(most)),
        }),
    );

export const Body = bodyOf(
  maxBodyBytes,
  (bytes, most) => `This text has ${bytes} bytes; a post holds ${most}. Split it, or post the rest as a reply.`,
);

/** How many bytes an edit of a text may have: a post that came from elsewhere may be longer than others, and not grow. */
export const mostBytesOfEdit = (before: string): number => Math.max(maxBodyBytes, bytesOf(before));

/** A text of any length that a post can have, wherever it came from. */
export const LongestBody = bodyOf(
  maxImportedBytes,
  (bytes, most) => `This text has ${bytes} bytes; no post holds more than ${most}.`,
);

/** The text of an edit. */
export const editedBody = (before: string): typeof Body => {
  const most = mostBytesOfEdit(before);
  return most === maxBodyBytes
    ? Body
    : bodyOf(
        most,
        (bytes, held) =>
          `This text has ${bytes} bytes; the post has ${held}, more than others hold, and may not grow. Post the rest as a reply.`,
      );
};

/** The message if the renderer refuses a text. */
export const unrenderable =
  "This text can't be rendered: it nests too deeply or repeats one mark too often. Simplify it and send again.";

/** How long a disclosure for one post may be, in characters. */
export const disclosureLimit = 200;

export const Disclosure = optionalLine({
  max: disclosureLimit,
  tooLong: `A disclosure has at most ${disclosureLimit} characters.`,
});

const IdempotencyKey = z
  .string()
  .regex(/^[\w-]{8,80}$/)
  .optional()
  .catch(undefined);

const optionalId = z.preprocess(
  (value) => (value === "" ? undefined : value),
  z.coerce.number().int().min(1).max(2_147_483_647).optional(),
);

export const ReplyForm = z.object({
  intent: z.enum(["reply", "preview"]).default("reply"),
  body: Body,
  parent: optionalId,
  disclosure: Disclosure,
  relation: z.preprocess((value) => (value === "" ? undefined : value), z.enum(relations).optional()),
  idempotencyKey: IdempotencyKey,
  diagramSizes: DiagramSizesField,
});

export const StartThreadForm = z.object({
  intent: z.enum(["start", "preview"]).default("start"),
  title: ThreadTitle,
  body: Body,
  tags: ThreadTags,
  disclosure: Disclosure,
  idempotencyKey: IdempotencyKey,
  diagramSizes: DiagramSizesField,
});
