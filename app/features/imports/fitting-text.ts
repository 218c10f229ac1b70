/** Texts that can't stand here as they were meant. */
import { maxBodyBytes } from "~/features/markdown/markdown";
import { byteLength, cutToBytes } from "./bytes";

/** What stands around a text that was cut or fenced takes no more than this and twice its address. */
const around = 500;

/** As much of a text as a post holds, whole paragraphs of it, with a line above that says where all of it is; null where it fits. */
export function cutToFit(text: string, address: string): string | null {
  if (byteLength(text) <= maxBodyBytes) return null;
  const head = `> This post is longer than one here may be: [all of it](${address}).\n\n`;
  const part = cutToBytes(text, maxBodyBytes - byteLength(head));
  const end = part.lastIndexOf("\n\n");
  return head + (end > part.length / 2 ? part.slice(0, end) : part);
}

/** A text that can't be read as markdown, as it was typed: in a fence that is longer than any in it. */
export function asTyped(raw: string, address: string): { body: string; isCut: boolean } {
  const text = cutToBytes(raw, maxBodyBytes - around - 2 * byteLength(address));
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(Math.min(longest + 1, 80));
  const isCut = text.length < raw.length;
  const head = isCut ? `> This post is longer than one here may be: [all of it](${address}).\n\n` : "";
  return { body: `${head}${fence}text\n${text}\n${fence}`, isCut };
}
