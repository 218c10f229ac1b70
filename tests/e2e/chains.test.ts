/** The registry in a real browser: found, filtered, read, and corrected by the administrator, with script and without. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessible, expectAccessibleAtAllWidths, useBrowser, watchedPage } from "../support/browser";
import { fileChains } from "../support/chains";
import { becomeAdministrator } from "../support/joining";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const held = useBrowser();

const fitsItsWindow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test("chains are found, filtered by keyboard, sorted and read without script", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin, javaScriptEnabled: false });
  const { page, complaints } = await watchedPage(context);
  await page.goto("/");
  await page.getByRole("navigation", { name: "Site", exact: true }).getByRole("link", { name: "Chains" }).click();
  await page.waitForURL("**/chains");
  expect(
    await page
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader") })
      .count(),
  ).toBeGreaterThanOrEqual(28);

  await page.getByRole("combobox", { name: /^Stage/ }).focus();
  await page.getByRole("combobox", { name: /^Stage/ }).selectOption("stage-1");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/chains?**stage=stage-1**");
  expect(await page.getByRole("status").textContent()).toContain(`6 of ${fileChains.length} chains`);
  await page.getByRole("columnheader", { name: "Launched" }).getByRole("link").click();
  await page.waitForURL("**sort=launched**");
  expect(await page.getByRole("columnheader", { name: "Launched" }).getAttribute("aria-sort")).toBe("ascending");

  await page.getByRole("rowheader", { name: "Base" }).getByRole("link").click();
  await page.waitForURL("**/chains/base");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Base");
  expect(await page.getByText("Sources differ", { exact: true }).count()).toBe(3);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the registry's pages are accessible and fit every width", { timeout: 120_000 }, async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  for (const path of [
    "/chains",
    "/chains?sort=-stage",
    "/chains/base",
    "/chains/l2",
    "/chains/ethereum",
    "/chains/op-stack",
    "/chains/base/history",
  ]) {
    await page.goto(path);
    for (const width of [700, 960]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await fitsItsWindow(page), `${path} at ${width}`).toBe(true);
    }
    await expectAccessibleAtAllWidths(page, path);
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test("the administrator corrects a fact and adds a chain", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  await becomeAdministrator(page, copy);
  await page.goto("/");
  await page.getByRole("link", { name: "Administration" }).click();
  await page.waitForURL("**/admin");
  await expectAccessible(page, "/admin");
  await page.getByRole("main").getByRole("link", { name: "Chains", exact: true }).click();
  await page.getByRole("rowheader", { name: "Linea" }).getByRole("link").click();

  await page.getByRole("link", { name: "Correct: stage" }).click();
  await page.waitForURL("**/admin/chains/linea/stage");
  await expectAccessible(page, "the form that corrects");
  await page.getByLabel("Value", { exact: true }).fill("Stage 1");
  await page.getByLabel("As of", { exact: true }).fill("2999");
  await page.getByLabel("Source", { exact: true }).fill("L2BEAT, project page");
  await page.getByLabel("Its address", { exact: true }).fill("https://l2beat.com/layer2s/projects/linea");
  await page.getByRole("button", { name: "Correct", exact: true }).click();
  await expect.poll(() => page.getByLabel("As of", { exact: true }).getAttribute("aria-invalid")).toBe("true");
  await expectAccessible(page, "the form that corrects, refused");
  expect(await page.getByLabel("Source", { exact: true }).inputValue()).toBe("L2BEAT, project page");
  await page.getByLabel("As of", { exact: true }).fill("2026-11-01");
  await page.getByRole("button", { name: "Correct", exact: true }).click();
  await page.waitForURL("**/chains/linea#stage");
  expect(await page.locator("#stage").textContent()).toContain("Stage 1");
  await page.getByRole("link", { name: "History", exact: true }).click();
  await page.waitForURL("**/chains/linea/history");
  expect(await page.getByRole("main").textContent()).toContain("entered by keeper");

  await page.goto("/admin/chains/new");
  await expectAccessible(page, "the form that adds a chain");
  await page.getByLabel("Name", { exact: true }).fill("Lighter");
  await page.getByLabel("Short name", { exact: true }).fill("Lighter");
  await page.getByLabel("Slug", { exact: true }).fill("lighter");
  await page.getByLabel("Kind", { exact: true }).fill("ZK rollup");
  await page.getByLabel("In a sentence", { exact: true }).fill("A chain for trading.");
  await page.getByRole("group", { name: "Groups" }).getByLabel("Layer 2").check();
  await page.getByLabel("As of", { exact: true }).fill("2026");
  await page.getByLabel("Source", { exact: true }).fill("L2BEAT, project page");
  await page.getByLabel("Its address", { exact: true }).fill("https://l2beat.com/layer2s/projects/lighter");
  await page.getByRole("button", { name: "Add the chain" }).click();
  await page.waitForURL("**/chains/lighter");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Lighter");
  expect(complaints.filter((line) => !/422/.test(line))).toEqual([]);
  await context.close();
});
