/** Writing: the editor, drafts on two devices and without a connection, quotes. */
import sharp from "sharp";
import type { BrowserContext, Page } from "playwright-core";
import { expect, test } from "vitest";
import {
  expectAccessible,
  holdBack,
  openReply,
  tagBox,
  untilFocused,
  untilHydrated,
  useBrowser,
  watchedPage,
} from "../support/browser";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const held = useBrowser();

/** A device of this member's, with a page open. */
async function aDevice(
  name: string,
  path: string,
): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await held.browser.newContext({ baseURL: copy.origin, viewport: { width: 1280, height: 900 } });
  const { page, complaints } = await watchedPage(context);
  await page.goto(`/sign-in?redirectTo=${encodeURIComponent(path)}`);
  await page.getByRole("button", { name }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return { context, page, complaints };
}

const field = (page: Page) => page.locator("#field-body");

test("tools, keys and completion write markdown that undo takes back", async () => {
  const { context, page, complaints } = await aDevice("Mira Okonjo", "/new");
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await field(page).fill("one word");
  await field(page).selectText();
  await page.keyboard.press("Control+b");
  expect(await field(page).inputValue()).toBe("**one word**");
  await page.keyboard.press("Control+z");
  expect(await field(page).inputValue()).toBe("one word");

  await field(page).fill("");
  await page.keyboard.type("- first\nsecond\n\nAsk @devi");
  await page.getByRole("option", { name: /Devika Rao/ }).waitFor();
  await page.keyboard.press("Enter");
  expect(await field(page).inputValue()).toBe("- first\n- second\nAsk @devika-rao ");
  await page.keyboard.type("in #scale the wrong");
  await page.getByRole("option", { name: /Did we scale the wrong way/ }).waitFor();
  await page.keyboard.press("Tab");
  expect(await field(page).inputValue()).toContain("in #1 ");
  await page.getByRole("region", { name: "Live preview" }).getByRole("link", { name: "@devika-rao" }).waitFor();

  await page.getByLabel("Title").fill("Did we scale the wrong way again?");
  await page.getByRole("link", { name: "Did we scale the wrong way?" }).waitFor();
  await page.getByText("33 of 150").waitFor();
  await expectAccessible(page, "new thread with everything open");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a member's forms keep to the content security policy", async () => {
  const { context, page, complaints } = await aDevice("Mira Okonjo", "/new");
  const violations: string[] = [];
  await page.exposeFunction("noteViolation", (what: string) => void violations.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      (window as unknown as { noteViolation: (what: string) => void }).noteViolation(
        `${violatedDirective} ${blockedURI}`,
      );
    });
  });
  for (const path of ["/new", "/t/1", "/tags/new"]) {
    await page.goto(path);
    await untilHydrated(page);
  }
  expect(violations).toEqual([]);
  expect(complaints).toEqual([]);
  // A probe as schemas do it is seen, in a script of the page's own kind.
  await page.evaluate(() => {
    setTimeout(() => {
      try {
        // oxlint-disable-next-line no-new-func, no-implied-eval
        Function("");
      } catch {
        // Refused, and reported.
      }
    });
  });
  await expect.poll(() => violations).toEqual([expect.stringContaining("script-src eval")]);
  await context.close();
});

test("an address pasted over words links them", async () => {
  const { context, page } = await aDevice("Mira Okonjo", "/new");
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await field(page).fill("the report");
  await field(page).selectText();
  await field(page).evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "https://example.org/report");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  expect(await field(page).inputValue()).toBe("[the report](https://example.org/report)");
  await context.close();
});

test("a source is cited: chosen while typing, pasted, dropped as a file; an unknown one is asked about once", async () => {
  const { context, page, complaints } = await aDevice("Jonas Reuter", "/t/1");
  await openReply(page);
  const text = () => field(page).inputValue();
  const paste = (words: string) =>
    field(page).evaluate((element, given) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", given);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, words);

  await field(page).pressSequentially("Blobs are cheap[^EIP-48");
  await page.getByRole("option", { name: /Shard Blob Transactions/ }).waitFor();
  await page.keyboard.press("Enter");
  expect(await text()).toMatch(/^Blobs are cheap\[\^eip-4844\]$/i);

  await field(page).fill("The report says so");
  await field(page).evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(4, 10));
  await paste("https://example.org/report");
  await page.getByRole("button", { name: "Cite it as a source instead" }).click();
  expect(await text()).toBe("The report[^example] says so\n\n[^example]: https://example.org/report\n");
  await page.keyboard.press("Control+z");
  expect(await text()).toBe("The [report](https://example.org/report) says so");

  await field(page).fill("A claim");
  await field(page).evaluate((element) => {
    const dataTransfer = new DataTransfer();
    const bib = "@article{lee2026, title={Blobs}, author={Lee, Ann}, year={2026}, url={https://example.org/blobs}}";
    dataTransfer.items.add(new File([bib], "refs.bib"));
    element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.getByText("is cited where the caret was").waitFor();
  expect(await text()).toMatch(/^A claim\[\^lee2026\]\n\n\[\^lee2026\]: https:\/\/example\.org\/blobs/);

  await field(page).fill("It holds[^no-such-key].");
  await page.getByRole("button", { name: "Line 1" }).waitFor();
  await expectAccessible(page, "a text with a warning");
  await page.getByRole("button", { name: "Post reply" }).click();
  await page.getByText("Send it again to leave it so.").waitFor();
  expect(await text()).toBe("It holds[^no-such-key].");
  await page.getByRole("button", { name: "Post reply" }).click();
  await page.locator(".prose").getByText("It holds[^no-such-key].").waitFor();
  expect(complaints.filter((words) => !words.includes("422"))).toEqual([]);
  await context.close();
});

test("a save that begins as the form is sent leaves no draft of what is posted", async () => {
  const { context, page } = await aDevice("Jonas Reuter", "/t/2");
  await openReply(page);
  const words = "Saved and sent at the same moment.";
  await field(page).fill(words);
  // The save takes longer than the post would.
  await page.route("**/drafts/save*", async (route) => {
    await new Promise((later) => setTimeout(later, 1_500));
    await route.continue();
  });
  const isSaved = page.waitForResponse(/\/drafts\/save/);
  await field(page).evaluate((element: HTMLTextAreaElement) => {
    dispatchEvent(new Event("online"));
    element.form!.requestSubmit();
  });
  await isSaved;
  await page.locator("article.post").filter({ hasText: words }).waitFor();
  await page.goto("/drafts");
  await page.getByRole("heading", { name: "No drafts" }).waitFor();
  await context.close();
});

test("a draft is found on another device; when both write, both texts are shown and one is chosen", async () => {
  const desk = await aDevice("Jonas Reuter", "/t/5");
  await openReply(desk.page);
  await field(desk.page).fill("Begun at the desk.");
  await desk.page.getByText("Draft saved").first().waitFor();

  const phone = await aDevice("Jonas Reuter", "/t/5");
  await openReply(phone.page);
  await expect.poll(() => field(phone.page).inputValue()).toBe("Begun at the desk.");
  await field(phone.page).fill("Begun at the desk, ended on the phone.");
  await phone.page.getByText("Draft saved just now").first().waitFor();

  await field(desk.page).fill("Begun and ended at the desk.");
  await desk.page.getByText("This text was also changed elsewhere").waitFor();
  expect(await field(desk.page).inputValue()).toBe("Begun and ended at the desk.");
  await desk.page.getByText("The other text").click();
  await desk.page.getByText("ended on the phone").waitFor();
  await desk.page.getByRole("button", { name: "Take the other" }).click();
  await expect.poll(() => field(desk.page).inputValue()).toBe("Begun at the desk, ended on the phone.");

  await desk.page.goto("/drafts");
  await desk.page.getByRole("link", { name: /^Reply in/ }).waitFor();
  await expectAccessible(desk.page, "drafts");
  await desk.page.getByRole("button", { name: /^Discard/ }).click();
  await desk.page.getByRole("heading", { name: "No drafts" }).waitFor();
  await desk.context.close();
  await phone.context.close();
});

test("a save that is under way when the text is posted leaves no draft behind", async () => {
  const { context, page } = await aDevice("Devika Rao", "/t/5");
  await openReply(page);
  let saving = () => {};
  const begun = new Promise<void>((begin) => (saving = begin));
  let letThrough = () => {};
  const released = new Promise<void>((release) => (letThrough = release));
  await page.route("**/drafts/save", async (route) => {
    saving();
    await released;
    await route.continue();
  });
  await field(page).fill("Posted while the draft was being saved.");
  await begun;
  await page.getByRole("button", { name: "Post reply" }).click();
  await page.getByRole("button", { name: "Posting …" }).waitFor();
  // A form that does not wait is posted by then.
  await page
    .waitForResponse((response) => response.request().method() === "POST" && response.url().includes("/t/5"), {
      timeout: 2_000,
    })
    .catch(() => null);
  const isSaved = page.waitForResponse("**/drafts/save");
  letThrough();
  await isSaved;
  await page.locator("article.post").filter({ hasText: "Posted while the draft was being saved." }).waitFor();
  await page.goto("/drafts");
  await page.getByRole("heading", { name: "No drafts" }).waitFor();
  await context.close();
});

test("without a connection the text stays in the browser, is not posted, and is posted once when it is back", async () => {
  const { context, page } = await aDevice("Jonas Reuter", "/t/6");
  await openReply(page);
  await context.setOffline(true);
  await field(page).fill("Written in a tunnel.");
  await page.getByText("Not saved: no connection").first().waitFor();
  await page.getByRole("button", { name: "Post reply" }).click();
  await page.getByText("No connection: this was not sent.").waitFor();
  expect(await field(page).inputValue()).toBe("Written in a tunnel.");

  // The tab is closed and opened again before the text ever reached the server.
  await context.setOffline(false);
  const again = await context.newPage();
  await page.close();
  await again.goto("/t/6");
  await openReply(again);
  await expect.poll(() => field(again).inputValue()).toBe("Written in a tunnel.");
  await again.getByRole("button", { name: "Post reply" }).click();
  await again.locator("article.post").filter({ hasText: "Written in a tunnel." }).waitFor();
  await again.reload();
  expect(await again.locator("article.post").filter({ hasText: "Written in a tunnel." }).count()).toBe(1);
  await again.locator(".dock:not([data-dock=static])").waitFor();
  await expect
    .poll(() => again.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("draft "))))
    .toEqual([]);
  await again.goto("/drafts");
  await again.getByRole("heading", { name: "No drafts" }).waitFor();
  await context.close();
});

test("selected words are quoted with their origin; when they are changed later, the quote says so", async () => {
  const writer = await aDevice("Devika Rao", "/t/7");
  await openReply(writer.page);
  await field(writer.page).fill(
    'A blob costs **one wei** today. It did not last year.\n\n## Heading\n\nWritten as id="x" <b id="y">here</b>, ` id="z"`.',
  );
  await writer.page.getByRole("button", { name: "Post reply" }).click();
  const post = writer.page.locator("article.post").filter({ hasText: "It did not last year." });
  await post.waitFor();

  const quoter = await aDevice("Jonas Reuter", "/t/7");
  const passage = quoter.page
    .locator("article.post")
    .filter({ hasText: "It did not last year." })
    .locator(".prose p")
    .first();
  await quoter.page.locator(".dock:not([data-dock=static])").waitFor();
  await passage.evaluate((element) => {
    const range = document.createRange();
    range.setStart(element.firstChild!, 0);
    range.setEnd(element.lastChild!, 7);
    getSelection()!.removeAllRanges();
    getSelection()!.addRange(range);
  });
  await quoter.page.getByRole("button", { name: "Quote q" }).waitFor();
  await quoter.page.keyboard.press("q");
  await expect
    .poll(() => field(quoter.page).inputValue())
    .toMatch(/^\[quote=@devika-rao, p:\d+, r:1\]\nA blob costs \*\*one wei\*\* today\.\n\[\/quote\]\n\n$/);
  await field(quoter.page).press("Control+End");
  await quoter.page.keyboard.type("\nSince when?");
  await quoter.page.keyboard.press("Control+Enter");
  const reply = quoter.page.locator("article.post").filter({ hasText: "Since when?" });
  await reply.getByText("Devika Rao · post").waitFor();

  await reply.getByRole("button", { name: "Whole post" }).click();
  const whole = reply.locator(".quote-post");
  await whole.getByText("It did not last year.").waitFor();
  // Security 17: the ids are removed, and not the words that look like some.
  await whole.getByText('Written as id="x" <b id="y">here</b>, id="z".').waitFor();
  expect(await whole.locator("[id]").count()).toBe(0);
  expect(await post.locator(".prose h2[id], .prose h3[id], .prose h4[id]").count()).toBe(1);

  await writer.page.reload();
  await post.getByRole("link", { name: /^Jonas Reuter, / }).waitFor();
  await post.getByRole("link", { name: /^Edit post/ }).click();
  await writer.page.waitForURL(/\/p\/\d+\/edit/);
  await field(writer.page).fill("A blob costs two wei today. It did not last year.");
  await writer.page.getByRole("button", { name: "Save" }).click();
  await writer.page.waitForURL(/\/t\/7\//);

  await quoter.page.reload();
  await reply.getByRole("link", { name: "the quoted text was changed since" }).click();
  await quoter.page.locator(".diff ins").filter({ hasText: "two" }).waitFor();
  await writer.context.close();
  await quoter.context.close();
});

test("the preview of a text that is there already is asked for once, and announced until it has come", async () => {
  const { context, page } = await aDevice("Mira Okonjo", "/");
  let asked = 0;
  let goOn = () => {};
  const isLetGo = new Promise<void>((done) => (goOn = done));
  await page.route("**/api/v1/preview", async (route) => {
    asked += 1;
    await isLetGo;
    await route.continue();
  });
  await page.goto("/p/1/edit");
  const pane = page.getByRole("region", { name: "Live preview" });
  await pane.getByText("The preview is being made …").waitFor();
  expect(await pane.getByText("as it will be published").isVisible()).toBe(false);
  goOn();
  await pane.getByRole("heading", { name: "What we built" }).waitFor();
  expect(await pane.getByText("as it will be published").isVisible()).toBe(true);
  expect(asked).toBe(1);
  await context.close();
});

test("one post edited in two browsers: the second finds both texts and brings them together", async () => {
  const desk = await aDevice("Mira Okonjo", "/p/1/edit");
  const phone = await aDevice("Mira Okonjo", "/p/1/edit");
  await Promise.all([desk, phone].map(({ page }) => page.getByRole("toolbar", { name: "Formatting" }).waitFor()));
  const before = await field(desk.page).inputValue();

  await field(desk.page).fill(`${before}\n\nAdded at the desk.`);
  await desk.page.getByRole("button", { name: "Save", exact: true }).click();
  await desk.page.waitForURL(/\/t\/1\//);

  await field(phone.page).fill(`${before}\n\nAdded on the phone.`);
  await phone.page.getByRole("button", { name: "Save", exact: true }).click();
  await phone.page.getByText("This post was edited elsewhere since you began.").waitFor();
  expect(await field(phone.page).inputValue()).toContain("Added on the phone.");
  expect(await phone.page.getByLabel("What stands now").inputValue()).toContain("Added at the desk.");

  await field(phone.page).fill(`${before}\n\nAdded at the desk.\n\nAdded on the phone.`);
  await phone.page.getByRole("button", { name: "Save", exact: true }).click();
  await phone.page.waitForURL(/\/t\/1\//);
  const opening = phone.page.locator("article.post").first();
  await opening.getByText("Added at the desk.").waitFor();
  await opening.getByText("Added on the phone.").waitFor();
  await desk.context.close();
  await phone.context.close();
});

test("a picture is picked, described and shown; a file that is no picture is refused in words", async () => {
  const { context, page, complaints } = await aDevice("Mira Okonjo", "/t/8");
  await openReply(page);
  const pick = page.getByLabel("Add a picture");
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: "teal" } })
    .png()
    .toBuffer();
  await pick.setInputFiles([
    { name: "blobs.png", mimeType: "image/png", buffer: picture },
    { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("only words") },
  ]);
  await page.getByText(/Pictures are taken as PNG, JPEG, WebP or GIF/).waitFor();
  await page.getByLabel("What it shows").fill("Blobs in March [teal]");
  await expect
    .poll(() => field(page).inputValue())
    .toMatch(/^!\[Blobs in March \\\[teal\\\]\]\(\/uploads\/[0-9a-f]{64}\)\n\n$/);
  await page.getByRole("button", { name: "Post reply" }).click();
  const shown = page.locator("article.post img[src^='/uploads/']").last();
  await shown.scrollIntoViewIfNeeded();
  expect(await shown.getAttribute("alt")).toBe("Blobs in March [teal]");
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);
  expect(complaints.filter((text) => !/status of 415/.test(text))).toEqual([]);
  await context.close();
});

test("a pasted picture has a field for its description at once, reached and left by keys", async () => {
  const { context, page, complaints } = await aDevice("Mira Okonjo", "/t/8");
  await openReply(page);
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await field(page).fill("Look:");
  await field(page).press("Control+End");
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: "navy" } })
    .png()
    .toBuffer();
  // The picture is on its way until the test lets it go on.
  const { letGo: goOn } = await holdBack(page, "**/uploads");
  await field(page).evaluate((element, base64) => {
    const clipboardData = new DataTransfer();
    const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    clipboardData.items.add(new File([content], "blobs.png", { type: "image/png" }));
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, bytes.toString("base64"));
  const description = page.getByLabel("What it shows");
  await description.waitFor();
  await page.keyboard.type("so it is.");
  expect(await field(page).inputValue()).toMatch(/upload:\d+\)\n\nso it is\.$/);
  await page.keyboard.press("Shift+Tab");
  await untilFocused(description);
  await page.keyboard.type("Blobs by");
  goOn();
  await page.getByRole("button", { name: "Done with blobs.png" }).waitFor();
  await page.getByText("blobs.png is in the text.").waitFor({ state: "attached" });
  await page.keyboard.type(" day");
  await expect
    .poll(() => field(page).inputValue())
    .toMatch(/!\[Blobs by day\]\(\/uploads\/[0-9a-f]{64}\)\n\nso it is\.$/);
  await page.keyboard.press("Enter");
  await untilFocused(field(page));
  await page.keyboard.type(" Indeed.");
  await expect.poll(() => field(page).inputValue()).toMatch(/so it is\. Indeed\.$/);
  await expectAccessible(page, "a picture being described");
  expect(complaints).toEqual([]);
  await context.close();
});

test("without script a draft is saved by a button and a disclosure stands beside the name", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/sign-in?redirectTo=/settings/disclosures");
  await page.getByRole("button", { name: "Devika Rao" }).click();
  await page.getByLabel("About").selectOption("fees");
  await page.getByLabel("In a few words").fill("sells blob space");
  await page.getByRole("button", { name: "Declare" }).click();
  await page.locator(".line-title").getByText("sells blob space").waitFor();
  await page.goto("/new");
  await page.getByLabel("Title").fill("A thread that is begun without script");
  await page.getByLabel("Opening post").fill("TL;DR: fees fell.\n\nThey did.");
  await (await tagBox(page, "Fees")).check();
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.goto("/drafts");
  await page.getByRole("link", { name: "A thread that is begun without script" }).click();
  expect(await page.getByLabel("Opening post").inputValue()).toBe("TL;DR: fees fell.\n\nThey did.");
  expect(await page.getByLabel("Fees", { exact: true }).isChecked()).toBe(true);
  await page.getByRole("button", { name: "Start thread" }).click();
  await page.getByRole("group", { name: "TL;DR" }).getByText("fees fell.").waitFor();
  await page.locator(".post-head").getByText("sells blob space").waitFor();
  await page.goto("/drafts");
  await page.getByRole("heading", { name: "No drafts" }).waitFor();
  await context.close();
});

const figuresText = "Base does 142 TPS today. Arbitrum One holds $16B. We lost 40% of users.";

test("by keyboard alone the list of figures leads to one, binds it, and asks where the words are ambiguous", async () => {
  const { context, page, complaints } = await aDevice("Mira Okonjo", "/new");
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  // An earlier draft may stand there.
  await field(page).fill("");
  await page.keyboard.type(figuresText);
  const words = page.getByText("3 figures, 3 without a source");
  await words.waitFor();
  const list = page.locator("details.figure-list").first();
  await list.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  await list.getByText("TVS or TVL?").waitFor();
  await expectAccessible(page, "list of figures");

  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("142 TPS");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Bind: Base, TPS.*: 142 TPS$/);
  await page.keyboard.press("Enter");
  expect(await field(page).inputValue()).toBe(figuresText.replace("142 TPS", "[142 TPS](metric:base/tps)"));
  await page.getByText("3 figures, 2 without a source").waitFor();
  // Nothing is bound without the author: the ambiguous one waits for a choice.
  await list
    .getByRole("button", { name: /value secured.*\$16B|TVS.*\$16B/ })
    .first()
    .focus();
  await page.keyboard.press("Enter");
  expect(await field(page).inputValue()).toContain("[$16B](metric:arbitrum/tvs)");
  await field(page).focus();
  await page.keyboard.press("Control+z");
  expect(await field(page).inputValue()).not.toContain("metric:arbitrum");
  expect(complaints).toEqual([]);
  await context.close();
});

test("on a phone the list of figures stays within the screen and binds by a tap", async () => {
  const context = await held.browser.newContext({
    baseURL: copy.origin,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  const { page, complaints } = await watchedPage(context);
  await page.goto("/sign-in?redirectTo=/new");
  await page.getByRole("button", { name: "Mira Okonjo" }).tap();
  await page.getByRole("toolbar", { name: "Formatting" }).waitFor();
  await field(page).fill(figuresText);
  const list = page.locator("details.figure-list").first();
  await list.locator("summary").first().tap();
  await expectAccessible(page, "list of figures on a phone");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await list.getByRole("button", { name: /^Bind: Base, TPS/ }).tap();
  expect(await field(page).inputValue()).toContain("[142 TPS](metric:base/tps)");
  expect(complaints).toEqual([]);
  await context.close();
});

test("without script the preview lists the figures, and a button binds one", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/sign-in?redirectTo=/new");
  await page.getByRole("button", { name: "Mira Okonjo" }).click();
  await page.getByLabel("Title").fill("Figures that are bound without script");
  await page.getByLabel("Opening post").fill(figuresText);
  await page.getByRole("group", { name: "Tags" }).getByLabel("Fees", { exact: true }).check();
  await page.getByRole("button", { name: "Preview", exact: true }).last().click();
  await page.getByText("3 figures, 3 without a source").waitFor();
  await page.getByRole("button", { name: /^Bind: Base, TPS.*142 TPS/ }).click();
  await page.getByText("3 figures, 2 without a source").waitFor();
  expect(await page.getByLabel("Opening post").inputValue()).toContain("[142 TPS](metric:base/tps)");
  await context.close();
});
