/** Addresses of nodes as an administrator types them, one per line. */

const nodeLimits = { count: 8, length: 500 } as const;

/** Why these can't be the addresses of a chain's nodes, in a sentence; null when their form is right. */
export function faultInNodes(lines: string[]): string | null {
  if (lines.length > nodeLimits.count) return `Write at most ${nodeLimits.count} addresses, each on a line of its own.`;
  for (const [index, line] of lines.entries()) {
    const where = `Address ${index + 1}:`;
    if (line.length > nodeLimits.length) return `${where} an address has room for ${nodeLimits.length} characters.`;
    if (!/^https:\/\/[^\s"<>\\]+$/i.test(line) || !URL.canParse(line))
      return `${where} write an address that begins with https://, such as https://rpc.example.org.`;
    if (!/^(#[1-9]\d{0,5})?$/.test(new URL(line).hash))
      return `${where} behind “#” stands only how many calls a minute the node bears, as in https://rpc.example.org#300.`;
  }
  if (new Set(lines.map((line) => new URL(line).href)).size < lines.length) return "An address stands there twice.";
  return null;
}

/** The lines of a text area that are not empty. */
export const linesOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
