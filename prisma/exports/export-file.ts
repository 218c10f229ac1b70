/** An export as it lies on a disk: a zip or a folder. Whoever made it is not trusted. */
export type ExportFile = {
  /** Its files by path, each with its length in bytes. */
  files: ReadonlyMap<string, number>;
  /** The bytes of one of them, in pieces. Throws when there are more or fewer than it says. */
  read(path: string): AsyncIterable<Buffer>;
  close(): Promise<void>;
};

/** A file that can't be imported. Its message is a sentence for the operator. */
export class NotAnExport extends Error {}

const names =
  /^(?:README\.md|manifest\.json|sources\.json|data\/\w+\.jsonl|pictures\/[0-9a-f]{64}\.(?:png|jpeg|webp|gif)|series\/[\w@-][\w.@-]*\/\w+\.csv|threads\/[\w-]+\.md)$/;

/** Throws unless an export has files of this name: none leads out of it. */
export function checkName(path: string) {
  if (!names.test(path))
    throw new NotAnExport(`The file holds “${path.slice(0, 200)}”, which is no name that an export has.`);
}

/** Counts what comes, and throws when it is not as long as was said. */
export async function* exactly(pieces: AsyncIterable<Buffer>, bytes: number, path: string): AsyncGenerator<Buffer> {
  let came = 0;
  for await (const piece of pieces) {
    came += piece.length;
    if (came > bytes) throw new NotAnExport(`${path} is longer than the file says.`);
    yield piece;
  }
  if (came < bytes) throw new NotAnExport(`${path} ends too early.`);
}
