/** Limits of uploads, their markdown, and the wording of refusals. */
import { paths } from "~/paths";
import { describedAs } from "./picture-markdown";
import type { PictureKind } from "./picture-kind";

const megabyte = 1_000_000;

export const uploadLimits = {
  bytes: 10 * megabyte,
  /** Bytes allowed in a form besides its file. */
  formBytes: 64_000,
  pixels: 40_000_000,
  frames: 300,
  altLength: 300,
  /** Larger pictures are scaled down. */
  width: 2_400,
  height: 10_000,
  memberBytes: 200 * megabyte,
  memberPerDay: 100,
};

export type Upload = { hash: string; kind: PictureKind; width: number; height: number; size: number };

/** A member's use of the quota. */
export type UploadUse = { bytes: number; today: number };

export type UploadRefusal =
  | { reason: "not-a-form" | "not-text" | "no-file" | "alt-too-long" | "too-large" | "broken" | "too-slow" | "removed" }
  | { reason: "interrupted" | "busy" }
  | { reason: "wrong-type"; found: string }
  | { reason: "too-many-pixels"; width: number; height: number; frames: number }
  | { reason: "too-many-frames"; frames: number }
  | { reason: "too-large-prepared"; bytes: number }
  | { reason: "space-used-up"; used: number; needed: number }
  | { reason: "too-often" | "day-used-up"; wait: number };

/** A size for display: "340 KB", "1.4 MB", "10 MB". */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < megabyte) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / megabyte).toFixed(1).replace(".0", "")} MB`;
}

const statuses: Record<UploadRefusal["reason"], number> = {
  "not-a-form": 415,
  "not-text": 400,
  "no-file": 422,
  "alt-too-long": 422,
  "too-large": 413,
  broken: 422,
  "too-slow": 422,
  removed: 422,
  interrupted: 400,
  busy: 503,
  "wrong-type": 415,
  "too-many-pixels": 422,
  "too-many-frames": 422,
  "too-large-prepared": 413,
  "space-used-up": 422,
  "too-often": 429,
  "day-used-up": 429,
};

/** The HTTP status of a refusal. */
export const statusOfRefusal = ({ reason }: UploadRefusal) => statuses[reason];

/** Seconds until a retry makes sense; null if it would be refused again. */
export function waitOfRefusal(refusal: UploadRefusal): number | null {
  if ("wait" in refusal) return refusal.wait;
  return refusal.reason === "busy" ? 5 : null;
}

/** A refusal as a sentence with advice. */
export function sentenceOfRefusal(refusal: UploadRefusal): string {
  const { bytes, pixels, frames, memberBytes, memberPerDay } = uploadLimits;
  const number = new Intl.NumberFormat("en");
  switch (refusal.reason) {
    case "not-a-form":
      return "Send a form with the picture in the field “file”.";
    case "not-text":
      return "This form holds the character U+0000, which is no text. Write the description without it.";
    case "no-file":
      return "Choose a picture first: none came with the form.";
    case "alt-too-long":
      return `A description has at most ${uploadLimits.altLength} characters.`;
    case "too-large":
      return `This file is too large: a picture has at most ${sizeInWords(bytes)}.`;
    case "broken":
      return "This picture is damaged or not complete. Open it on your side, save it again, and send that.";
    case "too-slow":
      return "This picture takes too long to prepare. Make it smaller, or save it in another format.";
    case "removed":
      return "A moderator removed this picture, so it can’t be added again. The moderation log says why.";
    case "interrupted":
      return "The upload was interrupted, and nothing of it is kept. Send it again.";
    case "busy":
      return "Many pictures are being prepared just now. Try again in a few seconds.";
    case "wrong-type":
      return `By its content this is ${refusal.found}. Pictures are taken as PNG, JPEG, WebP or GIF.`;
    case "too-many-pixels": {
      const each = `${number.format(refusal.width)} × ${number.format(refusal.height)}`;
      const all = refusal.frames > 1 ? `${each} in ${refusal.frames} frames` : each;
      return `This picture has too many pixels: ${all}. At most ${pixels / 1_000_000} million are taken.`;
    }
    case "too-many-frames":
      return `This animation has ${number.format(refusal.frames)} frames; at most ${frames} are taken.`;
    case "too-large-prepared":
      return `Prepared for the page, this picture takes ${sizeInWords(refusal.bytes)}; at most ${sizeInWords(bytes)} are kept. Save it as JPEG or WebP, or make it smaller.`;
    case "space-used-up":
      return `There is no room for this picture: it takes ${sizeInWords(refusal.needed)}, and ${sizeInWords(Math.max(0, memberBytes - refusal.used))} of your ${sizeInWords(memberBytes)} are left. Remove pictures you don’t need.`;
    case "day-used-up":
      return `You have added ${memberPerDay} pictures within a day, which is the most. The next can be added ${hoursInWords(refusal.wait)}.`;
    case "too-often":
      return `You have sent many pictures in a short time. Try again ${hoursInWords(refusal.wait)}.`;
  }
}

function hoursInWords(seconds: number) {
  if (seconds < 90) return `in ${seconds} seconds`;
  return seconds < 5_400 ? `in ${Math.ceil(seconds / 60)} minutes` : `in ${Math.ceil(seconds / 3_600)} hours`;
}

/** The short name of a picture, which is also its file's when it is saved: "9f3a20c1b2d4.png". */
export const nameOfUpload = ({ hash, kind }: Pick<Upload, "hash" | "kind">): string =>
  `${hash.slice(0, 12)}.${kind === "jpeg" ? "jpg" : kind}`;

/** The markdown that shows the upload. */
export function markdownOfUpload({ hash, alt }: { hash: string; alt: string }): string {
  return describedAs(`![](${paths.upload({ hash })})`, alt);
}
