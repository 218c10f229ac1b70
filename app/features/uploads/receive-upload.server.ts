import type { Member } from "~/features/auth/auth";
import { countAttempt, limits } from "~/features/auth/auth.server";
import { readTrust } from "~/features/trust/trust.server";
import { addUpload, findUploadFault } from "./add-upload.server";
import { type PictureUse, preparePicture } from "./prepare-picture.server";
import { oneLine } from "~/platform/characters";
import { Turns } from "~/platform/turns.server";
import { type Upload, type UploadRefusal, uploadLimits } from "./upload";

export type Received =
  { ok: true; upload: Upload & { alt: string } } | { ok: false; refusal: UploadRefusal; alt: string };

/** Forms are buffered in memory; this many at once. */
const reading = new Turns({ atOnce: 8, waiting: 200 });

/**
 * Receives a form with a picture (`file`) and its description (`alt`). Checks everything possible before the body
 * arrives; an incomplete body isn't stored. A refusal returns the typed description. A `face` is cut to a small square.
 */
export async function receiveUpload(request: Request, member: Member, use: PictureUse = "post"): Promise<Received> {
  const refused = (refusal: UploadRefusal, alt = ""): Received => ({ ok: false, refusal, alt });
  if (!/^multipart\/form-data\b/i.test(request.headers.get("Content-Type") ?? ""))
    return refused({ reason: "not-a-form" });
  if (Number(request.headers.get("Content-Length") ?? 0) > uploadLimits.bytes + uploadLimits.formBytes)
    return refused({ reason: "too-large" });
  const fault = await findFault(member);
  if (fault) return refused(fault);

  const form = await reading.take(() => readForm(request));
  if (!form) return refused({ reason: "busy" });
  if ("reason" in form) return refused(form);
  const { file, alt } = form;
  if (alt.length > uploadLimits.altLength) return refused({ reason: "alt-too-long" }, alt);
  if (!file || file.length === 0) return refused({ reason: "no-file" }, alt);
  return keep({ member, file, alt }, use, request.signal);
}

/** Takes a picture that came otherwise than by a form, with the same limits and checks. */
export async function takePicture(given: Given): Promise<Received> {
  const fault = await findFault(given.member);
  return fault ? { ok: false, refusal: fault, alt: given.alt } : keep(given, "post");
}

/** Takes a picture of a post from another forum: made anew as every picture, without pace, quota and wait. */
export async function importPicture(
  { memberId, file, alt }: { memberId: number; file: Buffer; alt: string },
  use: PictureUse = "post",
) {
  if (file.length > uploadLimits.bytes) return { ok: false as const, refusal: { reason: "too-large" as const } };
  const prepared = await preparePicture(file, use);
  if (!prepared.ok) return prepared;
  return addUpload({ member: { id: memberId }, picture: prepared.picture, alt, isHeld: false, isImported: true });
}

/** Why this member's picture is refused whatever it shows; null where it isn't. Counts as an attempt. */
async function findFault(member: Member): Promise<UploadRefusal | null> {
  const wait = await countAttempt(limits.uploadByMember, member.id);
  return wait > 0 ? { reason: "too-often", wait } : findUploadFault(member.id);
}

type Given = { member: Member; file: Buffer; alt: string };

async function keep({ member, file, alt }: Given, use: PictureUse, signal?: AbortSignal): Promise<Received> {
  const refused = (refusal: UploadRefusal): Received => ({ ok: false, refusal, alt });
  if (file.length > uploadLimits.bytes) return refused({ reason: "too-large" });
  const prepared = await preparePicture(file, use);
  if (!prepared.ok) return refused(prepared.refusal);
  if (signal?.aborted) return refused({ reason: "interrupted" });
  // A face is shown small, and moderators see it with the name.
  const isHeld = use === "post" && (await waitsForModerator(member));
  const added = await addUpload({ member, picture: prepared.picture, alt, isHeld });
  return added.ok ? added : refused(added.refusal);
}

/** Pictures of members wait until as many of their posts were kept as free their links. */
async function waitsForModerator(member: Member): Promise<boolean> {
  const trust = await readTrust(member);
  return !trust.isTrusted && trust.done.posts < trust.limits.keptForLinks;
}

async function readForm(request: Request): Promise<{ file: Buffer | null; alt: string } | UploadRefusal> {
  try {
    const form = await request.formData();
    if ([...form].some((field) => field.some((part) => typeof part === "string" && part.includes("\0"))))
      return { reason: "not-text" };
    const file = form.get("file");
    const alt = form.get("alt");
    return {
      file: file instanceof Blob ? Buffer.from(await file.arrayBuffer()) : null,
      alt: typeof alt === "string" ? oneLine(alt) : "",
    };
  } catch (error) {
    return { reason: isTooLarge(error) ? "too-large" : "interrupted" };
  }
}

/** The request handler ends a body at its limit with this error. */
function isTooLarge(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === "BodyTooLarge" || isTooLarge(error.cause);
}
