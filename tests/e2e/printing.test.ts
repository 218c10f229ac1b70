/** A thread on paper, as a browser prints it. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { expectAccessibleInBothThemes, untilHydrated, useBrowser, watchedPage } from "../support/browser";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();

const diagram = "```mermaid\nflowchart LR\n  A[rollup] --> B[blob]\n```";
const row = Array.from({ length: 9 }, (_, index) => `column${index}`);
const body = [
  "Fees fell[^fees], says [a report](https://example.org/report), and https://example.org/plain too.",
  `| ${row.join(" | ")} |\n|${"---|".repeat(9)}\n| ${row.map((word) => `${word}-of-the-row`).join(" | ")} |`,
  `\`\`\`js\nconst line = "${"long ".repeat(40)}";\n\`\`\``,
  "![TPS of Base](metric:base/tps)",
  diagram,
  "More.\n\n".repeat(40),
  diagram,
  "[^fees]: https://example.org/fees Fees by chain",
].join("\n\n");

async function open(options: { asMember?: boolean; isTouch?: boolean } = {}) {
  const author = await aMember();
  const thread = await aThread({ author, body });
  await aReply({ thread, author: await aMember(), body: "A reply, whose text is printed too." });
  const context = await aContext(options.isTouch);
  if (options.asMember) await context.addCookies([await server.jarCookieOf(author)]);
  const { page, complaints } = await watchedPage(context);
  await page.goto(`/t/${thread.id}/${thread.slug}`);
  return { page, complaints, context, thread };
}

/** A headless browser prints nothing; its pages count how often they asked to. */
async function aContext(isTouch = false) {
  const viewport = { width: 1280, height: 900 };
  const touch = isTouch ? { isMobile: true, hasTouch: true } : {};
  const context = await held.browser.newContext({ baseURL: server.origin, viewport, ...touch });
  await context.addInitScript(() => {
    Object.assign(window, {
      printed: 0,
      print: () => Object.assign(window, { printed: Reflect.get(window, "printed") + 1 }),
    });
  });
  return context;
}

const statesIn = (page: Page) =>
  page.locator("figure.diagram").evaluateAll((all) => all.map((one) => one.getAttribute("data-state")));
const printedIn = (page: Page) => page.evaluate(() => Reflect.get(window, "printed"));

/** Waits until the module that listens to the key has run: it comes with the one that draws. */
async function untilListening(page: Page) {
  const address = await page.waitForFunction(
    () => performance.getEntriesByType("resource").find(({ name }) => name.includes("/assets/diagrams-"))?.name,
  );
  // As text, so that nothing rewrites the import on its way to the page.
  await page.evaluate(`import("${await address.jsonValue()}").then(() => undefined)`);
}

for (const asMember of [false, true]) {
  test(`a ${asMember ? "member" : "visitor"} prints texts, sources with addresses, and nothing to press`, async () => {
    const { page, complaints, context, thread } = await open({ asMember });
    await page.locator(asMember ? ".dock" : ".visitor-bar").waitFor();
    // A theme that was chosen is for the screen: paper stays white.
    await page.evaluate(() => (document.documentElement.dataset["theme"] = "dark"));
    await page.emulateMedia({ media: "print" });
    const colours = await page.evaluate(() => {
      const { backgroundColor } = getComputedStyle(document.documentElement);
      return [backgroundColor, getComputedStyle(document.querySelector(".prose")!).color];
    });
    expect(colours).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
    // 170 mm, the width of A4 between its margins.
    await page.setViewportSize({ width: 643, height: 900 });

    const controls = page.locator("main :is(button, input, textarea, select, form, summary)");
    for (const control of await controls.all()) expect(await control.isVisible()).toBe(false);
    for (const part of ["header.site-header", "footer.site-footer", ".thread-tabs", ".margin-notes", ".post-foot"])
      expect([part, await page.locator(part).first().isVisible()]).toEqual([part, false]);

    expect(await page.getByText("A reply, whose text is printed too.").isVisible()).toBe(true);
    expect(await page.getByText(`${server.origin}/t/${thread.id}`, { exact: true }).isVisible()).toBe(true);
    const source = page.locator(".sources li").first();
    expect(await source.locator(".source-address").isVisible()).toBe(true);
    expect(await source.textContent()).toMatch(/https:\/\/example\.org\/fees, read \d{4}-\d{2}-\d{2}/);
    const behind = (name: string) =>
      page.getByRole("link", { name }).evaluate((link) => getComputedStyle(link, "::after").content);
    expect(await behind("a report")).toContain("https://example.org/report");
    expect(await behind("https://example.org/plain")).toBe("none");

    // Nothing is cut: no table and no code is wider than the sheet.
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll(".prose :is(table, pre)")].flatMap((element) =>
        element.getBoundingClientRect().right > 643 || element.scrollWidth > element.clientWidth + 1
          ? [element.tagName]
          : [],
      ),
    );
    expect(wide).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("a widget is printed with its value at posting, its date and its address", async () => {
  const { page, context } = await open();
  await page.emulateMedia({ media: "print" });
  const widget = page.locator(".widget").first();
  expect(await widget.locator(".widget-posted").innerText()).toMatch(/^At posting, \d{1,2} \w{3} \d{4}: /);
  expect(await widget.locator(".widget-address").innerText()).toContain(`${server.origin}/metrics/base/tps`);
  await context.close();
});

test("the key that prints waits until all diagrams are drawn, and the drawings are printed", async () => {
  // On a touch screen nothing is drawn ahead.
  const { page, complaints, context } = await open({ isTouch: true });
  await page.locator("figure.diagram[data-state]").first().waitFor();
  expect((await statesIn(page))[1]).toBe("waiting");
  await untilListening(page);
  await page.keyboard.press("Control+p");
  await expect.poll(() => printedIn(page)).toBe(1);
  expect(await statesIn(page)).toEqual(["drawn", "drawn"]);
  await page.emulateMedia({ media: "print" });
  for (const figure of await page.locator("figure.diagram").all()) {
    expect(await figure.locator("iframe").isVisible()).toBe(true);
    expect(await figure.locator("pre").isVisible()).toBe(false);
  }
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(complaints).toEqual([]);
  await context.close();
});

test("who reads on gets diagrams drawn that were never in view, so that a browser's menu prints them", async () => {
  const { page, complaints, context } = await open();
  const shown = await statesIn(page);
  expect(shown).not.toEqual(["drawn", "drawn"]);
  await page.evaluate(() => scrollBy(0, 1));
  await expect.poll(() => statesIn(page)).toEqual(["drawn", "drawn"]);
  expect(await page.evaluate(() => scrollY)).toBe(1);
  expect(complaints).toEqual([]);
  await context.close();
});

describe("a thread of more than 20 posts", () => {
  let thread: ThreadMade;

  beforeAll(async () => {
    const author = await aMember();
    thread = await aThread({
      author,
      body: `Fees fell[^fees].\n\n${diagram}\n\n[^fees]: https://example.org/fees Fees`,
    });
    for (let number = 2; number <= 22; number++) await aReply({ thread, author, body: `Words of reply ${number}.` });
    await aReply({ thread, author, body: `The last[^f].\n\n${diagram}\n\n[^f]: https://example.org/fees` });
  });

  test("says on paper which posts these are, and where the whole thread is", async () => {
    const context = await aContext();
    const { page } = await watchedPage(context);
    await page.goto(`/t/${thread.id}/${thread.slug}?view=flat`);
    await page.emulateMedia({ media: "print" });
    const address = `${server.origin}/t/${thread.id}?print=all`;
    expect(await page.getByText(`Posts 1 to 20 of 23. The whole thread as one document: ${address}`).isVisible()).toBe(
      true,
    );
    await page.goto(`/t/${thread.id}/${thread.slug}?view=tree&branch=2`);
    expect(await page.getByText(`1 post of 23. The whole thread as one document: ${address}`).isVisible()).toBe(true);
    await context.close();
  });

  test.each(["visitor", "member"])(
    "is printed as one document by a %s, with one list of sources and drawn diagrams",
    async (who) => {
      const context = await aContext();
      if (who === "member") await context.addCookies([await server.jarCookieOf(thread.author)]);
      const { page, complaints } = await watchedPage(context);
      await page.goto(`/t/${thread.id}/${thread.slug}`);
      await page.getByRole("link", { name: "Print the whole thread" }).click();
      await page.waitForURL(/\?print=all$/);
      if (who === "member") await untilHydrated(page);
      await expect.poll(() => statesIn(page)).toEqual(["drawn", "drawn"]);
      expect(await page.locator("article.post").count()).toBe(23);
      expect(await page.locator(".sources ol > li").count()).toBe(1);
      await expectAccessibleInBothThemes(page, "the print view");
      await page.getByRole("button", { name: "Print", exact: true }).click();
      await expect.poll(() => printedIn(page)).toBe(1);

      await page.emulateMedia({ media: "print" });
      const controls = page.locator("main :is(button, input, textarea, select, form, summary)");
      for (const control of await controls.all()) expect(await control.isVisible()).toBe(false);
      expect(await page.getByText("Cited in posts 1 and 23").isVisible()).toBe(true);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  test("is one document without script too, and for a member", async () => {
    const context = await held.browser.newContext({ baseURL: server.origin, javaScriptEnabled: false });
    await context.addCookies([await server.jarCookieOf(thread.author)]);
    const page = await context.newPage();
    await page.goto(`/t/${thread.id}?print=all`);
    expect(new URL(page.url()).pathname).toBe(`/t/${thread.id}/${thread.slug}`);
    await page.getByText(/^The last/).waitFor();
    expect(await page.getByText("Words of reply 12.").isVisible()).toBe(true);
    expect(await page.getByRole("button", { name: "Print", exact: true }).isVisible()).toBe(false);
    await context.close();
  });
});
