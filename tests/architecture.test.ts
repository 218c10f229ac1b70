/** Which way imports run, and a few other things that hold for the whole house. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

/** The building, ground floor first. A room may use rooms on the floors below it. */
const floors = [
  ["platform", "ui", "styles", "paths"],
  ["auth"],
  ["members"],
  ["markdown", "chains", "sources", "uploads"],
  ["tags", "metrics", "citations"],
  ["threads", "observations", "series"],
  ["claims", "widgets"],
  ["posts"],
  ["signals", "reading", "drafts", "search", "notifications", "moderation", "feeds", "embeds", "composer"],
  ["api"],
];

const root = join(import.meta.dirname, "..");
const app = join(root, "app");
const files = readdirSync(app, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(tsx?|js)$/.test(file))
  .filter((file) => !file.startsWith("platform/prisma/"));

const read = (file: string) => readFileSync(join(app, file), "utf8");

function roomOf(path: string) {
  const [folder, room] = path.split("/");
  return (folder === "features" ? room : folder)?.replace(/\.(tsx?|js)$/, "");
}

function floorOf(path: string) {
  const floor = floors.findIndex((rooms) => rooms.includes(roomOf(path) ?? ""));
  return floor === -1 ? floors.length : floor; // routes, root and the front doors live on the roof
}

function importsOf(file: string) {
  const specifiers = [...read(file).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  return specifiers.flatMap((specifier) => {
    if (specifier.startsWith("~/")) return [specifier.slice(2)];
    if (specifier.startsWith(".")) return [relative(app, join(app, dirname(file), specifier))];
    return [];
  });
}

function isDoor(path: string) {
  const [folder, room, ...rest] = path.split("/");
  if (folder !== "features" || rest[0] === "components") return true;
  return rest.join("/") === room || rest.join("/") === `${room}.server`;
}

test.each(files)("%s looks only at floors below and enters by the door", (file) => {
  const visits = importsOf(file).filter((target) => roomOf(target) !== roomOf(file));
  expect(visits.filter((target) => floorOf(target) >= floorOf(file) && floorOf(file) < floors.length)).toEqual([]);
  expect(visits.filter((target) => !isDoor(target))).toEqual([]);
});

/** Groups of files that import one another, directly or around a corner (Tarjan's algorithm). */
function circles() {
  const byName = new Map(files.map((file) => [file.replace(/\.(tsx?|js)$/, ""), file]));
  const next = new Map(
    files.map((file) => [
      file,
      importsOf(file).flatMap((target) => byName.get(target.replace(/\.(tsx?|js)$/, "")) ?? []),
    ]),
  );
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string) => {
    order.set(file, order.size);
    low.set(file, order.get(file)!);
    open.push(file);
    for (const target of next.get(file)!) {
      if (!order.has(target)) visit(target);
      if (open.includes(target)) low.set(file, Math.min(low.get(file)!, low.get(target)!));
    }
    if (low.get(file) !== order.get(file)) return;
    const circle = open.splice(open.indexOf(file));
    if (circle.length > 1) found.push(circle.toSorted());
  };
  for (const file of files) if (!order.has(file)) visit(file);
  return { found, arrows: [...next.values()].flat().length };
}

test("no files import one another in a circle", () => {
  const { found, arrows } = circles();
  expect(arrows).toBeGreaterThan(500);
  expect(found).toEqual([]);
});

test("every room has a floor", () => {
  expect(readdirSync(join(app, "features")).filter((room) => !floors.flat().includes(room))).toEqual([]);
});

test("a door is a table of contents by name", () => {
  const doors = files.filter(
    (file) => file.startsWith("features/") && isDoor(file.replace(/\.tsx?$/, "")) && !file.includes("/components/"),
  );
  expect(doors.length).toBeGreaterThan(20);
  expect(doors.filter((door) => /export \*/.test(read(door)))).toEqual([]);
  expect(doors.filter((door) => read(door).split("\n").length > 41)).toEqual([]);
});

/** Screens whose name begins with this word: files, and the `route.tsx` of folders. */
const pagesOf = (word: string) =>
  files.filter((file) => new RegExp(`^routes/pages/${word}\\.[^/]+(\\.tsx|/route\\.tsx)$`).test(file));

/** Loaders and actions of these files that don't call the guard. */
const careless = (pages: string[], guard: string) =>
  pages.filter((file) => {
    const entries = [...read(file).matchAll(/export (?:async )?function (?:loader|action)\b[\s\S]*?\n}/g)];
    return entries.length === 0 || entries.some(([body]) => !body.includes(`${guard}(`));
  });

test("a page whose name begins with `mod.` requires a moderator in its loader and its action", () => {
  const pages = pagesOf("mod");
  expect(pages.length).toBeGreaterThanOrEqual(5);
  expect(careless(pages, "requireModerator")).toEqual([]);
});

test("a page whose name begins with `admin.` requires an administrator in its loader and its action", () => {
  // The first administrator is made by a secret: there is none to ask.
  const pages = pagesOf("admin").filter((file) => !file.includes("admin.first"));
  expect(pages.length).toBeGreaterThanOrEqual(5);
  expect(careless(pages, "requireAdmin")).toEqual([]);
});

test("the environment is read in one file, and by the launcher before it", () => {
  const readers = files.filter((file) => read(file).includes("process.env"));
  expect(readers.toSorted()).toEqual(["platform/env.server.ts", "server/build-if-changed.js", "server/start.js"]);
});

test("html goes into a page as it is in one file, and raw SQL is always parameterised", () => {
  const code = files.filter((file) => !file.startsWith("platform/prisma/"));
  expect(code.filter((file) => /\$(queryRaw|executeRaw)`/.test(read(file))).length).toBeGreaterThan(20);
  expect(code.filter((file) => read(file).includes("dangerouslySetInnerHTML"))).toEqual(["ui/html-body.tsx"]);
  expect(code.filter((file) => /(query|execute)RawUnsafe/.test(read(file)))).toEqual([]);
  expect(code.filter((file) => /\sstyle=[{"]/.test(read(file)))).toEqual([]);
  expect(code.filter((file) => /\beval\(|new Function\(|Math\.random\(/.test(read(file)))).toEqual([]);
});

test("only one file knows Lucia", () => {
  expect(files.filter((file) => /from "lucia"/.test(read(file)))).toEqual(["features/auth/sessions.server.ts"]);
});

test("the top level is as prescribed", () => {
  const prescribed = [
    "app",
    "prisma",
    "public",
    "tests",
    "package.json",
    "tsconfig.json",
    "remix.config.js",
    "README.md",
    "docs",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "LICENSE",
  ];
  const demandedByTools = ["vite.config.ts", "prisma.config.ts", "package-lock.json", "knip.json"];
  const forServers = ["Dockerfile", "compose.yaml"];
  const made = ["node_modules", "build", "data"];
  const present = readdirSync(root).filter((name) => !name.startsWith("."));
  expect(present.filter((name) => ![...prescribed, ...demandedByTools, ...forServers, ...made].includes(name))).toEqual(
    [],
  );
  expect(prescribed.filter((name) => !present.includes(name))).toEqual([]);
});
