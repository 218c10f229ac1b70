/** Browsers that store nothing, keyboards of other layouts, long drafts in tabs that are left, passwords in forms. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { hashPassword } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import { expectAccessible, openReply, untilFocused, untilHydrated, useBrowser, watchedPage } from "../support/browser";
import { aMember, aThread } from "../support/factories";
import { dailyTps } from "../support/series";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const held = useBrowser();
const field = (page: Page) => page.locator("#field-body");

async function aWriter(prepare?: (page: Page) => Promise<unknown>) {
  const thread = await aThread({ title: "What does a browser keep for itself?" });
  const member = await aMember();
  const context = await held.browser.newContext({ baseURL: server.origin });
  await context.addCookies([await server.jarCookieOf(member)]);
  const { page, complaints } = await watchedPage(context);
  await prepare?.(page);
  return { thread, member, context, page, complaints, path: `/t/${thread.id}/${thread.slug}` };
}

/** As a browser that blocks the site's data: each way to it throws. */
const blockStorage = (page: Page) =>
  page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("Access is denied for this document.", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
      Object.defineProperty(window, name, { configurable: true, get: refuse });
    Object.defineProperty(Navigator.prototype, "serviceWorker", { configurable: true, get: refuse });
    Object.defineProperty(LockManager.prototype, "request", { value: async () => refuse() });
    Object.defineProperty(window, "BroadcastChannel", { value: refuse });
  });

test("where stored data is blocked a member reads, moves between pages and posts without an uncaught error", async () => {
  await dailyTps("base", [100, 142]);
  const { page, complaints, context, path } = await aWriter(blockStorage);
  for (const address of ["/", "/search?q=browser", "/metrics/base/tps", "/new", path]) {
    await page.goto(address);
    await untilHydrated(page);
  }
  await openReply(page);
  await page.getByRole("separator", { name: "Height of the reply form" }).press("ArrowUp");
  await field(page).fill("Posted from a browser that stores nothing.");
  await page.getByRole("button", { name: "Post reply" }).click();
  await page.locator("article.post").filter({ hasText: "that stores nothing" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("where stored data is blocked a visitor's pages have no uncaught error either", async () => {
  const context = await held.browser.newContext({ baseURL: server.origin });
  const { page, complaints } = await watchedPage(context);
  await blockStorage(page);
  for (const address of ["/", "/search?q=browser", "/metrics/base/tps"]) {
    await page.goto(address);
    await page.waitForLoadState("networkidle");
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test("a draft of more than a browser sends after its page is gone is saved when the tab is hidden", async () => {
  const { page, context, path, member } = await aWriter();
  await page.goto(path);
  await openReply(page);
  // 25,500 bytes of text, 76,500 encoded.
  await field(page).fill("汇总".repeat(4_250));
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const line = document.querySelector(".draft-line")!;
    const listen = () => said.push(line.textContent ?? "");
    new MutationObserver(listen).observe(line, { childList: true, characterData: true, subtree: true });
    Object.defineProperty(document, "visibilityState", { value: "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect.poll(() => db.draft.count({ where: { memberId: member.id } })).toBe(1);
  await page.getByText("Draft saved").first().waitFor();
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter((words) => words.includes("Not saved"))).toEqual([]);
  await context.close();
});

test("a draft that the server can't save is not said to lack a connection", async () => {
  const { page, context, path } = await aWriter();
  await page.goto(path);
  await openReply(page);
  await page.route("**/drafts/save", (route) => route.fulfill({ status: 502, body: "<h1>Bad gateway</h1>" }));
  await field(page).fill("Kept in this browser.");
  await page.getByText("Not saved: the server can’t save just now.").first().waitFor();
  await page.unroute("**/drafts/save");
  await page.route("**/drafts/save", (route) => route.abort("connectionfailed"));
  await field(page).fill("Kept in this browser, too.");
  await page.getByText("Not saved: no connection.").first().waitFor();
  await context.close();
});

test("Enter ends the line after one letter; arrows, Tab, or a second letter choose a completion", async () => {
  const { page, context, complaints } = await aWriter();
  await page.goto("/new");
  const suggested = page.getByRole("option").first();
  await field(page).pressSequentially("nice :p");
  await suggested.waitFor();
  expect(await page.getByRole("option", { selected: true }).count()).toBe(0);
  await page.keyboard.press("Enter");
  expect(await field(page).inputValue()).toBe("nice :p\n");

  await field(page).fill("");
  await field(page).pressSequentially("see :f");
  await suggested.waitFor();
  await page.keyboard.press("Tab");
  expect(await field(page).inputValue()).toMatch(/^see \[.+\]\(\/tags\/[\w-]+\) $/);

  await field(page).fill("");
  await field(page).pressSequentially("see :f");
  await suggested.waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await field(page).inputValue()).toMatch(/^see \[.+\]\(\/tags\/[\w-]+\) $/);

  await field(page).fill("");
  await field(page).pressSequentially("see :fees");
  await page.getByRole("option", { name: /^Fees/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  expect(await field(page).inputValue()).toBe("see [Fees](/tags/fees) ");
  expect(complaints).toEqual([]);
  await context.close();
});

test("shortcuts work by the key's place on a layout without Latin letters, and with Caps Lock", async () => {
  const { page, context, path } = await aWriter();
  await page.goto(path);
  await page.locator(".dock:not([data-dock=static])").waitFor();
  const press = (key: string, code: string, modifiers: { ctrlKey?: boolean } = {}) =>
    page.evaluate(
      (init) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", init)),
      { key, code, bubbles: true, cancelable: true, ...modifiers },
    );
  for (const [key, code] of [
    ["к", "KeyR"],
    ["R", "KeyR"],
  ] as const) {
    await press(key, code);
    await untilFocused(field(page));
    await page.keyboard.press("Escape");
    await page.locator(".dock[data-dock=folded]").waitFor();
    // The focus goes back with the next frame; until then keys are the field's.
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe("TEXTAREA");
  }
  await press("к", "KeyR");
  await untilFocused(field(page));
  await field(page).fill("word");
  await field(page).selectText();
  await press("и", "KeyB", { ctrlKey: true });
  await expect.poll(() => field(page).inputValue()).toBe("**word**");
  await context.close();
});

test("a refused password stays in its field, can be shown, and is in no page", async () => {
  await aMember({ handle: "taken" });
  const context = await held.browser.newContext({ baseURL: server.origin });
  const { page } = await watchedPage(context);
  const answers: string[] = [];
  page.on("response", (response) => {
    if (response.request().method() === "POST" && response.status() !== 303)
      void response.text().then((text) => answers.push(text));
  });
  await page.goto("/sign-up?redirectTo=/tags%23topics");
  await page.getByLabel("Handle").fill("taken");
  await page.getByLabel("E-mail").fill("newcomer@example.org");
  const password = page.locator("#field-password");
  await password.fill("correct horse battery");
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByText("That handle is taken.").waitFor();
  expect(await password.inputValue()).toBe("correct horse battery");
  await untilFocused(page.getByLabel("Handle"));
  expect(await page.getByText("Type it again").count()).toBe(0);
  await expect.poll(() => answers.length).toBe(1);
  expect(answers[0]).not.toContain("correct horse battery");
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain("correct horse battery");

  const button = page.getByRole("button", { name: "Show password" });
  expect(await button.getAttribute("aria-pressed")).toBe("false");
  await button.press("Enter");
  await expect.poll(() => button.getAttribute("aria-pressed")).toBe("true");
  expect(await password.getAttribute("type")).toBe("text");
  await expectAccessible(page, "join, refused, with the password shown");
  await page.getByLabel("Handle").fill("newcomer");
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.waitForURL(`${server.origin}/tags#topics`);
  await page.getByRole("link", { name: /^Inbox/ }).waitFor();
  await context.close();
});

test("a wrong password stays too, and no connection is said as such", async () => {
  await aMember({ handle: "forgetful", passwordHash: await hashPassword("correct horse battery") });
  const context = await held.browser.newContext({ baseURL: server.origin });
  const { page } = await watchedPage(context);
  await page.goto("/sign-in");
  await page.getByLabel("Handle").fill("@Forgetful");
  await page.locator("#field-password").fill("correct horse batter");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Wrong handle, address or password.").waitFor();
  expect(await page.locator("#field-password").inputValue()).toBe("correct horse batter");
  await context.setOffline(true);
  await page.locator("#field-password").press("End");
  await page.keyboard.type("y");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("No connection: this was not sent.").waitFor();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: /^Inbox/ }).waitFor();
  await context.close();
});
