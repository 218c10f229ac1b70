/** The inbox by keyboard, its count in the header, and notices that are pushed to a browser. */
import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { chooseLevel, countUnread, tellOfPost } from "~/features/notifications/notifications.server";
import { db } from "~/platform/db.server";
import { expectAccessibleAtAllWidths, expectAccessibleInBothThemes, useBrowser, watchedPage } from "../support/browser";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer({ MAIL_FROM: "push@forum.example" });
const held = useBrowser();
let member: Member;
let thread: ThreadMade;

beforeAll(async () => {
  member = await aMember({ name: "Rita Reads" });
  const writer = await aMember({ name: "Wanda Writes" });
  thread = await aThread({ author: member, title: "What do blobs cost?" });
  const paragraphs = "A blob costs nearly nothing, and that is the question.\n\n".repeat(12);
  for (let number = 2; number <= 5; number++) {
    const post = await aReply({ thread, author: writer, body: `Number ${number}. ${paragraphs}` });
    await tellOfPost({ postId: post.id, isNew: true, after: 0 });
  }
});

async function open() {
  const context = await held.browser.newContext({ baseURL: server.origin, viewport: { width: 1280, height: 800 } });
  await context.addCookies([await server.jarCookieOf(member)]);
  return { context, ...(await watchedPage(context)) };
}

test("keys lead through the inbox, mark read and open; the count in the header follows at once", async () => {
  const { context, page, complaints } = await open();
  await page.goto("/inbox");
  await page.locator("html[data-hydrated]").waitFor();
  await page.getByRole("link", { name: "Inbox, 4 unread" }).waitFor();
  await expectAccessibleInBothThemes(page, "the inbox");
  const links = page.locator(".told-link");
  const focused = () => links.evaluateAll((all) => all.indexOf(document.activeElement as HTMLElement));
  await page.keyboard.press("j");
  await expect.poll(focused).toBe(0);
  await page.keyboard.press("j");
  await expect.poll(focused).toBe(1);
  await page.keyboard.press("k");
  await expect.poll(focused).toBe(0);
  await page.keyboard.press("e");
  await page.getByRole("link", { name: "Inbox, 3 unread" }).waitFor();
  expect(await focused()).toBe(0);
  expect(await countUnread(member)).toBe(3);
  // Nothing is taken from what is typed.
  await page.getByLabel("Search the forum").first().focus();
  await page.keyboard.type("ejk");
  expect(await countUnread(member)).toBe(3);
  await page.keyboard.press("Escape");

  await links.nth(3).focus();
  await page.keyboard.press("o");
  await page.waitForURL(`**/t/${thread.id}/${thread.slug}/2#post-2`);
  await page.getByRole("link", { name: "Inbox, 2 unread" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("new posts of a followed thread are one row, which is marked read and opened as one; the count goes down by all", async () => {
  const author = await aMember({ name: "Mira Okonjo" });
  const followed = await aThread({ author, title: "What do rollups cost?" });
  await chooseLevel(member, followed.id, "follow");
  await tellOfPost({ postId: followed.openingPostId, isNew: true, after: 0 });
  for (const name of ["Devika Rao", "Tomasz Wilk", "Tomasz Wilk"]) {
    const { id } = await aReply({ thread: followed, author: await aMember({ name }), body: "A little." });
    await tellOfPost({ postId: id, isNew: true, after: 0 });
  }
  const before = await countUnread(member);
  const { context, page, complaints } = await open();
  await page.goto("/inbox?show=followed");
  await page.locator("html[data-hydrated]").waitFor();
  const row = page.locator(".told").first();
  await row.getByText("4 new posts").first().waitFor();
  const link = row.getByRole("link", { name: "by Tomasz Wilk, Devika Rao and Mira Okonjo, from post 1 on" });
  expect(await link.getAttribute("href")).toBe(`/t/${followed.id}/${followed.slug}`);
  await expectAccessibleAtAllWidths(page, "an inbox with a row of several posts");
  await row.hover();
  await row.getByRole("button", { name: /^Mark read/ }).click();
  await page.getByRole("link", { name: `Inbox, ${before - 4} unread` }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("replies by mail, posted or not, with what was left out, are accessible at all widths", async () => {
  const { openingPostId } = thread;
  const row = { memberId: member.id, toPostId: openingPostId, cut: "> A blob costs nearly nothing" };
  const files = `budget.pdf: Only pictures are taken.\n${"a-very-long-name-of-a-file".repeat(4)}.zip: Only pictures are taken.`;
  await db.mailedReply.createMany({
    data: [
      { ...row, messageId: "a".repeat(64), postId: openingPostId, text: "They don’t.", leftOut: files },
      { ...row, messageId: "b".repeat(64), text: "They do. ".repeat(40), problem: "The thread is locked." },
    ],
  });
  const { context, page, complaints } = await open();
  await page.goto("/inbox/by-mail");
  await page.locator("html[data-hydrated]").waitFor();
  for (const fold of await page.getByText("What was left out").all()) await fold.click();
  await page.getByRole("list", { name: "Files that were left out" }).getByText("budget.pdf").waitFor();
  await expectAccessibleAtAllWidths(page, "replies by mail");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a browser that may not show notices says so, and one that may shows what is pushed and leads to the post", async () => {
  const denied = await open();
  // As a browser says it in which somebody refused before.
  await denied.page.addInitScript(() =>
    Object.defineProperty(Notification, "permission", { get: () => "denied", configurable: true }),
  );
  await denied.page.goto("/settings/notifications");
  const refused = denied.page.getByRole("region", { name: "Push" });
  await refused.getByText("This browser does not allow notices from this site.").waitFor();
  expect(await refused.getByRole("button", { name: "Turn on in this browser" }).isVisible()).toBe(false);
  expect(denied.complaints).toEqual([]);
  await denied.context.close();

  const { context, page, complaints } = await open();
  // A browser without windows allows nobody to show anything: the page is told otherwise, and the worker writes down what it shows.
  await page.addInitScript(() =>
    Object.defineProperty(Notification, "permission", { get: () => "granted", configurable: true }),
  );
  await page.goto("/settings/notifications");
  const push = page.getByRole("region", { name: "Push" });
  await push.getByRole("button", { name: "Turn on in this browser" }).waitFor();
  await expectAccessibleInBothThemes(page, "the settings with push");

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const cdp = await context.newCDPSession(page);
  const registered = new Promise<string>((found) =>
    cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [first] = registrations;
      if (first) found(first.registrationId);
    }),
  );
  await cdp.send("ServiceWorker.enable");
  const data = JSON.stringify({
    id: 7,
    title: "Wanda Writes answers your post 1",
    body: "What do blobs cost?",
    path: `/t/${thread.id}/${thread.slug}/2`,
  });
  const registrationId = await registered;
  const worker = context.serviceWorkers()[0]!;
  await worker.evaluate(() => {
    const shown: unknown[] = [];
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
    Object.assign(globalThis, { shown });
    registration.showNotification = async (title, options) => void shown.push({ title, ...options });
  });
  // The same notice twice has the same tag: a browser shows it once.
  for (let time = 0; time < 2; time++)
    await cdp.send("ServiceWorker.deliverPushMessage", { origin: server.origin, registrationId, data });
  const notice = {
    title: "Wanda Writes answers your post 1",
    body: "What do blobs cost?",
    tag: "notice-7",
    icon: "/favicon.svg",
    data: { path: `/t/${thread.id}/${thread.slug}/2` },
  };
  await expect
    .poll(() => worker.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown))
    .toEqual([notice, notice]);
  expect(complaints).toEqual([]);
  await context.close();
});
