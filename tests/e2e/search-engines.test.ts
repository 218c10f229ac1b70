/** What people see while the other search engine is away: readers a sentence, administrators what is wrong. */
import { expect, test } from "vitest";
import { expectAccessible, useBrowser, watchedPage } from "../support/browser";
import { aMember, aThread } from "../support/factories";
import { useWebServer } from "../support/web-server";

const server = useWebServer({ MEILI_URL: "http://127.0.0.1:2", MEILI_KEY: "a-key-for-nobody" });
const held = useBrowser();

test("a search says that the second engine answers, an administrator reads why", async () => {
  const thread = await aThread({ title: "A thread for two engines", body: "A hoatzin." });
  const admin = await aMember({ role: "admin" });
  const context = await held.browser.newContext();
  const { page, complaints } = await watchedPage(context);
  await page.goto(`${server.origin}/search?q=hoatzin`);
  await page.getByText("Search runs on its second engine").waitFor();
  expect(await page.getByRole("heading", { name: thread.title }).count()).toBe(1);
  await expectAccessible(page, "search on the second engine");

  await context.addCookies([await server.jarCookieOf(admin)]);
  await page.goto(`${server.origin}/admin`);
  await page.getByRole("main").getByRole("link", { name: "Search", exact: true }).click();
  await page.getByText("PostgreSQL answers: Meilisearch could not be reached").waitFor();
  await expectAccessible(page, "health of search");
  await page.getByRole("button", { name: "Fill the index anew" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/admin/search");
  await page.getByText("Last fault").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
