import type { Metadata, Sharp } from "sharp";
import { kindOf, type PictureKind } from "./picture-kind";
import { loadSharp } from "~/platform/load-sharp.server";
import { Turns } from "~/platform/turns.server";
import { type UploadRefusal, uploadLimits } from "./upload";

export type Prepared = { bytes: Buffer; kind: PictureKind; width: number; height: number; frames: number };
type Outcome = { ok: true; picture: Prepared } | { ok: false; refusal: UploadRefusal };

// Two at once leave most of the threads to files and passwords.
const turns = new Turns({ atOnce: 2, waiting: 60 });
const mostSeconds = 30;

/** A picture in a post, or a member's face: a small square cut from the middle, of an animation's first frame. */
export type PictureUse = "post" | "face";

const side = 256;

/** Decodes and re-encodes a picture: upright, in sRGB, limited in width, without metadata. In posts, animations stay animated. */
export async function preparePicture(bytes: Buffer, use: PictureUse = "post"): Promise<Outcome> {
  const file = kindOf(bytes);
  if (!file.ok) return refused({ reason: "wrong-type", found: file.found });
  const outcome = await turns.take(() => encode(bytes, file.kind, use));
  return outcome ?? refused({ reason: "busy" });
}

const refused = (refusal: UploadRefusal): Outcome => ({ ok: false, refusal });

async function encode(bytes: Buffer, kind: PictureKind, use: PictureUse): Promise<Outcome> {
  const sharp = await loadSharp();
  try {
    // Reads only the header, to check its size before decoding.
    const header = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (header.format !== kind) return refused({ reason: "broken" });
    const refusal = judge(header);
    if (refusal) return refused(refusal);

    if (use === "face") {
      const { data } = await sharp(bytes, { limitInputPixels: uploadLimits.pixels, failOn: "error" })
        .autoOrient()
        .resize({ width: side, height: side, fit: "cover" })
        .toColourspace("srgb")
        .timeout({ seconds: mostSeconds })
        .webp({ quality: 86, effort: 4 })
        .toBuffer({ resolveWithObject: true });
      return { ok: true, picture: { bytes: data, kind: "webp", width: side, height: side, frames: 1 } };
    }
    const isAnimated = framesOf(header) > 1;
    const opened = sharp(bytes, {
      animated: isAnimated,
      limitInputPixels: uploadLimits.pixels,
      failOn: "error",
    });
    const { width, height } = uploadLimits;
    const upright = (isAnimated ? opened : opened.autoOrient())
      .resize({ width, height, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .timeout({ seconds: mostSeconds });
    const { data, info } = await written(upright, kind, header).toBuffer({ resolveWithObject: true });
    if (data.length > uploadLimits.bytes) return refused({ reason: "too-large-prepared", bytes: data.length });
    const picture = { bytes: data, kind, width: info.width, height: info.pageHeight ?? info.height };
    return { ok: true, picture: { ...picture, frames: isAnimated ? framesOf(header) : 1 } };
  } catch (error) {
    const isSlow = error instanceof Error && error.message.includes("timeout");
    return refused({ reason: isSlow ? "too-slow" : "broken" });
  }
}

const framesOf = (header: Metadata) => header.pages ?? 1;

function judge(header: Metadata): UploadRefusal | null {
  const { width, height } = header;
  const frames = framesOf(header);
  if (frames > uploadLimits.frames) return { reason: "too-many-frames", frames };
  if (width * height * frames > uploadLimits.pixels) return { reason: "too-many-pixels", width, height, frames };
  return null;
}

/** Fast rather than small: a large picture takes a second or two of CPU time. */
function written(picture: Sharp, kind: PictureKind, header: Metadata) {
  const isAnimated = framesOf(header) > 1;
  switch (kind) {
    case "png":
      return picture.png({ compressionLevel: 8 });
    case "jpeg":
      return picture.jpeg({ quality: 85, progressive: true, chromaSubsampling: "4:4:4" });
    case "webp":
      return picture.webp({ quality: 86, effort: isAnimated ? 2 : 4 });
    case "gif":
      return picture.gif({ effort: isAnimated ? 1 : 4 });
  }
}
