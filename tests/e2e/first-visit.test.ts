/** What a first visit fetches and what it leaves for later. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import postcss from "postcss";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { untilHydrated, useBrowser } from "../support/browser";
import { aMember, aReply, aThread } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();

const formula = "Fees follow \\(f = g \\cdot p\\), so they fall with the price.";
const far = `${"A paragraph before the formula.\n\n".repeat(120)}${formula}`;

/** A page and the fonts of formulas that it has asked for so far. */
async function openAThread(body: string, { javaScriptEnabled = true } = {}) {
  const thread = await aThread({ author: await aMember(), body });
  const context = await held.browser.newContext({ baseURL: server.origin, javaScriptEnabled });
  const page = await context.newPage();
  const fonts: string[] = [];
  page.on("request", (request) => void (request.url().includes("stix-two-math") && fonts.push(request.url())));
  await page.goto(`/t/${thread.id}/${thread.slug}`, { waitUntil: "networkidle" });
  return { page, fonts, context };
}

const familyOf = (page: Page) =>
  page.locator("math").evaluate((math) => getComputedStyle(math).fontFamily.split(",")[0]);

/** Until what watches formulas has come, with all that threads load. */
const untilWatched = (page: Page) =>
  page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => /\/thread-[\w-]{8}\.js$/.test(name)),
  );

test("the font of formulas is fetched for one near the window", async () => {
  const { page, fonts, context } = await openAThread(formula);
  await expect.poll(() => fonts.length).toBe(1);
  expect(await familyOf(page)).toBe('"STIX Two Math"');
  await context.close();
});

test("the font of a formula far down is fetched once somebody reads on", async () => {
  const { page, fonts, context } = await openAThread(far);
  await untilWatched(page);
  expect(fonts).toEqual([]);
  await page.mouse.wheel(0, 200);
  await expect.poll(() => fonts.length).toBe(1);
  expect(await familyOf(page)).toBe('"STIX Two Math"');
  await context.close();
});

test("a page that is printed asks for the font of its formulas", async () => {
  const { page, fonts, context } = await openAThread(far);
  await untilWatched(page);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect.poll(() => fonts.length).toBe(1);
  await context.close();
});

test("without script a formula has its font from the beginning", async () => {
  const { fonts, context } = await openAThread(far, { javaScriptEnabled: false });
  await expect.poll(() => fonts.length).toBe(1);
  await context.close();
});

/** Runs in the page before anything else: notes how many posts there are whenever the height of the whole page is asked for. */
function notePlacing() {
  const placed: number[] = ((window as unknown as { placed: number[] }).placed = []);
  const { get } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "offsetHeight")!;
  Object.defineProperty(HTMLElement.prototype, "offsetHeight", {
    configurable: true,
    get(this: HTMLElement) {
      if (this === document.body) placed.push(document.querySelectorAll("article.post").length);
      return get!.call(this) as number;
    },
  });
}

const placed = (page: Page) => page.evaluate(() => (window as unknown as { placed: number[] }).placed);

test.each(["visitor", "member"])("the long thread of a %s is placed in parts while it arrives", async (who) => {
  const author = await aMember();
  const thread = await aThread({ author, body: "A claim.\n\n".repeat(400) });
  for (let index = 0; index < 12; index++) await aReply({ thread, author, body: `Answer ${index}.\n\n`.repeat(60) });
  const context = await held.browser.newContext({ baseURL: server.origin });
  if (who === "member") await context.addCookies([await server.jarCookieOf(author)]);
  const page = await context.newPage();
  await page.addInitScript(notePlacing);
  await page.goto(`/t/${thread.id}/${thread.slug}`, { waitUntil: "load" });
  const parts = await placed(page);
  expect(parts.slice(0, 2)).toEqual([0, 1]);
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.length).toBeLessThan(8);
  expect(parts).toEqual([...new Set(parts)].toSorted((a, b) => a - b));
  // What comes later is placed when it is drawn.
  await page.evaluate(() => document.body.append(document.createElement("part-end"), "words".repeat(5)));
  expect(await placed(page)).toEqual(parts);
  await context.close();
});

test("a thread's posts are read once its sheets are there", async () => {
  const author = await aMember();
  const thread = await aThread({ author });
  for (const as of [null, author]) {
    const html = await (await server.fetch(`/t/${thread.id}/${thread.slug}`, { as })).text();
    const marks = as ? "customElements.define(`part-end`" : "/assets/visitor-appearance-";
    const order = [html.lastIndexOf('rel="stylesheet"'), html.indexOf(marks), html.indexOf("<part-end")];
    expect([as?.handle, order.includes(-1), order]).toEqual([as?.handle, false, order.toSorted((a, b) => a - b)]);
  }
});

test("a visitor's pages load no file of the framework, and a member's thread comes in few files", async () => {
  const author = await aMember();
  const thread = await aThread({ author, body: `${formula}\n\n![TPS of Base](metric:base/tps)` });
  await aReply({ thread, author, body: "A reply[^one].\n\n[^one]: https://example.org/one One" });
  const context = await held.browser.newContext({ baseURL: server.origin });
  const page = await context.newPage();
  const scripts: string[] = [];
  page.on("request", (request) => void (request.resourceType() === "script" && scripts.push(request.url())));
  for (const path of ["/", `/t/${thread.id}/${thread.slug}`, "/search?q=rollup", "/metrics/base/tps"]) {
    await page.goto(path, { waitUntil: "networkidle" });
    await page.keyboard.press("?");
    await page.locator("dialog[open]").waitFor();
  }
  expect(scripts.length).toBeGreaterThan(5);
  expect(scripts.filter((url) => /\/(?:framework|member|lists|writing)-/.test(url))).toEqual([]);
  await context.addCookies([await server.jarCookieOf(author)]);
  scripts.length = 0;
  await page.goto(`/t/${thread.id}/${thread.slug}`, { waitUntil: "networkidle" });
  expect(scripts.filter((url) => /\/(?:framework|member|lists|writing)-/.test(url))).toHaveLength(3);
  expect(scripts.length).toBeLessThan(30);
  await context.close();
});

test("a member's pages load nothing that checks forms, and the frame of a diagram nothing of the page around it", async () => {
  const thread = await aThread({ author: await aMember(), body: "```mermaid\ngraph LR\n  a --> b\n```" });
  const context = await held.browser.newContext({ baseURL: server.origin });
  await context.addCookies([await server.jarCookieOf(await aMember())]);
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/\/assets\/(?:schemas|zod)/.test(request.url())) asked.push(request.url());
    if (/\/embed\/diagram/.test(request.frame().url()) && /\/assets\/diagrams-/.test(request.url()))
      asked.push(request.url());
  });
  await page.goto(`/t/${thread.id}/${thread.slug}/sources`, { waitUntil: "networkidle" });
  // This page needs it, so that the name of the file is known.
  expect(asked.splice(0).length).toBeGreaterThan(0);
  for (const path of ["/", "/new", "/inbox", "/settings", `/t/${thread.id}/${thread.slug}`]) {
    await page.goto(path, { waitUntil: "networkidle" });
    await untilHydrated(page);
  }
  await page.locator("figure[data-state=drawn]").waitFor();
  expect(asked).toEqual([]);
  await context.close();
});

const styles = join(import.meta.dirname, "../../app/styles");

/** The classes that are named in the sheets of an entry. */
function classesOf(entry: string): Set<string> {
  const imports = readFileSync(join(styles, entry), "utf8").matchAll(/^@import "\.\/([\w-]+\.css)"/gm);
  const classes = new Set<string>();
  for (const [, file] of imports)
    postcss.parse(readFileSync(join(styles, file!), "utf8")).walkRules(({ selector }) => {
      for (const [name] of selector.matchAll(/(?<=\.)[a-z][\w-]*/g)) classes.add(name);
    });
  return classes;
}

test.each(["visitor", "member", "admin"] as const)(
  "the front page and a thread of a %s wear no class that only sheets they don't load draw",
  async (reader) => {
    const thread = await aThread({ author: await aMember(), body: `${formula}\n\n![TPS of Base](metric:base/tps)` });
    await aReply({ thread, author: await aMember(), body: "A reply[^one].\n\n[^one]: https://example.org/one One" });
    const folded = await aReply({ thread, author: await aMember(), body: "A reply that waits for a moderator." });
    await db.post.update({ where: { id: folded.id }, data: { foldedAt: new Date() } });
    const isMember = reader !== "visitor";
    const loaded = isMember ? ["app.css", "writing.css"] : ["app.css"];
    const common = new Set(loaded.flatMap((entry) => [...classesOf(entry)]));
    const others = ["writing.css", "more.css"].flatMap((entry) => [...classesOf(entry)]);
    const missing = new Set(others.filter((name) => !common.has(name)));
    expect(missing.size).toBeGreaterThan(200);
    const context = await held.browser.newContext({ baseURL: server.origin });
    if (isMember)
      await context.addCookies([await server.jarCookieOf(await aMember(reader === "admin" ? { role: "admin" } : {}))]);
    const page = await context.newPage();
    for (const path of ["/", `/t/${thread.id}/${thread.slug}`]) {
      await page.goto(path, { waitUntil: "networkidle" });
      const sheets = await page
        .locator("link[rel=stylesheet]")
        .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      expect(sheets.filter((href) => href?.includes("/more-"))).toEqual([]);
      expect(sheets.filter((href) => href?.includes("/writing-"))).toHaveLength(isMember ? 1 : 0);
      if (isMember && path !== "/") {
        await page.getByRole("button", { name: "Write a reply …" }).click();
        await page.getByLabel("Your reply").fill("12 blobs");
        await page.getByText("1 figure").first().waitFor();
        await page.keyboard.press("Escape");
      }
      if (path !== "/") await page.locator(".post-fold").waitFor();
      await page.keyboard.press("?");
      await page.locator("dialog[open]").waitFor();
      const worn = await page.evaluate(() =>
        [...document.querySelectorAll("[class]")].flatMap((one) => [...one.classList]),
      );
      expect([path, worn.filter((name) => missing.has(name))]).toEqual([path, []]);
    }
    await page.goto("/sources");
    expect(await page.locator('link[rel=stylesheet][href*="/more-"]').count()).toBe(1);
    expect(await page.locator('link[rel=stylesheet][href*="/writing-"]').count()).toBe(1);
    await context.close();
  },
);
