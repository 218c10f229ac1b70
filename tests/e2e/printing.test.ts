/** A thread on paper, as a browser prints it. */
import { expect, test } from "vitest";
import { useBrowser, watchedPage } from "../support/browser";
import { aMember, aReply, aThread } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();

const diagram = "```mermaid\nflowchart LR\n  A[rollup] --> B[blob]\n```";
const row = Array.from({ length: 9 }, (_, index) => `column${index}`);
const body = [
  "Fees fell[^fees], says [a report](https://example.org/report), and https://example.org/plain too.",
  `| ${row.join(" | ")} |\n|${"---|".repeat(9)}\n| ${row.map((word) => `${word}-of-the-row`).join(" | ")} |`,
  `\`\`\`js\nconst line = "${"long ".repeat(40)}";\n\`\`\``,
  "![TPS of Base](metric:base/tps)",
  diagram,
  "More.\n\n".repeat(40),
  diagram,
  "[^fees]: https://example.org/fees Fees by chain",
].join("\n\n");

async function open(options: { asMember?: boolean } = {}) {
  const author = await aMember();
  const thread = await aThread({ author, body });
  await aReply({ thread, author: await aMember(), body: "A reply, whose text is printed too." });
  const context = await held.browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 900 } });
  if (options.asMember) await context.addCookies([await server.jarCookieOf(author)]);
  // A headless browser prints nothing; the page counts how often it asked to.
  await context.addInitScript(() => {
    Object.assign(window, {
      printed: 0,
      print: () => Object.assign(window, { printed: Reflect.get(window, "printed") + 1 }),
    });
  });
  const { page, complaints } = await watchedPage(context);
  await page.goto(`/t/${thread.id}/${thread.slug}`);
  return { page, complaints, context, thread };
}

for (const asMember of [false, true]) {
  test(`a ${asMember ? "member" : "visitor"} prints texts, sources with addresses, and nothing to press`, async () => {
    const { page, complaints, context, thread } = await open({ asMember });
    await page.locator(asMember ? ".dock" : ".visitor-bar").waitFor();
    await page.emulateMedia({ media: "print" });
    // 170 mm, the width of A4 between its margins.
    await page.setViewportSize({ width: 643, height: 900 });

    const controls = page.locator("main :is(button, input, textarea, select, form, summary)");
    for (const control of await controls.all()) expect(await control.isVisible()).toBe(false);
    for (const part of ["header.site-header", "footer.site-footer", ".thread-tabs", ".margin-notes", ".post-foot"])
      expect([part, await page.locator(part).first().isVisible()]).toEqual([part, false]);

    expect(await page.getByText("A reply, whose text is printed too.").isVisible()).toBe(true);
    expect(await page.getByText(`${server.origin}/t/${thread.id}`, { exact: true }).isVisible()).toBe(true);
    const source = page.locator(".sources li").first();
    expect(await source.locator(".source-address").isVisible()).toBe(true);
    expect(await source.textContent()).toMatch(/https:\/\/example\.org\/fees, read \d{4}-\d{2}-\d{2}/);
    const behind = (name: string) =>
      page.getByRole("link", { name }).evaluate((link) => getComputedStyle(link, "::after").content);
    expect(await behind("a report")).toContain("https://example.org/report");
    expect(await behind("https://example.org/plain")).toBe("none");

    // Nothing is cut: no table and no code is wider than the sheet.
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll(".prose :is(table, pre)")].flatMap((element) =>
        element.getBoundingClientRect().right > 643 || element.scrollWidth > element.clientWidth + 1
          ? [element.tagName]
          : [],
      ),
    );
    expect(wide).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
}

test("a widget is printed with its value at posting, its date and its address", async () => {
  const { page, context } = await open();
  await page.emulateMedia({ media: "print" });
  const widget = page.locator(".widget").first();
  expect(await widget.locator(".widget-posted").innerText()).toMatch(/^At posting, \d{1,2} \w{3} \d{4}: /);
  expect(await widget.locator(".widget-address").innerText()).toContain(`${server.origin}/metrics/base/tps`);
  await context.close();
});

test("the key that prints waits until all diagrams are drawn, and the drawings are printed", async () => {
  const { page, complaints, context } = await open();
  await page.locator("figure.diagram[data-state]").first().waitFor();
  const states = () =>
    page.locator("figure.diagram").evaluateAll((all) => all.map((one) => one.getAttribute("data-state")));
  expect((await states())[1]).toBe("waiting");
  await page.keyboard.press("Control+p");
  await expect.poll(() => page.evaluate(() => Reflect.get(window, "printed")), { timeout: 20_000 }).toBe(1);
  expect(await states()).toEqual(["drawn", "drawn"]);
  await page.emulateMedia({ media: "print" });
  for (const figure of await page.locator("figure.diagram").all()) {
    expect(await figure.locator("iframe").isVisible()).toBe(true);
    expect(await figure.locator("pre").isVisible()).toBe(false);
  }
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(complaints).toEqual([]);
  await context.close();
});
