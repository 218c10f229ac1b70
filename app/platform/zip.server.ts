/** Zip files that are written while they are read: nothing of them is held but the entry that is being written. */
import { once } from "node:events";
import { Readable } from "node:stream";
import { ZipFile } from "yazl";

export type ZipEntry = {
  /** Below the archive's folder, with slashes. */
  path: string;
  at: Date;
  /** A text may come in pieces. */
  content: string | Uint8Array | AsyncIterable<string>;
  /** Pictures are compressed already. */
  isCompressed?: boolean;
};

/** A zip of these entries. The next entry is asked for when the one before it has been taken. */
export function writeZip(entries: AsyncIterable<ZipEntry>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  // yazl's types name only what Node's streams share.
  const output = zip.outputStream as Readable;
  const written = Readable.from(output);
  const add = async () => {
    for await (const { path, at, content, isCompressed = false } of entries) {
      signal.throwIfAborted();
      const source = Readable.from(typeof content === "string" || content instanceof Uint8Array ? [content] : content, {
        objectMode: true,
      });
      const taken = once(source, "end", { signal });
      zip.addReadStream(source, path, { mtime: at, compress: !isCompressed });
      await taken;
    }
    zip.end();
  };
  // Who reads waits for the stream below, which has to end for them to hear of it.
  output.on("error", () => {});
  const fail = (error: Error) => output.destroy(error);
  add().catch((error: unknown) => fail(error instanceof Error ? error : new Error(String(error))));
  signal.addEventListener("abort", () => fail(new Error("The reader left.")), { once: true });
  return Readable.toWeb(written) as ReadableStream<Uint8Array>;
}
