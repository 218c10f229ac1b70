/** A thread as a tree and as a map, and going on where one stopped, in a real browser. */
import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessibleInBothThemes, holdBack, untilHydrated, useBrowser, watchedPage } from "../support/browser";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const held = useBrowser();

type Given = NonNullable<Parameters<typeof held.browser.newContext>[0]>;
const aContext = (given: Given = {}) =>
  held.browser.newContext({ baseURL: copy.origin, viewport: { width: 1280, height: 900 }, ...given });

/** Which post has the focus. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest("article")?.getAttribute("aria-label") ?? "");

async function signIn(page: Page, name: string) {
  await page.goto("/sign-in");
  await page.getByRole("button", { name, exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

async function within(context: BrowserContext, work: (page: Page, complaints: string[]) => Promise<void>) {
  const { page, complaints } = await watchedPage(context);
  await work(page, complaints);
  expect(complaints).toEqual([]);
  await context.close();
}

test("a visitor walks through the tree with the arrow keys, folds a branch, and finds it folded", async () => {
  await within(await aContext(), async (page) => {
    await page.goto("/t/1");
    await page.locator("[data-tree][data-ready]").waitFor();
    await page
      .getByRole("article", { name: /^Post 7 by/ })
      .getByRole("link", { name: "Devika Rao", exact: true })
      .focus();
    // The first key is kept until what answers it has come.
    const leads = async (key: string, post: RegExp) => {
      await page.keyboard.press(key);
      await expect.poll(() => focused(page)).toMatch(post);
    };
    await leads("ArrowLeft", /^Post 6 /);
    await leads("ArrowLeft", /^Post 3 /);
    await leads("ArrowRight", /^Post (6|8) /);
    await leads("Shift+ArrowLeft", /^Post 3 /);
    await leads("Shift+ArrowUp", /^Post 2 /);
    await leads("Shift+ArrowDown", /^Post 3 /);

    const fold = page.locator(".tree-fold > summary", { hasText: "to post 3" });
    await fold.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("article", { name: /^Post 6 by/ }).isVisible()).toBe(false);
    await page.reload();
    await expect.poll(() => page.getByRole("article", { name: /^Post 6 by/ }).isVisible()).toBe(false);
    // The rule along a branch is as wide as a finger needs, and folds it, too.
    const second = page.locator(".tree-fold > summary", { hasText: "to post 2" });
    // A diagram above that is drawn meanwhile moves the rule; a reader would follow it.
    await expect
      .poll(async () => {
        if (!(await page.getByRole("article", { name: /^Post 9 by/ }).isVisible())) return false;
        const { x, y } = await second.evaluate((summary) => {
          summary.scrollIntoView({ block: "start", behavior: "instant" });
          return summary.getBoundingClientRect();
        });
        await page.mouse.click(x + 4, y + 60);
        return page.getByRole("article", { name: /^Post 9 by/ }).isVisible();
      })
      .toBe(false);
  });
});

test("keys and a fold that come before what answers them are not lost, and take nobody back", async () => {
  await within(await aContext(), async (page) => {
    const keys = await holdBack(page, "**/assets/thread-tree-*.js");
    const charts = await holdBack(page, "**/assets/charts-*.js");
    const fold = page.locator(".tree-fold > summary", { hasText: "to post 2" });
    const beginAt7 = async () => {
      await page.locator("[data-tree][data-ready]").waitFor();
      await page
        .getByRole("article", { name: /^Post 7 by/ })
        .getByRole("link", { name: "Devika Rao", exact: true })
        .focus();
    };
    await page.goto("/t/1");
    await beginAt7();
    await keys.isAsked;
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    expect(await focused(page)).toMatch(/^Post 7 /);
    keys.letGo();
    await expect.poll(() => focused(page)).toMatch(/^Post 3 /);

    // A pointer that leaves a chart ends what is read there.
    await page.mouse.move(1, 1);
    const chart = page.getByRole("group", { name: /^Chart/ }).first();
    await chart.focus();
    await charts.isAsked;
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    const readout = chart.locator("[data-chart-readout]");
    expect(await readout.textContent()).toBe("");
    charts.letGo();
    // Each key once: the second point of a series that begins on 22 January.
    await expect.poll(() => readout.textContent()).toMatch(/^23 Jan 2026: /);

    const again = await holdBack(page, "**/assets/thread-tree-*.js");
    await page.reload();
    await beginAt7();
    await again.isAsked;
    await page.keyboard.press("ArrowLeft");
    await fold.click();
    again.letGo();
    await page.waitForResponse(/thread-tree-/);
    await page.reload();
    await expect.poll(() => page.getByRole("article", { name: /^Post 9 by/ }).isVisible()).toBe(false);
    expect(await page.getByRole("article", { name: /^Post 6 by/ }).isVisible()).toBe(true);
  });
});

test("the map is one stop of the Tab key, its arrow keys lead along the replies, and its list has the same posts", async () => {
  await within(await aContext(), async (page) => {
    await page.goto("/t/1?view=map");
    await page.locator("svg[data-map][data-ready]").waitFor();
    const name = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await page.getByRole("link", { name: /^Post 1 by Mira Okonjo/ }).focus();
    await page.keyboard.press("ArrowRight");
    expect(await name()).toMatch(/^Post 2 by .*, supports 1$/);
    await page.keyboard.press("ArrowLeft");
    expect(await name()).toBe("Post 1 by Mira Okonjo");
    await page.keyboard.press("End");
    const last = await name();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".map-list") !== null)).toBe(true);
    const items = await page.getByRole("list", { name: "Posts of the map" }).getByRole("listitem").count();
    expect([items, await page.locator("svg[data-map] a").count()]).toEqual([11, 11]);
    expect(last).toMatch(/^Post 11 by /);
  });
});

test("a member's place is noted while they read, the address follows, and the list says what is unread", async () => {
  await within(await aContext(), async (page) => {
    await signIn(page, "Devika Rao");
    const row = page.getByRole("row", { name: /Did we scale the wrong way/ });
    await row.getByText("not opened yet").waitFor({ state: "attached" });
    await page.goto("/t/1?view=flat");
    await untilHydrated(page);
    const fourth = page.getByRole("article", { name: /^Post 4 by/ });
    const isNoted = page.waitForResponse(
      (response) => response.status() === 204 && /number=[4-6]\b/.test(response.request().postData() ?? ""),
    );
    // A diagram above that is drawn meanwhile moves the post; a reader would bring it back.
    await expect
      .poll(async () => {
        await fourth.evaluate((post) => post.scrollIntoView());
        return page.url();
      })
      .toMatch(/\/t\/1\/[a-z-]+\/4\?view=flat$/);
    await isNoted;
    await page.goto("/");
    await row.getByRole("link", { name: /^[5-7] unread, go to the first$/ }).click();
    await page.waitForURL(/\/t\/1\/[a-z-]+\/[5-7](?:[?#].*)?$/, { waitUntil: "commit" });
  });
});

for (const [name, address, goesOnTo, then] of [
  [
    "the address follows a reader who scrolled before the module was loaded",
    "/t/1?view=flat",
    4,
    /\/t\/1\/[a-z-]+\/4\?view=flat$/,
  ],
  ["the address stays while its post is on screen", "/t/1/did-we-scale-the-wrong-way/3?reply=3", 3, /\/3\?reply=3$/],
] as const)
  test(name, async () => {
    await within(await aContext(), async (page) => {
      await signIn(page, "Mira Okonjo");
      const follows = await holdBack(page, "**/assets/thread-*.js");
      const isNoted = page.waitForResponse((response) => response.status() === 204);
      // A diagram that is drawn meanwhile would move the post.
      await holdBack(page, "**/assets/diagrams-*.js");
      // The file is preloaded from the head, so that `load` would wait for it.
      await page.goto(address, { waitUntil: "commit" });
      await untilHydrated(page);
      await follows.isAsked;
      await page
        .getByRole("article", { name: new RegExp(`^Post ${goesOnTo} by`) })
        .evaluate((post) => post.scrollIntoView());
      follows.letGo();
      await isNoted;
      expect(page.url()).toMatch(then);
    });
  });

test("at a phone's width the Tab key opens no card, Enter does, and one tap opens a related thread", async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  await within(await aContext(phone), async (page) => {
    await page.goto("/t/1?view=flat");
    await page.locator(".post-author a").first().focus();
    let marks = 0;
    for (let stop = 0; stop < 25; stop++) {
      await page.keyboard.press("Tab");
      marks += await page.evaluate(() => Number(document.activeElement?.matches("[data-card]")));
    }
    expect(marks).toBeGreaterThan(5);
    expect(await page.locator("dialog.card").count()).toBe(0);
    await page.locator(".post-main a[data-card]").first().press("Enter");
    await page.locator("dialog.card[data-place=sheet]").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog.card").waitFor({ state: "detached" });
    await page.locator(".related-threads a").first().tap();
    await page.waitForURL(/\/t\/(?!1\/)\d+\//);
  });
});

test("a member's view is remembered, and a bookmark has a note and can be brought back", async () => {
  await within(await aContext(), async (page) => {
    await signIn(page, "Mira Okonjo");
    await page.goto("/t/3");
    await untilHydrated(page);
    const bookmark = page.getByRole("button", { name: "Bookmark post 2", exact: true });
    // It is shown at once; leaving before it is kept would lose it.
    const isKept = page.waitForResponse((answer) => answer.request().method() === "POST");
    await bookmark.click();
    await page.getByRole("button", { name: "Bookmarked post 2", exact: true, pressed: true }).waitFor();
    expect((await isKept).status()).toBe(200);
    await page.getByRole("button", { name: "Map", exact: true }).click();
    await page.waitForURL(/view=map/);
    await page.goto("/t/1");
    await page.locator("svg[data-map]").waitFor();

    await page.getByRole("button", { name: "Your menu, Mira Okonjo" }).click();
    await page.getByRole("link", { name: "Bookmarks", exact: true }).click();
    await page.getByText("Add a note").click();
    await page.getByLabel(/^Note/).fill("For the talk on Tuesday.");
    await page.getByRole("button", { name: "Keep this note" }).click();
    await page.getByText("For the talk on Tuesday.", { exact: true }).waitFor();
    await page.getByRole("button", { name: /^Remove/ }).click();
    await page.getByRole("heading", { name: "No bookmarks" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("For the talk on Tuesday.", { exact: true }).waitFor();
  });
});

test("without script branches fold, replies open in place, and what was served counts as read", async () => {
  await within(await aContext({ javaScriptEnabled: false }), async (page) => {
    await signIn(page, "Jonas Reuter");
    await page.goto("/t/1?view=tree");
    await page.locator(".tree-fold > summary", { hasText: "to post 3" }).click();
    expect(await page.getByRole("article", { name: /^Post 6 by/ }).isVisible()).toBe(false);
    await page.getByRole("button", { name: "Flat", exact: true }).click();
    await page.waitForURL(/view=flat/);
    await page.locator(".post-replies > summary", { hasText: "to post 2" }).click();
    await page.locator(".post-replies li", { hasText: "Kofi Asante" }).first().waitFor();
    await page.goto("/");
    const row = page.getByRole("row", { name: /Did we scale the wrong way/ });
    expect(await row.getAttribute("data-unread")).toBeNull();

    await page.goto("/t/1");
    await page.getByRole("link", { name: "What is new" }).click();
    await page.getByLabel("New since").fill("2026-02-24");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/since=2026-02-24/);
    await page.getByRole("heading", { name: /new posts?$/ }).waitFor();
  });
});

test("the views, what has changed and bookmarks have no faults for axe on a phone, light and dark", async () => {
  await within(await aContext({ viewport: { width: 390, height: 844 } }), async (page) => {
    await signIn(page, "Mira Okonjo");
    for (const path of ["/t/3?view=tree", "/t/3?view=map", "/t/3?view=flat", "/bookmarks"]) {
      await page.goto(path);
      await untilHydrated(page);
      await expectAccessibleInBothThemes(page, path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
    await page.getByRole("link", { name: /^Post 2 by/ }).click();
    await page.waitForURL(/\/t\/3\//);
    await page.goto(`${new URL(page.url()).pathname.replace(/\/\d+$/, "")}/changes?since=2026-01-01`);
    await expectAccessibleInBothThemes(page, "changes");
  });
});
