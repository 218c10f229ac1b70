/**
 * The file of a backup: gzip around frames. A frame is a line that says how many bytes follow, and the bytes. A frame of JSON
 * begins a section; the section's data follows in frames and ends with an empty one.
 *
 *   head · for each table: its section, its rows, their number and hash · jobs · end
 */
import type { Partition, Table } from "./database-shape";

export const formatVersion = 1;

export type Head = {
  counterproof: typeof formatVersion;
  at: string;
  release: string;
  postgres: string;
  migrations: string[];
  partitions: Partition[];
  sequences: Record<string, string>;
};

export type Job = {
  identifier: string;
  payload: unknown;
  run_at: string;
  job_key: string | null;
  priority: number;
  max_attempts: number;
  queue_name: string | null;
};

export type Section =
  | ({ section: "head" } & Head)
  | ({ section: "table" } & Table)
  | { section: "rows"; count: number; sha256: string }
  | { section: "jobs"; jobs: Job[] }
  | { section: "end"; tables: number };

export const frame = (bytes: Buffer) => Buffer.concat([Buffer.from(`${bytes.length}\n`), bytes]);
export const frameOf = (section: Section) => frame(Buffer.from(JSON.stringify(section)));
export const emptyFrame = frame(Buffer.alloc(0));

export class NotABackup extends Error {}

const longestFrame = 64 * 1024 * 1024;

/** Reads the frames of an unpacked backup one after another. */
export async function* readFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let wanted: number | null = null;
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      if (wanted === null) {
        const end = held.indexOf(10);
        if (end === -1) {
          if (held.length > 20) throw new NotABackup("This file is no backup of Counterproof.");
          break;
        }
        const length = held.subarray(0, end).toString();
        if (!/^\d{1,9}$/.test(length) || Number(length) > longestFrame)
          throw new NotABackup("This file is no backup of Counterproof, or it is damaged.");
        wanted = Number(length);
        held = held.subarray(end + 1);
      }
      if (held.length < wanted) break;
      yield held.subarray(0, wanted);
      held = held.subarray(wanted);
      wanted = null;
    }
  }
  if (wanted !== null || held.length > 0) throw new NotABackup("The backup ends too early: it was not written whole.");
}
