/** A zip is read by its directory, entry by entry; nothing of it is written to the disk. */
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { checkName, exactly, type ExportFile, NotAnExport } from "./export-file";

type Entry = { method: number; packed: number; bytes: number; offset: number };

const isNoZip = "This file is no zip, or it was not written whole.";
const isDamaged = "The directory of this zip is damaged.";

/** The directory of a forum with a million files. */
const longestDirectory = 512 * 1024 * 1024;
/** Texts and tables pack to a tenth. What unpacks to a hundred times its size was made to fill a disk. */
const mostUnpacked = 100;
const always = 64 * 1024 * 1024;

const most32 = 0xffffffff;

export async function openZip(file: string): Promise<ExportFile> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const entries = readDirectory(await directoryOf(handle, size), size);
    const total = [...entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    if (total > mostUnpacked * size + always)
      throw new NotAnExport(`The zip has ${size} bytes and would unpack to ${total}: it is no export.`);
    return {
      files: new Map([...entries].map(([path, { bytes }]) => [path, bytes])),
      read: (path) => exactly(unpack(file, handle, entries.get(path)!), entries.get(path)!.bytes, path),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The directory's bytes: its place stands at the end of the file, for large files in a second record before it. */
async function directoryOf(handle: FileHandle, size: number): Promise<Buffer> {
  const tail = await bytesAt(handle, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  if (end === -1 || tail.length - end < 22) throw new NotAnExport(isNoZip);
  let length = tail.readUInt32LE(end + 12);
  let offset = tail.readUInt32LE(end + 16);
  const locator = end - 20;
  if (locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
    const place = Number(tail.readBigUInt64LE(locator + 8));
    if (place + 56 > size) throw new NotAnExport(isDamaged);
    const record = await bytesAt(handle, place, 56);
    length = Number(record.readBigUInt64LE(40));
    offset = Number(record.readBigUInt64LE(48));
  }
  if (offset + length > size || length > longestDirectory) throw new NotAnExport(isDamaged);
  return bytesAt(handle, offset, length);
}

function readDirectory(directory: Buffer, size: number): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  let packed = 0;
  for (let at = 0; at < directory.length;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw new NotAnExport(isDamaged);
    const [name, extra, comment] = [28, 30, 32].map((place) => directory.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    if (at + 46 + name + extra + comment > directory.length) throw new NotAnExport(isDamaged);
    const path = directory.toString("utf8", at + 46, at + 46 + name);
    const entry = readEntry(directory, at, directory.subarray(at + 46 + name, at + 46 + name + extra));
    checkName(path);
    if (entries.has(path)) throw new NotAnExport(`The zip holds ${path} twice.`);
    if ((entry.method !== 0 && entry.method !== 8) || directory.readUInt16LE(at + 8) & 1)
      throw new NotAnExport(`${path} is packed in a way that an export is not.`);
    entries.set(path, entry);
    packed += entry.packed;
    at += 46 + name + extra + comment;
  }
  // Entries that share bytes unpack to more than the file could hold.
  if (packed > size) throw new NotAnExport("Entries of this zip lie over one another: it is no export.");
  return entries;
}

function readEntry(directory: Buffer, at: number, extra: Buffer): Entry {
  const entry = {
    method: directory.readUInt16LE(at + 10),
    packed: directory.readUInt32LE(at + 20),
    bytes: directory.readUInt32LE(at + 24),
    offset: directory.readUInt32LE(at + 42),
  };
  for (let place = 0; place + 4 <= extra.length; place += 4 + extra.readUInt16LE(place + 2)) {
    if (extra.readUInt16LE(place) !== 1) continue;
    // Only those that did not fit, in this order.
    let value = place + 4;
    for (const name of ["bytes", "packed", "offset"] as const) {
      if (entry[name] !== most32) continue;
      if (value + 8 > extra.length) throw new NotAnExport(isDamaged);
      entry[name] = Number(extra.readBigUInt64LE(value));
      value += 8;
    }
  }
  return entry;
}

async function* unpack(file: string, handle: FileHandle, { method, packed, offset }: Entry): AsyncGenerator<Buffer> {
  if (packed === 0) return;
  const head = await bytesAt(handle, offset, 30);
  if (head.readUInt32LE(0) !== 0x04034b50) throw new NotAnExport(isDamaged);
  const start = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const stored = createReadStream(file, { start, end: start + packed - 1 });
  const pieces = method === 0 ? stored : pipeline(stored, createInflateRaw(), () => {});
  try {
    for await (const piece of pieces) yield piece as Buffer;
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_"))
      throw new NotAnExport("The zip is damaged: a part of it can't be unpacked.");
    throw error;
  }
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  if (bytesRead < length) throw new NotAnExport(isNoZip);
  return buffer;
}
