/** A text that can't be read as markdown, as it was typed: in a fence that is longer than any in it. */
import { byteLength, cutToBytes } from "./bytes";

/** What a fence and the line below it take of a post's 65,536 bytes. */
const most = 65_000;

export function asQuotable(raw: string, address: string): { body: string; isCut: boolean } {
  const text = cutToBytes(raw, most - byteLength(address));
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(Math.min(longest + 1, 80));
  const isCut = text.length < raw.length;
  return { body: `${fence}text\n${text}\n${fence}${isCut ? `\n\nThe rest: ${address}` : ""}`, isCut };
}
