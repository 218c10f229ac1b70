/** Which way imports run, and a few other things that hold for the whole house. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import type { Registry } from "~/features/chains/chains";

/** The building, ground floor first. A room may use rooms on the floors below it. */
const floors = [
  ["platform", "ui", "styles", "paths"],
  ["auth", "mail", "site"],
  ["members", "cases", "trust"],
  ["markdown", "chains", "sources", "uploads", "webhooks"],
  ["tags", "metrics", "citations", "keys"],
  ["threads", "observations", "series"],
  ["claims", "widgets"],
  ["posts"],
  [
    "signals",
    "reading",
    "drafts",
    "search",
    "notifications",
    "moderation",
    "feeds",
    "embeds",
    "composer",
    "annotations",
  ],
  ["flags", "sanctions", "acts"],
  ["people", "letters", "imports"],
  ["queue"],
  ["api"],
  ["exports"],
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
  return ["", ".server", ".reading"].some((kind) => rest.join("/") === `${room}${kind}`);
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
  const rooms = readdirSync(join(app, "features"));
  expect(rooms.length).toBeGreaterThan(20);
  expect(rooms.filter((room) => !floors.flat().includes(room))).toEqual([]);
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

test("loaders and actions ask the context only for fields that it has", () => {
  // Remix types every other field as unknown, so that tsc finds no misspelt one in a condition.
  const declared =
    /interface AppLoadContext \{([\s\S]*?)\n {2}\}/.exec(read("server/request-context.server.ts"))?.[1] ?? "";
  const fields = [...declared.matchAll(/^ {4}(\w+)[(:]/gm)].map(([, name]) => name!);
  const asked = files
    .filter((file) => file.startsWith("routes/") || file === "root.tsx")
    .flatMap((file) => [...read(file).matchAll(/(?<![.\w{])context\.(\w+)/g)].map(([, name]) => `${name} in ${file}`));
  expect(fields.length).toBeGreaterThan(8);
  expect(asked.length).toBeGreaterThan(30);
  expect(asked.filter((one) => !fields.includes(one.split(" ")[0]!))).toEqual([]);
});

/** TypeScript of the product outside `app/`: what brings a database up. */
const databaseFiles = readdirSync(join(root, "prisma"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => `../prisma/${file}`);
const product = [...files, ...databaseFiles];

test("locks that belong to no row have their numbers in one file, and the database's function has the table's", () => {
  expect(databaseFiles.length).toBeGreaterThan(5);
  expect(product.filter((file) => /advisory/i.test(read(file)))).toEqual(["platform/locks.server.ts"]);
  const number = /metricPartitions: (\d+)/.exec(read("platform/locks.server.ts"))?.[1];
  const functions = readdirSync(join(root, "prisma/migrations"))
    .toSorted()
    .map((name) => read(`../prisma/migrations/${name}/migration.sql`))
    .filter((sql) => sql.includes("FUNCTION keep_metric_partitions"));
  expect(functions.length).toBeGreaterThan(1);
  expect(functions.at(-1)).toContain(`pg_advisory_xact_lock(7310, ${number})`);
});

test("a transaction with work in it is run by inTransaction, and its rows are locked so that others may refer to them", () => {
  const code = product.filter((file) => !file.startsWith("platform/prisma/"));
  expect(code.filter((file) => /\binTransaction\(/.test(read(file))).length).toBeGreaterThan(20);
  // Elsewhere stands at most a list of statements in brackets.
  const openers = code.filter((file) => /\$transaction\s*\((?!\s*\[)/.test(read(file)));
  expect(openers).toEqual(["platform/db.server.ts"]);
  // It deletes the rows that it locks.
  const forUpdate = code.filter((file) => /(?<!no key )\bfor update\b/.test(read(file)));
  expect(forUpdate).toEqual(["features/uploads/remove-upload.server.ts"]);
});

test("a start loads nothing of Prisma's schema engine, and finds its files wherever it is started", () => {
  const users = product.filter((file) => /schema-engine/.test(read(file)));
  expect(users.toSorted()).toEqual(["../prisma/migrate.ts", "../prisma/schema-engine.ts"]);
  expect(product.filter((file) => /from "[^"]*prisma\/migrate"|from "\.\/migrate"/.test(read(file)))).toEqual([]);
  expect(product.filter((file) => /process\.cwd\(|(?<!\.)\bresolve\("(?!\/)/.test(read(file)))).toEqual([]);
});

test("no chain of the registry is named in code that measures, draws or shows any chain", () => {
  const slugs = (JSON.parse(readFileSync(join(root, "prisma/vocabulary/chains.json"), "utf8")) as Registry).chains.map(
    ({ slug }) => slug,
  );
  // The option of a widget that says when its values are of, and a kind of nodes.
  const allowed = [
    { file: "features/observations/providers/all.server.ts", slug: "solana" },
    { file: "features/widgets/widget.ts", slug: "mode" },
  ];
  const rooms = ["ui", "features/series", "features/widgets", "features/observations"];
  const code = files.filter((file) => rooms.some((room) => file.startsWith(`${room}/`)));
  expect(slugs.length).toBeGreaterThan(20);
  expect(code.length).toBeGreaterThan(80);
  const named = code.flatMap((file) => {
    const literals = new Set([...read(file).matchAll(/(["'`])([a-z0-9-]+)\1/g)].map((match) => match[2]!));
    return slugs.filter((slug) => literals.has(slug)).map((slug) => ({ file, slug }));
  });
  expect(named.toSorted((a, b) => a.file.localeCompare(b.file))).toEqual(allowed);
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
  const forServers = ["Dockerfile", "compose.yaml", "compose.cluster.yaml"];
  const made = ["node_modules", "build", "data"];
  const present = readdirSync(root).filter((name) => !name.startsWith("."));
  expect(present.filter((name) => ![...prescribed, ...demandedByTools, ...forServers, ...made].includes(name))).toEqual(
    [],
  );
  expect(prescribed.filter((name) => !present.includes(name))).toEqual([]);
});

test("every test runs: none is skipped, singled out or left to be written", () => {
  const tests = readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.test\.tsx?$/.test(file),
  );
  const holding = (pattern: RegExp) =>
    tests.filter((file) => pattern.test(readFileSync(join(root, "tests", file), "utf8"))).toSorted();
  expect(tests.length).toBeGreaterThan(50);
  expect(holding(/\b(?:test|it|describe|concurrent|sequential)\.(?:skip|only|todo|fails|runIf)\b/)).toEqual([]);
  // Meilisearch is a program of its own, which not every machine has.
  expect(holding(/\.(?:skipIf)\b/)).toEqual([
    "features/search/meili-engine.server.test.ts",
    "routes/search-engines.test.ts",
  ]);
});
