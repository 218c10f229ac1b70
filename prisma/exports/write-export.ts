/** Writes an export into a zip, or into a folder that is new or empty. */
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Kind } from "../../app/features/exports/exports";
import { exportForum } from "../../app/features/exports/exports.server";
import { writeZip, type ZipEntry } from "../../app/platform/zip.server";

export type Written = { files: number; bytes: number };

/** A name that ends in `.zip` becomes a zip, any other a folder. */
export async function writeExport(databaseUrl: string, kind: Kind, path: string): Promise<Written> {
  const entries = exportForum(kind, { url: databaseUrl });
  return path.toLowerCase().endsWith(".zip") ? toZip(entries, path) : toFolder(entries, path);
}

async function toZip(entries: AsyncIterable<ZipEntry>, file: string): Promise<Written> {
  const partial = `${file}.partial`;
  let files = 0;
  async function* counted() {
    for await (const entry of entries) {
      files += 1;
      yield entry;
    }
  }
  try {
    const disk = createWriteStream(partial, { mode: 0o600 });
    await pipeline(Readable.fromWeb(writeZip(counted(), new AbortController().signal) as never), disk);
    await rename(partial, file);
    return { files, bytes: disk.bytesWritten };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function toFolder(entries: AsyncIterable<ZipEntry>, folder: string): Promise<Written> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0)
    throw new Error(`${folder} is not empty. Name a new folder, or one that is empty.`);
  let files = 0;
  let bytes = 0;
  for await (const { path, content } of entries) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    const disk = createWriteStream(join(folder, path), { mode: 0o600 });
    const pieces = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
    await pipeline(Readable.from(pieces), disk);
    files += 1;
    bytes += disk.bytesWritten;
  }
  return { files, bytes };
}
