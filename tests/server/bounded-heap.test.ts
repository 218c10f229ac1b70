/** Fault 9: a process that may use any amount of memory takes it from the database beside it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "~/platform/project-root.server";

const read = (file: string) => readFileSync(join(projectRoot, file), "utf8");
const bound = /--max-old-space-size=(\d+)/;

test("fault 9: every start of a web server or a worker bounds its heap, by the same number", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const starts = [
    scripts["start"]!,
    scripts["worker"]!,
    ...read("Dockerfile").split("\n"),
    ...read("compose.yaml").split("\n"),
  ].filter((line) => line.includes("start.js"));
  expect(starts.length).toBeGreaterThanOrEqual(4);
  expect(new Set(starts.map((line) => bound.exec(line)?.[1]))).toEqual(new Set(["384"]));
});
