/** The form with a page of markdown. */
import { uploadLimits } from "~/features/uploads/uploads";
import { fileOf, formOf, notWhole, type Refused, refused, refuseOther } from "./file-form.server";

/** More than a post holds, with its front matter. */
const most = { bytes: 100_000, tooLarge: "This file is too large: a page of markdown has at most 100 kB." };

type PageFile = { ok: true; text: string; replaces: boolean } | Refused;

/** The file of a form (`file`), and whether it takes a draft's place (`replaces`). */
export async function readPageFile(request: Request): Promise<PageFile> {
  const other = refuseOther(request);
  if (other) return other;
  if (Number(request.headers.get("Content-Length") ?? 0) > uploadLimits.formBytes + most.bytes)
    return refused(most.tooLarge, 413);
  const form = await formOf(request);
  if (!form) return notWhole;
  const file = fileOf(form, most);
  if ("words" in file) return file;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    if (text.includes("\0")) return refused("This file is no text.");
    return { ok: true, text, replaces: form.get("replaces") === "yes" };
  } catch {
    return refused("This file is no text in UTF-8. Save it as UTF-8 and send it again.");
  }
}
