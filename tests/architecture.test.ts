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
  ["threads", "claims"],
  ["posts"],
  ["signals", "reading", "drafts", "search", "notifications", "moderation", "feeds", "embeds"],
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

test("every room has a floor", () => {
  expect(readdirSync(join(app, "features")).filter((room) => !floors.flat().includes(room))).toEqual([]);
});

test("a door is a table of contents by name", () => {
  const doors = files.filter(
    (file) => file.startsWith("features/") && isDoor(file.replace(/\.tsx?$/, "")) && !file.includes("/components/"),
  );
  expect(doors.filter((door) => /export \*/.test(read(door)))).toEqual([]);
  expect(doors.filter((door) => read(door).split("\n").length > 41)).toEqual([]);
});

test("a route whose name begins with `mod.` requires a moderator in its loader and its action", () => {
  const careless = files
    .filter((file) => /^routes\/(_forum\.)?mod\./.test(file))
    .filter((file) => {
      const entries = [...read(file).matchAll(/export (?:async )?function (?:loader|action)\b[\s\S]*?\n}/g)];
      return entries.length === 0 || entries.some(([body]) => !body.includes("requireModerator("));
    });
  expect(careless).toEqual([]);
});

test("a route whose name begins with `admin.` requires an administrator in its loader and its action", () => {
  const careless = files
    // The first administrator is made by a secret: there is none to ask.
    .filter((file) => /^routes\/(_forum\.)?admin\./.test(file) && !file.includes("admin.first"))
    .filter((file) => file.endsWith(".tsx") && (!file.includes("/", "routes/".length) || file.endsWith("/route.tsx")))
    .filter((file) => {
      const entries = [...read(file).matchAll(/export (?:async )?function (?:loader|action)\b[\s\S]*?\n}/g)];
      return entries.length === 0 || entries.some(([body]) => !body.includes("requireAdmin("));
    });
  expect(careless).toEqual([]);
});

test("the environment is read in one file, and by the launcher before it", () => {
  const readers = files.filter((file) => read(file).includes("process.env"));
  expect(readers.toSorted()).toEqual(["build-if-changed.js", "platform/env.server.ts", "start.js"]);
});

test("html goes into a page as it is in one file, and raw SQL is always parameterised", () => {
  const code = files.filter((file) => !file.startsWith("platform/prisma/"));
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
  ];
  const demandedByTools = ["vite.config.ts", "prisma.config.ts", "package-lock.json", "knip.json", "LICENSE"];
  const forServers = ["Dockerfile", "compose.yaml"];
  const made = ["node_modules", "build", "data"];
  const present = readdirSync(root).filter((name) => !name.startsWith("."));
  expect(present.filter((name) => ![...prescribed, ...demandedByTools, ...forServers, ...made].includes(name))).toEqual(
    [],
  );
  expect(prescribed.filter((name) => !present.includes(name))).toEqual([]);
});
