import { createHash } from "node:crypto";
import type pg from "pg";
import { type ExportFile, NotAnExport } from "./export-file";

/** What an upload may have, and what it was made into, is far below. */
const largest = 64 * 1024 * 1024;

/** Gives the rows of pictures their bytes. Answers with how many there are. */
export async function loadPictures(client: pg.Client, given: ExportFile): Promise<number> {
  let count = 0;
  for (const [path, length] of given.files) {
    const hash = /^pictures\/([0-9a-f]{64})\./.exec(path)?.[1];
    if (hash === undefined) continue;
    if (length > largest) throw new NotAnExport(`${path} is larger than a picture may be.`);
    const pieces: Buffer[] = [];
    for await (const piece of given.read(path)) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    if (createHash("sha256").update(bytes).digest("hex") !== hash)
      throw new NotAnExport(`${path} is another picture than its name says.`);
    const { rowCount } = await client.query(
      `update "Upload" set "bytes" = $2 where "hash" = $1 and "removedAt" is null`,
      [hash, bytes],
    );
    if (rowCount !== 1) throw new NotAnExport(`${path} belongs to no row of the export.`);
    count += 1;
  }
  const { rows } = await client.query<{ hash: string }>(
    `select "hash" from "Upload" where "removedAt" is null and "bytes" = '' limit 1`,
  );
  if (rows[0]) throw new NotAnExport(`The export lacks the picture ${rows[0].hash}.`);
  return count;
}
