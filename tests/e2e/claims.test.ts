/** Claims in a browser: marks, cards, margin notes, ledgers, frames. */
import { afterEach, beforeAll, expect, test } from "vitest";
import type { BrowserContext } from "playwright-core";
import {
  expectAccessibleAtAllWidths,
  expectAccessibleInBothThemes,
  untilFocused,
  useBrowser,
  watchedPage,
} from "../support/browser";
import { aThread, type ThreadMade } from "../support/factories";
import { loadArchive } from "~/features/observations/observations.server";
import { judgeBesideServer } from "../support/judging";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();
let thread: ThreadMade;
let path: string;
let context: BrowserContext;

beforeAll(async () => {
  await loadArchive("prisma/archive");
  thread = await aThread({
    title: "A thread with claims to look at",
    at: new Date("2026-02-20T09:14:00Z"),
    body: [
      "L2s carry [~2M daily transactions](metric:l2/tx-per-day) against [about 1M daily transactions](metric:ethereum/tx-per-day) on L1[^EIP-4844]^[A note of the author's.].",
      "They process [around 100,000 TPS](metric:l2/tps). Base runs at [142 TPS](metric:base/tps@2026-02-20), [60%+](metric:base/tps?share=l2/tps) of all.",
      'We lost [40% of users](claim: "first-party; last quarter").',
    ].join("\n\n"),
  });
  await judgeBesideServer(thread.id);
  path = `/t/${thread.id}/${thread.slug}`;
});

afterEach(() => context.close());

async function open(options: { width: number; hasTouch?: boolean; javaScriptEnabled?: boolean }, at = path) {
  const { width, ...rest } = options;
  context = await held.browser.newContext({ viewport: { width, height: 900 }, ...rest });
  const watched = await watchedPage(context);
  await watched.page.goto(server.origin + at);
  return watched;
}

const off = { name: "about 1M daily transactions, claim, off by 1.8×" };
const holds = { name: "142 TPS, claim, holds" };

test("notes stand beside the text in the order of their marks, none over another, and a mark lights its own", async () => {
  const { page, complaints } = await open({ width: 1280 });
  const notes = page.locator(".margin-note");
  await notes.first().waitFor();
  const texts = await notes.allTextContents();
  expect(texts.map((text) => /Off by|Inconsistent|Blob|A note/.exec(text)?.[0])).toEqual([
    "Off by",
    "Off by",
    "Blob",
    "A note",
    "Inconsistent",
    "Off by",
  ]);
  await expect
    .poll(async () => {
      const boxes = await notes.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
      return boxes.every(({ top }, index) => index === 0 || top >= boxes[index - 1]!.bottom + 11);
    })
    .toBe(true);
  await page.getByRole("link", off).hover();
  expect(await page.locator(".margin-note[data-lit]").textContent()).toContain("1,996,006");
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.evaluate(() => scrollTo(0, 0));
  await expectAccessibleInBothThemes(page, "thread with margin notes");
  expect(complaints).toEqual([]);
});

test("a number that holds has a card in the margin, with the values of then and now and the arithmetic", async () => {
  const { page, complaints } = await open({ width: 1280 });
  const mark = page.getByRole("link", holds);
  const before = await mark.boundingBox();
  await mark.hover();
  const card = page.getByRole("dialog", { name: "Claim 142 TPS: holds" });
  await card.waitFor();
  expect(await card.getAttribute("data-place")).toBe("margin");
  const words = await card.textContent();
  for (const part of ["142\u00a0TPS", "125.1\u00a0TPS", "13–19 Feb 2026", "no data since", "close, 1.1× apart"])
    expect(words).toContain(part);
  expect(await card.locator(".claim-spark").getAttribute("aria-label")).toContain("posted 20 Feb 2026");
  expect(await mark.boundingBox()).toEqual(before);
  await expectAccessibleInBothThemes(page, "thread with a claim's card");
  expect(complaints).toEqual([]);
});

test("by keyboard the mark opens its card below the margin's width, and Escape comes back to it", async () => {
  const { page } = await open({ width: 1000 });
  expect(await page.locator(".margin-note").first().isVisible()).toBe(false);
  const mark = page.getByRole("link", off);
  await mark.focus();
  await page.keyboard.press("Enter");
  const card = page.getByRole("dialog", { name: /^Claim about 1M/ });
  await card.waitFor();
  expect(await card.getAttribute("data-place")).toBe("popover");
  await expect.poll(() => card.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "detached" });
  await untilFocused(mark);
});

test("on a phone a tap opens a sheet", async () => {
  const { page } = await open({ width: 390, hasTouch: true });
  const mark = page.getByRole("link", holds);
  await mark.scrollIntoViewIfNeeded();
  await mark.locator("svg").tap();
  const card = page.getByRole("dialog", { name: "Claim 142 TPS: holds" });
  await card.waitFor();
  expect(await card.getAttribute("data-place")).toBe("sheet");
  await card.getByRole("link", { name: "Permalink" }).tap();
  await page.waitForURL(/\/claims\/\d+$/);
});

test("without script a mark leads to the claim's page, and its codes can be selected there", async () => {
  const { page } = await open({ width: 1280, javaScriptEnabled: false });
  await page.getByRole("link", off).click();
  await page.waitForURL((url) => /^\/claims\/\d+$/.test(url.pathname));
  expect(await page.getByText("<iframe src=").textContent()).toContain("/embed/claim/");
});

test("on paper a mark is a word, and the findings are a list", async () => {
  const { page } = await open({ width: 1280 });
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".claim-list").first().isVisible()).toBe(true);
  expect(await page.locator(".claim-list li").first().textContent()).toContain("off by at least 10×");
  expect(await page.locator(".margin-notes").first().isVisible()).toBe(false);
});

test("a ledger is sorted by its heads and narrowed by status", async () => {
  const { page } = await open({ width: 1280 }, `${path}/claims`);
  await page.getByRole("link", { name: "Factor", exact: true }).click();
  await page.waitForURL(/sort=factor/);
  expect(await page.getByRole("columnheader", { name: /Factor/ }).getAttribute("aria-sort")).toBe("descending");
  expect(await page.getByRole("row").nth(1).textContent()).toContain("around 100,000 TPS");
  await page.getByRole("link", { name: "off 3", exact: true }).click();
  await page.waitForURL(/status=off/);
  expect(await page.getByRole("row").count()).toBe(4);
});

test.each([
  ["a thread's ledger", () => `${path}/claims`],
  ["all claims", () => "/claims"],
  ["one claim", () => "/claims/2"],
  ["a claim's frame", () => "/embed/claim/2"],
  ["a search for claims", () => "/search?q=status:off"],
  ["a metric's claims", () => "/metrics/tps"],
])("%s is accessible and fits every width", async (name, at) => {
  const { page, complaints } = await open({ width: 1280 }, at());
  await expectAccessibleAtAllWidths(page, name);
  expect(complaints).toEqual([]);
});
