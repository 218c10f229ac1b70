/** Searching as people do: typing, arrow keys, without script, on a phone. */
import { expect, test } from "vitest";
import { expectAccessible, expectAccessibleAtAllWidths, useBrowser, watchedPage } from "../support/browser";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const held = useBrowser();

test("by keyboard the filters are a few keys away, however many results stand before them", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto("/search?q=blob");
  const skip = page.getByRole("link", { name: "Skip to filters" });
  const isFocused = () => skip.evaluate((link) => link === document.activeElement);
  for (let step = 0; step < 30 && !(await isFocused()); step++) await page.keyboard.press("Tab");
  expect(await isFocused()).toBe(true);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const first = page.getByRole("complementary", { name: "Narrow this search" }).getByRole("link").first();
  expect(await first.evaluate((link) => link === document.activeElement)).toBe(true);
  await context.close();
});

test("instant results: the slash key, arrows, Enter and Escape; recent searches come back", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  await page.goto("/");
  await page.keyboard.press("/");
  const box = page.getByRole("combobox", { name: "Search the forum" });
  await box.waitFor();
  await page.keyboard.type("intents frag");
  const list = page.getByRole("listbox", { name: "Suggestions" });
  await list.getByRole("option").first().waitFor();
  expect(await box.getAttribute("aria-expanded")).toBe("true");
  await expectAccessible(page, "the open search box");
  await page.keyboard.press("Escape");
  await expect.poll(() => list.count()).toBe(0);
  expect(await box.inputValue()).toBe("intents frag");

  await page.keyboard.type("m");
  await list.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  const first = list.getByRole("option").first();
  expect(await first.getAttribute("aria-selected")).toBe("true");
  expect(await box.getAttribute("aria-activedescendant")).toBe(await first.getAttribute("id"));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: /Intents do not remove fragmentation/ }).waitFor();

  await page.goto("/search?q=blob+fees");
  await expect.poll(() => page.evaluate(() => localStorage.getItem("recent-searches"))).toContain("blob fees");
  await page.goto("/search");
  await page.getByRole("heading", { name: "Recent searches" }).waitFor();
  await page.getByRole("link", { name: "blob fees", exact: true }).first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("operators complete as one types", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page } = await watchedPage(context);
  await page.goto("/search");
  const box = page.getByRole("combobox", { name: "Search for" });
  await page.getByRole("searchbox", { name: "Search for" }).click();
  await box.fill("chai");
  await page.getByRole("option", { name: /^chain:/ }).click();
  expect(await box.inputValue()).toBe("chain:");
  await page.keyboard.type("arb");
  await page.getByRole("option", { name: /chain:arbitrum/ }).click();
  expect(await box.inputValue()).toBe("chain:arbitrum ");
  await page.keyboard.type("bridge");
  await page.getByRole("button", { name: "Search" }).click();
  await page.waitForURL(/q=chain%3Aarbitrum\+bridge/);
  await page.locator("mark").first().waitFor();
  await context.close();
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with script" : "without script";

  test(`a member searches, narrows, follows and finds the search in the inbox, ${how}`, async () => {
    const context = await held.browser.newContext({ baseURL: copy.origin, javaScriptEnabled });
    const { page, complaints } = await watchedPage(context);
    await page.goto("/sign-in?redirectTo=/");
    await page.getByRole("button", { name: "Devika Rao" }).click();
    await page.waitForURL(`${copy.origin}/`);
    await page.getByRole("searchbox", { name: "Search the forum" }).fill("optimstic rolup");
    await page.keyboard.press("Enter");
    await page.getByText("Showing results for").waitFor();
    await page.locator("mark").nth(1).waitFor();

    await page
      .getByRole("searchbox", { name: "Search for" })
      .or(page.getByRole("combobox", { name: "Search for" }))
      .fill(javaScriptEnabled ? "wallet" : "sequencer");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await page.waitForURL(/q=(wallet|sequencer)/);
    const before = await page.locator(".result").count();
    await page.getByRole("complementary", { name: "Narrow this search" }).getByRole("link").first().click();
    await page.getByRole("list", { name: "Filters" }).waitFor();
    expect(await page.locator(".result").count()).toBeLessThanOrEqual(before);
    await page.getByRole("list", { name: "Filters" }).getByRole("link").click();
    await expect.poll(() => page.locator(".result").count()).toBe(before);

    await page.getByRole("button", { name: "Follow this search" }).click();
    await page.getByRole("button", { name: "Following this search" }).waitFor();
    if (javaScriptEnabled) await expectAccessible(page, "results");
    await page.getByRole("link", { name: /^Inbox/ }).click();
    await page.getByRole("heading", { name: "Nothing in your inbox" }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("a thread is searched from its own page", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin, javaScriptEnabled: false });
  const { page } = await watchedPage(context);
  await page.goto("/t/1");
  await page.getByRole("searchbox", { name: "Search this thread" }).fill("multisig");
  await page.keyboard.press("Enter");
  await page.waitForURL(/thread=1/);
  await page.locator("mark").first().waitFor();
  expect(await page.locator(".result").count()).toBe(1);
  await page.getByRole("link", { name: /search everywhere/ }).click();
  await page.waitForURL((url) => !url.search.includes("thread="));
  expect(await page.locator(".result").count()).toBeGreaterThan(1);
  await context.close();
});

test("search screens are accessible and fit a phone, light and dark", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin, viewport: { width: 320, height: 700 } });
  const { page } = await watchedPage(context);
  for (const path of [
    "/search",
    "/search?q=blob+fees",
    "/search?q=tag:nosuch",
    "/search?q=zzzzzz&tag=fees&author=devika-rao",
    "/search?q=%22open",
  ]) {
    await page.goto(path);
    await expectAccessibleAtAllWidths(page, path);
  }
  await context.close();
});
