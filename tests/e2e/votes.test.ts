/** Votes and reactions by keyboard, by holding and without script, and the line that says that a thread goes on. */
import type { BrowserContext, BrowserContextOptions, Page, Response } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import { expectAccessibleInBothThemes, openReply, untilHydrated, useBrowser, watchedPage } from "../support/browser";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const held = useBrowser();

const opened: BrowserContext[] = [];
afterEach(async () => {
  for (const context of opened.splice(0)) await context.close();
});

async function open(options: BrowserContextOptions = {}) {
  const size = { width: 1280, height: 900 };
  const context = await held.browser.newContext({ baseURL: copy.origin, viewport: size, ...options });
  opened.push(context);
  return context;
}

async function signIn(page: Page, path: string, name = "Devika Rao") {
  await page.goto(`/sign-in?redirectTo=${encodeURIComponent(path)}`);
  await page.getByRole("button", { name, exact: true }).click();
  await page.waitForURL((url) => url.pathname.startsWith(path));
}

const fold = (page: Page) => post(page, 1).locator("summary", { hasText: /^React/ });
const post = (page: Page, number: number) => page.getByRole("article", { name: new RegExp(`^Post ${number} by`) });
const worth = (page: Page) => post(page, 1).getByRole("button", { name: /^Worth reading/ });
const untilSaid = (page: Page, name: RegExp, isPressed: boolean) =>
  post(page, 1).getByRole("button", { name, pressed: isPressed }).waitFor();
const isSent = (answer: Response, what: "vote" | "react") =>
  answer.request().method() === "POST" && answer.url().includes(`/${what}`);
const sent = (page: Page, what: "vote" | "react") => page.waitForResponse((answer) => isSent(answer, what));

/** Waits until the server has answered so many. */
function answered(page: Page, what: "vote" | "react", count: number) {
  let seen = 0;
  return page.waitForResponse((answer) => isSent(answer, what) && ++seen === count);
}

/** Presses a key and waits until the server has counted what it does. */
async function press(page: Page, key: string, what: "vote" | "react" = "vote") {
  const [answer] = await Promise.all([sent(page, what), page.keyboard.press(key)]);
  expect(answer.status()).toBe(200);
}

test("a member votes by keyboard, strongly by a second press or by holding, and reacts; all of it stays", async () => {
  const context = await open();
  const { page, complaints } = await watchedPage(context);
  await signIn(page, "/t/3");
  await untilHydrated(page);
  await worth(page).focus();
  await press(page, "Enter");
  await untilSaid(page, /^Worth reading 1 /, true);
  await press(page, "Space");
  await untilSaid(page, /^Worth reading strongly 2 /, true);
  await press(page, "Enter");
  await untilSaid(page, /^Worth reading \(/, false);
  expect(await worth(page).evaluate((button) => button === document.activeElement)).toBe(true);

  const [answer] = await Promise.all([sent(page, "vote"), worth(page).click({ delay: 900 })]);
  expect(answer.status()).toBe(200);
  await untilSaid(page, /^Worth reading strongly 2 /, true);
  await post(page, 1).getByRole("button", { name: "I disagree (post 1)", exact: true }).focus();
  await press(page, "Enter");
  await untilSaid(page, /^I disagree 1 /, true);
  await fold(page).click();
  await post(page, 1).getByRole("button", { name: "needs a source (post 1)", exact: true }).focus();
  await press(page, "Enter", "react");

  await page.reload();
  await untilSaid(page, /^Worth reading strongly 2 /, true);
  await untilSaid(page, /^I disagree 1 /, true);
  await untilSaid(page, /^needs a source 1 /, true);
  await untilHydrated(page);
  await fold(page).click();
  await post(page, 1).getByText("you", { exact: true }).waitFor();

  // Two presses at once: the second acts on what the first has made, and both arrive in order.
  const allAnswered = Promise.all([answered(page, "vote", 2), answered(page, "react", 2)]);
  for (const button of [worth(page), post(page, 1).getByRole("button", { name: /^needs a source/ })])
    await button.evaluate((pressed: HTMLElement) => [pressed.click(), pressed.click()]);
  await untilSaid(page, /^Worth reading 1 /, true);
  await allAnswered;
  await page.reload();
  await untilSaid(page, /^Worth reading 1 /, true);
  await untilSaid(page, /^needs a source 1 /, true);
  await expectAccessibleInBothThemes(page, "votes and reactions");
  expect(complaints).toEqual([]);
});

test("without a connection a vote and a bookmark say so beside their buttons, and the thread stays", async () => {
  const context = await open();
  const page = await context.newPage();
  await signIn(page, "/t/3");
  await untilHydrated(page);
  await context.setOffline(true);
  await worth(page).click();
  await post(page, 1).getByText("No connection: this vote was not counted.").waitFor();
  await post(page, 1)
    .getByRole("button", { name: /^Bookmark/ })
    .click();
  await post(page, 1).getByText("No connection: the bookmark was not changed.").waitFor();
  expect(await page.getByRole("article").count()).toBeGreaterThan(1);
});

test("without script and on a phone, each form leads back to its post, and a visitor through signing in", async () => {
  const context = await open({ viewport: { width: 390, height: 800 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, "/t/4", "Mira Okonjo");
  // Each form leads back to the view and the order that it was sent from.
  await page.goto(`${new URL(page.url()).pathname}?view=tree&sort=old`);
  for (const [press, shown] of [
    [/^Worth reading/, /^Worth reading 1 /],
    [/^Worth reading 1/, /^Worth reading strongly 2 /],
    [/^Not worth reading/, /^Not worth reading \(/],
  ] as const) {
    await post(page, 1).getByRole("button", { name: press }).click();
    await page.waitForURL((url) => url.hash.startsWith("#p-") && url.search === "?view=tree&sort=old");
    await untilSaid(page, shown, true);
  }
  await fold(page).click();
  await post(page, 1).getByRole("button", { name: "crux (post 1)", exact: true }).click();
  await untilSaid(page, /^crux 1 /, true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

/** The number of open streams, by the server's own count. */
async function openStreams() {
  const text = await (await fetch(`${copy.origin}/-/metrics`)).text();
  return Number(/^counterproof_event_streams\{state="open"\} (\d+)$/m.exec(text)?.[1]);
}

const news = (page: Page) => page.getByRole("region", { name: "New in this thread" });

test(
  "a thread that goes on says so in every window, by one stream, without moving the text",
  { timeout: 150_000 },
  async () => {
    const visitors = await open();
    const windows = [await watchedPage(visitors), await watchedPage(visitors)];
    for (const { page } of windows) await page.goto("/t/5");
    const list = await watchedPage(visitors);
    // What happens in lists is told once: the stream has to know of this one before anything happens.
    const isFollowed = visitors.waitForEvent("response", (answer) => /\bthread:5\b.*\bthreads\b/.test(answer.url()));
    await list.page.goto("/");
    await isFollowed;
    const place = () => windows[0]!.page.evaluate(() => [scrollY, document.documentElement.scrollHeight]);
    await windows[0]!.page.evaluate(() => window.scrollTo(0, 700));
    await expect.poll(openStreams).toBe(1);
    const before = await place();

    const members = await open();
    const { page: member, complaints } = await watchedPage(members);
    await signIn(member, "/t/5");
    await untilHydrated(member);
    for (const text of ["The first reply that comes while others read.", "The second one."]) {
      await openReply(member);
      await member.getByLabel("Your reply").fill(text);
      await member.getByRole("button", { name: "Post reply" }).click();
      await member.getByText(text).first().waitFor();
    }
    for (const { page } of windows) await news(page).getByRole("link", { name: "2 new replies" }).waitFor();
    const listNews = list.page.getByRole("region", { name: "New in this list" });
    await listNews.getByRole("link", { name: "1 thread has news", exact: true }).waitFor();
    expect(await place()).toEqual(before);
    expect(await openStreams()).toBeLessThanOrEqual(2);
    // A member's own reply is no news to them.
    expect(await news(member).count()).toBe(0);

    const first = windows[0]!.page;
    await expectAccessibleInBothThemes(first, "news of a thread");
    // A link that is behind the news comes out when it gets the focus.
    const behind = first.locator(".post-actions a").last();
    await behind.evaluate((link) => scrollBy(0, link.getBoundingClientRect().bottom - innerHeight + 60));
    await behind.focus();
    await expect
      .poll(
        async () =>
          (await news(first).boundingBox())!.y - (await behind.evaluate((a) => a.getBoundingClientRect().bottom)),
      )
      .toBeGreaterThanOrEqual(0);
    await first.setViewportSize({ width: 390, height: 800 });
    expect(await first.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await news(first).getByRole("link", { name: "2 new replies" }).press("Enter");
    await first.getByText("The first reply that comes while others read.").waitFor();
    await news(windows[1]!.page).getByRole("button", { name: "Later" }).click();
    await news(windows[1]!.page).waitFor({ state: "detached" });

    // Counts of votes come by themselves, within some seconds.
    await Promise.all([sent(member, "vote"), worth(member).click()]);
    await untilSaid(member, /^Worth reading 1 /, true);
    await first.reload();
    const other = await open();
    const { page: voter } = await watchedPage(other);
    await signIn(voter, "/t/5", "Mira Okonjo");
    await untilHydrated(voter);
    await worth(voter).click({ delay: 900 });
    await untilSaid(voter, /^Worth reading strongly 3 /, true);
    await expect.poll(() => post(first, 1).locator("[data-count=worth]").textContent()).toBe("3");
    expect([...complaints, ...[...windows, list].flatMap((one) => one.complaints)]).toEqual([]);
  },
);
