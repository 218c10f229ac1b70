/** Reading: long threads, cards, shortcuts and appearance, for visitors and members. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import {
  expectAccessibleInBothThemes,
  holdBack,
  settled,
  untilHydrated,
  useBrowser,
  watchedPage,
} from "../support/browser";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();
let member: Member;
let short: ThreadMade;
let long: ThreadMade;

beforeAll(async () => {
  member = await aMember({ handle: "una-reads", name: "Una Reads" });
  short = await aThread({ author: member, title: "Which keys lead through a thread?" });
  const second = await aReply({ thread: short, body: "The second post." });
  await aReply({ thread: short, parentId: second.id, body: "The third answers the second." });
  long = await aThread({ author: member, title: "Does a long thread keep its place?" });
  const words = "Rollups settle to the base layer and fees moved again this week. ";
  await db.post.createMany({
    data: Array.from({ length: 119 }, (_, index) => ({
      threadId: long.id,
      authorId: member.id,
      number: index + 2,
      createdAt: new Date(Date.UTC(2024, 0, 1) + (index + (index > 70 ? 200 : 0)) * 86_400_000),
      html: `<p>Post number ${index + 2}. ${words.repeat(2 + (index % 5))}</p>`,
      plainText: `Post number ${index + 2}.`,
      path: String(index).padStart(5, "0"),
    })),
  });
  await db.thread.update({
    where: { id: long.id },
    data: { nextNumber: 121, postCount: 120, lastPostAt: new Date("2024-11-15") },
  });
});

async function open(as: Member | null, options: BrowserContextOptions = {}) {
  const context = await held.browser.newContext({
    baseURL: server.origin,
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  if (as) await context.addCookies([await server.jarCookieOf(as)]);
  return { context, ...(await watchedPage(context)) };
}

const pathOf = (thread: ThreadMade, number?: number) => `/t/${thread.id}/${thread.slug}${number ? `/${number}` : ""}`;
const numbers = (page: Page) =>
  page.locator(".posts .post-margin").evaluateAll((all) => all.map(({ id }) => Number(id.slice("post-".length))));
const from = (first: number, last: number) => [...Array(last - first + 1).keys()].map((index) => first + index);

/** Waits until the page has been drawn so many times. */
const drawn = (page: Page, times: number) =>
  page.evaluate(async (count) => {
    for (let time = 0; time < count; time++) await new Promise((next) => requestAnimationFrame(next));
  }, times);

test.each([
  ["visitor", () => null],
  ["member", () => member],
])("a %s reads on in both directions, and what is read stays where it is", async (_, who) => {
  const { context, page, complaints } = await open(who());
  await page.goto(`${pathOf(long, 42)}#post-42`);
  await page.locator("form[data-rail][data-ready]").waitFor();
  if (who()) await untilHydrated(page);
  expect(await numbers(page)).toEqual(from(41, 60));
  // Every place at which the post is drawn while earlier ones are put above it.
  await page.evaluate(`(() => {
    const places = (window.places = []);
    const look = () => {
      places.push(Math.round(document.getElementById("post-42").getBoundingClientRect().top));
      requestAnimationFrame(look);
    };
    look();
  })()`);
  await page.mouse.move(600, 400);
  if (who()) await page.mouse.wheel(0, 1);
  else {
    // A scrollbar that is dragged sends scrolls and nothing else.
    await page.locator(".posts[data-reads-on]").waitFor();
    await drawn(page, 3);
    await page.evaluate(() => scrollBy(0, 1));
  }
  await expect.poll(() => numbers(page).then((all) => all[0])).toBe(21);
  await drawn(page, 2);
  const places = await page.evaluate<number[]>("window.places");
  expect(Math.max(...places) - Math.min(...places)).toBeLessThanOrEqual(2);
  await page.locator("#post-60").scrollIntoViewIfNeeded();
  await expect.poll(() => numbers(page).then((all) => all.at(-1))).toBeGreaterThanOrEqual(80);
  const all = await numbers(page);
  expect(all).toEqual(from(all[0]!, all.at(-1)!));
  await page.getByText("6 months later", { exact: true }).waitFor();
  expect(await page.getByRole("navigation", { name: "Posts, below" }).textContent()).toContain(
    `${all[0]}–${all.at(-1)} of 120`,
  );
  if (who()) {
    // Posts that came later are the page's own: replying to one opens the form in place.
    await page.locator("#post-75").locator("..").getByRole("link", { name: "Reply to post 75" }).click();
    await page.getByRole("heading", { name: "Replying to post 75" }).waitFor();
    await page.getByText(/The last post here is of/).waitFor();
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test("a member quotes a post that came into the tree in place", async () => {
  const where = { threadId_number: { threadId: long.id, number: 60 } };
  const { id, createdAt } = await db.post.findUniqueOrThrow({ where, select: { id: true, createdAt: true } });
  await db.postRevision.create({
    data: { postId: id, number: 1, body: "The words of post 60.", editorId: member.id, createdAt },
  });
  const { context, page, complaints } = await open(member);
  await page.goto(`${pathOf(long)}?view=tree`);
  await page.locator("[data-tree][data-ready]").waitFor();
  await untilHydrated(page);
  await page.getByRole("link", { name: /more posts below post 1$/ }).click();
  const loaded = page.getByRole("article", { name: /^Post 60 by/ });
  await loaded.getByRole("button", { name: "Quote post 60", exact: true }).click();
  await expect
    .poll(() => page.getByLabel("Your reply").inputValue())
    .toContain(`[quote=@una-reads, p:${id}, r:1]\nThe words of post 60.\n[/quote]`);
  expect(complaints).toEqual([]);
  await context.close();
});

test("the rail says where one is and goes anywhere, with keys, a pointer and without script", async () => {
  const { context, page } = await open(null);
  await page.goto(`${pathOf(long, 50)}#post-50`);
  const rail = page.getByRole("slider", { name: "Post" });
  await page.locator("form[data-rail][data-ready]").waitFor();
  await expect.poll(() => page.locator("[data-rail-place]").textContent()).toBe("50 / 120");
  await rail.focus();
  await page.keyboard.press("End");
  await expect.poll(() => rail.getAttribute("aria-valuetext")).toMatch(/^120 of 120, \d+ \w+ 20\d\d$/);
  await page.waitForURL(`**${pathOf(long, 120)}#post-120`);
  await expectAccessibleInBothThemes(page, "the end of a long thread");
  await context.close();

  const plain = await open(null, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await plain.page.goto(pathOf(long, 50));
  await plain.page.getByLabel("Go to post").fill("77");
  await plain.page.getByRole("button", { name: "Go", exact: true }).click();
  await plain.page.waitForURL(`**${pathOf(long, 77)}#post-77`);
  await plain.page.getByRole("link", { name: "Earlier" }).first().click();
  await plain.page.waitForURL(`**${pathOf(long, 41)}`);
  await plain.context.close();
});

test("a key that waits for its script does not take the focus from a search that was begun since", async () => {
  const { context, page } = await open(null);
  const { isAsked, letGo } = await holdBack(page, "**/assets/keyboard-*.js");
  await page.goto(`${pathOf(short)}?view=flat`);
  await page.keyboard.press("j");
  await isAsked;
  await page.keyboard.press("/");
  await page.keyboard.type("second");
  const field = page.locator("#search-thread");
  const isThere = page.waitForResponse(/\/keyboard-/);
  letGo();
  await (await isThere).finished();
  await settled(page);
  expect(await field.evaluate((one: HTMLInputElement) => [one === document.activeElement, one.value])).toEqual([
    true,
    "second",
  ]);
  await context.close();
});

test("keys lead from post to post and list themselves; switched off, they do nothing", async () => {
  const { context, page, complaints } = await open(member);
  await page.goto(`${pathOf(short)}?view=flat`);
  await untilHydrated(page);
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest(".post")?.querySelector(".post-margin")?.id ?? "nothing");
  for (const [key, post] of [
    ["j", "post-1"],
    ["j", "post-2"],
    ["j", "post-3"],
    ["u", "post-2"],
    ["k", "post-1"],
    ["k", "post-1"],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(focused).toBe(post);
  }
  // "/" leads to the thread's field, which searches all of it, and Escape back to where one was.
  await page.keyboard.press("/");
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("search-thread");
  await page.keyboard.press("Escape");
  await expect.poll(focused).toBe("post-1");
  // Keys act in their order, however fast they follow one another.
  const pressAtOnce = async (keys: string[]) => {
    await page.evaluate((all) => {
      for (const key of all)
        document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }, keys);
    await settled(page);
  };
  await pressAtOnce(["j", "/"]);
  expect(await page.evaluate(() => document.activeElement!.id)).toBe("search-thread");
  await page.keyboard.press("Escape");
  await expect.poll(focused).toBe("post-2");
  // A key that follows one that leads to a field or a sheet is for that.
  await pressAtOnce(["?", "k"]);
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(focused).toBe("post-2");
  await page.keyboard.press("k");
  await expect.poll(focused).toBe("post-1");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.waitFor();
  await expectAccessibleInBothThemes(page, "the list of shortcuts");
  await page.keyboard.press("j");
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await expect.poll(focused).toBe("post-1");
  await page.keyboard.press("j");
  // The answer comes while a reply is being written.
  const { letGo: answer } = await holdBack(page, "**/p/*/bookmark*");
  const loadedAgain: string[] = [];
  page.on("request", (request) => {
    if (/_data=.*threadId/.test(request.url())) loadedAgain.push(request.url());
  });
  const isAnswered = page.waitForResponse(/\/bookmark/);
  await page.keyboard.press("b");
  await page.getByRole("button", { name: "Bookmarked post 2", pressed: true }).waitFor();
  await page.keyboard.press("r");
  await page.getByRole("heading", { name: /^Replying to post 2/ }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  // Letters are text in a field, and nothing with a modifier.
  await page.keyboard.type("jkgs");
  answer();
  await (await isAnswered).finished();
  // The post's foot may be far below: what the key did is said at the edge of the window.
  await page.getByRole("status").getByText("Post 2 is bookmarked", { exact: true }).waitFor();
  await page.keyboard.type("?");
  expect(await page.getByLabel("Your reply").inputValue()).toBe("jkgs?");
  await page.keyboard.press("Escape");
  await page.locator("[data-dock=folded]").waitFor();
  // The focus goes back with the next frame; until then keys are the field's.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe("TEXTAREA");
  expect(loadedAgain).toEqual([]);
  await page.keyboard.press("Alt+j");
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.waitForURL("**/sources");

  await page.goto("/settings/appearance");
  await page.getByRole("group", { name: "Threads open" }).getByLabel("Flat").check();
  await page.getByRole("group", { name: "Shortcuts of a single key" }).getByLabel("Off").check();
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByText("Kept.", { exact: true }).waitFor();
  await page.goto(pathOf(short));
  await page.getByRole("button", { name: "Flat", exact: true }).and(page.locator("[aria-current]")).waitFor();
  await page.locator("html[data-hydrated][data-keys=off]").waitFor();
  for (const key of ["j", "?", "/"]) await page.keyboard.press(key);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  expect(await sheet.count()).toBe(0);
  await db.member.update({ where: { id: member.id }, data: { hasSingleKeys: true } });
  expect(complaints).toEqual([]);
  await context.close();
});

test("pointing at a name shows its card; on touch a tap shows it as a sheet, and closing gives the place back", async () => {
  const { context, page, complaints } = await open(null);
  await page.goto(`${pathOf(short)}?view=flat`);
  const name = page.getByRole("heading", { name: "Una Reads" }).getByRole("link");
  await name.hover();
  const card = page.getByRole("dialog", { name: "Member: Una Reads" });
  await card.waitFor();
  expect(await card.textContent()).toMatch(/@una-reads.*joined.*2 threads/);
  await page.mouse.move(2, 2);
  await card.waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await context.close();

  const phone = await open(null, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await phone.page.goto(`${pathOf(short)}?view=flat`);
  await phone.page.getByRole("heading", { name: "Una Reads" }).getByRole("link").tap();
  const sheet = phone.page.getByRole("dialog", { name: "Member: Una Reads" });
  await sheet.waitFor();
  await expectAccessibleInBothThemes(phone.page, "a member's card as a sheet");
  await sheet.getByRole("button", { name: "Close" }).tap();
  await sheet.waitFor({ state: "detached" });
  expect(new URL(phone.page.url()).pathname).toBe(pathOf(short));
  await phone.page.getByRole("heading", { name: "Una Reads" }).getByRole("link").tap();
  await sheet.getByRole("link", { name: "Open the profile" }).tap();
  await phone.page.waitForURL("**/u/una-reads");
  await phone.context.close();
});

test("a visitor's theme, density and time zone are there before a page is drawn, and the page is everybody's", async () => {
  const { context, page, complaints } = await open(null, { colorScheme: "light" });
  await page.goto(`${pathOf(short)}?view=flat`);
  await page.getByRole("button", { name: "Dark", exact: true }).click();
  await page.goto("/settings/appearance");
  await page.getByRole("group", { name: "Threads open" }).getByLabel("Map").check();
  await page.getByLabel("Compact").check();
  await page.getByLabel("Time zone of posts").selectOption("Asia/Tokyo");
  await page.getByText("Kept in this browser.", { exact: true }).waitFor();
  await expectAccessibleInBothThemes(page, "the settings of appearance");
  const sent = page.waitForResponse((answer) => new URL(answer.url()).pathname === pathOf(short));
  await page.goto(`${pathOf(short)}?view=flat`, { waitUntil: "commit" });
  // The page waits for the script that sets it, and the script for the sheets.
  await page.locator("body").waitFor({ state: "attached" });
  expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({
    theme: "dark",
    density: "compact",
    zone: "Asia/Tokyo",
  });
  expect(await (await sent).text()).toBe(await (await server.fetch(`${pathOf(short)}?view=flat`)).text());
  await expect.poll(() => page.locator(".post-dates time").first().textContent()).toMatch(/GMT\+9|JST/);
  // The view travels in links; the server's page stays one for all.
  await page.goto("/");
  await page.getByRole("link", { name: "Which keys lead through a thread?" }).first().click();
  await page.waitForURL(`**${pathOf(short)}?view=map`);
  // An address that was typed leads on to the view, and nothing is drawn meanwhile.
  await page.addInitScript(() =>
    addEventListener("pagehide", () =>
      sessionStorage.setItem(`shown${location.search}`, `${document.documentElement.checkVisibility()}`),
    ),
  );
  await page.goto(pathOf(short), { waitUntil: "commit" });
  await page.waitForURL(`**${pathOf(short)}?view=map`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await page.evaluate(() => sessionStorage.getItem("shown"))).toBe("false");
  const script = await page.evaluate(() => document.querySelector<HTMLScriptElement>("head script:not([type])")?.src);
  expect((await (await fetch(script!)).arrayBuffer()).byteLength).toBeLessThanOrEqual(1_000);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a member's theme goes with the account, and works without script", async () => {
  const plain = await open(member, { javaScriptEnabled: false });
  await plain.page.goto(`${pathOf(short)}?view=flat`);
  await plain.page.getByRole("button", { name: "Dark", exact: true }).click();
  await plain.page.locator("html[data-theme=dark]").waitFor();
  expect(plain.page.url()).toContain(`${pathOf(short)}?view=flat`);
  await plain.context.close();
  const elsewhere = await open(member, { colorScheme: "light" });
  await elsewhere.page.goto("/");
  await elsewhere.page.getByRole("button", { name: "Dark", exact: true, pressed: true }).waitFor();
  await untilHydrated(elsewhere.page);
  const answered = elsewhere.page.waitForResponse((answer) => answer.url().endsWith("/settings/appearance"));
  await elsewhere.page.getByRole("button", { name: "Light", exact: true }).click();
  await answered;
  expect((await db.member.findUniqueOrThrow({ where: { id: member.id } })).theme).toBe("light");
  expect(elsewhere.complaints).toEqual([]);
  await elsewhere.context.close();
});
