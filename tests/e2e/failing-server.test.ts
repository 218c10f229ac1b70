/** Fault 12, with script: the server says 503, and what was typed stays. */
import pg from "pg";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { openReply, tagBox, untilHydrated, useBrowser } from "../support/browser";
import { useServedDatabase } from "../support/database";
import { DatabaseProxy } from "../support/database-proxy";
import { aMember, aReply, aThread } from "../support/factories";
import { WebServer } from "../support/web-server";

const database = useServedDatabase();
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
  vi.waitFor(async () => expect((await server.fetch("/readyz")).status).toBe(200), { timeout: 45_000 });

async function aPageOf(member: Awaited<ReturnType<typeof aMember>>, path: string) {
  const context = await held.browser.newContext({ baseURL: server.origin });
  await context.addCookies([await server.jarCookieOf(member)]);
  const page = await context.newPage();
  await page.goto(path);
  await untilHydrated(page);
  return { context, page };
}

test("fault 12: a reply that the server can't save stays in its form, and is posted once when it is sent again", async () => {
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

test("a list that is open while its server is cut off from the database says what came meanwhile", async () => {
  const thread = await aThread({ title: "Which list is open?" });
  const context = await held.browser.newContext({ baseURL: server.origin });
  const page = await context.newPage();
  const listening = page.waitForResponse(/\/live\?/);
  await page.goto("/");
  await listening;
  await network.cut();
  await aReply({ thread, body: "Nobody is told of this reply." });
  await network.open();
  // The stream has been open all the while: it is the server that says that it missed something.
  const news = page.getByRole("region", { name: "New in this list" });
  await news.getByRole("link", { name: "1 thread has news" }).waitFor({ timeout: 60_000 });
  await context.close();
});

test("fault 12: another form whose page gives way to an error is given back there, and can be sent again", async () => {
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

test("fault 12: a form that meets a full disk is given back below the site's header, and can be sent again", async () => {
  const member = await aMember();
  const { context, page } = await aPageOf(member, "/tags/fees/edit");
  const text = "A description that was typed\nwhile the disk was full.";
  await page.locator("textarea").first().fill(text);
  await db.$executeRaw`create function full_disk() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = '53100'; end $$`;
  await db.$executeRaw`create trigger full_disk before insert on "TagRevision" for each row execute function full_disk()`;
  await page.getByRole("button", { name: "Save" }).click();
  const kept = page.locator("main textarea[readonly]").first();
  await kept.waitFor();
  await db.$executeRaw`drop trigger full_disk on "TagRevision"`;
  expect(await kept.inputValue()).toBe(text);
  await page.getByText("disk is full").waitFor();
  await page.getByRole("link", { name: "Chains", exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByText("while the disk was full").waitFor();
  await context.close();
});

describe.each(["with script", "without script"])(
  "fault 12: a text that is to be saved while the database takes too long, %s",
  (how) => {
    const javaScriptEnabled = how === "with script";

    async function aPage(member: Member, path: string) {
      const context = await held.browser.newContext({ baseURL: server.origin, javaScriptEnabled });
      await context.addCookies([await server.jarCookieOf(member)]);
      const page = await context.newPage();
      await page.goto(path);
      if (javaScriptEnabled) await untilHydrated(page);
      return { context, page };
    }

    /** Presses the button while nobody can read posts; answers with what the page keeps of the typed text. */
    async function pressWhileLocked(page: Page, button: string) {
      const holder = new pg.Client({ connectionString: database.url });
      await holder.connect();
      await holder.query('begin; lock table "Post" in access exclusive mode');
      try {
        await page.getByRole("button", { name: button, exact: true }).click();
        await page
          .getByText(/could not save this just now|can't answer just now/)
          .first()
          .waitFor();
        return await page.locator("textarea[name=body]").inputValue();
      } finally {
        await holder.query("rollback");
        await holder.end();
      }
    }

    test("a new thread keeps title and text, and is started once when it is sent again", async () => {
      const member = await aMember();
      const { context, page } = await aPage(member, "/new");
      const title = `Does a thread wait for the database, ${how}?`;
      await page.locator("[name=title]").fill(title);
      await page.locator("textarea[name=body]").fill("An opening post that was typed at length.");
      await (await tagBox(page, "Fees")).check();
      expect(await pressWhileLocked(page, "Start thread")).toBe("An opening post that was typed at length.");
      expect(await page.locator("[name=title]").inputValue()).toBe(title);
      await untilReady();
      await page.getByRole("button", { name: javaScriptEnabled ? "Start thread" : "Send again", exact: true }).click();
      await page.waitForURL(/\/t\/\d+\//);
      expect(await db.post.count({ where: { authorId: member.id } })).toBe(1);
      await context.close();
    });

    test("an edit keeps its text and its reason, and is saved once when it is sent again", async () => {
      const thread = await aThread();
      const { context, page } = await aPage(thread.author, `/p/${thread.openingPostId}/edit`);
      await page.locator("textarea[name=body]").fill("An opening post that was edited at length.");
      await page.locator("[name=reason]").fill("more words");
      expect(await pressWhileLocked(page, "Save")).toBe("An opening post that was edited at length.");
      expect(await page.locator("[name=reason]").inputValue()).toBe("more words");
      await untilReady();
      await page.getByRole("button", { name: javaScriptEnabled ? "Save" : "Send again", exact: true }).click();
      await page.waitForURL(/\/(?:t|p)\/\d+(?!\d*\/edit)/);
      const revisions = await db.postRevision.findMany({
        where: { postId: thread.openingPostId },
        select: { reason: true },
      });
      expect(revisions).toHaveLength(2);
      await context.close();
    });
  },
);
