/** The button that copies a block of code, on visitors' and members' pages. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { untilHydrated, useBrowser, watchedPage } from "../support/browser";
import { aMember, aReply, aThread } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();

const code = 'const a = "<b>";\n\n\tif (a) {}  // “quotes” & tabs\n';
const body = `Before.\n\n\`\`\`ts\n${code}\`\`\`\n\n- in a list\n\n  \`\`\`\n  one line\n  \`\`\`\n\nAfter.`;

async function open(options: Parameters<typeof held.browser.newContext>[0] = {}, member?: Member) {
  const thread = await aThread({ body });
  const context = await held.browser.newContext({
    baseURL: server.origin,
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  if (member) await context.addCookies([await server.jarCookieOf(member)]);
  const { page, complaints } = await watchedPage(context);
  await page.goto(`/t/${thread.id}/${thread.slug}`);
  return { page, context, complaints };
}

/** The two seconds for which a confirmation stands pass when the test says so. */
async function stopTime(page: Page) {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
}

for (const who of ["visitor", "member"]) {
  test(`a ${who} copies exactly the source, by keyboard, and gets a confirmation`, async () => {
    const { page, context, complaints } = await open({}, who === "member" ? await aMember() : undefined);
    if (who === "member") await untilHydrated(page);
    const buttons = page.getByRole("button", { name: "Copy this code" });
    await expect.poll(() => buttons.count()).toBe(2);
    await page.locator(".code pre").first().focus();
    await page.keyboard.press("Tab");
    expect(await buttons.first().evaluate((button) => button === document.activeElement)).toBe(true);
    await expect.poll(() => buttons.first().evaluate((button) => getComputedStyle(button).opacity)).toBe("1");
    await stopTime(page);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".code [role=status]").first().textContent()).toBe("Copied.");
    expect(await buttons.first().textContent()).toBe("Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code.trimEnd());
    await page.clock.runFor(2_000);
    expect(await buttons.first().textContent()).toBe("Copy");
    await buttons.last().click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("one line");
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("the buttons move nothing, and are neither there without script nor on paper", async () => {
  const places = "[data-body] > *, [data-body] pre";
  const plain = await open({ javaScriptEnabled: false });
  const scripted = await open();
  const boxes = async ({ page }: typeof plain) =>
    page.locator(places).evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.tagName, x, y, width, height];
      }),
    );
  const button = scripted.page.getByRole("button", { name: "Copy this code" }).first();
  await button.waitFor();
  expect(await boxes(scripted)).toEqual(await boxes(plain));
  expect(await plain.page.getByRole("button", { name: "Copy this code" }).count()).toBe(0);
  await scripted.page.emulateMedia({ media: "print" });
  expect(await button.isVisible()).toBe(false);
  await plain.context.close();
  await scripted.context.close();
});

test("a preview that appears in a page that stays open has its buttons too", async () => {
  const { page, context, complaints } = await open({}, await aMember());
  await page.goto("/new");
  await untilHydrated(page);
  await page.getByLabel("Opening post").fill("```\nin the preview\n```");
  const preview = page.getByRole("region", { name: "Preview" });
  await preview.getByRole("button", { name: "Copy this code" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("in the preview");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a post's Link copies its address and stays where it is; a page to cite it by has buttons of its own", async () => {
  const { page, context, complaints } = await open();
  await stopTime(page);
  const link = page.locator("a[data-copy-link]");
  const before = page.url();
  await link.click();
  await expect.poll(() => link.textContent()).toContain("Copied");
  expect(await page.getByText("Address copied.").getAttribute("role")).toBe("status");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^http:\/\/localhost:\d+\/p\/\d+$/);
  expect(page.url()).toBe(before);
  await page.clock.runFor(2_000);
  expect(await link.textContent()).toContain("Link");
  await page.getByRole("link", { name: "Cite post 1" }).click();
  await page.getByRole("button", { name: "Copy BibTeX" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^@/);
  expect(complaints).toEqual([]);
  await context.close();
});

for (const javaScriptEnabled of [true, false])
  test(`an address that ends in a number lands on its post, ${javaScriptEnabled ? "with" : "without"} script`, async () => {
    const long = "A paragraph of some length, so that the page is long.\n\n".repeat(30);
    const thread = await aThread({ body: long });
    for (let index = 0; index < 3; index++) await aReply({ thread, author: thread.author, body: long });
    const context = await held.browser.newContext({ baseURL: server.origin, javaScriptEnabled });
    for (const member of [null, await aMember()]) {
      if (member) await context.addCookies([await server.jarCookieOf(member)]);
      const { page, complaints } = await watchedPage(context);
      for (const end of ["3", "3#post-3"]) {
        await page.goto("about:blank");
        await page.goto(`/t/${thread.id}/${thread.slug}/${end}`);
        await expect
          .poll(async () => (await page.locator(".post-target .post-author").boundingBox())!.y)
          .toBeLessThan(600);
        await expect
          .poll(async () => (await page.locator(".post-target .post-author").boundingBox())!.y)
          .toBeGreaterThan(0);
      }
      expect(complaints).toEqual([]);
    }
    await context.close();
  });
