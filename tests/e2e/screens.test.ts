/** Every screen that needs no more than the demonstration, as visitors, members and the administrator see it. */
import { expect, test } from "vitest";
import {
  expectAccessible,
  expectAccessibleAtAllWidths,
  untilHydrated,
  useBrowser,
  watchedPage,
} from "../support/browser";
import { becomeAdministrator } from "../support/joining";
import { useLocalCopy } from "../support/use-local-copy";

const copy = useLocalCopy();
const held = useBrowser();

const screens = [
  ["list", "/"],
  ["list by tag", "/?tag=base"],
  ["empty list", "/?tag=no-such-tag"],
  ["thread", "/t/1"],
  ["thread with long words", "/t/4"],
  ["thread with Arabic", "/t/10"],
  ["thread with a long title", "/t/20"],
  ["profile", "/u/mira-okonjo"],
  ["sign in", "/sign-in"],
  ["join", "/sign-up"],
  ["not found", "/no/such/page"],
  ["bad request", "/?sort=best"],
  ["top threads", "/?sort=top&period=all"],
  ["history", "/p/1/history"],
  ["revision", "/p/1/r/1"],
  ["moderation log", "/modlog"],
  ["moderators", "/about/moderators"],
  ["sources", "/sources"],
  ["no sources found", "/sources?q=zzqx"],
  ["a source", "/sources/l2beat-activity"],
  ["a file of references (members)", "/sources/import"],
  ["nothing found", "/search?q=in:title+zzqx+rollup"],
  ["edit (members)", "/p/1/edit"],
  ["new thread (members)", "/new"],
  ["a markdown file (members)", "/new/markdown"],
  ["posts from elsewhere (members)", "/settings/imported"],
  ["sign out (members)", "/sign-out"],
  ["forgotten password", "/forgotten-password"],
  ["sign-in methods (members)", "/settings/sign-in"],
  ["sessions (members)", "/settings/sessions"],
  ["change of address (members)", "/settings/email"],
  ["change of password (members)", "/settings/password"],
  ["own profile (members)", "/settings/profile"],
  ["own picture (members)", "/settings/avatar"],
  ["change of handle (members)", "/settings/handle"],
  ["disclosures (members)", "/settings/disclosures"],
  ["notifications (members)", "/settings/notifications"],
  ["the feed of an inbox (members)", "/settings/inbox-feed"],
  ["keys of the API (members)", "/settings/api-keys"],
  ["webhooks (members)", "/settings/webhooks"],
  ["the API", "/api"],
  ["own invitations (members)", "/settings/invitations"],
  ["own data (members)", "/settings/data"],
  ["leaving (members)", "/settings/leave"],
  ["measures against oneself (members)", "/settings/standing"],
  ["flagging a post (members)", "/p/2/flag"],
  ["second factor (members)", "/settings/second-factor"],
  ["new passkey (members)", "/settings/keys/new-passkey"],
  ["new wallet (members)", "/settings/keys/new-wallet"],
  ["recovery code", "/sign-in/recovery"],
  ["dead link", "/reset-password/dead"],
  ["replies by mail (members)", "/inbox/by-mail"],
  ["dead link of a letter", "/unsubscribe/n1-dead"],
  ["rules", "/rules"],
  ["limits", "/about/limits"],
  ["members (administrators)", "/admin/members"],
  ["one member (administrators)", "/admin/members/1"],
  ["invitations (administrators)", "/admin/invitations"],
  ["settings of the community (administrators)", "/admin/settings"],
  ["first steps (administrators)", "/admin/first-run"],
  ["export (administrators)", "/admin/export"],
  ["imports (administrators)", "/admin/imports"],
  ["mails (administrators)", "/admin/mail"],
] as const;

test("axe finds nothing on any screen, light or dark, and none scrolls sideways", { timeout: 300_000 }, async () => {
  const visitor = await held.browser.newContext({ baseURL: copy.origin });
  const member = await held.browser.newContext({ baseURL: copy.origin });
  const signIn = await member.newPage();
  await signIn.goto("/sign-in");
  await signIn.getByRole("button", { name: "Mira Okonjo" }).click();
  await signIn.waitForURL(copy.origin + "/");
  const administrator = await held.browser.newContext({ baseURL: copy.origin });
  const office = await administrator.newPage();
  await becomeAdministrator(office, copy);
  await office.close();
  for (const [name, path] of screens) {
    const context = name.includes("(members)") ? member : name.includes("(admin") ? administrator : visitor;
    const { page, complaints } = await watchedPage(context);
    await page.goto(path);
    await expectAccessibleAtAllWidths(page, name);
    expect(complaints.filter((text) => !/status of 40[04]/.test(text))).toEqual([]);
    await page.close();
  }
  await visitor.close();
  await member.close();
  await administrator.close();
});

test("axe finds nothing while references of a file are chosen", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Mira Okonjo" }).click();
  await page.waitForURL(copy.origin + "/");
  await page.goto("/sources/import");
  const text = "@article{roth, title={On blobs}, author={Roth, Ada}, doi={10.1145/77}}\n@misc{empty, month=may}";
  await page
    .getByLabel("File of references")
    .setInputFiles({ name: "library.bib", mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Read the file" }).click();
  await page.getByRole("group", { name: "1 reference in library.bib" }).waitFor();
  await page.getByText("One part of the file has a problem").click();
  await expectAccessibleAtAllWidths(page, "the references of a file");
  await page.getByRole("checkbox", { name: /On blobs/ }).check();
  await page.getByRole("button", { name: "Show the chosen ones" }).click();
  await page.getByLabel("1 definition as markdown").waitFor();
  await expectAccessibleAtAllWidths(page, "references as markdown");
  await context.close();
});

test("axe finds nothing while the editor offers sources, in a list that scrolls", async () => {
  const context = await held.browser.newContext({ baseURL: copy.origin });
  const { page, complaints } = await watchedPage(context);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Mira Okonjo" }).click();
  await page.waitForURL(copy.origin + "/");
  await page.goto("/new");
  await untilHydrated(page);
  await page.locator("textarea[name=body]").focus();
  await page.keyboard.type("Cited[^");
  await page.getByRole("option").nth(8).waitFor();
  await expectAccessible(page, "the list of sources");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page, "the list of sources on a phone");
  await page.keyboard.press("Tab");
  await expect.poll(() => page.locator("textarea[name=body]").inputValue()).toMatch(/^Cited\[\^[\w-]+\]$/);
  expect(complaints).toEqual([]);
  await context.close();
});
