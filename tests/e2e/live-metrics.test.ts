/** A reader watches a page while a real chain goes on: the page follows without being asked for again. */
import { beforeAll, expect, test } from "vitest";
import { shownUnit } from "~/features/metrics/shown-unit";
import { formatQuantity, quantityParts } from "~/ui/quantity";
import { aChain, type TestChain } from "../support/anvil";
import { expectAccessibleAtAllWidths, untilHydrated, useBrowser, watchedPage } from "../support/browser";
import { joinByForm } from "../support/joining";
import { useLocalCopy } from "../support/use-local-copy";

let chain: TestChain;
beforeAll(async () => {
  chain = await aChain({ age: 1_200 });
  await chain.mine([2, 3, 5, 1, 4, 6, 2]);
});

const copy = useLocalCopy(() => ({ DEVNET: "on", RPC_DEVNET: chain.node.url }));
const held = useBrowser();

/** What the page should say of the newest block, counted from the chain. */
async function shownTps() {
  const { tps } = await chain.tpsAt((await chain.head()).number);
  return quantityParts(tps.toFixed(9), shownUnit("tps.live@1", null)).text;
}

const untilStored = async () => {
  const at = new Date(Number((await chain.head()).timestamp) * 1_000).toISOString();
  await expect
    .poll(async () => ((await (await fetch(`${copy.origin}/metrics/devnet/tps.json`)).json()) as { asOf: string }).asOf)
    .toBe(at);
};

test(
  "a new block's effect appears in an open page, for two windows that share one stream",
  { timeout: 150_000 },
  async () => {
    await untilStored();
    // A line needs two values.
    await chain.mine([4]);
    await untilStored();
    const context = await held.browser.newContext({ baseURL: copy.origin });
    const { page, complaints } = await watchedPage(context);
    const second = await watchedPage(context);
    for (const one of [page, second.page]) {
      await one.goto("/metrics/devnet/tps");
      expect(await one.locator("[data-live-value]").first().textContent()).toBe(await shownTps());
    }
    await chain.mine([9]);
    await untilStored();
    const expected = await shownTps();
    for (const one of [page, second.page])
      await expect.poll(() => one.locator("[data-live-value]").first().textContent()).toBe(expected);
    // The line goes there too, at every width, long before the page asks for a new drawing.
    const labels = (one: typeof page) =>
      one
        .locator("[data-chart-drawn] svg.chart")
        .evaluateAll((all, text) => all.map((svg) => svg.textContent?.includes(text)), expected);
    for (const one of [page, second.page]) await expect.poll(() => labels(one)).toEqual([true, true, true]);
    expect([...complaints, ...second.complaints]).toEqual([]);
    await context.close();
  },
);

test("arrow keys and the pointer read the points of a chart", async () => {
  await untilStored();
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  await page.goto("/metrics/devnet/base-fee");
  const chart = page.getByRole("group", { name: /^Chart/ });
  await chart.focus();
  await page.keyboard.press("End");
  const head = await chain.head();
  const readout = page.locator("[data-chart-readout]");
  const shown = (fee: bigint | null) =>
    formatQuantity(String(fee), shownUnit("base-fee.block@1", { symbol: "ETH", decimals: 18 }));
  await expect.poll(() => readout.textContent()).toContain(shown(head.baseFeePerGas));
  const before = await chain.block(head.number - 1n);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => readout.textContent()).toContain(shown(before.baseFeePerGas));
  await page.keyboard.press("Escape");
  await expect.poll(() => readout.textContent()).toBe("");
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(() => readout.textContent()).toMatch(/ UTC: /);
  await expect.poll(() => page.locator(".chart-hairline").count()).toBe(1);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the pages of metrics are accessible, light and dark", { timeout: 120_000 }, async () => {
  await untilStored();
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  for (const path of ["/metrics", "/metrics/tps", "/metrics/devnet/tps", "/metrics/base/blobs", "/"]) {
    await page.goto(path);
    await expectAccessibleAtAllWidths(page, path);
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test("a member's page follows too, and nothing is written into it before it has been taken over", async () => {
  await untilStored();
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  await joinByForm(page, "watcher");
  // Twice: what another visit has brought into the cache comes sooner than React.
  for (const path of ["/metrics/ethereum/tvs", "/metrics/devnet/tps", "/metrics/ethereum/tvs", "/metrics/devnet/tps"]) {
    await page.goto(path);
    await untilHydrated(page);
    expect([path, complaints]).toEqual([path, []]);
  }
  await page.getByRole("button", { name: "Share or embed" }).click();
  const dialog = page.getByRole("dialog", { name: "Share or embed" });
  await dialog.getByRole("button", { name: "Copy frame" }).waitFor();
  await dialog.getByText("Other formats").click();
  expect(await dialog.locator("[data-share-format]").count()).toBe(9);
  await chain.mine([3]);
  await untilStored();
  const expected = await shownTps();
  await expect.poll(() => page.locator("[data-live-value]").first().textContent()).toBe(expected);
  expect(complaints).toEqual([]);
  await context.close();
});

test("everything works without script: value, window, comparison, table, files", async () => {
  await untilStored();
  const context = await held.browser.newContext({ baseURL: copy.origin, javaScriptEnabled: false });
  const { page, complaints } = await watchedPage(context);
  await page.goto("/metrics/devnet/tps");
  expect(await page.locator("[data-live-value]").first().textContent()).toBe(await shownTps());
  await page.getByRole("link", { name: "7 days" }).click();
  await page.waitForURL((url) => url.search === "?window=7d");
  await page.getByLabel("Compare with").selectOption("base");
  await page.getByRole("button", { name: "Compare" }).click();
  await page.getByText("There is no value of Base yet.").waitFor();
  await page.locator("details summary", { hasText: "Table" }).click();
  expect(await page.getByRole("region", { name: "Values" }).getByRole("row").count()).toBeGreaterThan(1);
  expect(await page.getByRole("link", { name: "CSV" }).getAttribute("href")).toBe("/metrics/devnet/tps.csv?window=7d");
  expect(complaints).toEqual([]);
  await context.close();
});
