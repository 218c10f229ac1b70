/** A browser for the tests of a file, and what is asked of every page. */
import { AxeBuilder } from "@axe-core/playwright";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { findChromium, launchOptions } from "./chromium";

export function useBrowser() {
  const held = {} as { browser: Browser };
  beforeAll(async () => {
    held.browser = await chromium.launch({ executablePath: findChromium(), ...launchOptions });
  });
  afterAll(() => held.browser.close());
  return held;
}

/** A page that records everything on its console; `complaints` must be empty at the end. */
export async function watchedPage(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    // Advice of Chromium's that comes when a busy machine is slow to draw a page.
    if (message.text().includes("was preloaded using link preload but not used")) return;
    if (message.type() === "error" || message.type() === "warning")
      complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, complaints };
}

/** Waits until the page's script has taken it over: before that a press sends a form as without script, or does nothing. */
export const untilHydrated = (page: Page) => page.locator("html[data-hydrated]").waitFor();

/** Whether the element has the focus, as soon as it has it. */
export const untilFocused = (element: Locator) =>
  expect.poll(() => element.evaluate((one) => one === document.activeElement)).toBe(true);

/** Holds back what the page asks for at these addresses until it is let go; `isAsked` resolves with the first request. */
export async function holdBack(page: Page, addresses: string) {
  let letGo = () => {};
  let asked = () => {};
  const isLetGo = new Promise<void>((done) => (letGo = done));
  const isAsked = new Promise<void>((done) => (asked = done));
  await page.route(addresses, async (route) => {
    asked();
    await isLetGo;
    await route.continue();
  });
  return { isAsked, letGo };
}

/** Opens the folded field for a reply, once the page's script has folded it; its tools are there then, unless they are held back. */
export async function openReply(page: Page, { areToolsHeld = false } = {}) {
  await page.locator(".dock:not([data-dock=static])").waitFor();
  const bar = page.getByRole("button", { name: /^(Write a reply|Continue your draft)/ });
  if (await bar.isVisible()) await bar.click();
  if (!areToolsHeld) await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
}

/** The check box of a tag. With script the boxes are behind a fold, which the field above it makes rarely needed. */
export async function tagBox(page: Page, name: string) {
  const fold = page.getByText("All tags", { exact: true });
  const box = page.getByRole("group", { name: "Tags" }).getByLabel(name, { exact: true });
  // `isVisible` does not wait: on a page that is still arriving it would take the fold for absent.
  await box.waitFor({ state: "attached" });
  if ((await fold.isVisible()) && !(await box.isVisible())) await fold.click();
  return box;
}

/** Violations of WCAG 2.2 AA and best practices found by axe: each rule with its elements. */
async function violationsIn(page: Page, name: string, rules?: string[]) {
  // A frame whose scripts are off, such as a mail's, can't be asked.
  const isMute = (await page.locator("iframe[sandbox]:not([sandbox*=allow-scripts])").count()) > 0;
  const isAlone = isMute || page.frames().length === 1;
  const violations = isAlone ? await runInPage(page, rules) : await runWithFrames(page, rules);
  return violations.map(
    (violation) => `${name}: ${violation.id} at ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
}

/** axe reads the colours of each element anew, which was half of its time. A page has few colours: each is read once. */
function rememberColours() {
  type Colour = { r: number; g: number; b: number; alpha: number; parseString(text: string): Colour };
  type Colours = { commons: { color: { Color: { prototype: Colour } } } };
  const { Color } = (window as unknown as { axe: Colours }).axe.commons.color;
  const read = Color.prototype.parseString;
  const known = new Map<string, Pick<Colour, "r" | "g" | "b" | "alpha">>();
  Color.prototype.parseString = function (text: string) {
    const found = known.get(text);
    if (found) return Object.assign(this, found);
    const { r, g, b, alpha } = read.call(this, text);
    known.set(text, { r, g, b, alpha });
    return this;
  };
}

const axeSource = `${axe.source};(${rememberColours.toString()})();`;

async function runWithFrames(page: Page, rules?: string[]) {
  const axe = new AxeBuilder({ page, axeSource }).options({ resultTypes: ["violations"] });
  return (await (rules ? axe.withRules(rules) : axe).analyze()).violations;
}

/** A page without frames is given axe once, because reading its half megabyte takes longer than a few rules. */
async function runInPage(page: Page, rules?: string[]) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  return page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, {
      resultTypes: ["violations"],
      iframes: false,
      // A file asks for no other file by script.
      preload: location.protocol !== "file:",
      ...(values && { runOnly: { type: "rule", values } }),
    });
    return violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ target }) => ({ target: target.map(String) })),
    }));
  }, rules);
}

/** axe finds nothing in the page as it stands. */
export async function expectAccessible(page: Page, name: string) {
  expect(await violationsIn(page, name)).toEqual([]);
}

/** Every rule of axe that looks at colours. The themes differ in nothing else. */
const rulesOfColour = ["color-contrast", "link-in-text-block"];

/** axe finds nothing in the light page, nor in the colours of the same page when the system turns dark. */
export async function expectAccessibleInBothThemes(page: Page, name: string) {
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page, `${name}, light`);
  await page.emulateMedia({ colorScheme: "dark" });
  // Colours change over a moment; what follows scrolling never ends.
  await page.evaluate(() => {
    const timed = document.getAnimations().filter(({ timeline }) => timeline instanceof DocumentTimeline);
    return Promise.allSettled(timed.map(({ finished }) => finished));
  });
  expect(await violationsIn(page, `${name}, dark`, rulesOfColour)).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
}

/** Every rule of axe that a narrower window can break. */
const rulesOfLayout = ["target-size", "scrollable-region-focusable"];

/** Two frames later: what was begun before is drawn, and what it moved is told. */
export const settled = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Elements beyond the right edge of a page that scrolls sideways; runs in the page. */
function whatSticksOut(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const beyond = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > clientWidth,
  );
  return [`${scrollWidth - clientWidth} px`, ...beyond.map(({ tagName, className }) => `${tagName}.${className}`)];
}

/** The screen that is loaded fits windows of 1280, 390 and 320, and axe finds nothing in it, light or dark, wide or narrow. */
export async function expectAccessibleAtAllWidths(page: Page, name: string) {
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    expect([name, width, await page.evaluate(whatSticksOut)]).toEqual([name, width, []]);
    if (width === 390) expect(await violationsIn(page, `${name} at 390`, rulesOfLayout)).toEqual([]);
  }
  await expectAccessibleInBothThemes(page, name);
}
