/** A static copy: every link and picture in it is there, and a browser opens it without a server. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { DomUtils, parseDocument } from "htmlparser2";
import { beforeAll, expect, test } from "vitest";
import { findRunningPostgres } from "~/platform/embedded-postgres.server";
import { withClient } from "~/platform/with-client.server";
import { listPages } from "../../prisma/static/list-pages";
import { writeCopy, type Written } from "../../prisma/static/write-copy";
import { expectAccessibleInBothThemes, useBrowser, watchedPage } from "../support/browser";
import { openTemporaryFolder } from "../support/open-folder";
import { useLocalCopy } from "../support/use-local-copy";

const forum = useLocalCopy();
const held = useBrowser();
const folder = openTemporaryFolder("static-copy");
const origin = "https://forum.example";
let written: Written;

beforeAll(async () => {
  const url = await findRunningPostgres(forum.folder);
  const copied = await withClient(url!, async (client) => {
    // A copy has more pictures than an address may have drawn in a minute: this forum counts none, so that no test waits.
    await client.query(`
      create function counts_none() returns trigger language plpgsql as 'begin new."count" := 1; return new; end';
      create trigger counts_none before insert or update on "RateLimit" for each row execute function counts_none()`);
    return listPages(client);
  });
  written = await writeCopy({ copied, server: forum.origin, origin, folder });
}, 180_000);

type Seen = { pages: Set<string>; files: Set<string>; dead: string[]; wrong: string[]; outside: Set<string> };

/** Follows every link and picture on the disk, from the first page on. */
function crawl(): Seen {
  const seen: Seen = { pages: new Set(), files: new Set(), dead: [], wrong: [], outside: new Set() };
  const ids = new Map<string, Set<string>>();
  const anchors: { from: string; to: string; id: string }[] = [];
  const waiting = ["index.html"];
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    if (seen.pages.has(page)) continue;
    seen.pages.add(page);
    const elements = DomUtils.getElementsByTagName("*", parseDocument(readFileSync(join(folder, page), "utf8")), true);
    ids.set(page, new Set(elements.flatMap(({ attribs }) => attribs["id"] ?? [])));
    for (const { name, attribs } of elements) {
      if (["script", "form", "button", "iframe"].includes(name)) seen.wrong.push(`${page} has a ${name}`);
      for (const address of [attribs["href"], attribs["src"]]) {
        if (address === undefined) continue;
        if (/^[a-z]+:/i.test(address)) {
          seen.outside.add(address);
          continue;
        }
        if (address.startsWith("/")) seen.wrong.push(`${page} leads to ${address}`);
        const [path, id] = address.split("#") as [string, string?];
        const to = path === "" ? page : join(dirname(page), decodeURIComponent(path));
        if (!existsSync(join(folder, to))) seen.dead.push(`${page} → ${address}`);
        else if (to.endsWith(".html")) {
          waiting.push(to);
          if (id) anchors.push({ from: page, to, id: decodeURIComponent(id) });
        } else seen.files.add(to);
      }
    }
  }
  for (const { from, to, id } of anchors) if (!ids.get(to)!.has(id)) seen.dead.push(`${from} → ${to}#${id}`);
  return seen;
}

test("no link and no picture is dead, and everything that visitors see is reached", async () => {
  const { pages, files, dead, wrong, outside } = crawl();
  expect(wrong).toEqual([]);
  expect(dead.slice(0, 20)).toEqual([]);
  expect(pages.size).toBe(written.pages);
  expect([...files].filter((file) => file.endsWith(".css")).length).toBeGreaterThan(0);
  const url = await findRunningPostgres(forum.folder);
  const { threads, members } = await withClient(url!, async (client) => ({
    threads: (await client.query(`select "id", "slug" from "Thread" where "status" = 'visible'`)).rows,
    members: (await client.query(`select "handle" from "Member" where "deletedAt" is null`)).rows,
  }));
  expect(threads.length).toBeGreaterThan(5);
  for (const { id, slug } of threads) expect(pages).toContain(`t/${id}/${slug}.html`);
  for (const { handle } of members) expect(pages).toContain(`u/${handle}.html`);
  for (const file of [
    "tags/fees.html",
    "chains/base.html",
    "metrics/tps.html",
    "metrics/base/tps.html",
    "everything.html",
  ])
    expect(pages).toContain(file);
  // What the copy doesn't have is at the forum, never at the machine that made it.
  expect([...outside].filter((address) => address.startsWith(forum.origin))).toEqual([]);
  expect([...outside].some((address) => address.startsWith(`${origin}/sign-in`))).toBe(true);
});

test("stylesheets name only files that are there", () => {
  const { files } = crawl();
  for (const file of files) {
    if (!file.endsWith(".css")) continue;
    const text = readFileSync(join(folder, file), "utf8");
    const named = [...text.matchAll(/url\("([^"]+)"\)/g)].map(([, name]) => name!);
    for (const name of named.filter((one) => !one.startsWith("data:")))
      expect(existsSync(join(folder, dirname(file), name)), name).toBe(true);
    expect(text.includes("url(/")).toBe(false);
  }
});

test("a browser opens it from the disk, and axe finds nothing", async () => {
  const context = await held.browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: true });
  const { page, complaints } = await watchedPage(context);
  await page.goto(pathToFileURL(join(folder, "index.html")).href);
  await expectAccessibleInBothThemes(page, "the first page of a static copy");
  await page.locator("main h2 a, main h3 a, main .thread-title a, main a[href^='t/']").first().click();
  await page.waitForURL(/\/t\/\d+\/[^/]+\.html/);
  expect(await page.locator("article.thread").count()).toBe(1);
  expect(
    await page.evaluate(() =>
      document.fonts.ready.then((fonts) => [...fonts].some(({ status }) => status === "loaded")),
    ),
  ).toBe(true);
  await expectAccessibleInBothThemes(page, "a thread of a static copy");
  await page.getByRole("link", { name: "Everything" }).click();
  await page.waitForURL(/everything\.html$/);
  await expectAccessibleInBothThemes(page, "the list of everything in a static copy");
  await page.goto(pathToFileURL(join(folder, "metrics/base/tps.html")).href);
  expect(await page.locator("main svg").count()).toBeGreaterThan(0);
  await expectAccessibleInBothThemes(page, "a series of a static copy");
  expect(complaints).toEqual([]);
  await context.close();
});
