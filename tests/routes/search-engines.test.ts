/** The site on a real Meilisearch that is killed, stopped and emptied under it. */
import { Meilisearch } from "meilisearch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSessionLock } from "~/platform/locks.server";
import { db } from "~/platform/db.server";
import { moderate } from "~/features/moderation/moderation.server";
import { useServedDatabase } from "../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { ownMeili } from "../support/meili";
import { meiliProgram, noMeili } from "../support/meili-server";
import { WebServer } from "../support/web-server";

describe.skipIf(!meiliProgram)(meiliProgram ? "two engines" : `two engines, ${noMeili}`, () => {
  const database = useServedDatabase();
  const meili = ownMeili();
  const server = new WebServer();
  let thread: ThreadMade;

  beforeAll(async () => {
    thread = await aThread({ title: "A thread that is always found", body: "quetzal" });
    await meili.start();
    await server.start(database.url, { MEILI_URL: meili.url, MEILI_KEY: meili.key, LOG_LEVEL: "info" });
  });
  afterAll(async () => {
    await server.stop();
  });

  /** From an address of its own each time: nobody searches that much. */
  let visitor = 0;
  const search = async (q: string) => {
    const address = `10.1.${(visitor += 1) >> 8}.${visitor & 255}`;
    const answer = await server.fetch(`/search?${new URLSearchParams({ q })}`, { address });
    const html = await answer.text();
    return { status: answer.status, html, isSecond: html.includes("Search runs on its second engine") };
  };
  const eventually = (holds: () => Promise<boolean>) =>
    expect.poll(holds, { timeout: 90_000, interval: 200 }).toBe(true);
  const isFirst = () => eventually(async () => !(await search("quetzal")).isSecond);
  const isSecond = () => eventually(async () => (await search("quetzal")).isSecond);
  const isTold = () =>
    eventually(async () => (await db.searchChange.count()) === 0 && !(await search("quetzal")).isSecond);

  /** Searches one after the other until the work is done; each has to be answered with the thread. */
  async function whileSearching(work: () => Promise<unknown>) {
    let isDone = false;
    const done = work().finally(() => (isDone = true));
    let searches = 0;
    while (!isDone) {
      const { status, html } = await search("quetzal");
      expect(status).toBe(200);
      expect(html).toContain(thread.title);
      searches += 1;
    }
    await done;
    expect(searches).toBeGreaterThan(0);
  }

  test("posts are found on the first engine, hidden ones by nobody", async () => {
    await isFirst();
    const author = await aMember();
    const posted = await server.fetch(`/t/${thread.id}/${thread.slug}`, { as: author, form: { body: "An axlotl." } });
    expect(posted.status).toBe(303);
    await eventually(async () => (await search("axlotl")).html.includes(thread.title));
    expect((await search("axlotl")).isSecond).toBe(false);
    const { id } = await db.post.findFirstOrThrow({ where: { authorId: author.id } });
    await moderate({ by: await aMember({ role: "moderator" }), kind: "hide_post", target: id, reason: "a test" });
    expect((await search("axlotl")).html).toContain("Nothing found");
    await isTold();
    const index = await db.searchIndex.findUniqueOrThrow({ where: { role: "live" } });
    const client = new Meilisearch({ host: meili.url, apiKey: meili.key });
    await expect(client.index(index.uid).getDocument(id)).rejects.toThrow(/not found/);
  }, 120_000);

  test("search engine down: killed in mid-search, every search is answered and the page says by whom; started again, it takes over by itself", async () => {
    await whileSearching(async () => {
      await meili.signal("SIGKILL");
      await isSecond();
      await meili.start();
      await isFirst();
    });
  }, 180_000);

  test("search engine slow: stopped in mid-search without hanging up, it is not waited for", async () => {
    await whileSearching(async () => {
      await meili.signal("SIGSTOP");
      await isSecond();
      await meili.signal("SIGCONT");
      await isFirst();
    });
  }, 180_000);

  test("killed in mid-index, nothing is lost: posts written meanwhile are found at once and indexed later", async () => {
    await isTold();
    const written: string[] = [];
    await whileSearching(async () => {
      for (let round = 0; round < 12; round++) {
        if (round === 4) await meili.signal("SIGKILL");
        if (round === 8) await meili.start();
        const word = `lorikeet${"abcdefghijkl"[round]}`;
        await aReply({ thread, body: `The ${word} speaks.` });
        written.push(word);
      }
      // The web server's jobs are told through the queue, as of every post.
      await isTold();
    });
    for (const word of written) {
      const { html, isSecond } = await search(word);
      expect({ word, isFound: html.includes(thread.title), isSecond }).toEqual({
        word,
        isFound: true,
        isSecond: false,
      });
    }
  }, 240_000);

  test("killed while a new index is filled, the present one answers as soon as the server is back, and the new one takes over later", async () => {
    await isTold();
    const admin = await aMember({ role: "admin" });
    const filledAt = async () => (await db.searchIndex.findUniqueOrThrow({ where: { role: "live" } })).filledAt!;
    const before = await filledAt();
    await whileSearching(async () => {
      // A filled index waits for whoever tells changes before it takes over: so nobody has to be quick to find it at work.
      await withSessionLock("searchFollow", { wait: true }, async () => {
        expect((await server.fetch("/admin/search", { as: admin, form: { go: "" } })).status).toBe(303);
        await eventually(async () => (await db.searchIndex.count()) === 2);
        await meili.signal("SIGKILL");
      });
      await aReply({ thread, body: "A turaco while it is away." });
      await meili.start();
      await eventually(async () => (await filledAt()) > before && (await db.searchIndex.count()) === 1);
      await isTold();
    });
    expect((await search("turaco")).html).toContain(thread.title);
    const client = new Meilisearch({ host: meili.url, apiKey: meili.key });
    await eventually(async () => (await client.getRawIndexes()).results.length === 1);
  }, 240_000);

  test("search engine empty: emptied behind our back, the other engine answers until it is filled again", async () => {
    const { uid } = await db.searchIndex.findUniqueOrThrow({ where: { role: "live" } });
    await whileSearching(async () => {
      const client = new Meilisearch({ host: meili.url, apiKey: meili.key });
      await client.index(uid).deleteAllDocuments().waitTask({ timeout: 30_000 });
      await isFirst();
    });
  }, 240_000);

  test("administrators see its state and can rebuild the index; the key is in no page and no log", async () => {
    const admin = await aMember({ role: "admin" });
    await isTold();
    const page = async () =>
      (await (await server.fetch("/admin/search", { as: admin })).text()).replaceAll("<!-- -->", "");
    expect(await page()).toContain("Meilisearch answers; PostgreSQL stands by.");
    expect(await page()).toContain("Meilisearch 1.");
    const before = (await db.searchIndex.findUniqueOrThrow({ where: { role: "live" } })).filledAt!;
    expect((await server.fetch("/admin/search", { as: admin, form: { go: "" } })).status).toBe(303);
    await eventually(
      async () => (await db.searchIndex.findUniqueOrThrow({ where: { role: "live" } })).filledAt! > before,
    );
    await meili.signal("SIGKILL");
    expect(await page()).toMatch(/PostgreSQL answers: Meilisearch (could not be reached|broke off the answer)/);
    await isSecond();
    expect(await page()).not.toContain(meili.key);
    expect(server.output).toContain("PostgreSQL answers searches");
    expect(server.output).not.toContain(meili.key);
  }, 180_000);
});
