/** Without a connection a reader sees our offline page, and never an old copy of another page. */
import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { expectAccessible, openReply, useBrowser, watchedPage } from "../support/browser";
import { aMember, aThread } from "../support/factories";
import { dailyTps } from "../support/series";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();

async function withWorker(context: BrowserContext): Promise<Page> {
  const { page } = await watchedPage(context);
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
    .toBe("activated");
  return page;
}

test("a page that can't be had is replaced by a sentence, and is there again with the network", async () => {
  const thread = await aThread();
  const context = await held.browser.newContext({ baseURL: server.origin });
  const page = await withWorker(context);
  const address = `${server.origin}/t/${thread.id}/${thread.slug}?from=list`;
  await page.goto(address);
  await context.setOffline(true);
  await page.goto(address);
  expect(page.url()).toBe(address);
  await page.getByRole("heading", { level: 1, name: "This page did not arrive." }).waitFor();
  // Its own styles and letters were kept with it.
  expect(
    await page.evaluate(async () => {
      await document.fonts.ready;
      const heading = getComputedStyle(document.querySelector("h1")!);
      return [heading.fontFamily.split(",")[0], document.fonts.check("34px 'STIX Two Text'"), heading.fontSize];
    }),
  ).toEqual([`"STIX Two Text"`, true, "34px"]);
  await expectAccessible(page, "offline");
  await context.setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await page.getByRole("heading", { level: 1, name: thread.title }).waitFor();
  expect(page.url()).toBe(address);
  await context.close();
});

test("with the network every page is the newest, and nothing but the offline page is kept", async () => {
  const thread = await aThread({ title: "What was said at first?" });
  const context = await held.browser.newContext({ baseURL: server.origin });
  const page = await withWorker(context);
  await page.goto(`/t/${thread.id}/${thread.slug}`);
  await db.thread.update({ where: { id: thread.id }, data: { title: "What was said in the end?" } });
  await page.reload();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("What was said in the end?");
  const kept = await page.evaluate(async () => {
    const [name = ""] = await caches.keys();
    const requests = await (await caches.open(name)).keys();
    return requests.map((request) => new URL(request.url).pathname.replace(/^\/assets\/.*(\.\w+)$/, "$1"));
  });
  expect(kept).toEqual(["/offline", ".css", ".js", "/chain-colours.css", ".woff2", ".woff2", "/favicon.svg"]);
  await context.close();
});

test("a newer build's worker deletes the older one's cache", async () => {
  const context = await held.browser.newContext({ baseURL: server.origin });
  const page = await withWorker(context);
  const names = await page.evaluate(async () => {
    const [current] = await caches.keys();
    await (await caches.open("offline-older")).put("/offline", new Response("old"));
    await (await caches.open("somebody-else")).put("/x", new Response("theirs"));
    const registration = await navigator.serviceWorker.ready;
    await registration.unregister();
    return { current };
  });
  await page.goto("/modlog");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([names.current, "somebody-else"]);
  await context.close();
});

test("a form sent without network is the browser's business: it is neither answered nor swallowed", async () => {
  const thread = await aThread();
  const member = await aMember();
  const context = await held.browser.newContext({ baseURL: server.origin });
  await context.addCookies([await server.jarCookieOf(member)]);
  const page = await withWorker(context);
  await page.goto(`/t/${thread.id}/${thread.slug}`);
  await context.setOffline(true);
  const answer = await page.evaluate(
    (path) =>
      fetch(path, { method: "POST", body: new URLSearchParams({ body: "x" }) }).then(
        (it) => it.status,
        () => "failed",
      ),
    `/t/${thread.id}/${thread.slug}`,
  );
  expect(answer).toBe("failed");
  expect(
    await page.evaluate(() =>
      fetch("/healthz").then(
        (it) => it.status,
        () => "failed",
      ),
    ),
  ).toBe("failed");
  await context.setOffline(false);
  expect(await db.post.count({ where: { threadId: thread.id } })).toBe(1);
  await context.close();
});

test("without a connection the metric picker says so and shows no list of earlier words", async () => {
  await dailyTps("base", [100, 142]);
  const thread = await aThread();
  const context = await held.browser.newContext({ baseURL: server.origin });
  await context.addCookies([await server.jarCookieOf(await aMember())]);
  const { page } = await watchedPage(context);
  await page.goto(`/t/${thread.id}/${thread.slug}`);
  await openReply(page);
  await page.getByRole("button", { name: "Metric", exact: true }).click();
  const picker = page.getByRole("dialog", { name: "Add a metric" });
  await picker.getByLabel("Chain and metric").fill("base");
  await picker.getByRole("checkbox", { name: /^Base/ }).first().waitFor();
  await context.setOffline(true);
  await picker.getByLabel("Chain and metric").fill("arbitrum");
  await picker.getByText("The list of series did not load").waitFor();
  expect(await picker.getByRole("checkbox").count()).toBe(0);
  await context.close();
});

test("the kept page is a visitor's, and the worker is asked for again each time", async () => {
  const member = await aMember({ name: "Somebody With A Name" });
  const worker = await server.fetch("/sw.js");
  expect([worker.headers.get("Content-Type"), worker.headers.get("Cache-Control")]).toEqual([
    "text/javascript; charset=utf-8",
    "no-cache",
  ]);
  const context = await held.browser.newContext({ baseURL: server.origin });
  await context.addCookies([await server.jarCookieOf(member)]);
  const page = await withWorker(context);
  const kept = await page.evaluate(async () => (await caches.match("/offline", { ignoreVary: true }))?.text());
  expect(kept).toContain("This page did not arrive.");
  expect(kept).not.toContain("Somebody With A Name");
  expect(kept).not.toContain("nonce");
  await context.close();
});
