/** The order in which a screen reader says a thread, its reply form and a series, as docs/reading-order.md describes it. */
import type { Locator } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { untilFocused, untilHydrated, useBrowser } from "../support/browser";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const held = useBrowser();
let page: Page;

beforeEach(async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin, viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
});
afterEach(() => page.context().close());

const shown =
  /^ *- '?((?:banner|main|contentinfo|navigation|search|region|article|heading|toolbar|textbox|group|combobox|separator)(?: "(?:[^"\\]|\\.)*")?(?: \[level=\d\])?)/;

/** Landmarks, headings, articles and groups of controls in their order, with their names. */
async function outlineOf(part: Locator): Promise<string[]> {
  const lines = (await part.ariaSnapshot()).split("\n");
  return lines.flatMap((line) => shown.exec(line)?.[1] ?? []);
}

/** These stand in the outline in this order; others may stand between them. */
function expectOrder(outline: string[], expected: (string | RegExp)[]) {
  let from = 0;
  for (const one of expected) {
    const at = outline.findIndex(
      (line, index) => index >= from && (typeof one === "string" ? line === one : one.test(line)),
    );
    expect(at, `${one} in ${outline.slice(from).join(" · ")}`).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
}

async function signInTo(path: string) {
  await page.goto(`/sign-in?redirectTo=${encodeURIComponent(path)}`);
  await page.getByRole("button", { name: "Devika Rao" }).click();
  await page.waitForURL((url) => url.pathname.startsWith(path));
  await untilHydrated(page);
}

test("a thread: title, facts, views, posts by number and author, related threads, the reply form", async () => {
  await signInTo("/t/3");
  await page.getByRole("button", { name: "Write a reply" }).waitFor();
  const outline = await outlineOf(page.locator("body"));
  expectOrder(outline, [
    "banner",
    'navigation "Site"',
    'search "Search the forum"',
    "main",
    /^heading "New here: .*" \[level=1\]$/,
    'search "Search this thread"',
    'navigation "Views of this thread"',
    'article "Post 1 by Ruben Castell"',
    'heading "Ruben Castell" [level=2]',
    'article "Post 2 by Aroha Ngata"',
    'article "Post 5 by Aroha Ngata"',
    'heading "Related threads" [level=2]',
    'region "Reply"',
    "contentinfo",
  ]);
  expect(outline.filter((line) => line.endsWith("[level=1]"))).toHaveLength(1);
});

test("the reply form: what is answered, its relation, tools, text, preview, and focus in the text", async () => {
  await signInTo("/t/3");
  await page.getByRole("link", { name: "Reply to post 1", exact: true }).click();
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  const form = page.getByRole("region", { name: "Reply", exact: true });
  await form.getByRole("region", { name: "Live preview" }).waitFor();
  expectOrder(await outlineOf(form), [
    'separator "Height of the reply form"',
    'heading "Replying to post 1 Ruben Castell" [level=2]',
    'group "This reply"',
    'toolbar "Formatting"',
    'textbox "Your reply"',
    'region "Live preview"',
  ]);
  await untilFocused(form.getByRole("textbox", { name: "Your reply" }));
});

test("a series: its place, name, choices, chart, table, claims, other chains", async () => {
  await page.goto("/metrics/base/tps");
  await page.getByRole("group", { name: /^Chart\./ }).waitFor();
  expectOrder(await outlineOf(page.getByRole("main")), [
    'navigation "Where this is"',
    'heading "Base: TPS" [level=1]',
    'navigation "Window"',
    'navigation "Scale"',
    'combobox "Compare with"',
    /^group "Chart\./,
    'heading "Claims" [level=2]',
    'heading "Other chains" [level=2]',
  ]);
});
