const encoder = new TextEncoder();

export const byteLength = (text: string): number => encoder.encode(text).length;

/** The beginning of a text that takes so many bytes of UTF-8 at most; no character is cut in two. */
export function cutToBytes(text: string, most: number): string {
  const bytes = encoder.encode(text);
  if (bytes.length <= most) return text;
  return new TextDecoder().decode(bytes.subarray(0, most)).replace(/\uFFFD+$/, "");
}
