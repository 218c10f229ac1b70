/**
 * `npm run screenshots`: the main screens as a visitor and a member see them, for the README and for looking at them.
 * Without words after it the README's few; `-- all FOLDER` takes every screen at four widths, light and dark, into a folder.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { findChromium, launchOptions } from "./support/chromium";
import { LocalCopy } from "./support/local-copy";

type Shot = { name: string; path: string; isMember?: boolean; prepare?(page: Page): Promise<void> };

const openReply = async (page: Page) => {
  await page.getByRole("button", { name: /^(Write a reply|Continue your draft)/ }).click();
  await page.locator("#field-body").fill("The draft says “up to 70 %”, which is a ceiling and **not** an estimate.");
};

const screens: Shot[] = [
  { name: "threads", path: "/" },
  { name: "thread", path: "/t/1" },
  { name: "reply", path: "/t/1", isMember: true, prepare: openReply },
  { name: "new", path: "/new", isMember: true },
  { name: "edit", path: "/p/1/edit", isMember: true },
  { name: "history", path: "/p/1/history" },
  { name: "member", path: "/u/mira-okonjo" },
  { name: "drafts", path: "/drafts", isMember: true },
  { name: "disclosures", path: "/settings/disclosures", isMember: true },
  { name: "inbox", path: "/inbox", isMember: true },
  { name: "uploads", path: "/uploads", isMember: true },
  { name: "search", path: "/search?q=blob+fees" },
  { name: "tags", path: "/tags" },
  { name: "tag", path: "/tags/base" },
  { name: "chains", path: "/chains" },
  { name: "chain", path: "/chains/base" },
  { name: "metrics", path: "/metrics" },
  { name: "metric", path: "/metrics/tps" },
  { name: "series", path: "/metrics/base/tps" },
  { name: "sources", path: "/sources" },
  { name: "thread-sources", path: "/t/1/did-we-scale-the-wrong-way/sources" },
  { name: "cite", path: "/p/1/cite" },
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-up", path: "/sign-up" },
  { name: "moderation-log", path: "/modlog" },
  { name: "empty", path: "/?tag=no-such-tag" },
  { name: "not-found", path: "/no/such/page" },
  { name: "bad-request", path: "/?sort=best" },
  { name: "no-permission", path: "/mod/actions?kind=lock_thread&target=1", isMember: true },
];

const forReadme = new Set(["threads", "thread"]);
const [what, folder = join("tests", "screenshots")] = process.argv.slice(2);
const isAll = what === "all";
const widths = isAll ? [1600, 1280, 768, 390] : [1280];
const schemes = isAll ? (["light", "dark"] as const) : (["light"] as const);

const copy = new LocalCopy();
await copy.start();
const browser = await chromium.launch({ executablePath: findChromium(), ...launchOptions });
mkdirSync(folder, { recursive: true });
try {
  for (const colorScheme of schemes)
    for (const width of widths) {
      const options = { baseURL: copy.origin, colorScheme, viewport: { width, height: 900 } };
      const visitor = await browser.newContext(options);
      const member = await browser.newContext(options);
      const signIn = await member.newPage();
      await signIn.goto("/sign-in");
      await signIn.getByRole("button", { name: "Mira Okonjo" }).click();
      await signIn.waitForURL(copy.origin + "/");
      for (const { name, path, isMember, prepare } of screens) {
        if (!isAll && !forReadme.has(name)) continue;
        const page = await (isMember ? member : visitor).newPage();
        await page.goto(path, { waitUntil: "networkidle" });
        await prepare?.(page);
        await page.waitForLoadState("networkidle");
        const suffix = isAll ? `-${width}-${colorScheme}` : "";
        await page.screenshot({ path: join(folder, `${name}${suffix}.png`) });
        if (isAll && colorScheme === "light" && width === 1280)
          await page.pdf({ path: join(folder, `${name}-print.pdf`), format: "A4" });
        await page.close();
      }
      await visitor.close();
      await member.close();
    }
} finally {
  await browser.close();
  await copy.stop();
  copy.remove();
}
