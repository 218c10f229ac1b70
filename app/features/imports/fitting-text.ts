/** Texts that can't stand here as they were meant. */
import { maxImportedBytes } from "~/features/markdown/markdown";
import { bytesOf } from "~/features/posts/posts";

/** What stands around a text that was cut or fenced takes no more than this and twice its address. */
const around = 500;

const headOf = (address: string) => `> This post is longer than one here may be: [all of it](${address}).\n\n`;

/**
 * As much of a text as a post from elsewhere may hold, whole paragraphs of it, with a line above that says where all of it is;
 * null where it fits.
 */
export function cutToFit(text: string, address: string): string | null {
  if (bytesOf(text) <= maxImportedBytes) return null;
  const head = headOf(address);
  const part = cutToBytes(text, maxImportedBytes - bytesOf(head));
  const end = part.lastIndexOf("\n\n");
  return head + (end > part.length / 2 ? part.slice(0, end) : part);
}

/** A text that can't be read as markdown, as it was typed: in a fence that is longer than any in it. */
export function asTyped(raw: string, address: string): { body: string; isCut: boolean } {
  const text = cutToBytes(raw, maxImportedBytes - around - 2 * bytesOf(address));
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = "`".repeat(Math.min(longest + 1, 80));
  const isCut = text.length < raw.length;
  const head = isCut ? headOf(address) : "";
  return { body: `${head}${fence}text\n${text}\n${fence}`, isCut };
}

/** The beginning of a text that takes so many bytes of UTF-8 at most; no character is cut in two. */
function cutToBytes(text: string, most: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= most) return text;
  return new TextDecoder().decode(bytes.subarray(0, most)).replace(/\uFFFD+$/, "");
}
