/** The row for first visits: what a browser that has nothing yet fetches, what moves while it loads, and how long its processor is held. */
import { type Browser, type BrowserContext, type CDPSession, chromium } from "playwright-core";
import { paths } from "~/paths";
import { findChromium, launchOptions } from "../support/chromium";
import { LocalCopy } from "../support/local-copy";
import { atMost, print, printTable, tenths, verdict, whole } from "./figures";
import { load } from "./machine";
import { Writer } from "./writer";

/** The processor is held back so many times, as on a plain phone. */
const slower = 4;
const longestTask = 100;
/** Milliseconds after the end of a page was seen; a page that listens for news is never without a request. */
const untilDrawn = 2_000;
/** Milliseconds after the last file came, after which none is expected any more: a slow processor is busy between two. */
const quiet = 1_500;
const windows = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

type Visited = { name: string; path: string; isMember: boolean; most: number | null };

const demonstration = "/t/1/did-we-scale-the-wrong-way";

/** `most`: the budget of kilobytes, of 1,000 bytes, as they come over the network. */
const visited: Visited[] = [
  { name: "front page", path: paths.home(), isMember: false, most: 100 },
  { name: "demonstration thread", path: demonstration, isMember: false, most: 120 },
  { name: "search", path: paths.search({ q: "rollup" }), isMember: false, most: null },
  { name: "chain", path: "/chains/base", isMember: false, most: null },
  { name: "series", path: "/metrics/base/tps", isMember: false, most: null },
  { name: "sources", path: "/sources", isMember: false, most: null },
  { name: "front page, signed in", path: paths.home(), isMember: true, most: 220 },
  { name: "demonstration thread, signed in", path: demonstration, isMember: true, most: 220 },
  { name: "new thread", path: paths.newThread(), isMember: true, most: 220 },
  { name: "inbox", path: "/inbox", isMember: true, most: 220 },
  { name: "settings", path: "/settings", isMember: true, most: 220 },
];

type Visit = { width: number; kilobytes: number; requests: number; shift: number; longest: number };

export async function measureVisits(runs: number) {
  const copy = new LocalCopy();
  const browser = await chromium.launch({ executablePath: findChromium(), ...launchOptions });
  try {
    const started = await copy.start({ TRUST_PROXY: "1" });
    if (started !== "serving") throw new Error(`The copy ended with ${started}: ${copy.output}`);
    const { cookie } = await Writer.join(copy, "bench-visitor");
    const before = load();
    const rows: string[][] = [];
    for (const page of visited) {
      const visits: Visit[] = [];
      for (const viewport of Object.values(windows))
        for (let run = 0; run < runs; run++)
          visits.push(await visit(browser, copy.origin, page, { viewport, cookie: page.isMember ? cookie : null }));
      rows.push(rowOf(page, visits));
    }
    const sizes = Object.values(windows).map(({ width }) => width);
    print(
      `\n### First visits\n\nThe largest of ${runs} visits each at ${sizes.join(" and ")} px, processor ${slower} times slower; kB of 1,000 bytes as they came, and tasks, until nothing more is fetched; CLS also while it is read to its end; tasks of the better visit at each size; load ${before} before, ${load()} after.\n`,
    );
    printTable(["page", "kB", "budget", "", "requests", "CLS", "goal 0", "longest task, ms", `≤ ${longestTask}`], rows);
  } finally {
    await browser.close();
    await copy.stop();
    copy.remove();
  }
}

function rowOf({ name, most }: Visited, visits: Visit[]): string[] {
  const largest = (of: (visit: Visit) => number) => Math.max(...visits.map(of));
  const [kilobytes, shift] = [largest((one) => one.kilobytes), largest((one) => one.shift)];
  // What else the machine does makes a task longer, and never shorter.
  const sizes = Object.values(windows).map(({ width }) => visits.filter((one) => one.width === width));
  const least = sizes.map((some) => Math.min(...some.map((one) => one.longest)));
  const longest = Math.max(...least);
  return [
    name,
    tenths(kilobytes),
    ...verdict(most === null ? null : atMost(most, `≤ ${most}`), kilobytes),
    whole(largest((one) => one.requests)),
    shift.toFixed(4),
    shift === 0 ? "kept" : "missed",
    whole(longest),
    longest <= longestTask ? "kept" : "missed",
  ];
}

type Visitor = { viewport: { width: number; height: number }; cookie: string | null };

async function visit(
  browser: Browser,
  origin: string,
  { path }: Visited,
  { viewport, cookie }: Visitor,
): Promise<Visit> {
  const context = await browser.newContext({ viewport, baseURL: origin });
  try {
    if (cookie) await signIn(context, origin, cookie);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const fetched = await countBytes(session);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
    await page.addInitScript(observe);
    const answer = await page.goto(path, { waitUntil: "networkidle" });
    if (answer?.status() !== 200) throw new Error(`${path} was answered with ${answer?.status()}.`);
    if (cookie) await page.locator("html[data-hydrated]").waitFor();
    for (let before = -1; before !== fetched.requests;) {
      before = fetched.requests;
      await page.waitForTimeout(quiet);
    }
    const { longest } = await page.evaluate(() => (window as unknown as Observing).benchObserved);
    const { bytes, requests } = { ...fetched };
    // Down to the end and back: what is loaded or drawn when it comes into view moves nothing.
    await page.evaluate(scrollThrough);
    await page.waitForTimeout(untilDrawn);
    const { shift } = await page.evaluate(() => (window as unknown as Observing).benchObserved);
    return { width: viewport.width, kilobytes: bytes / 1_000, requests, shift, longest };
  } finally {
    await context.close();
  }
}

async function signIn(context: BrowserContext, origin: string, cookie: string) {
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: origin }]);
}

async function countBytes(session: CDPSession) {
  const fetched = { bytes: 0, requests: 0 };
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    fetched.bytes += encodedDataLength;
    fetched.requests += 1;
  });
  await session.send("Network.enable");
  return fetched;
}

type Observing = { benchObserved: { shift: number; longest: number } };

/** Runs in the page before anything else: adds up the shifts that no press caused, and keeps the longest task. */
function observe() {
  const observed = { shift: 0, longest: 0 };
  (window as unknown as Observing).benchObserved = observed;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) observed.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) observed.longest = Math.max(observed.longest, entry.duration);
  }).observe({ type: "longtask", buffered: true });
}

/** Runs in the page. */
async function scrollThrough() {
  for (let top = 0; top < document.documentElement.scrollHeight; top += window.innerHeight / 2) {
    window.scrollTo(0, top);
    await new Promise((done) => setTimeout(done, 100));
  }
  window.scrollTo(0, 0);
}
