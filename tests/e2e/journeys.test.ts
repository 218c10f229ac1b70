/** What people do, in a real browser, against a copy as somebody starts it at home. */
import { expect, test } from "vitest";
import {
  expectAccessibleAtAllWidths,
  holdBack,
  openReply,
  tagBox,
  untilFocused,
  untilHydrated,
  useBrowser,
  watchedPage,
} from "../support/browser";
import { becomeAdministrator } from "../support/joining";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const held = useBrowser();

/** What two new members write: the same words would wait for a moderator. */
const scripted = {
  opening: "It begins with **one** claim.",
  answer: "And goes on with an answer.",
  rebuttal: "It does not.",
};
const plain = {
  opening: "Somebody else asks after **one** figure that nobody has measured.",
  answer: "Here is where it could be found.",
  rebuttal: "Nobody can look there.",
};

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with script" : "without script";

  test(`a new member joins, starts a thread, answers it, and finds it in the list, ${how}`, async () => {
    const said = javaScriptEnabled ? scripted : plain;
    const context = await held.browser.newContext({ baseURL: copy.origin, javaScriptEnabled });
    const { page, complaints } = await watchedPage(context);
    await page.goto("/");
    await page.getByRole("link", { name: "New thread" }).click();
    await page.waitForURL((url) => url.pathname === "/sign-in");
    await page.getByRole("main").getByRole("link", { name: "Join" }).click();
    await page.getByLabel("Handle").fill(javaScriptEnabled ? "scripted" : "plain");
    await page.getByLabel("E-mail").fill("somebody@example.org");
    await page.getByLabel("Password").fill("a long enough password");
    await page.getByRole("button", { name: "Join" }).click();

    await page.waitForURL("**/new");
    if (javaScriptEnabled) await untilHydrated(page);
    const title = `What does a reader ${how} see?`;
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Opening post").fill(said.opening);
    await (await tagBox(page, "Fees")).check();
    // With script the preview follows the typing; without it there is a button.
    if (!javaScriptEnabled) await page.getByRole("button", { name: "Preview" }).click();
    await expect
      .poll(() =>
        page
          .getByRole("region", { name: /preview/i })
          .locator("strong")
          .textContent(),
      )
      .toBe("one");
    expect(await page.getByLabel("Title").inputValue()).toBe(title);
    expect(await page.getByLabel("Fees", { exact: true }).isChecked()).toBe(true);
    await page.getByRole("button", { name: "Start thread" }).click();

    await page.waitForURL(/\/t\/\d+\//);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    if (javaScriptEnabled) await openReply(page);
    await page.getByLabel("Your reply").fill(said.answer);
    await page.getByRole("button", { name: "Post reply" }).click();
    await expect.poll(() => page.getByText(said.answer).count()).toBe(1);
    await expect.poll(() => page.getByLabel("Your reply").inputValue()).toBe("");

    await page.getByRole("link", { name: "Reply to post 2" }).click();
    await page.getByText("Replying to post 2").waitFor();
    await page.getByRole("radio", { name: "rebuts" }).check();
    await page.getByLabel("Your reply").fill(said.rebuttal);
    await page.getByRole("button", { name: "Post reply" }).click();
    await expect.poll(() => page.locator(".post-relation").textContent()).toContain("rebuts post 2");

    await page.goto("/");
    expect(await page.getByRole("link", { name: title }).count()).toBe(1);
    const tile = page.getByRole("button", { name: "Your menu" });
    const signOut = page.getByRole("button", { name: "Sign out" });
    await tile.click();
    await page.getByRole("link", { name: "Your profile" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await signOut.waitFor({ state: "hidden" });
    await untilFocused(tile);
    await tile.click();
    await signOut.click();
    await page.getByRole("link", { name: "Sign in" }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test(`a refused form keeps every character, ${how}`, async () => {
    const context = await held.browser.newContext({ baseURL: copy.origin, javaScriptEnabled });
    const { page } = await watchedPage(context);
    await page.goto("/sign-in?redirectTo=/new");
    await page.getByRole("button", { name: "Devika Rao" }).click();
    await page.waitForURL("**/new");
    const body = "  Ünïcode, \ttabs & <angles> “quotes”\n\n    indented\n";
    await page.getByLabel("Title").fill("A title that is long enough");
    await page.getByLabel("Opening post").fill(body);
    await page.getByRole("button", { name: "Start thread" }).click();
    await page.getByText("Choose at least one tag.").waitFor();
    expect(await page.getByLabel("Opening post").inputValue()).toBe(body);
    expect(await page.getByLabel("Title").inputValue()).toBe("A title that is long enough");
    await context.close();
  });
}

test("an ended session in mid-writing: sign in again, the text is still there", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page } = await watchedPage(context);
  await page.goto("/sign-in?redirectTo=/t/1");
  await page.getByRole("button", { name: "Mira Okonjo" }).click();
  await page.waitForURL(/\/t\/1\//);
  await openReply(page);
  await page.getByLabel("Your reply").fill("Written while the session ended.");
  await context.clearCookies();
  await page.getByRole("button", { name: "Post reply" }).click();
  await page.getByText("Your text is kept.").waitFor();
  await page.getByRole("button", { name: "Mira Okonjo" }).click();
  await page.waitForURL(/\/t\/1\//);
  await expect.poll(() => page.getByLabel("Your reply").inputValue()).toBe("Written while the session ended.");
  await context.close();
});

test("text typed before the page's script has arrived stays when it does", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page } = await watchedPage(context);
  await page.goto("/sign-in?redirectTo=/");
  await page.getByRole("button", { name: "Mira Okonjo" }).click();
  await page.waitForURL(copy.origin + "/");
  const { letGo: arrive } = await holdBack(page, "**/assets/entry.client-*.js");
  await page.goto("/p/1/edit", { waitUntil: "commit" });
  await page.getByLabel("Text", { exact: true }).fill("Typed on a slow line.");
  arrive();
  await untilHydrated(page);
  expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe("Typed on a slow line.");
  await context.close();
});

test("an author edits a post and reads the changes, deletes it and restores it", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  await page.goto("/sign-in?redirectTo=/t/3");
  await page.getByRole("button", { name: "Devika Rao" }).click();
  await page.waitForURL(/\/t\/3\//);
  await openReply(page);
  await page.getByLabel("Your reply").fill("It takes seven days.");
  await page.getByRole("button", { name: "Post reply" }).click();
  const own = page.locator("article.post").filter({ hasText: "It takes seven days." });
  await own.getByRole("link", { name: /^Edit post/ }).click();
  await page.getByLabel("Text", { exact: true }).fill("It takes three days.");
  await page.getByLabel("Reason (optional)").fill("I miscounted");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("It takes three days.").waitFor();
  await page.getByRole("link", { name: /^edited/ }).click();
  await page.getByText("I miscounted").waitFor();
  expect(await page.locator(".diff del").allTextContents()).toEqual(["seven"]);
  await page.goBack();
  await page
    .locator("article.post")
    .filter({ hasText: "It takes three days." })
    .getByRole("link", { name: /^Edit post/ })
    .click();
  await page.getByRole("button", { name: "Delete this post" }).click();
  await page.getByText("deleted by you").waitFor();
  await page.getByRole("button", { name: "Bring it back" }).click();
  await page.getByText("It takes three days.").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("with the keyboard alone: skip link first, focus is seen, a thread opens, a reply is posted", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page } = await watchedPage(context);
  await page.goto("/sign-in?redirectTo=/");
  await page.getByRole("button", { name: "Jonas Reuter" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(copy.origin + "/");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the list of threads");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const title = page.locator(".thread-title").first();
  expect(await title.evaluate((link) => link === document.activeElement)).toBe(true);
  expect(await title.evaluate((link) => getComputedStyle(link).outlineStyle)).not.toBe("none");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/t\/\d+\//);
  await page.locator(".dock:not([data-dock=static])").waitFor();
  await page.keyboard.press("r");
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("field-body");
  await page.keyboard.type("Typed and sent by keyboard.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Typed and sent by keyboard.").first().waitFor();
  await context.close();
});

test("a member's page hydrates without replacing the text's nodes", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  await page.goto("/sign-in?redirectTo=/t/1");
  await page.getByRole("button", { name: "Mira Okonjo" }).click();
  await page.waitForURL(/\/t\/1\//);
  await untilHydrated(page);
  // A widget's chart is given keys, and marks know their margin notes; all the rest is as the server sent it.
  const textIn = (html: string | null) =>
    page.evaluate((given) => {
      const whole = given === null ? document : new DOMParser().parseFromString(given, "text/html");
      const text = whole.querySelector("[data-body]")!.cloneNode(true) as HTMLElement;
      for (const added of text.querySelectorAll("[data-added], figure.widget")) added.remove();
      for (const mark of text.querySelectorAll("[data-noted]")) mark.removeAttribute("data-noted");
      return text.innerHTML;
    }, html);
  const sent = await textIn(await (await context.request.get("/t/1")).text());
  expect(sent.length).toBeGreaterThan(2_000);
  expect(await textIn(null)).toBe(sent);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a saved draft's age follows the reader's clock, and React finds the page as the server sent it", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  await page.goto("/sign-in?redirectTo=/t/2");
  await page.getByRole("button", { name: "Jonas Reuter" }).click();
  await page.waitForURL(/\/t\/2\//);
  await openReply(page);
  await page.getByLabel("Your reply").fill("Begun, and left for later.");
  await page.getByText("Draft saved").first().waitFor();
  await page.clock.setFixedTime(Date.now() + 3 * 60_000);
  await page.reload();
  await page.getByText(/Draft saved [34]\u00a0min ago/).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("React finds every screen of a member's as the server sent it", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Mira Okonjo" }).click();
  await page.waitForURL(copy.origin + "/");
  const paths = [
    "/",
    "/t/1",
    "/t/1/did-we-scale-the-wrong-way/sources",
    "/p/1/edit",
    "/p/1/history",
    "/p/1/cite",
    "/new",
  ];
  const rooms = [
    "/search?q=blob",
    "/sources",
    "/tags",
    "/tags/base",
    "/chains",
    "/chains/base",
    "/metrics",
    "/metrics/tps",
  ];
  const own = ["/inbox", "/drafts", "/held", "/uploads", "/settings/disclosures", "/u/mira-okonjo", "/modlog"];
  for (const path of [...paths, ...rooms, "/metrics/base/tps", ...own, "/no/such/page", "/metrics/nowhere/tps"]) {
    await page.goto(path);
    await untilHydrated(page);
    expect([path, complaints.filter((text) => !/status of 404/.test(text))]).toEqual([path, []]);
  }
  await context.close();
});

test("the first administrator reads a written mail in its frame, and confirms an address by its link", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  await becomeAdministrator(page, copy);

  await page.goto("/admin/mail");
  await page.getByRole("link", { name: "Confirm your address for @keeper" }).click();
  const mail = page.frameLocator("iframe");
  await mail.getByRole("heading", { name: "Is this your address?" }).waitFor();
  const button = mail.getByRole("link", { name: "Confirm this address" });
  // Its one sheet of styles is drawn: the action looks like a button.
  expect(await button.evaluate((link) => getComputedStyle(link).display)).toBe("inline-block");
  await expectAccessibleAtAllWidths(page, "one mail");
  await page.getByRole("link", { name: "Open the link" }).click();
  await page.getByText("keeper@example.org becomes the address of @keeper").waitFor();
  await page.getByRole("button", { name: "Confirm this address" }).click();
  await page.waitForURL("**/settings/sign-in?done=verified");
  await page.getByText("the way back when a password is lost").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
