/** Tags in a real browser: choosing them with the keyboard and without script, and the look of their pages to a screen reader. */
import { expect, test } from "vitest";
import {
  expectAccessible,
  expectAccessibleAtAllWidths,
  holdBack,
  useBrowser,
  watchedPage,
  tagBox,
} from "../support/browser";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const held = useBrowser();

/** Each test has a writer of its own: what one leaves unposted is the next one’s draft. */
async function signedIn(name: string, path: string, options: { javaScriptEnabled?: boolean } = {}) {
  const context = await held.browser.newContext({ baseURL: copy.origin, ...options });
  const { page, complaints } = await watchedPage(context);
  await page.goto(`/sign-in?redirectTo=${path}`);
  await page.getByRole("button", { name }).click();
  await page.waitForURL(`**${path}`);
  return { context, page, complaints };
}

test("a writer finds tags by other names and numbers with the keyboard alone, takes one off again, and posts in their order", async () => {
  const { context, page, complaints } = await signedIn("Devika Rao", "/new");
  const field = page.getByRole("combobox", { name: "Find a tag" });
  const chosen = page.getByRole("list", { name: "Chosen tags" }).getByRole("listitem");
  await field.focus();
  await page.keyboard.type("optimism");
  await expect
    .poll(() => page.getByRole("option").allTextContents())
    .toEqual([expect.stringMatching(/OP Mainnet.*chain.*also Optimism.*threads?/)]);
  // In sight, and not behind the bar at the foot of the window.
  const isInSight = (option: Element) => {
    const { x, y, width, height } = option.getBoundingClientRect();
    return document.elementFromPoint(x + width / 2, y + height / 2)?.closest("[role=option]") === option;
  };
  await expect.poll(() => page.getByRole("option").evaluate(isInSight)).toBe(true);
  expect(await field.getAttribute("aria-activedescendant")).toBe(await page.getByRole("option").getAttribute("id"));
  await page.keyboard.press("Enter");
  await page.keyboard.type("4844");
  await page.keyboard.press("Enter");
  await page.keyboard.type("mev");
  await page.keyboard.press("Escape");
  expect(await field.getAttribute("aria-expanded")).toBe("false");
  expect(await field.inputValue()).toBe("mev");
  await page.keyboard.press("Escape");
  expect(await field.inputValue()).toBe("");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => page.getByRole("option").count()).toBe(8);
  await page.keyboard.press("ArrowUp");
  expect(await page.getByRole("option").last().getAttribute("aria-selected")).toBe("true");
  await page.keyboard.press("Escape");
  await page.keyboard.type("data avail");
  await page.keyboard.press("Enter");
  expect((await chosen.allTextContents()).map((text) => text.trim())).toEqual([
    "chainOP Mainnet",
    "EIPEIP-4844",
    "topicData availability",
  ]);
  await page.getByText("3 of 6").waitFor();
  await page.getByRole("button", { name: "Remove EIP-4844" }).click();
  await page.getByText("2 of 6").waitFor();
  expect(new URL(page.url()).pathname).toBe("/new");

  await page.getByLabel("Title").fill("Tags chosen by the keyboard alone");
  await page.getByLabel("Opening post").fill("Text.");
  await page.getByRole("button", { name: "Start thread" }).click();
  await page.waitForURL(/\/t\/\d+\//);
  await expect
    .poll(() => page.locator(".thread-kinds a").allTextContents())
    .toEqual(["OP Mainnet", "Data availability"]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("tags that the text mentions are suggested, and added by a click; six are the most, and a refused form keeps them", async () => {
  const { context, page, complaints } = await signedIn("Mira Okonjo", "/new");
  await page.getByRole("combobox", { name: "Find a tag" }).waitFor();
  await page.getByLabel("Opening post").fill("On Base and Optimism the fees fell after EIP-4844, says `Linea`.");
  const suggested = page.locator(".tag-suggestions button");
  await expect.poll(() => suggested.count()).toBe(4);
  await suggested.filter({ hasText: "EIP-4844" }).click();
  await expect.poll(() => suggested.count()).toBe(3);
  await (await tagBox(page, "Fees")).check();
  await expect.poll(() => suggested.count()).toBe(2);
  for (const name of ["UX", "MEV", "Proofs", "Security"]) await (await tagBox(page, name)).check();
  await page.getByText("6 of 6").waitFor();
  expect(await page.getByRole("combobox", { name: "Find a tag" }).isEditable()).toBe(false);
  await (await tagBox(page, "Privacy")).check();
  await page.getByText("7 of 6: take 1 off").waitFor();
  await page.getByRole("button", { name: "Remove Privacy" }).click();
  await page.getByText("6 of 6").waitFor();
  expect(await suggested.count()).toBe(0);
  await expectAccessible(page, "the picker, full");
  await page.getByLabel("Title").fill("A title that is long enough");
  await page.getByLabel("Opening post").evaluate((field: HTMLTextAreaElement) => field.removeAttribute("required"));
  await page.getByLabel("Opening post").fill(" ");
  await page.getByRole("button", { name: "Start thread" }).click();
  await page.getByText("Write something first.").waitFor();
  await page.getByText("6 of 6").waitFor();
  expect(complaints.filter((words) => !words.includes("422"))).toEqual([]);
  await context.close();
});

test("without script tags are ticked, a description is written, and a tag is followed", async () => {
  const { context, page } = await signedIn("Jonas Reuter", "/new", { javaScriptEnabled: false });
  expect(await page.getByRole("combobox").count()).toBe(0);
  await page.getByLabel("Title").fill("Tags ticked without a script");
  await page.getByLabel("Opening post").fill("Text.");
  await page.getByText("EIPs", { exact: true }).click();
  await page.getByLabel("EIP-7732", { exact: true }).check();
  await page.getByLabel("Privacy", { exact: true }).check();
  await page.getByRole("button", { name: "Start thread" }).click();
  await page.waitForURL(/\/t\/\d+\//);
  await page.getByRole("link", { name: "Privacy", exact: true }).click();
  await page.waitForURL("**/tags/privacy");
  await page.getByRole("link", { name: "Tags ticked without a script" }).waitFor();
  await page.getByRole("button", { name: "Follow" }).click();
  await page.getByRole("button", { name: "Following" }).waitFor();
  await page.getByRole("link", { name: "Edit description" }).click();
  await page.getByLabel("Description").fill("Hiding who pays whom, and *proving* only what must be known.");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".tag-description em").waitFor();
  await page.getByRole("link", { name: "History" }).click();
  await page.getByRole("link", { name: "Jonas Reuter", exact: true }).waitFor();
  await context.close();
});

test("boxes ticked before the page's script has arrived stay ticked when it does", async () => {
  const { context, page } = await signedIn("Devika Rao", "/tags");
  const { letGo: arrive } = await holdBack(page, "**/assets/entry.client-*.js");
  await page.goto("/new", { waitUntil: "commit" });
  await (await tagBox(page, "Gaming")).check();
  arrive();
  await page.getByRole("button", { name: "Remove Gaming" }).waitFor();
  expect(await page.getByLabel("Gaming", { exact: true }).isChecked()).toBe(true);
  await context.close();
});

test("the pages of tags are accessible in light and dark, and fit every width", { timeout: 120_000 }, async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page } = await watchedPage(context);
  await page.goto("/sign-in?redirectTo=/tags");
  await page.getByRole("button", { name: "Devika Rao" }).click();
  await page.waitForURL("**/tags");
  for (const path of [
    "/tags",
    "/tags?q=nothing-like-it",
    "/tags/op-stack",
    "/tags/fees?tag=economics&sort=top&period=all",
    "/tags/imx",
    "/tags/optimsm",
    "/tags/fees/edit",
    "/tags/fees/history",
    "/tags/new",
  ]) {
    await page.goto(path);
    await expectAccessibleAtAllWidths(page, path);
  }
  await context.close();
});
