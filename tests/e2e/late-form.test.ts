/** The form for a reply: what script adds to it is loaded once somebody writes, and takes over what was typed till then. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { holdBack, openReply, settled, untilFocused, untilHydrated, useBrowser, watchedPage } from "../support/browser";
import { aMember, aReply, aThread } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();

const toolsOfWriting = "**/assets/{reply-form,writing}-*.js";

async function aReadThread() {
  const reader = await aMember();
  const thread = await aThread({ author: await aMember(), body: "The opening post." });
  const post = await aReply({ thread, author: await aMember(), body: "A reply to answer." });
  const context = await held.browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 900 } });
  await context.addCookies([await server.jarCookieOf(reader)]);
  const { page, complaints } = await watchedPage(context);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/\/assets\/(?:reply-form|writing)-.*\.js$/.test(request.url())) asked.push(request.url());
  });
  return { reader, thread, post, context, page, complaints, asked, path: `/t/${thread.id}/${thread.slug}` };
}

const field = (page: Page) => page.getByLabel("Your reply");
const tools = (page: Page) => page.getByRole("toolbar", { name: "Formatting" });

/** A reply that is begun, with its focus in the text, while the tools are held back. */
async function aBegunReply({ viewport = { width: 1280, height: 900 } } = {}) {
  const read = await aReadThread();
  const { page, path } = read;
  await page.setViewportSize(viewport);
  const late = await holdBack(page, toolsOfWriting);
  await page.goto(path);
  await openReply(page, { areToolsHeld: true });
  await late.isAsked;
  await untilFocused(field(page));
  return { ...read, letGo: late.letGo, bringTools: () => bring(page, late) };
}

/** Lets the tools come, and waits until the last file of them is there. */
async function bring(page: Page, late: { letGo(): void }) {
  const come = page.waitForEvent("requestfinished", (request) => request.url().includes("/assets/reply-form-"));
  late.letGo();
  await come;
}

test("a member who reads loads nothing to write with until they come near it", async () => {
  const { context, page, complaints, asked, path } = await aReadThread();
  await page.goto(path, { waitUntil: "networkidle" });
  await untilHydrated(page);
  expect(asked).toEqual([]);
  await page.getByRole("button", { name: "Write a reply …" }).hover();
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  await openReply(page);
  await tools(page).waitFor();
  await untilFocused(field(page));
  expect(complaints).toEqual([]);
  await context.close();
});

test("what is typed before the tools come stays, with its caret, and is kept as a draft", async () => {
  const { reader, context, page, complaints, bringTools } = await aBegunReply();
  await page.keyboard.type("Typed early, and then more");
  for (let steps = 0; steps < " and then more".length; steps++) await page.keyboard.press("ArrowLeft");
  await bringTools();
  await tools(page).waitFor();
  await page.keyboard.type(" in the middle,");
  expect(await field(page).inputValue()).toBe("Typed early, in the middle, and then more");
  await page.getByText("Draft saved").waitFor();
  const drafts = await db.draft.findMany({ where: { memberId: reader.id } });
  expect(JSON.stringify(drafts[0]?.fields)).toContain("Typed early, in the middle, and then more");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a reply to a post that is sent before the tools come answers this post, and leaves no draft behind", async () => {
  const { reader, thread, post, context, page, path } = await aReadThread();
  const late = await holdBack(page, toolsOfWriting);
  await page.goto(path);
  await untilHydrated(page);
  await page.getByRole("link", { name: `Reply to post ${post.number}` }).click();
  await late.isAsked;
  await untilFocused(field(page));
  await page.getByRole("heading", { name: `Replying to post ${post.number}` }).waitFor();
  await page.keyboard.type("Sent early.");
  const sending = await holdBack(page, `**${path}`);
  await page.getByRole("button", { name: "Post reply" }).click({ noWaitAfter: true });
  await sending.isAsked;
  // The tools come while the form is on its way.
  await bring(page, late);
  sending.letGo();
  await page.locator("p", { hasText: /^Sent early\.$/ }).waitFor();
  const sent = await db.post.findFirstOrThrow({ where: { threadId: thread.id, number: 3 } });
  expect(sent.parentId).toBe(post.id);
  await page.getByRole("button", { name: "Write a reply …" }).waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("draft")))).toEqual([]);
  expect(await db.draft.count({ where: { memberId: reader.id } })).toBe(0);
  await context.close();
});

test("a letter that is put together from several keys is not cut off by the tools", async () => {
  const { context, page, bringTools } = await aBegunReply();
  const session = await context.newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
  await bringTools();
  await session.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
  await settled(page);
  expect(await tools(page).count()).toBe(0);
  await session.send("Input.insertText", { text: "日本" });
  await tools(page).waitFor();
  expect(await field(page).inputValue()).toBe("日本");
  await context.close();
});

test("the tools wait where one letter begins as the other ends", async () => {
  const { context, page, bringTools } = await aBegunReply();
  const compose = (...types: string[]) =>
    field(page).evaluate((element, all) => {
      for (const type of all) element.dispatchEvent(new CompositionEvent(type, { bubbles: true }));
    }, types);
  await compose("compositionstart");
  await bringTools();
  await compose("compositionend", "compositionstart");
  await settled(page);
  expect(await tools(page).count()).toBe(0);
  await compose("compositionend");
  await tools(page).waitFor();
  await context.close();
});

test("without a connection the form takes the text all the same, and its tools come with the connection", async () => {
  const { context, page, path } = await aReadThread();
  await page.goto(path, { waitUntil: "networkidle" });
  await untilHydrated(page);
  await context.setOffline(true);
  await openReply(page, { areToolsHeld: true });
  await page.getByText("No connection: the tools for writing have not come.").waitFor();
  await untilFocused(field(page));
  await page.keyboard.type("Typed offline.");
  await page.getByRole("button", { name: "Post reply" }).click();
  await page.getByText("No connection: nothing was sent.").waitFor();
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain("Typed offline.");
  await context.setOffline(false);
  await tools(page).waitFor();
  expect(await field(page).inputValue()).toBe("Typed offline.");
  await context.close();
});

test("on a phone the form can be folded before its tools come", async () => {
  const { context, page, letGo } = await aBegunReply({ viewport: { width: 390, height: 844 } });
  await page.getByRole("button", { name: "Fold the reply form" }).click();
  await page.getByRole("button", { name: "Write a reply …" }).waitFor();
  letGo();
  await context.close();
});

test("a draft that waits brings its form with it", async () => {
  const { reader, thread, context, page, path } = await aReadThread();
  await db.draft.create({
    data: {
      memberId: reader.id,
      place: `thread:${thread.id}`,
      fields: { body: ["Begun yesterday."] },
      updatedAt: new Date(),
    },
  });
  await page.goto(path);
  await page.getByText("Draft saved").waitFor();
  await page.getByRole("button", { name: "Continue your draft …" }).click();
  expect(await field(page).inputValue()).toBe("Begun yesterday.");
  await context.close();
});

test("a post that is quoted before the tools come is quoted in the text that they take over", async () => {
  const { post, context, page, path } = await aReadThread();
  const late = await holdBack(page, toolsOfWriting);
  await page.goto(path);
  await untilHydrated(page);
  await page.getByRole("button", { name: `Quote post ${post.number}` }).click();
  await late.isAsked;
  const quote = new RegExp(`^\\[quote=@[\\w-]+, p:${post.id}, r:1\\]\nA reply to answer\\.\n\\[/quote\\]`);
  await expect.poll(() => field(page).inputValue()).toMatch(quote);
  late.letGo();
  await tools(page).waitFor();
  expect(await field(page).inputValue()).toMatch(quote);
  await context.close();
});
