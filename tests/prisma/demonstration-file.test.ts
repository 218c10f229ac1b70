import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "~/features/markdown/document.server";
import { readThread } from "../../prisma/demonstration-file";

const folder = join(import.meta.dirname, "../../prisma/demonstration/threads");

test("every diagram of the demonstration has its size, as if its author had previewed it", () => {
  const posts = readdirSync(folder).flatMap((file) => readThread(readFileSync(join(folder, file), "utf8")).posts);
  const drawn = posts.map(({ body, diagrams }) => ({ has: parse(body).diagrams, sized: Object.keys(diagrams) }));
  expect(drawn.filter(({ has }) => has.length > 0)).toHaveLength(2);
  for (const { has, sized } of drawn) expect(sized).toEqual(has);
});
