/** Cards beside citations, and the pages of sources, in a real browser. */
import { afterEach, beforeAll, expect, test } from "vitest";
import type { BrowserContext } from "playwright-core";
import type { Member } from "~/features/auth/auth";
import {
  expectAccessible,
  expectAccessibleAtAllWidths,
  untilFocused,
  untilHydrated,
  useBrowser,
  watchedPage,
} from "../support/browser";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();
let thread: ThreadMade;
let reader: Member;
let writer: Member;
let context: BrowserContext;

beforeAll(async () => {
  reader = await aMember();
  const author = await aMember();
  writer = author;
  thread = await aThread({ author, title: "A thread with cards to look at" });
  await aReply({
    thread,
    author,
    body: `${Array.from({ length: 12 }, () => "A line of prose that makes the page longer than the screen is high, so that places matter.").join("\n\n")}

It is so[^supports:EIP-7732, § Motivation, "exact words"], and so is EIP-4844^[A note with *stress*.].

Sources: CoinDesk on it`,
  });
});

afterEach(() => context.close());

async function open(
  options: { width: number; hasTouch?: boolean; javaScriptEnabled?: boolean },
  path = `/t/${thread.id}/${thread.slug}`,
) {
  const { width, ...rest } = options;
  context = await held.browser.newContext({ viewport: { width, height: 800 }, ...rest });
  const watched = await watchedPage(context);
  await watched.page.goto(server.origin + path);
  return watched;
}

const marker = { name: /^Source 1, supports, EIP-7732/ };

test("from 1240 px a note stands beside its mark: pointing lights both, a press opens the card, nothing moves", async () => {
  const { page, complaints } = await open({ width: 1280 });
  const mark = page.getByRole("link", marker);
  await mark.scrollIntoViewIfNeeded();
  const before = await mark.boundingBox();
  await mark.hover();
  const note = page.locator(".margin-note[data-lit]");
  expect(await note.textContent()).toContain("exact words");
  const card = page.getByRole("dialog", { name: /^Source 1: EIP-7732/ });
  expect(await card.count()).toBe(0);
  await mark.click();
  await card.waitFor();
  expect(await card.textContent()).toContain("exact words");
  expect(await card.getAttribute("data-place")).toBe("margin");
  expect(await mark.boundingBox()).toEqual(before);
  await expectAccessible(page, "thread with an open card");
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "detached" });
  await page.mouse.move(5, 5);
  await expect.poll(() => note.count()).toBe(0);
  expect(complaints).toEqual([]);
});

test("each source of a range of numbers has its note in the margin", async () => {
  const post = await aReply({
    thread,
    author: writer,
    body: "Many say so[^EIP-1559; EIP-2930; EIP-4844; EIP-7702; EIP-7732].",
  });
  const { page, complaints } = await open({ width: 1280 }, `/p/${post.id}`);
  const notes = page.locator(`#p-${post.id} .margin-note`);
  await expect.poll(() => notes.count()).toBe(5);
  expect(await notes.locator(".margin-note-sign").allTextContents()).toEqual(["1", "2", "3", "4", "5"]);
  expect(await notes.nth(2).textContent()).toContain("EIP-4844");
  expect(complaints).toEqual([]);
});

test("a member says on the card whether the source says it: two clicks", async () => {
  const { page, complaints } = await open({ width: 1280 });
  await context.addCookies([await server.jarCookieOf(reader)]);
  await page.reload();
  await untilHydrated(page);
  await page.getByRole("link", marker).click();
  const card = page.getByRole("dialog", { name: /^Source 1: EIP-7732/ });
  await card.getByRole("group", { name: "Does the source say it?" }).waitFor();
  await expectAccessible(page, "a card with its check");
  await card.getByRole("button", { name: "says it" }).click();
  await card.getByText("Noted: says it.").waitFor();
  await card.getByRole("link", { name: "All reviews" }).click();
  await page.locator(".passage-review").getByText("says it").waitFor();
  expect(complaints).toEqual([]);
});

test("an author is not asked to check their own citation", async () => {
  const { page } = await open({ width: 1280 });
  await context.addCookies([await server.jarCookieOf(writer)]);
  await page.reload();
  await untilHydrated(page);
  await page.getByRole("link", marker).click();
  const card = page.getByRole("dialog", { name: /^Source 1: EIP-7732/ });
  await card.getByRole("link", { name: "All that cite it" }).waitFor();
  expect(await card.getByText("Does the source say it?").count()).toBe(0);
});

test("on a narrower page hovering opens the card below the mark, and leaving closes it", async () => {
  const { page } = await open({ width: 1000 });
  const mark = page.getByRole("link", marker);
  await mark.scrollIntoViewIfNeeded();
  await mark.hover();
  const card = page.getByRole("dialog", { name: /^Source 1: EIP-7732/ });
  await card.waitFor();
  expect(await card.getAttribute("data-place")).toBe("popover");
  await page.mouse.move(5, 5);
  await card.waitFor({ state: "detached" });
});

test("by keyboard alone: focus opens it, Enter goes into it, Escape comes back", async () => {
  const { page } = await open({ width: 1000 });
  const mark = page.getByRole("link", marker);
  await page.getByRole("link", { name: "Post 2", exact: true }).focus();
  for (let step = 0; step < 40 && !(await mark.evaluate((element) => element === document.activeElement)); step++)
    await page.keyboard.press("Tab");
  const card = page.getByRole("dialog");
  await card.waitFor();
  expect(await card.getAttribute("data-place")).toBe("popover");
  await page.keyboard.press("Enter");
  await expect.poll(() => card.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.clock.install();
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "detached" });
  await untilFocused(mark);
  // What was sent away does not come back by itself.
  await page.clock.runFor(5_000);
  expect(await card.count()).toBe(0);
});

test("on a phone a tap opens a sheet, and the page stays where it is", async () => {
  const { page } = await open({ width: 390, hasTouch: true });
  const mark = page.getByRole("link", marker);
  await mark.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await mark.tap();
  const card = page.getByRole("dialog");
  await card.waitFor();
  expect(await card.getAttribute("data-place")).toBe("sheet");
  expect(await page.evaluate(() => scrollY)).toBe(before);
  expect(page.url()).not.toContain("#");
  await card.getByRole("button", { name: "Close" }).tap();
  await card.waitFor({ state: "detached" });
});

test("a note and a bare EIP have cards too", async () => {
  const { page, complaints } = await open({ width: 1000 });
  await page.getByRole("link", { name: "Note a", exact: true }).hover();
  await page.getByRole("dialog", { name: "Note a" }).waitFor();
  await page.mouse.move(5, 5);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "EIP-4844", exact: true }).hover();
  const card = page.getByRole("dialog", { name: "EIP-4844: Shard Blob Transactions" });
  await card.waitFor();
  expect(await card.textContent()).toContain("status Final");
  expect(complaints).toEqual([]);
});

test("a quoted passage names its sources as every post knows them, and leaves notes behind", async () => {
  const { page } = await open({ width: 1280 }, "/");
  const cookie = await server.cookieOf(reader);
  await context.addCookies([
    { name: cookie.split("=")[0]!, value: cookie.slice(cookie.indexOf("=") + 1), url: server.origin },
  ]);
  await page.goto(`${server.origin}/t/${thread.id}/${thread.slug}`);
  const passage = page.locator("p", { hasText: "and so is EIP-4844" }).first();
  await passage.scrollIntoViewIfNeeded();
  await page.locator(".dock:not([data-dock=static])").waitFor();
  await passage.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    getSelection()!.removeAllRanges();
    getSelection()!.addRange(range);
  });
  await page.getByRole("button", { name: "Quote q" }).waitFor();
  await page.keyboard.press("q");
  const text = page.getByRole("textbox", { name: /reply|text/i }).first();
  await expect
    .poll(() => text.inputValue())
    .toContain('It is so[^supports:eip-7732, § Motivation, "exact words"], and so is EIP-4844 (note omitted).');
});

test("without script a marker leads to its entry, and the entry back", async () => {
  const { page } = await open({ width: 1280, javaScriptEnabled: false });
  await page.getByRole("link", marker).click();
  await page.waitForURL(/#p\d+-s1$/);
  const cited = page.getByRole("article", { name: /^Post 2 by / });
  await cited.getByRole("link", { name: "Back to citation 1", exact: true }).click();
  await page.waitForURL(/#p\d+-c\d+$/);
});

test.each([
  ["the list", "/sources"],
  ["one source", "/sources/eip-7732"],
  ["a thread’s sources", ""],
  ["a name without a link", "/sources/find/1"],
  ["cite this post", "/p/2/cite"],
])("%s is accessible and fits every width", async (name, path) => {
  const { page, complaints } = await open({ width: 1280 }, path || `/t/${thread.id}/${thread.slug}/sources`);
  await expectAccessibleAtAllWidths(page, name);
  expect(complaints).toEqual([]);
});

test("a member mends a source without script", async () => {
  context = await held.browser.newContext({ javaScriptEnabled: false });
  const cookie = await server.cookieOf(reader);
  await context.addCookies([
    { name: cookie.split("=")[0]!, value: cookie.slice(cookie.indexOf("=") + 1), url: server.origin },
  ]);
  const page = await context.newPage();
  await page.goto(`${server.origin}/sources/eip-7732/edit`);
  await page.getByLabel("Reason (optional)").fill("as on its page");
  await page.getByLabel("The page", { exact: true }).selectOption("moved");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("as on its page").waitFor();
  expect(await page.locator(".source-facts").textContent()).toContain("the page has moved");
});
