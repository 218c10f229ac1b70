/** Forms that bring a file in their field `file`. What is wrong with one is a sentence for the person. */

export type Refused = { ok: false; words: string; status: number };

export const refused = (words: string, status = 422): Refused => ({ ok: false, words, status });

/** Why this request holds no such form; null where it may. */
export const refuseOther = (request: Request): Refused | null =>
  /^multipart\/form-data\b/i.test(request.headers.get("Content-Type") ?? "")
    ? null
    : refused("Send a form with the file in the field “file”.", 415);

/** The form, or null when it did not arrive whole. */
export const formOf = (request: Request): Promise<FormData | null> => request.formData().catch(() => null);

export const notWhole = refused("The file did not arrive whole. Send it again.", 400);

/** The form's file, of at most so many bytes. */
export function fileOf(form: FormData, most: { bytes: number; tooLarge: string }): File | Refused {
  const file = form.get("file");
  if (!(file instanceof Blob) || file.size === 0) return refused("Choose a file first.");
  return file.size > most.bytes ? refused(most.tooLarge, 413) : file;
}
