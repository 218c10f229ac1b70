import { createReadStream } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { checkName, exactly, type ExportFile, NotAnExport } from "./export-file";

/** An export that was written into a folder. Links are not followed. */
export async function openFolder(folder: string): Promise<ExportFile> {
  const files = new Map<string, number>();
  await list("");
  return {
    files,
    read: (path) => exactly(createReadStream(join(folder, path)), files.get(path)!, path),
    close: async () => {},
  };

  async function list(below: string) {
    for (const name of (await readdir(join(folder, below))).toSorted()) {
      const path = below === "" ? name : `${below}/${name}`;
      const found = await lstat(join(folder, path));
      if (found.isDirectory() && path.split("/").length < 3) {
        await list(path);
        continue;
      }
      if (!found.isFile()) throw new NotAnExport(`“${path}” is neither a file nor a folder of an export.`);
      checkName(path);
      files.set(path, found.size);
    }
  }
}
