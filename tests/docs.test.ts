/** Documents that name files, variables and decisions tell the truth about them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const folders = ["app", "prisma", "tests", "docs", "public"];
const decisionsFolder = "docs/decisions";

const below = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`);
const files = [...readdirSync(root), ...folders.flatMap(below)];
const fileNames = new Set(files.map((file) => file.split("/").at(-1)!));
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...below("docs").filter((name) => name.endsWith(".md")),
];
const decisions = readdirSync(join(root, decisionsFolder)).filter((name) => name !== "README.md");

/** What a document names in code spans outside of fenced blocks. Placeholders (`<noun>.ts`, `NAME`, `*`, `:id`) name no file. */
const spansOf = (document: string) =>
  [
    ...read(document)
      .replaceAll(/^```[\s\S]*?^```/gm, "")
      .matchAll(/`([^`\n]+)`/g),
  ]
    .map(([, span]) => span!)
    .filter((span) => !/[<>*…\s:]|\b[A-Z_]{4,}\b/.test(span));

const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
/** Packages whose names look like files: `ipaddr.js`. */
const packages = new Set(Object.keys({ ...dependencies, ...devDependencies }));

/** Paths from the top (`app/paths.ts`) and names of files (`paths.ts`). */
function isMissing(span: string) {
  if (packages.has(span)) return false;
  if (new RegExp(`^(?:${folders.join("|")})/`).test(span)) return !existsSync(join(root, span));
  return /^[\w$][\w$.()-]*\.(?:tsx?|jsx?|md|json|prisma|ya?ml|css)$/.test(span) && !fileNames.has(span);
}

describe.each(documents)("%s", (document) => {
  test("names only files that exist", () => {
    expect(spansOf(document).filter(isMissing)).toEqual([]);
  });

  test("links only to files that exist", () => {
    const links = read(document).matchAll(/\]\((?:<([^>\n]+)>|([^)\s]+))\)/g);
    const targets = [...links].map(([, bracketed, plain]) => bracketed ?? plain!);
    const relative = targets.filter((target) => !/^(?:https?:|mailto:|#)/.test(target));
    const gone = (target: string) => !existsSync(join(root, dirname(document), target.split("#")[0]!));
    expect(relative.filter(gone)).toEqual([]);
  });

  test("has no line longer than 200 characters", () => {
    const lines = read(document).split("\n");
    expect(lines.filter((line) => line.length > 200)).toEqual([]);
  });
});

test("documents are looked at: they name many files", () => {
  const links = documents.flatMap((document) => [...read(document).matchAll(/\]\(<?\.\.?\//g)]);
  expect(links.length).toBeGreaterThan(30);
  expect(documents.flatMap(spansOf).filter((span) => span.startsWith("app/")).length).toBeGreaterThan(20);
  expect(isMissing("app/no-such-file.ts")).toBe(true);
  expect(isMissing("no-such-file.ts")).toBe(true);
});

test("the README has at most 9 kB", () => {
  expect(Buffer.byteLength(read("README.md"))).toBeLessThanOrEqual(9_000);
});

test("the README's table has every room", () => {
  const rooms = readdirSync(join(root, "app/features"));
  const rows = [...read("README.md").matchAll(/^\| \d+ \| `([a-z]+)` \|/gm)].map(([, room]) => room!);
  expect(rows.toSorted()).toEqual(rooms.toSorted());
});

test("the README names exactly the rooms that have no test folder", () => {
  const tested = readdirSync(join(root, "tests/features"));
  const untested = readdirSync(join(root, "app/features")).filter((room) => !tested.includes(room));
  const [, sentence] = /tested through their routes: ([^.]+)\./.exec(read("README.md"))!;
  const named = [...sentence!.matchAll(/`([a-z]+)`/g)].map(([, room]) => room!);
  expect(named.toSorted()).toEqual(untested.toSorted());
});

describe("environment variables", () => {
  const schema = /const Env = z\.object\(\{([\s\S]*?)\n\}\);/.exec(read("app/platform/env.server.ts"))![1]!;
  const parsed = [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)].map(([, name]) => name!);
  const known = [...parsed, "RPC_<SLUG>"].toSorted();
  const section = read("docs/running.md")
    .split(/^## /m)
    .find((part) => part.startsWith("Environment"))!;
  const documented = [...section.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`([A-Z][A-Z0-9_]*(?:<SLUG>)?)`/g)].map(([, name]) => name!),
  );
  const example = [...read(".env.example").matchAll(/^#? ?([A-Z][A-Z0-9_]*(?:<SLUG>)?)=/gm)].map(([, name]) => name!);
  /** Set by the system and by the launcher, never in a file. */
  const unset = new Set(["NODE_ENV", "PATH"]);
  const ofCompose = [...read("compose.yaml").matchAll(/\$\{([A-Z][A-Z0-9_]*)/g)].map(([, name]) => name!);

  test("docs/running.md lists those that the program reads, and no others", () => {
    expect(parsed.length).toBeGreaterThan(10);
    expect(documented.toSorted()).toEqual(known);
  });

  test(".env.example lists those that can be set, and those that compose.yaml reads", () => {
    const settable = known.filter((name) => !unset.has(name));
    expect(example.toSorted()).toEqual([...new Set([...settable, ...ofCompose])].toSorted());
  });
});

describe.each(decisions)("decision %s", (name) => {
  const text = read(`${decisionsFolder}/${name}`);

  test("has a number, the four parts and 5 to 15 lines", () => {
    expect(name).toMatch(/^\d{3}-[a-z0-9-]+\.md$/);
    expect(text.split("\n")[0]).toMatch(new RegExp(`^# ${name.slice(0, 3)}\\. \\S`));
    const parts = [...text.matchAll(/^\*\*([A-Z][a-z]+)[:.]\*\* \S/gm)].map(([, part]) => part);
    expect(parts).toEqual(["Status", "Context", "Decision", "Costs"]);
    expect(text).toMatch(/^\*\*Status:\*\* (?:accepted|superseded by \d{3}), \d{4}-\d{2}-\d{2}\b/m);
    const lines = text.split("\n").filter((line) => line !== "").length;
    expect(lines).toBeGreaterThanOrEqual(5);
    expect(lines).toBeLessThanOrEqual(15);
  });

  test("is listed with its title", () => {
    const title = text.split("\n")[0]!.slice(2).replace(". ", " ");
    expect(read(`${decisionsFolder}/README.md`)).toContain(`- [${title}](${name})`);
  });
});

test("no two decisions have one number", () => {
  const numbers = decisions.map((name) => name.slice(0, 3));
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
});
