/**
 * The file of a backup: gzip around frames. A frame is a line that says how many bytes follow, and the bytes. A frame of JSON
 * begins a section; the section's data follows in frames and ends with an empty one.
 *
 *   head · for each table: its section, its rows, their number and hash · jobs · end
 */
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { z } from "zod";

export const formatVersion = 1;

const Partition = z.object({ name: z.string(), parent: z.string(), bound: z.string(), key: z.string().nullable() });
const Head = z.object({
  section: z.literal("head"),
  counterproof: z.number(),
  at: z.string(),
  release: z.string(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  partitions: z.array(Partition),
  sequences: z.record(z.string(), z.string()),
});
const Table = z.object({
  section: z.literal("table"),
  name: z.string(),
  /** Without generated columns: PostgreSQL writes those itself. */
  columns: z.array(z.string()).min(1),
  /** In this order rows come out the same each time. */
  orderBy: z.array(z.string()).min(1),
});
const Rows = z.object({ section: z.literal("rows"), count: z.number(), sha256: z.string() });
const Job = z.object({
  identifier: z.string(),
  payload: z.unknown(),
  run_at: z.string(),
  job_key: z.string().nullable(),
  priority: z.number(),
  max_attempts: z.number(),
  queue_name: z.string().nullable(),
});
const Jobs = z.object({ section: z.literal("jobs"), jobs: z.array(Job) });
const End = z.object({ section: z.literal("end"), tables: z.number() });
const Section = z.discriminatedUnion("section", [Head, Table, Rows, Jobs, End]);

type Section = z.infer<typeof Section>;
export type Head = z.infer<typeof Head>;
export type Partition = z.infer<typeof Partition>;
export type Table = Omit<z.infer<typeof Table>, "section">;
export type Rows = Omit<z.infer<typeof Rows>, "section">;
export type Job = z.infer<typeof Job>;

export const frame = (bytes: Buffer) => Buffer.concat([Buffer.from(`${bytes.length}\n`), bytes]);
export const frameOf = (section: Section) => frame(Buffer.from(JSON.stringify(section)));
export const emptyFrame = frame(Buffer.alloc(0));

export class NotABackup extends Error {}

const endsTooEarly = "The backup ends too early: it was not written whole.";
const isDamaged = "This file is no backup of Counterproof, or it is damaged.";
const longestFrame = 64 * 1024 * 1024;

/** The sections of a backup, read one after another. What can't be read throws a sentence. */
export class Sections {
  readonly #frames: AsyncGenerator<Buffer>;

  constructor(file: string) {
    this.#frames = readFrames(file);
  }

  /** The next section, which has to be one of these. */
  async next<Name extends Section["section"]>(...names: Name[]): Promise<Extract<Section, { section: Name }>> {
    const section = readSection(await this.#frame());
    if (!isOneOf(section, names))
      throw new NotABackup(`The backup has "${section.section}" where "${names.join(" or ")}" belongs: it is damaged.`);
    return section;
  }

  /** The data that follows a section. */
  async *data(): AsyncGenerator<Buffer> {
    for (let chunk = await this.#frame(); chunk.length > 0; chunk = await this.#frame()) yield chunk;
  }

  /** Reads on to the end of the file, where its own checksum stands. */
  async finish() {
    const { done } = await this.#frames.next();
    if (!done) throw new NotABackup("The backup goes on behind its end: it is damaged.");
  }

  async close() {
    await this.#frames.return(undefined);
  }

  async #frame(): Promise<Buffer> {
    const { value, done } = await this.#frames.next();
    if (done) throw new NotABackup(endsTooEarly);
    return value;
  }
}

const isOneOf = <Name extends Section["section"]>(
  section: Section,
  names: readonly Name[],
): section is Extract<Section, { section: Name }> => names.some((name) => name === section.section);

function readSection(bytes: Buffer): Section {
  try {
    return Section.parse(JSON.parse(bytes.toString()));
  } catch {
    throw new NotABackup(isDamaged);
  }
}

async function* readFrames(file: string): AsyncGenerator<Buffer> {
  const unpacked = pipeline(createReadStream(file), createGunzip(), () => {});
  try {
    yield* framesIn(unpacked);
  } catch (error) {
    throw inWords(error, file);
  }
}

async function* framesIn(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let wanted: number | null = null;
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      if (wanted === null) {
        const end = held.indexOf(10);
        if (end === -1) {
          if (held.length > 20) throw new NotABackup(isDamaged);
          break;
        }
        const length = held.subarray(0, end).toString();
        if (!/^\d{1,9}$/.test(length) || Number(length) > longestFrame) throw new NotABackup(isDamaged);
        wanted = Number(length);
        held = held.subarray(end + 1);
      }
      if (held.length < wanted) break;
      yield held.subarray(0, wanted);
      held = held.subarray(wanted);
      wanted = null;
    }
  }
  if (wanted !== null || held.length > 0) throw new NotABackup(endsTooEarly);
}

/** What the file system and gzip say of a file, as a sentence. */
function inWords(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof NotABackup || !("code" in error)) return error;
  if (error.code === "Z_BUF_ERROR") return new NotABackup(endsTooEarly);
  if (String(error.code).startsWith("Z_")) return new NotABackup(isDamaged);
  return "syscall" in error ? new Error(`${file} can't be read (${String(error.code)}).`) : error;
}
