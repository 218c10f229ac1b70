/** The form with a page of markdown. */
import { uploadLimits } from "~/features/uploads/uploads";

/** More than a post holds, with its front matter. */
const most = 100_000;

type PageFile = { ok: true; text: string; replaces: boolean } | { ok: false; words: string; status: number };

const refused = (words: string, status = 422): PageFile => ({ ok: false, words, status });

/** The file of a form (`file`), and whether it takes a draft's place (`replaces`). */
export async function readPageFile(request: Request): Promise<PageFile> {
  if (!/^multipart\/form-data\b/i.test(request.headers.get("Content-Type") ?? ""))
    return refused("Send a form with the file in the field “file”.", 415);
  if (Number(request.headers.get("Content-Length") ?? 0) > uploadLimits.formBytes + most)
    return refused("This file is too large: a page of markdown has at most 100 kB.", 413);
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    return refused("The file did not arrive whole. Send it again.", 400);
  }
  const file = form.get("file");
  if (!(file instanceof Blob) || file.size === 0) return refused("Choose a file first.");
  if (file.size > most) return refused("This file is too large: a page of markdown has at most 100 kB.", 413);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    if (text.includes("\0")) return refused("This file is no text.");
    return { ok: true, text, replaces: form.get("replaces") === "yes" };
  } catch {
    return refused("This file is no text in UTF-8. Save it as UTF-8 and send it again.");
  }
}
