import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The project's folder, wherever the process was started: the nearest one above this file, source or built, with a package.json. */
export const projectRoot = findRoot(import.meta.dirname);

function findRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  if (folder === dirname(folder)) throw new Error(`There is no package.json above ${import.meta.dirname}.`);
  return findRoot(dirname(folder));
}
