/** The composer: nothing covered, one's place kept, what was refused or posted said where one looks. */
import sharp from "sharp";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectAccessible, holdBack, openReply, untilFocused, useBrowser, watchedPage } from "../support/browser";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const held = useBrowser();

const desk = { width: 1280, height: 900 };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 480 }, hasTouch: true, isMobile: true };

async function aWriter(path: string, options: BrowserContextOptions = { viewport: desk }) {
  const context = await held.browser.newContext({ baseURL: copy.origin, ...options });
  const { page, complaints } = await watchedPage(context);
  await page.goto(`/sign-in?redirectTo=${encodeURIComponent(path)}`);
  await page.getByRole("button", { name: "Devika Rao" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return { page, complaints, close: () => context.close() };
}

const field = (page: Page) => page.locator("#field-body");
const text = (page: Page) => field(page).inputValue();

/** The middle of each of these elements is what one would press there, where its own box doesn't scroll. */
async function expectUncovered(elements: Locator) {
  await elements.first().waitFor();
  const covered = await elements.evaluateAll((all) =>
    all
      .filter(
        (element) => element.checkVisibility() && !element.closest(".editor-tools-row, .editor-warnings, .relations"),
      )
      .flatMap((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        if (there && (element.contains(there) || there.contains(element))) return [];
        return [`${element.outerHTML.slice(0, 80)} below ${there?.outerHTML.slice(0, 80) ?? "the window's edge"}`];
      }),
  );
  expect(covered).toEqual([]);
}

const paste = (page: Page, data: Record<string, string>, files: string[] = []) =>
  field(page).evaluate(
    (element, given) => {
      const clipboardData = new DataTransfer();
      for (const [type, value] of Object.entries(given.data)) clipboardData.setData(type, value);
      for (const name of given.files) clipboardData.items.add(new File(["x"], name, { type: "image/png" }));
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    { data, files },
  );

test("readers who sign in to answer a post come to it with focus in the text", async () => {
  const { page, close } = await aWriter("/t/1/did-we-scale-the-wrong-way/4?reply=4#reply");
  await page.locator(".dock[data-dock=open]").waitFor();
  await untilFocused(field(page));
  const answered = page.getByRole("article", { name: /^Post 4 by / });
  await expect.poll(async () => (await answered.boundingBox())!.y).toBeLessThan(200);
  expect((await answered.boundingBox())!.y).toBeGreaterThanOrEqual(-1);
  await page.keyboard.type("My first words are all there.");
  expect(await text(page)).toBe("My first words are all there.");
  await close();
});

test.each([
  ["a desk", { viewport: desk }],
  ["a lower window", { viewport: { width: 1000, height: 600 } }],
  ["a phone with its keyboard up", phone],
])("on %s nothing in the composer is covered, whatever it says", async (_, options) => {
  const { page, close, complaints } = await aWriter("/t/9", options);
  await openReply(page);
  await field(page).fill("It holds[^no-such-key], at 142 TPS.\n\n".repeat(20));
  await page.getByRole("button", { name: "Line 1", exact: true }).waitFor();
  await page.getByText("figures,").waitFor();
  await expectUncovered(page.locator(".dock :is(button, textarea, summary, a)"));
  // Completions are whole inside the window, and don't lie on the line that is typed.
  await field(page).press("Control+End");
  await page.keyboard.type("@mira");
  const option = page.getByRole("option").first();
  await option.waitFor();
  await expectUncovered(page.getByRole("option"));
  expect((await option.boundingBox())!.y).toBeGreaterThanOrEqual(0);
  await page.keyboard.press("Enter");
  expect(await text(page)).toMatch(/@mira-okonjo $/);
  expect(complaints).toEqual([]);
  await close();
});

test("on a phone completions in a long new thread lie at the line that is typed", async () => {
  const { page, close } = await aWriter("/new", phone);
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await field(page).fill("A first paragraph.\n\n".repeat(30));
  // As high as its text: the end of the field is far below the first line.
  await field(page).evaluate((element) => (element.style.height = "900px"));
  await field(page).press("Control+Home");
  await page.keyboard.type("@mira");
  const option = page.getByRole("option").first();
  await option.waitFor();
  await expectUncovered(page.getByRole("option"));
  const line = (await field(page).boundingBox())!.y;
  expect(Math.abs((await option.boundingBox())!.y - line)).toBeLessThan(120);
  await option.tap();
  expect(await text(page)).toMatch(/^@mira-okonjo /);
  await close();
});

test("the page ends above the form, folded and open, and an element that gets the focus comes out from behind it", async () => {
  const { page, close } = await aWriter("/t/10");
  await page.getByRole("button", { name: /^Write a reply/ }).waitFor();
  const isAbove = async () => {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await expectUncovered(page.locator(".site-footer p"));
    const link = page.getByRole("link", { name: "Print the whole thread" });
    await link.evaluate((one) => scrollBy(0, one.getBoundingClientRect().bottom - innerHeight + 10));
    await link.focus();
    await expect
      .poll(() =>
        link.evaluate((one) => {
          const dock = document.querySelector(".dock")!.getBoundingClientRect();
          return dock.top - one.getBoundingClientRect().bottom;
        }),
      )
      .toBeGreaterThanOrEqual(0);
  };
  await isAbove();
  await openReply(page);
  await isAbove();
  await page.keyboard.press("Escape");
  await close();
});

test("on a phone, whose form covers the page, going on by Tab folds it and keeps the text", async () => {
  const { page, close } = await aWriter("/t/10", { viewport: { width: 390, height: 844 } });
  await openReply(page);
  await field(page).fill("Half a reply");
  const isInside = () => page.evaluate(() => document.activeElement?.closest(".dock") !== null);
  for (let stop = 0; stop < 30 && (await isInside()); stop++) await page.keyboard.press("Tab");
  await page.locator(".dock[data-dock=folded]").waitFor();
  expect(await isInside()).toBe(false);
  await expectUncovered(page.locator(":focus"));
  await openReply(page);
  expect(await text(page)).toBe("Half a reply");
  await close();
});

test("after posting the form is folded, the post in view with focus, and Undo gives text and relation back", async () => {
  const { page, close } = await aWriter("/t/10");
  await openReply(page);
  await page.keyboard.press("Escape");
  await page.locator(".dock[data-dock=folded]").waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toBe("dock-field");

  await page.getByRole("link", { name: "Reply to post 1", exact: true }).click();
  await page.getByLabel("qualifies").check();
  await field(page).fill("Posted by keys alone.");
  await page.keyboard.press("Control+Enter");
  const post = page.locator("article.post[data-own]").filter({ hasText: "Posted by keys alone." });
  await post.waitFor();
  const number = await post.locator(".post-number").textContent();
  await page.getByText(`Posted as ${number}`).waitFor();
  await expect.poll(() => page.locator(".dock").getAttribute("data-dock")).toBe("folded");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest("article")?.textContent))
    .toContain("Posted by keys alone.");
  await expectAccessible(page, "a post that was just made");

  await page.getByRole("button", { name: `Undo post ${number}` }).click();
  await page.getByText(`Post ${number} was deleted by you.`).waitFor();
  await expect.poll(() => text(page)).toBe("Posted by keys alone.");
  await expect.poll(() => page.getByLabel("qualifies").isChecked()).toBe(true);
  await close();
});

test("a refused thread says so in the bar and leads to the tags, whose field loses no letter", async () => {
  const { page, close } = await aWriter("/new");
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await page.getByLabel("Title").fill("Blob fees are back. Did anybody budget for them?");
  await field(page).fill("They did not.");
  await field(page).press("Control+Enter");
  const link = page.getByRole("link", { name: "Not started: 1 thing to mend" });
  await link.waitFor();
  const tags = page.locator("#field-tags");
  await untilFocused(tags);
  await page.keyboard.type("optim");
  expect(await tags.inputValue()).toBe("optim");
  await page.getByRole("option", { name: /OP Mainnet/ }).waitFor();
  await page.keyboard.press("Escape");
  await field(page).focus();
  await link.click();
  await untilFocused(tags);
  await expectAccessible(page, "a refused thread");
  await close();
});

test("a spreadsheet becomes a table, a quote leaves the caret on an empty line, a chart leaves it in the text", async () => {
  const { page, close } = await aWriter("/t/10");
  await openReply(page);
  await field(page).fill("");
  await paste(
    page,
    { "text/plain": "Chain\tTPS\nBase\t142", "text/html": "<table><tr><td>Chain<td>TPS<tr><td>Base<td>142</table>" },
    ["image.png"],
  );
  expect(await text(page)).toBe("| Chain | TPS |\n| --- | --: |\n| Base | 142 |\n\n");

  await field(page).fill("");
  await page.getByRole("button", { name: "Quote post 1", exact: true }).click();
  await expect.poll(() => text(page)).toMatch(/\[\/quote\]\n\n$/);
  await untilFocused(field(page));
  await page.keyboard.type("My answer.");
  expect(await text(page)).toMatch(/\[\/quote\]\n\nMy answer\.$/);

  await field(page).fill("");
  await page.getByRole("button", { name: "Metric", exact: true }).click();
  await page.getByRole("dialog").getByRole("checkbox").first().check();
  await page.getByRole("dialog").getByRole("button", { name: "Insert" }).click();
  await untilFocused(field(page));
  await page.keyboard.type("So it moves");
  expect(await text(page)).toMatch(/^!\[.*\]\(metric:.*\)\n\nSo it moves$/);
  await close();
});

test("a picture keeps its place while one writes on, and sending waits for it", async () => {
  const { page, close } = await aWriter("/t/10");
  await openReply(page);
  const { isAsked, letGo } = await holdBack(page, "**/uploads");
  await field(page).fill("Before the picture.");
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
  await page
    .getByLabel("Add a picture or a file of references")
    .setInputFiles({ name: "blobs.png", mimeType: "image/png", buffer: picture });
  await isAsked;
  await field(page).focus();
  await page.keyboard.type("I write on.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("It is sent as soon as the picture is in the text.").waitFor();
  expect(await text(page)).toMatch(/^Before the picture\.\n\n!\[Uploading blobs\.png …\]\(upload:1\)\n\nI write on\.$/);
  letGo();
  const post = page.locator("article.post").filter({ hasText: "I write on." });
  await post.waitFor();
  expect(await post.locator(".prose p").allTextContents()).toEqual(["Before the picture.", "I write on."]);
  expect(await post.locator("img[src^='/uploads/']").count()).toBe(1);
  await close();
});

test("of several files of references dropped at once none is lost, and an empty one is called so", async () => {
  const { page, close } = await aWriter("/t/10");
  await openReply(page);
  await field(page).fill("Before them.");
  await field(page).evaluate((element) => {
    const files = new DataTransfer();
    for (const [name, content] of [
      ["two.bib", "@misc{a, title={First of two}}\n@misc{b, title={Second of two}}"],
      ["one.bib", "@misc{c, title={One alone}}"],
      ["none.bib", ""],
    ] as const)
      files.items.add(new File([content], name));
    element.dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
  });
  await page.getByText("none.bib is empty.").waitFor();
  for (const [name, title] of [
    ["2 references in two.bib", "Second of two"],
    ["1 reference in one.bib", "One alone"],
  ] as const) {
    const list = page.getByRole("dialog", { name });
    await list.getByRole("checkbox", { name: title }).check();
    await list.getByRole("button", { name: "Add 1 to the text", exact: true }).click();
  }
  await page.getByText("“One alone” is cited where the caret was", { exact: false }).waitFor();
  expect(await text(page)).toMatch(/\[\^b\]: Second of two[^]*\[\^c\]: One alone/);
  await close();
});

test("a refusal takes away nothing that is typed as soon as it is read", async () => {
  const { page, close } = await aWriter("/t/10");
  await openReply(page);
  const loaded: string[] = [];
  page.on("request", (request) => {
    const data = new URL(request.url()).searchParams.get("_data");
    if (request.method() === "GET" && data?.startsWith("routes/pages/t.")) loaded.push(data);
  });
  await field(page).fill("Cited[^bad].\n\n[^bad]:\n\n    ```bibtex\n    @misc{x, title={\n    ```\n");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Send it again to leave it so.").waitFor();
  await field(page).fill("Nothing is cited any more.");
  await page.getByRole("button", { name: "Post reply", exact: true }).waitFor();
  expect(await text(page)).toBe("Nothing is cited any more.");
  // The thread is not loaded again, which would begin the form anew.
  expect(loaded).toEqual([]);
  await close();
});

test("references are chosen from a file, cited without an address, and one that can't be used says why before posting", async () => {
  const { page, close } = await aWriter("/t/10");
  await openReply(page);
  await field(page).fill("Before it.");
  const many = Array.from({ length: 300 }, (_, index) => `@misc{k${index}, title={Study number ${index}}}`).join("\n");
  const given = `% Encoding: windows-1252\n@book{mueller, title={Über Rollups}, author={Müller, Jörg}, year={2014}}\n@misc{empty, year={2001}}\n${many}`;
  const library = { name: "library.bib", mimeType: "text/plain", buffer: Buffer.from(given, "latin1") };
  await page.getByLabel("Add a picture or a file of references").setInputFiles(library);
  const list = page.getByRole("dialog", { name: "301 references in library.bib" });
  await list.waitFor();
  await page.keyboard.press("Escape");
  await untilFocused(field(page));
  await page.keyboard.type(" More.");
  expect(await text(page)).toBe("Before it. More.");
  await field(page).fill("Before it.");
  await page.getByLabel("Add a picture or a file of references").setInputFiles(library);
  await list.waitFor();
  await list.getByText("201 more: narrow the list to see them.").waitFor();
  await list.getByText("One part of the file has a problem").click();
  await list.getByText("“empty” can’t be cited: it has neither a title nor an identifier or address.").waitFor();
  await expectAccessible(page, "choice of references");
  await list.getByRole("searchbox").fill("müller 2014");
  await list.getByRole("checkbox", { name: "Über Rollups" }).check();
  await list.getByRole("button", { name: "Add 1 to the text", exact: true }).click();
  await page.getByText("“Über Rollups” is cited where the caret was, and defined at the end.").waitFor();
  expect(await text(page)).toMatch(/^Before it\.\[\^mueller\]\n\n\[\^mueller\]: Über Rollups\n\n {4}```csl-json\n/);
  // One writes on at once, and what was added is undone like something typed.
  await untilFocused(field(page));
  await page.keyboard.press("Control+z");
  expect(await text(page)).toBe("Before it.");
  await page.keyboard.press("Control+Shift+z");
  expect(await text(page)).toMatch(/^Before it\.\[\^mueller\]\n/);

  const written = await text(page);
  await field(page).fill(
    `${written.replace("Before it.", "Before it.[^bad]")}\n[^bad]:\n\n    \`\`\`bibtex\n    @misc{x, title={\n    \`\`\`\n`,
  );
  await page.keyboard.press("Control+Enter");
  // The preview warns at any time; only the form's answer has this sentence.
  await page.getByText("Send it again to leave it so.").waitFor();
  await page.getByText("“[^bad]” can’t be cited: its block can’t be read", { exact: false }).first().waitFor();
  await field(page).fill(written);
  await field(page).press("Control+Enter");
  const post = page.locator("article.post").filter({ hasText: "Before it." });
  await post.waitFor();
  const sources = await post.locator(".sources").innerText();
  expect(sources).toContain("J. Müller, 2014");
  expect(sources).toContain("no address");
  await close();
});
