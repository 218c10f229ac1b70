/** A real Chromium: the one that CHROMIUM_PATH names, the system's, or Playwright's own. */
import { existsSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";

function findChromium() {
  const places = [
    process.env["CHROMIUM_PATH"],
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    chromium.executablePath(),
  ];
  const found = places.find((place) => place && existsSync(place));
  if (!found)
    throw new Error(
      "There is no Chromium: run `apt-get install chromium` (Debian) or `npx playwright-core install chromium`, or set CHROMIUM_PATH.",
    );
  return found;
}

export function useBrowser() {
  const held = {} as { browser: Browser };
  beforeAll(async () => {
    held.browser = await chromium.launch({
      executablePath: findChromium(),
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });
  afterAll(() => held.browser.close());
  return held;
}

/** A page that notes everything a reader's console would complain of; `complaints` must be empty at the end. */
export async function watchedPage(context: BrowserContext): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, complaints };
}

/** What axe finds against WCAG 2.2 AA and its best practices: each rule with the places it names. */
export async function expectAccessible(page: Page, name: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(
      (violation) => `${name}: ${violation.id} at ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`,
    ),
  ).toEqual([]);
}
