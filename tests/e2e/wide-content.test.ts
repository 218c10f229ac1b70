/** Tables and code that are wider than the column of prose. */
import { expect, test } from "vitest";
import { useBrowser, watchedPage } from "../support/browser";
import { aThread } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();

const columns = (count: number, words: string) =>
  [
    `| ${Array.from({ length: count }, (_, index) => `Column ${index}`).join(" | ")} |`,
    `|${"---|".repeat(count)}`,
    `| ${Array.from({ length: count }, () => words).join(" | ")} |`,
  ].join("\n");
const code = `\`\`\`js\n${"call(argument); ".repeat(7)}\n\`\`\``;
const far = "Words without marks.\n\n".repeat(12);
const sources = Array.from(
  { length: 6 },
  (_, index) => `[^s${index}]: https://example.org/${index} Source number ${index}`,
);
const body = [
  columns(6, "oneLongNameWithoutSpaces"),
  code,
  columns(2, "two words"),
  far,
  `Six sources ${sources.map((_, index) => `${index}[^s${index}]`).join(" ")} in one line, so that their notes go on below it.`,
  columns(6, "beside the notes"),
  far,
  ...sources,
].join("\n\n");

async function open(width: number, options: { javaScriptEnabled?: boolean } = {}) {
  const thread = await aThread({ body });
  const context = await held.browser.newContext({
    baseURL: server.origin,
    viewport: { width, height: 900 },
    ...options,
  });
  const { page, complaints } = await watchedPage(context);
  await page.goto(`/t/${thread.id}/${thread.slug}`);
  const widths = async () =>
    page
      .locator(".post-main > .prose > :is(.table-scroll, .code)")
      .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().width)));
  return { page, context, complaints, widths };
}

test("they reach into the margin where no note stands beside them", async () => {
  const { page, context, complaints, widths } = await open(1280);
  await page.locator(".margin-note").first().waitFor();
  await expect.poll(widths).toEqual([936, expect.any(Number), 576, 576]);
  expect((await widths())[1]).toBeGreaterThan(576);
  const meetings = await page.evaluate(() => {
    const boxes = (selector: string) =>
      [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect());
    const notes = boxes(".margin-note");
    return boxes(".post-main > .prose > :is(.table-scroll, .code)").filter((wide) =>
      notes.some((note) => note.left < wide.right && note.top < wide.bottom - 1 && note.bottom > wide.top + 2),
    ).length;
  });
  expect(meetings).toBe(0);
  expect(await page.evaluate(() => document.scrollingElement!.scrollWidth <= window.innerWidth)).toBe(true);
  expect(complaints).toEqual([]);
  await context.close();
});

test("without script there are no notes, and all reach into the margin", async () => {
  const { context, widths } = await open(1280, { javaScriptEnabled: false });
  const [first, , , last] = await widths();
  expect(first).toBe(936);
  expect(last).toBeGreaterThan(700);
  await context.close();
});

for (const width of [1000, 390]) {
  test(`at ${width} they keep to the column, and what scrolls fades at the edge that has more`, async () => {
    const { page, context, widths } = await open(width);
    const column = width === 390 ? 358 : 576;
    expect(await widths()).toEqual([column, column, column, column]);
    const table = page.locator(".table-scroll").first();
    const fades = () =>
      table.evaluate((box) =>
        ["--fade-start", "--fade-end"].map((name) => getComputedStyle(box).getPropertyValue(name)),
      );
    await table.scrollIntoViewIfNeeded();
    await expect.poll(fades).toEqual(["0px", "40px"]);
    await table.evaluate((box) => (box.scrollLeft = box.scrollWidth));
    await expect.poll(fades).toEqual(["40px", "0px"]);
    const short = page.locator(".table-scroll").nth(1);
    expect(await short.evaluate((box) => getComputedStyle(box).getPropertyValue("--fade-end"))).toBe("0px");
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth <= window.innerWidth)).toBe(true);
    await context.close();
  });
}
