/** Moderators at work in browsers: the queue by keyboard and on a phone, two at once, an appeal, and moving posts. */
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { openCase } from "~/features/cases/cases.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { expectAccessibleInBothThemes, openReply, untilHydrated, useBrowser, watchedPage } from "../support/browser";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
let first: Member;
let second: Member;
let author: Member;
let thread: ThreadMade;

beforeAll(async () => {
  first = await aMember({ role: "moderator", name: "Nadia Petrov" });
  second = await aMember({ role: "moderator", name: "Otto Lind" });
  author = await aMember({ name: "Rolf Brandt", handle: "rolf" });
  thread = await aThread({ title: "Which posts wait for a moderator here?" });
});

const opened: BrowserContext[] = [];
afterEach(async () => {
  for (const context of opened.splice(0)) await context.close();
});

async function open(member: Member, options: BrowserContextOptions = {}) {
  const size = { width: 1280, height: 900 };
  const context = await held.browser.newContext({ baseURL: server.origin, viewport: size, ...options });
  opened.push(context);
  await context.addCookies([await server.jarCookieOf(member)]);
  return watchedPage(context);
}

/** A post of the author's with a case in the queue. */
async function aCase(body: string) {
  const post = await aReply({ thread, author, body });
  const given = { kind: "flag" as const, about: post.id, memberId: author.id, threadId: thread.id, postId: post.id };
  const { id } = await inTransaction(async (tx) => openCase(tx, { ...given, at: await databaseNow(tx) }));
  return { caseId: id, post };
}

const closed = (caseId: number) => db.modCase.findUniqueOrThrow({ where: { id: caseId }, select: { closedAt: true } });
const decision = (page: Page, words: string) => page.locator(".queue-decision", { hasText: words });
const answered = (page: Page) =>
  page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().includes("/mod/queue"));

test("a moderator goes through the queue and decides by keyboard alone; axe finds nothing", async () => {
  const cases = [await aCase("The first that waits."), await aCase("The second that waits.")];
  const { page, complaints } = await open(first);
  await page.goto("/mod/queue");
  await untilHydrated(page);
  await expectAccessibleInBothThemes(page, "queue with cases");
  await page.keyboard.press("j");
  await page.waitForURL(`**/mod/queue?case=${cases[1]!.caseId}`);
  await page.keyboard.press("k");
  await page.waitForURL(`**/mod/queue?case=${cases[0]!.caseId}`);
  await page.keyboard.press("2");
  await page.getByRole("button", { name: /^Hide post/ }).waitFor();
  await page.keyboard.type("About a person.");
  await Promise.all([answered(page), page.keyboard.press("Enter")]);
  await page.waitForURL(`**/mod/queue?case=${cases[1]!.caseId}`);
  expect(await db.post.findUniqueOrThrow({ where: { id: cases[0]!.post.id } })).toMatchObject({ status: "hidden" });
  // The digit chooses, and is not written into the reason that gets the focus.
  await page.getByText(`Post ${cases[1]!.post.number}`, { exact: true }).first().waitFor();
  await page.keyboard.press("1");
  await page.getByRole("button", { name: /^Keep post/ }).waitFor();
  expect(await page.getByRole("textbox", { name: /^Reason/ }).inputValue()).toBe("");
  await Promise.all([answered(page), page.keyboard.press("Enter")]);
  await expect.poll(async () => (await closed(cases[1]!.caseId)).closedAt).not.toBeNull();
  expect(complaints).toEqual([]);
});

test("two moderators on one case: the second sees who has it, and what was decided meanwhile changes nothing", async () => {
  const { caseId, post } = await aCase("Two look at this.");
  const [one, two] = [await open(first), await open(second)];
  await one.page.goto(`/mod/queue?case=${caseId}`);
  await two.page.goto(`/mod/queue?case=${caseId}`);
  await two.page
    .getByText(/Nadia Petrov has it open too/)
    .first()
    .waitFor();
  await untilHydrated(two.page);
  await decision(two.page, "Keep").click();
  await Promise.all([answered(two.page), two.page.getByRole("button", { name: /^Keep post/ }).click()]);
  await two.page
    .getByText(/Nadia Petrov has this open since .*It is free again at/)
    .last()
    .waitFor();
  await untilHydrated(one.page);
  await decision(one.page, "Hide").click();
  await one.page.getByRole("textbox", { name: /^Reason/ }).fill("About a person.");
  await Promise.all([answered(one.page), one.page.getByRole("button", { name: /^Hide post/ }).click()]);
  await Promise.all([answered(two.page), two.page.getByRole("button", { name: /^Keep post/ }).click()]);
  // The form goes when the page has read the case again; the sentence stays.
  await two.page.locator(".queue-form").waitFor({ state: "detached" });
  await two.page.getByText("This is decided: Nadia Petrov hid it. Nothing was changed.").waitFor();
  expect(await db.post.findUniqueOrThrow({ where: { id: post.id } })).toMatchObject({ status: "hidden" });
});

test("on a phone, by touch, a moderator reads the case and silences its author; the author appeals, and another moderator grants it", async () => {
  const { caseId } = await aCase("Whoever says so can’t read.");
  const { page } = await open(first, phone);
  await page.goto(`/mod/queue?case=${caseId}`);
  await untilHydrated(page);
  await page.getByText("Whoever says so can’t read.").first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await decision(page, "Silence").tap();
  await page.getByLabel("Silence for").selectOption({ label: "24 hours" });
  await page.getByText("Hide the post too").tap();
  await page.getByRole("textbox", { name: /^Reason/ }).fill("About a person.");
  await Promise.all([answered(page), page.getByRole("button", { name: /^Silence/ }).tap()]);
  expect((await closed(caseId)).closedAt).not.toBeNull();

  const own = await open(author);
  await own.page.goto("/settings/standing");
  await own.page.getByText("About a person.").first().waitFor();
  await expectAccessibleInBothThemes(own.page, "standing of a silenced member");
  await own.page.getByText("Appeal", { exact: true }).first().click();
  const words = "The sentence was about the bridge, and not about a person.";
  await own.page.getByLabel("What was overlooked?").first().fill(words);
  await own.page.getByRole("button", { name: "Send the appeal" }).first().click();
  await own.page.getByText("Another moderator looks at it").waitFor();

  await page.goto("/mod/queue?kind=appeal");
  await page.getByText("You decided it: another moderator decides the appeal.").waitFor();
  const other = await open(second);
  await other.page.goto("/mod/queue?kind=appeal");
  await untilHydrated(other.page);
  await other.page.getByText(words).first().waitFor();
  await other.page.keyboard.press("1");
  await other.page.locator(".queue-decision input:checked").waitFor({ state: "attached" });
  await other.page.getByRole("textbox", { name: /^Reason/ }).fill("It was about the bridge.");
  await Promise.all([answered(other.page), other.page.keyboard.press("Enter")]);
  await own.page.reload();
  await own.page.getByText("It was about the bridge.").first().waitFor();
  await own.page.goto(`/t/${thread.id}`);
  await openReply(own.page);
});

test("a member who is silenced while they write finds the text in the form, with script and without", async () => {
  const member = await aMember();
  const pages = [await open(member), await open(member, { javaScriptEnabled: false })];
  const path = `/t/${thread.id}?view=flat`;
  for (const { page } of pages) await page.goto(path);
  await openReply(pages[0]!.page);
  await db.member.update({ where: { id: member.id }, data: { silencedUntil: new Date("2030-01-01T00:00:00Z") } });
  for (const [at, { page }] of pages.entries()) {
    const text = `A paragraph that took an hour, ${at}.`;
    await page.locator("textarea[name=body]").fill(text);
    await page
      .getByRole("button", { name: /^(Post reply|Reply|Post)/ })
      .last()
      .click();
    await page
      .getByText(/You are silenced/)
      .first()
      .waitFor();
    expect(
      await page.locator("textarea").evaluateAll((areas) => areas.map((area) => (area as HTMLTextAreaElement).value)),
    ).toContain(text);
  }
});

test("a moderator moves a post without script; the line leads to it, and moving back takes the line away", async () => {
  const debate = await aThread({ title: "Where does the side question stand?" });
  const side = await aReply({
    thread: debate,
    parentId: debate.openingPostId,
    body: "A side question of some length.",
  });
  await aReply({ thread: debate, parentId: side.id, body: "An answer to the side question." });
  const { page } = await open(first, { javaScriptEnabled: false });
  await page.goto(`/t/${debate.id}/${debate.title}?view=flat`);
  await page.getByRole("link", { name: "Move post 2" }).click();
  expect(await page.getByRole("radio", { name: /^Move posts/ }).isChecked()).toBe(true);
  await page.getByLabel("Title of the new thread").fill("The side question, asked by itself");
  await page.getByRole("textbox", { name: "Reason" }).first().fill("Another question.");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("An answer to the side question.").waitFor();
  await page.getByRole("button", { name: "Move 2 posts" }).click();
  await page.getByRole("heading", { name: "The side question, asked by itself" }).waitFor();
  await page.goto(`/t/${debate.id}?view=flat`);
  await page.getByText("Post 2 was moved to").waitFor();
  await page.getByRole("link", { name: "Move, merge, close …" }).click();
  await page.getByLabel("Reason", { exact: true }).last().fill("It belongs here after all.");
  await page.getByRole("button", { name: "Move back" }).click();
  await page.goto(`/t/${debate.id}?view=flat`);
  await page
    .getByRole("article", { name: /^Post 2 by/ })
    .getByText("A side question of some length.")
    .waitFor();
  expect(await page.getByText("Post 2 was moved to").count()).toBe(0);
});
