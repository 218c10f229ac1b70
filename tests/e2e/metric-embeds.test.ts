/** Metrics on a page of another origin, in a real browser. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Observation } from "~/features/metrics/observation";
import { storeObservations } from "~/features/observations/store-observations.server";
import { db, inTransaction } from "~/platform/db.server";
import { expectAccessible, openReply, untilFocused, useBrowser, watchedPage } from "../support/browser";
import { aMember, aThread } from "../support/factories";
import { dailyTps } from "../support/series";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();
const blog = {} as { server: Server; origin: string; html: string };

beforeAll(async () => {
  await dailyTps("base", [100, 110, 120, 130, 142]);
  blog.html = "";
  blog.server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(
      `<!doctype html><html lang="en"><title>A blog</title><link rel="icon" href="data:,"><body>${blog.html}</body></html>`,
    );
  });
  await new Promise<void>((done) => blog.server.listen(0, "127.0.0.1", done));
  // Another host than ours, and so another site to the browser.
  blog.origin = `http://127.0.0.1:${(blog.server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((done) => blog.server.close(() => done())));

async function openBlog(html: string) {
  blog.html = html;
  const context = await held.browser.newContext({ viewport: { width: 900, height: 1200 } });
  const { page, complaints } = await watchedPage(context);
  await page.goto(blog.origin);
  return { page, complaints, context };
}

test("a blog shows frame, pictures and element; the element is as high as its content", async () => {
  const embed = `${server.origin}/embed/metric/base/tps`;
  const { page, complaints, context } = await openBlog(`
    <iframe id="frame" src="${embed}?window=90d" width="600" height="400" title="Base"></iframe>
    <img id="svg" src="${embed}.svg" alt="Base"><img id="png" src="${embed}.png?theme=dark" alt="Base" width="600">
    <script src="${server.origin}/embed.js" async></script>
    <counterproof-metric chain="base" metric="tps" view="value"><a href="${server.origin}">Base</a></counterproof-metric>
    <counterproof-metric chain="no such" metric="tps"><a href="https://example.org">words that stay</a></counterproof-metric>`);
  await page.frameLocator("#frame").locator(".widget-figure").first().waitFor();
  const height = () =>
    page
      .locator("counterproof-metric iframe")
      .first()
      .evaluate((frame) => frame.getBoundingClientRect().height);
  await expect.poll(height).not.toBe(180);
  const inside = page.frames().find((frame) => frame.url().includes("view=value"))!;
  const content = await inside.evaluate(() => document.documentElement.getBoundingClientRect().height);
  expect(Math.abs((await height()) - content)).toBeLessThanOrEqual(1);
  expect(
    await page.locator("img").evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth)),
  ).toEqual([600, 1200]);
  expect(await page.getByText("words that stay").isVisible()).toBe(true);
  expect(await context.cookies()).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a hundred embeds on one page all arrive, and share their stream", async () => {
  const asked: string[] = [];
  const frames = Array.from(
    { length: 100 },
    (_, index) =>
      `<iframe src="${server.origin}/embed/metric/base/tps?view=value&amp;n=${index}" width="280" height="180"></iframe>`,
  ).join("");
  blog.html = frames;
  const context = await held.browser.newContext({ viewport: { width: 900, height: 1200 } });
  const { page, complaints } = await watchedPage(context);
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(blog.origin);
  const shown = async () =>
    (
      await Promise.all(
        page
          .frames()
          .slice(1)
          .map((frame) => frame.locator(".widget-figure").count()),
      )
    ).filter((count) => count > 0).length;
  await expect.poll(shown, { timeout: 45_000 }).toBe(100);
  expect(asked.filter((url) => url.includes("/live?")).length).toBeLessThanOrEqual(2);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a member picks a metric, sees it as it will be, posts it, and finds the codes to show it elsewhere", async () => {
  const context = await held.browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 900 } });
  await context.addCookies([await server.jarCookieOf(await aMember())]);
  const { page, complaints } = await watchedPage(context);
  const thread = await aThread();
  await page.goto(`/t/${thread.id}/${thread.slug}`);
  await openReply(page);
  const open = page.getByRole("button", { name: "Metric", exact: true });
  await open.click();
  const picker = page.getByRole("dialog", { name: "Add a metric" });
  await picker.waitFor();
  // Escape closes the picker, and not the form below it.
  await page.keyboard.press("Escape");
  await picker.waitFor({ state: "detached" });
  await untilFocused(open);
  await open.press("Enter");
  await picker.getByLabel("Chain and metric").fill("base user");
  await picker.getByRole("checkbox", { name: /Base/ }).first().check();
  await picker.getByLabel("View").selectOption("value");
  await picker.getByLabel("As it will be shown").getByText("142", { exact: true }).waitFor();
  await expectAccessible(page, "the picker");
  await picker.getByRole("button", { name: "Insert" }).click();
  await expect.poll(() => page.getByLabel("Your reply").inputValue()).toContain("](metric:base/");
  await page.getByRole("button", { name: "Post reply" }).click();
  const widget = page.locator(".prose .widget-figure").first();
  await widget.getByText("142").first().waitFor();
  await expectAccessible(page, "a thread with a widget");

  await page.goto("/metrics/base/tps?window=90d");
  await page.getByRole("button", { name: "Share or embed" }).click();
  const dialog = page.getByRole("dialog", { name: "Share or embed" });
  await dialog.getByText("Other formats").click();
  await expectAccessible(page, "the codes");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  expect(complaints).toEqual([]);
  await context.close();
});

test.each([1280, 390])("each Copy copies its own code, with the chosen options, at %i px", async (width) => {
  const context = await held.browser.newContext({ baseURL: server.origin, viewport: { width, height: 900 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { page, complaints } = await watchedPage(context);
  await page.goto("/metrics/base/tps?window=90d");
  await page.getByRole("button", { name: "Share or embed" }).click();
  const dialog = page.getByRole("dialog", { name: "Share or embed" });
  await dialog.getByText("Other formats").click();

  const copied = async (format: string) => {
    const row = dialog.locator(`[data-share-format="${format}"]`);
    await row.getByRole("button").click();
    await row.getByRole("button", { name: "Copied" }).waitFor();
    // The button may still confirm an earlier press: what counts is that the code which stands here arrives.
    const code = await row.locator("pre").textContent();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(code);
    return code!;
  };
  const formats = await dialog
    .locator("[data-share-format]")
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset["shareFormat"] ?? ""));
  const codes = new Map<string, string>();
  for (const format of formats) codes.set(format, await copied(format));
  expect(new Set(codes.values()).size).toBe(9);
  expect(codes.get("frame")).toContain(`${server.origin}/embed/metric/base/tps?window=90d&amp;theme=light"`);
  expect(codes.get("frame")).toContain('style="color-scheme: light"');
  expect(codes.get("script")).toContain('<counterproof-metric chain="base" metric="tps" window="90d" theme="light">');

  const preview = page.frameLocator("[data-share-preview] iframe");
  await dialog.getByText("30 days", { exact: true }).click();
  await dialog.getByText("Log", { exact: true }).click();
  await dialog.getByText("Dark", { exact: true }).click();
  expect(await copied("frame")).toMatch(/tps\?scale=log&amp;theme=dark".*color-scheme: dark"/);
  await preview.locator("html[data-theme=dark] .widget[data-view=line]").waitFor();
  // Only lines have a log scale.
  await dialog.getByText("Value", { exact: true }).click();
  expect(await copied("frame")).toContain("tps?view=value&amp;theme=dark");
  await preview.locator(".widget[data-view=value]").getByText("142").first().waitFor();
  await dialog.getByText("Reader’s", { exact: true }).click();
  expect(await copied("frame")).toMatch(/theme=auto".*color-scheme: light dark"/);
  expect(complaints).toEqual([]);
  await context.close();
});

test("what can be chosen stays where it is, however the frame changes", async () => {
  const context = await held.browser.newContext({ baseURL: server.origin });
  const { page } = await watchedPage(context);
  await page.goto("/metrics/base/tps");
  await page.getByRole("button", { name: "Share or embed" }).click();
  const dialog = page.getByRole("dialog", { name: "Share or embed" });
  const preview = page.frameLocator("[data-share-preview] iframe");
  const shown = async (widget: string) => {
    await preview.locator(widget).waitFor();
    const frame = dialog.locator("[data-share-preview] iframe");
    const needed = () => preview.locator("html").evaluate((root) => Math.ceil(root.getBoundingClientRect().height));
    await expect.poll(async () => Number(await frame.getAttribute("height")) - (await needed())).toBe(0);
  };
  await shown(".widget[data-view=line]");
  await page.evaluate(() => {
    const tops = new Set<number>();
    Object.assign(window, { tops });
    const look = () => {
      tops.add(document.querySelector("[data-share-choices]")!.getBoundingClientRect().top);
      requestAnimationFrame(look);
    };
    look();
  });
  for (const [choice, view] of [
    ["90 days", "line"],
    ["Dark", "line"],
    ["Value", "value"],
    ["Bars", "bars"],
  ] as const) {
    await dialog.getByText(choice, { exact: true }).click();
    await shown(`.widget[data-view=${view}]`);
  }
  expect(await page.evaluate(() => [...(window as unknown as { tops: Set<number> }).tops])).toHaveLength(1);
  await context.close();
});

test.each([
  ["<style>:root { color-scheme: dark }</style>", "dark", "dark"],
  ["<style>:root { color-scheme: light }</style>", "dark", "light"],
  ["<style>:root { color-scheme: light dark }</style>", "dark", "dark"],
  ["<style>body { background: oklch(0.2 0 0) }</style>", "light", "dark"],
  ["", "dark", "light"],
] as const)(
  "without a theme, the element looks as the page around it: %s, read by a %s browser",
  async (style, reader, expected) => {
    blog.html = `${style}<script src="${server.origin}/embed.js" async></script>
    <counterproof-metric id="own" chain="base" metric="tps" view="value">Base</counterproof-metric>
    <counterproof-metric chain="base" metric="tps" view="spark" theme="auto">Base</counterproof-metric>`;
    const context = await held.browser.newContext({ colorScheme: reader });
    const { page } = await watchedPage(context);
    await page.goto(blog.origin);
    const frames = page.locator("counterproof-metric iframe");
    await expect.poll(() => frames.count()).toBe(2);
    const sources = await frames.evaluateAll((all) => all.map((frame) => (frame as HTMLIFrameElement).src));
    expect(sources).toEqual([expect.stringContaining(`theme=${expected}`), expect.stringContaining("theme=auto")]);
    await context.close();
  },
);

/** Notes each state that a live place of this document is in, and counts the points that its streams bring. */
function watchStates() {
  const seen = { states: [] as string[], words: [] as string[], points: 0 };
  Object.assign(window, { seen });
  const look = () => {
    for (const place of document.querySelectorAll<HTMLElement>("[data-live]")) {
      seen.states.push(place.dataset["state"] ?? "");
      seen.words.push(place.querySelector("[data-live-state]")?.textContent ?? "");
    }
  };
  new MutationObserver(look).observe(document, {
    attributes: true,
    childList: true,
    characterData: true,
    subtree: true,
  });
  window.EventSource = class extends EventSource {
    constructor(url: string | URL) {
      super(url);
      // Added last: the page's own listener has written the point by then.
      queueMicrotask(() => this.addEventListener("point", () => (seen.points += 1)));
    }
  };
}
/** A value as a visit leaves it: stored, and told to the streams. */
async function store(kind: "growthepie" | "rpc", observation: Observation) {
  const key = `${kind}-of-this-test`;
  await db.provider.create({ data: { key, kind, name: "A provider", adapterVersion: 1 } });
  await inTransaction((tx) =>
    storeObservations(tx, { providerKey: key, observations: [observation], runId: 1n, now: new Date() }),
  );
}
type Seen = { states: string[]; words: string[]; points: number };

test("an old value is not called live for a moment, on pages and in frames, when the stream brings it again", async () => {
  const now = new Date();
  const days = (count: number) => new Date((Math.floor(now.getTime() / 86_400_000) - count) * 86_400_000);
  await store("growthepie", {
    subject: "zora",
    definition: "active-addresses.daily@1",
    at: days(6),
    value: "22520",
    quality: "final",
  });
  await store("rpc", {
    subject: "zora",
    definition: "base-fee.block@1",
    at: new Date(now.getTime() - 8 * 60_000),
    value: "1000000",
    quality: "final",
  });
  const { page, complaints, context } = await openBlog("");
  await context.addInitScript(watchStates);
  for (const metric of ["active-addresses", "base-fee"]) {
    blog.html = `<iframe id="frame" src="${server.origin}/embed/metric/zora/${metric}" width="600" height="400" title="Zora"></iframe>`;
    for (const address of [`${server.origin}/metrics/zora/${metric}`, blog.origin]) {
      await page.goto(address);
      const shown = () => page.frames().find((frame) => frame.url().includes(`zora/${metric}`))!;
      const seen = () => shown().evaluate(() => (window as unknown as { seen: Seen }).seen);
      // Where a frame of another site may share no stream, it counts the age itself and asks again each minute.
      if (address !== blog.origin) await expect.poll(async () => (await seen()).points).toBeGreaterThan(0);
      await expect.poll(async () => (await seen()).states.length).toBeGreaterThan(0);
      const { states, words } = await seen();
      expect(states.filter((state) => state !== "stale" && state !== "down")).toEqual([]);
      expect(words.filter((word) => word === "live")).toEqual([]);
    }
  }
  expect(complaints).toEqual([]);
  await context.close();
});
