/** Somebody joins a copy by its pages, as everybody does. */
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { LocalCopy } from "./local-copy";

/** Fills in the form for new members; then the page is the front page. */
export async function joinByForm(page: Page, handle: string) {
  await page.goto("/sign-up");
  await page.getByLabel("Handle").fill(handle);
  await page.getByLabel("E-mail").fill(`${handle}@example.org`);
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByRole("button", { name: "Join" }).click();
  await page.waitForURL(new URL("/", page.url()).href);
}

/** Joins as "keeper" and becomes the first administrator by the address in the copy's output. */
export async function becomeAdministrator(page: Page, copy: LocalCopy) {
  await joinByForm(page, "keeper");
  await expect.poll(() => copy.output).toMatch(/admin\/first\?token=\S+\n/);
  await page.goto(/http\S+\/admin\/first\?token=\S+/.exec(copy.output)![0]);
  await page.getByRole("button", { name: "Make keeper administrator" }).click();
  await page.waitForURL("**/admin/first-run");
}
