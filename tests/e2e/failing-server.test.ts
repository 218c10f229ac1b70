/** Fault 12, with script: the server says 503, and what was typed stays. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db } from "~/platform/db.server";
import { openReply, useBrowser } from "../support/browser";
import { useDatabase } from "../support/database";
import { DatabaseProxy } from "../support/database-proxy";
import { aMember, aThread } from "../support/factories";
import { WebServer } from "../support/web-server";

const database = useDatabase();
const held = useBrowser();
const server = new WebServer();
let network: DatabaseProxy;

beforeAll(async () => {
  network = new DatabaseProxy(database.url);
  await network.open();
  await server.start(network.url);
});
afterAll(async () => {
  await server.stop();
  await network.cut();
});

const untilReady = () =>
  vi.waitFor(async () => expect((await server.fetch("/readyz")).status).toBe(200), { timeout: 20_000 });

async function aPageOf(member: Awaited<ReturnType<typeof aMember>>, path: string) {
  const context = await held.browser.newContext({ baseURL: server.origin });
  await context.addCookies([await server.jarCookieOf(member)]);
  const page = await context.newPage();
  await page.goto(path);
  await page.locator("html[data-hydrated]").waitFor();
  return { context, page };
}

test("a reply that the server can't save stays in its form, and is posted once when it is sent again", async () => {
  const member = await aMember();
  const thread = await aThread();
  const { context, page } = await aPageOf(member, `/t/${thread.id}/${thread.slug}`);
  await openReply(page);
  await page.locator("#field-body").fill("Typed while the database was away.");
  await network.cut();
  await page.getByRole("button", { name: "Post reply" }).click();
  await page.getByText("The server could not save this just now.").waitFor();
  expect(await page.locator("#field-body").inputValue()).toBe("Typed while the database was away.");
  await network.open();
  await untilReady();
  await page.getByRole("button", { name: "Post reply" }).click();
  await page.waitForURL(/\/t\/\d+\/.*\/2/);
  expect(await db.post.count({ where: { authorId: member.id } })).toBe(1);
  await context.close();
});

test("another form whose page gives way to an error is given back there, and can be sent again", async () => {
  const member = await aMember();
  const { context, page } = await aPageOf(member, "/tags/base/edit");
  const text = "A description that was typed\nwhile the database was away.";
  await page.locator("textarea").first().fill(text);
  await network.cut();
  await page.getByRole("button", { name: "Save" }).click();
  const kept = page.locator("main textarea[readonly]").first();
  await kept.waitFor();
  expect(await kept.inputValue()).toBe(text);
  await network.open();
  await untilReady();
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByText("A description that was typed").waitFor();
  await context.close();
});
