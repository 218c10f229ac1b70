/** The accepted kinds of picture. */
export const pictureKinds = ["png", "jpeg", "webp", "gif"] as const;
export type PictureKind = (typeof pictureKinds)[number];

type Found = { ok: true; kind: PictureKind } | { ok: false; found: string };

/** Magic bytes of each kind, in order. File names and declared types are ignored. */
const beginnings: [begins: RegExp, kind: PictureKind][] = [
  [/^\x89PNG\r\n\x1a\n/, "png"],
  [/^\xff\xd8\xff/, "jpeg"],
  [/^RIFF[^]{4}WEBP/, "webp"],
  [/^GIF8[79]a/, "gif"],
];

/** Other common kinds, for a helpful refusal. */
const others: [begins: RegExp, name: string][] = [
  [/^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^]*)?(?:<!--[^]*-->\s*)?<svg\b/i, "an SVG drawing"],
  [/^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<script|<head|<body)/i, "a web page"],
  [/^%PDF-/, "a PDF document"],
  [/^(?:II\*\0|MM\0\*)/, "a TIFF picture"],
  [/^[^]{4}ftyp(?:avif|avis)/, "an AVIF picture"],
  [/^[^]{4}ftyp(?:hei|hev|mif1|msf1)/, "a HEIC picture"],
  [/^[^]{4}ftyp/, "a video"],
  [/^\x1a\x45\xdf\xa3/, "a video"],
  [/^BM/, "a BMP picture"],
  [/^PK\x03\x04/, "a ZIP archive"],
  [/^\x1f\x8b/, "a compressed file"],
  [/^(?:MZ|\x7fELF)/, "a program"],
];

/** The kind of a file by its content; "no picture" if unknown. */
export function kindOf(bytes: Uint8Array): Found {
  const head = String.fromCharCode(...bytes.subarray(0, 512));
  const kind = beginnings.find(([begins]) => begins.test(head))?.[1];
  if (kind) return { ok: true, kind };
  return { ok: false, found: others.find(([begins]) => begins.test(head))?.[1] ?? "no picture" };
}
