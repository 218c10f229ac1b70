import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/**
 * A real Chromium: the one that CHROMIUM_PATH names, the system's, or Playwright's own. The shell without windows comes
 * first: it is the same engine and needs a third of the processor's time.
 */
export function findChromium(): string {
  const places = [
    process.env["CHROMIUM_PATH"],
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    chromium.executablePath(),
  ];
  const found = places.find((place) => place && existsSync(place));
  if (!found)
    throw new Error(
      "There is no Chromium: run `apt-get install chromium-headless-shell` (Debian) or `npx playwright-core install chromium`, or set CHROMIUM_PATH.",
    );
  return found;
}

export const launchOptions = {
  args: [
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
