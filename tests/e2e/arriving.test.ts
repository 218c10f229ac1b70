/** A page that arrives piece by piece, as over a slow line: nothing that is seen moves when more comes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { settled, untilHydrated, useBrowser } from "../support/browser";
import { localServer, type LocalServer } from "../support/local-http";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const browsers = useBrowser();
let line: LocalServer;

/**
 * Html in pieces, so small that headers, rows and tables come in several. Each ends between two elements, because half a
 * word moves to the next line when its other half comes.
 */
function piecesOf(html: string): string[] {
  const boxes = html.split(
    /(?=<(?:article|button|div|footer|form|h[1-6]|header|li|nav|ol|p|section|t[dhr]|table|ul)\b)|(?<=<\/a>)(?=<a)/,
  );
  const pieces = [""];
  for (const box of boxes) {
    if (pieces.at(-1)!.length > 500) pieces.push("");
    pieces[pieces.length - 1] += box;
  }
  return pieces;
}

const pause = () => new Promise((later) => setTimeout(later, 20));

beforeAll(async () => {
  line = await localServer(async ({ method, path, query, headers }, response) => {
    // No news, and nothing that a page writes: only what is read reaches the server.
    if (headers.accept === "text/event-stream" || method !== "GET") return void response.writeHead(204).end();
    const answer = await fetch(`${copy.origin}${path}?${query.toString()}`, {
      headers: { Accept: headers.accept ?? "*/*", ...(headers.cookie && { Cookie: headers.cookie }) },
    });
    const kept = [...answer.headers].filter(
      ([name]) => !/^(?:content-(?:encoding|length)|transfer|connection)/.test(name),
    );
    response.writeHead(answer.status, Object.fromEntries(kept));
    if (!answer.headers.get("content-type")?.startsWith("text/html"))
      return void response.end(Buffer.from(await answer.arrayBuffer()));
    const [head = "", body = ""] = (await answer.text()).split(/(?<=<\/head>)(.*)/s);
    for (const piece of [head, ...piecesOf(body)]) {
      response.write(piece);
      await pause();
    }
    response.end();
  });
});

/** Runs in the page before anything else. */
function observe() {
  const moved: string[] = ((window as unknown as { moved: string[] }).moved = []);
  type Shift = PerformanceEntry & { value: number; sources: { node: Node | null; currentRect: DOMRect }[] };
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries() as Shift[]) {
      const nodes = sources.map(({ node, currentRect: { x, y, width, height } }) =>
        node instanceof Element
          ? node.outerHTML.slice(0, 90)
          : `${node?.textContent ?? "something"} at ${x}, ${y}, ${width} × ${height}`,
      );
      moved.push(`${value.toFixed(4)}: ${nodes.join(" ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

const sheet = readFileSync(join(import.meta.dirname, "../../app/styles/arriving.css"), "utf8");
const held = [...new Set(sheet.replace(/\/\*.*?\*\//gs, "").match(/\.[a-z][\w-]*/g))].join();

const ofVisitors = [
  "/",
  "/t/1",
  "/search?q=rollup",
  "/chains",
  "/chains/base",
  "/metrics",
  "/metrics/base/tps",
  "/sources",
  "/claims",
];
const ofMembers = ["/", "/t/1", "/new", "/inbox", "/settings", "/search?q=rollup"];

test.each([
  ["a visitor", 1280],
  ["a visitor", 390],
  ["a member", 1280],
  ["a member", 390],
])("for %s at %i px nothing moves", async (who, width) => {
  const isMember = who === "a member";
  const context = await browsers.browser.newContext({ baseURL: line.url, viewport: { width, height: 900 } });
  if (isMember) {
    const own = await browsers.browser.newContext({ baseURL: copy.origin });
    const page = await own.newPage();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Mira Okonjo" }).click();
    await page.waitForURL(`${copy.origin}/`);
    for (const { name, value } of await own.cookies()) await context.addCookies([{ name, value, url: line.url }]);
    await own.close();
  }
  await context.addInitScript(observe);
  // By this clock all is long ago, so no script writes "2 min ago": words that change when a minute ends would move.
  await context.clock.setFixedTime(new Date("2100-01-01"));
  // The fonts are there from now on: what changes with a font is another matter.
  const first = await context.newPage();
  await first.goto("/t/1", { waitUntil: "load" });
  await first.evaluate(() => document.fonts.ready);
  await first.close();
  const paths = isMember ? ofMembers : ofVisitors;
  const all: [string, string[]][] = [];
  for (const path of paths) {
    const page = await context.newPage();
    await page.goto(path);
    if (isMember) await untilHydrated(page);
    // What moved is told with the next frame.
    await settled(page);
    all.push([path, await page.evaluate(() => (window as unknown as { moved: string[] }).moved)]);
    // In the end all that was held back is seen.
    const unseen = await page
      .locator(held)
      .evaluateAll((rows) =>
        rows.filter((row) => getComputedStyle(row).visibility !== "visible").map(({ className }) => className),
      );
    expect([path, unseen]).toEqual([path, []]);
    await page.close();
  }
  expect(all).toEqual(paths.map((path) => [path, []]));
  await context.close();
});
