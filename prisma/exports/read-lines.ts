import { NotAnExport } from "./export-file";

/** A post has 64 kB, a claim's verdict less: nothing that is exported has a line this long. */
const longestLine = 32 * 1024 * 1024;

/** The lines of a file without their ends. The last one has an end, too. */
export async function* readLines(pieces: AsyncIterable<Buffer>, path: string): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(10); end !== -1; end = piece.indexOf(10, from)) {
      held.push(piece.subarray(from, end));
      yield Buffer.concat(held).toString("utf8");
      held = [];
      length = 0;
      from = end + 1;
    }
    held.push(piece.subarray(from));
    length += piece.length - from;
    if (length > longestLine) throw new NotAnExport(`${path} has a line that is too long.`);
  }
  if (length > 0) throw new NotAnExport(`${path} ends in the middle of a line.`);
}
