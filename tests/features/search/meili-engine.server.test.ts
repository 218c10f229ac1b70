/** The contract of every engine, held by Meilisearch on a real server. */
import { beforeAll, describe, expect, inject, test } from "vitest";
import { tellMeili } from "~/features/search/meili/meili-client.server";
import { meiliEngine } from "~/features/search/meili/meili-engine.server";
import { findIndex } from "~/features/search/meili/index-state.server";
import { operatorNames } from "~/features/search/operators";
import { parseQuery } from "~/features/search/query-syntax";
import { keepIndex } from "~/features/search/meili/keep-index.server";
import { followChanges, rebuildIndex } from "~/features/search/search.server";
import { understandQuery } from "~/features/search/understand-query.server";
import { changePostVisibility } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { aReply, aThread } from "../../support/factories";
import { useDatabase } from "../../support/database";
import { noMeili } from "../../support/meili-server";
import { engineContract } from "./engine-contract";

const given = inject("meili");
const now = new Date("2026-11-22T12:00:00Z");

describe.skipIf(!given)(given ? "Meilisearch" : `Meilisearch, ${noMeili}`, () => {
  useDatabase();
  beforeAll(async () => {
    Object.assign(env(), { MEILI_URL: given!.url, MEILI_KEY: given!.key });
    await keepIndex();
  });

  engineContract(meiliEngine, () => followChanges());

  const find = async (text: string) => {
    const { query } = await understandQuery(parseQuery(text, operatorNames), now);
    return meiliEngine.find({ query, viewer: null, now, cursor: null, take: 20, perThread: 3 });
  };
  const threadsOf = async (text: string) => (await find(text)).threads.map(({ threadId }) => threadId);

  test("typed words are never operators of the server's", async () => {
    const thread = await aThread({ title: "A thread of hostile marks", body: 'kiwi "quoted" \\ end' });
    await followChanges();
    for (const query of [
      'kiwi" OR id > 0',
      "kiwi' OR 1=1 --",
      'kiwi \\"',
      'kiwi -"',
      "kiwi \u0000 \u202e",
      'author:"x\' OR id>0" kiwi',
      "tag:] kiwi",
      `kiwi ${"quoted ".repeat(30)}`,
    ]) {
      const found = await threadsOf(query);
      expect(
        found.filter((id) => id !== thread.id),
        query,
      ).toEqual([]);
    }
    expect(await threadsOf('kiwi "quoted"')).toEqual([thread.id]);
  });

  test("names of a tag stand for each other, both ways", async () => {
    await db.tag.update({
      where: { slug: "fees" },
      data: { synonyms: { create: { slug: "tollgates", name: "Tollgates" } } },
    });
    await keepIndex();
    const { name } = await db.tag.findUniqueOrThrow({ where: { slug: "fees" }, select: { name: true } });
    const one = await aThread({ title: "A wallaby and another", body: `wallaby ${name}` });
    const other = await aThread({ title: "Another wallaby thread", body: "wallaby tollgates" });
    await followChanges();
    for (const word of [name, "tollgates"])
      expect((await threadsOf(`wallaby ${word}`)).toSorted(), word).toEqual([one.id, other.id].toSorted());
    expect(await threadsOf('wallaby "tollgates"')).toEqual([other.id]);
  });

  test("hidden posts are removed from the server itself", async () => {
    const thread = await aThread();
    const reply = await aReply({ thread, body: "numbers of a bandicoot" });
    await followChanges();
    const { uid } = (await findIndex("live"))!;
    const isThere = () =>
      tellMeili((meili) => meili.index(uid).getDocument(reply.id)).then(
        () => true,
        () => false,
      );
    expect(await isThere()).toBe(true);
    await db.$transaction((tx) => changePostVisibility(tx, reply.id, "hidden"));
    await followChanges();
    expect(await isThere()).toBe(false);
  });

  test("a slip is forgiven in a word, not in names from code and numbers, where words may stand in different posts", async () => {
    const thread = await aThread({ title: "A thread of two voices", body: "The thylacine said eth_getLogs." });
    await aReply({ thread, body: "A cassowary answered 0xabc123def." });
    await followChanges();
    const loose = async (text: string) => {
      const { query } = await understandQuery(parseQuery(text, operatorNames), now);
      const found = await meiliEngine.find({
        query: { ...query, isLoose: true },
        viewer: null,
        now,
        cursor: null,
        take: 5,
        perThread: 3,
      });
      return found.threads.map(({ threadId }) => threadId);
    };
    expect(await loose("thylacin cassowarry")).toEqual([thread.id]);
    expect(await loose("eth_getLogz 0xabc123dee")).toEqual([]);
  });

  test("a new index is filled while posts change, and has them all when it takes over", async () => {
    const thread = await aThread({ title: "A thread that is there before", body: "platypus before" });
    await followChanges();
    const { filledAt } = (await findIndex("live"))!;
    let isDone = false;
    const rebuilt = rebuildIndex().finally(() => (isDone = true));
    const written: number[] = [thread.openingPostId];
    while (!isDone) {
      // Enough to change while it is filled, few enough for the slowest machine.
      if (written.length > 12) {
        await rebuilt;
        break;
      }
      written.push((await aReply({ thread, body: `platypus ${written.length}` })).id);
      await followChanges();
      // Whatever the moment: what was there is found.
      expect((await find("platypus")).posts).toBeGreaterThan(0);
    }
    expect(await rebuilt).toBe(true);
    await followChanges();
    expect((await find("platypus")).posts).toBe(written.length);
    const live = (await findIndex("live"))!;
    expect(live.filledAt!.getTime()).toBeGreaterThan(filledAt!.getTime());
    expect(await findIndex("next")).toBeNull();
    const { results } = await tellMeili((meili) => meili.getRawIndexes({ limit: 1_000 }));
    expect(results.filter(({ uid }) => uid === live.uid)).toHaveLength(1);
  }, 120_000);

  test("an index that lost its posts is filled again", async () => {
    const thread = await aThread({ body: "kowari" });
    await followChanges();
    const { uid } = (await findIndex("live"))!;
    const { taskUid } = await tellMeili((meili) => meili.deleteIndex(uid));
    await tellMeili((meili) => meili.tasks.waitForTask(taskUid));
    await keepIndex();
    expect(await threadsOf("kowari")).toEqual([thread.id]);
  }, 60_000);
});
