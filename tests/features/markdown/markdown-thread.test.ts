import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "~/features/markdown/document.server";
import { maxImportedBytes } from "~/features/markdown/limits";
import { MarkdownTooLarge, MarkdownTooLong } from "~/features/markdown/failures";
import { render } from "~/features/markdown/render.server";
import type { MarkdownJob } from "~/features/markdown/markdown-job";
import { renderMarkdown } from "~/features/markdown/markdown.server";
import { closeLanes, inLane } from "~/platform/lanes.server";
import { TextTooCostly } from "~/platform/reading-errors";
import { parsed as parseMarkdown, rendered } from "../../support/reading";

const resolution = { members: { alice: 1 }, threads: { 12: true as const } };
const options = { prefix: "p-1" };

afterAll(closeLanes);

test("the worker gives the same answers as the functions", async () => {
  const folder = join(import.meta.dirname, "../../fixtures/markdown");
  const sources = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), "utf8").split(/^## /m));
  for (const source of sources) {
    expect(await parseMarkdown(source)).toEqual(parse(source));
    expect(await rendered(source, { resolution, ...options })).toBe(render(source, resolution, options));
  }
});

test("the answers to many texts at once reach their callers", async () => {
  const numbers = Array.from({ length: 12 }, (_, index) => index + 1);
  const answers = await Promise.all(
    numbers.map(async (number) => {
      const source = `# Post ${number}\n@alice and @member-${number}`;
      const [parsed, html] = await Promise.all([parseMarkdown(source), rendered(source, { resolution, ...options })]);
      return { handle: parsed.references.mentions[1], hasHeading: html.includes(`id="p-1-post-${number}"`) };
    }),
  );
  expect(answers).toEqual(numbers.map((number) => ({ handle: `member-${number}`, hasHeading: true })));
});

test("a refused text is refused by its own class", async () => {
  const table = `${"|a".repeat(100)}\n${"|-".repeat(100)}\n${"|\n".repeat(60)}`;
  await expect(parseMarkdown("x".repeat(maxImportedBytes + 1))).rejects.toThrow(MarkdownTooLong);
  await expect(rendered(table, { resolution, ...options })).rejects.toThrow(MarkdownTooLarge);
  await expect(rendered("a", { resolution, prefix: "<" })).rejects.toThrow("Not a prefix");
});

test("a text that takes for ever is refused, and the next one is not kept waiting for it", async () => {
  // The library fills up the 250 columns of each of 30,000 rows.
  const slow = parseMarkdown(`${"|a".repeat(250)}\n${"|-".repeat(250)}\n${"|\n".repeat(30_000)}`);
  const next = parseMarkdown("@alice");
  await expect(slow).rejects.toThrow(TextTooCostly);
  expect((await next).references.mentions).toEqual(["alice"]);
});

test("the grammars are warm before a text with code is rendered, and no other text waits for them", async () => {
  const asked = async (source: string) => {
    const jobs: string[] = [];
    await inLane("previews", { name: "a test" }, (reader) =>
      renderMarkdown(
        source,
        { resolution, prefix: "p-1" },
        {
          run(kind, given, times) {
            jobs.push((given as MarkdownJob).kind);
            return reader.run(kind, given, times);
          },
        },
      ),
    );
    return jobs;
  };
  expect(await asked("> - ~~~ TSX\n>   <p />\n>   ~~~")).toEqual(["warm-highlighter", "render"]);
  expect(await asked("`code`\n\n```\nplain\n```")).toEqual(["render"]);
});

test("an idle worker does not keep a process alive, and a busy one does", () => {
  const support = join(import.meta.dirname, "../../support/reading.ts");
  const script = `import("${support}").then(async ({ parsed }) => console.log((await parsed("@alice")).wordCount))`;
  const { stdout, status } = spawnSync(process.execPath, ["--import", "tsx", "-e", script], {
    encoding: "utf8",
    timeout: 30_000,
  });
  expect({ stdout, status }).toEqual({ stdout: "1\n", status: 0 });
});
