/** The packages that run in a server or reach a browser, found from what the sources import and what the lockfile says that needs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const readJson = (file: string): unknown => JSON.parse(readFileSync(join(root, file), "utf8"));

export type Locked = {
  version?: string;
  resolved?: string;
  dev?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

/** By path, as in `node_modules/express/node_modules/debug`. */
export const lockedPackages = (readJson("package-lock.json") as { packages: Record<string, Locked> }).packages;

/** Packages that the build copies into the browser's files without an import in our sources, see app/bundle/mermaid-files.ts. */
const copied = ["mermaid"];

/** Lines that import at run time, where types are gone, and files that styles name. */
const imported =
  /^(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)|^\s+src: url\("([^"]+)"\)/gm;

/** Sources of what runs: `app/routes.ts`, `app/bundle` and files that run from source are read by tools alone. */
const isRun = (file: string) =>
  /\.(?:tsx?|js|css)$/.test(file) &&
  !/^(?:platform[/\\]prisma[/\\]|bundle[/\\]|routes\.ts$)|-from-source\.js$/.test(file);

/** What our sources import by name, without Node's own modules. */
export function importedPackages(): string[] {
  const { dependencies, devDependencies } = readJson("package.json") as Record<string, Record<string, string>>;
  const known = new Set([...Object.keys(dependencies!), ...Object.keys(devDependencies!)]);
  const names = new Set(copied);
  for (const folder of ["app", "prisma"])
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter(isRun))
      for (const [, from, lazily, styled] of readFileSync(join(root, folder, file), "utf8").matchAll(imported)) {
        const parts = (from ?? lazily ?? styled!).split("/");
        const name = parts.slice(0, parts[0]!.startsWith("@") ? 2 : 1).join("/");
        if (known.has(name)) names.add(name);
      }
  return [...names].toSorted();
}

/** Paths in the lockfile of these packages and of all that they need. */
export function withNeeded(names: string[]): string[] {
  const found = new Set<string>();
  const add = (name: string, from: string) => {
    const path = resolve(name, from);
    if (path === null || found.has(path)) return;
    found.add(path);
    const { dependencies, optionalDependencies } = lockedPackages[path]!;
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) add(needed, path);
  };
  for (const name of names) add(name, "");
  return [...found].toSorted();
}

/** Where the package is that `from` gets by this name: beside it or further up. Null for one of another platform. */
function resolve(name: string, from: string): string | null {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const path = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
    if (lockedPackages[path]) return path;
    if (at === "") return null;
    if (!at.includes("/node_modules/")) {
      const outermost = `node_modules/${name}`;
      return lockedPackages[outermost] ? outermost : null;
    }
  }
}

export const nameOf = (path: string) => path.split("node_modules/").at(-1)!;
