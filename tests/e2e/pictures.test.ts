/** Adding a picture and showing it, in a real browser. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { expectAccessible, openReply, useBrowser, watchedPage } from "../support/browser";
import { aMember, aThread } from "../support/factories";
import { noise } from "../support/odd-pictures";
import { openTemporaryFolder } from "../support/open-folder";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();
const folder = openTemporaryFolder("counterproof-pictures");

async function aFile(name: string, width: number, height: number) {
  const path = join(folder, name);
  writeFileSync(path, await noise(8, 8).resize(width, height, { kernel: "nearest" }).png().toBuffer());
  return path;
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with script" : "without script";

  test(`a member adds a picture, pastes its line, and it stands in the post, ${how}`, async () => {
    const context = await held.browser.newContext({ baseURL: server.origin, javaScriptEnabled });
    await context.addCookies([await server.jarCookieOf(await aMember())]);
    const { page, complaints } = await watchedPage(context);
    await page.goto("/uploads");
    await page.getByLabel("Picture", { exact: true }).setInputFiles(await aFile("wide.png", 1_600, 400));
    await page.getByLabel("Description").fill("Fees over a year");
    await page.getByRole("button", { name: "Add picture" }).click();
    await page.getByText("Added. Paste this line into a post to show it:").waitFor();
    const line = await page.locator(".upload pre").first().textContent();
    expect(line).toMatch(/^!\[Fees over a year\]\(\/uploads\/[0-9a-f]{64}\)$/);

    const thread = await aThread();
    await page.goto(`/t/${thread.id}/${thread.slug}`);
    if (javaScriptEnabled) await openReply(page);
    await page.getByLabel("Your reply").fill(`${line}`.replace(/\)$/, ' "The median, daily")'));
    await page.getByRole("button", { name: "Post reply" }).click();
    const figure = page.getByRole("figure").filter({ hasText: "The median, daily" });
    const picture = figure.getByRole("img", { name: "Fees over a year" });
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBe(1_600);
    const widths = async () => {
      const { width = 0, height = 0 } = (await picture.boundingBox()) ?? {};
      return {
        fits: await page.evaluate(() => document.scrollingElement!.scrollWidth <= window.innerWidth),
        ratio: Math.round(width / height),
      };
    };
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      expect([width, await widths()]).toEqual([width, { fits: true, ratio: 4 }]);
    }
    await page.emulateMedia({ media: "print" });
    expect(await widths()).toEqual({ fits: true, ratio: 4 });
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("a refusal is read out, and the description stays; the list is accessible; a picture is removed by keyboard", async () => {
  const context = await held.browser.newContext({ baseURL: server.origin });
  await context.addCookies([await server.jarCookieOf(await aMember())]);
  const { page } = await watchedPage(context);
  const bad = join(folder, "page.png");
  writeFileSync(bad, "<!doctype html><p>no picture</p>");
  await page.goto("/uploads");
  await page.getByLabel("Picture", { exact: true }).setInputFiles(bad);
  await page.getByLabel("Description").fill("Words that stay");
  await page.getByRole("button", { name: "Add picture" }).click();
  await page.getByRole("alert").getByText("By its content this is a web page.").waitFor();
  expect(await page.getByLabel("Description").inputValue()).toBe("Words that stay");
  await page.getByLabel("Picture", { exact: true }).setInputFiles(await aFile("small.png", 300, 200));
  await page.getByRole("button", { name: "Add picture" }).click();
  await page.getByText("Words that stay", { exact: true }).waitFor();
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.scrollingElement!.scrollWidth <= window.innerWidth)).toBe(true);
    await expectAccessible(page, `uploads at ${width}`);
  }
  await page.getByText("Remove", { exact: true }).press("Enter");
  await page.getByRole("button", { name: "Remove this picture" }).press("Enter");
  await page.getByText("No pictures yet.").waitFor();
  await context.close();
});
