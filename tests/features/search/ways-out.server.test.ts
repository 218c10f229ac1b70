/** What an empty search offers: each way leads to what it says, and nothing is offered that leads to nothing. */
import { expect, test } from "vitest";
import { anySearch, type SearchAddress } from "~/features/search/search-address";
import { learnWords, openSearch, searchPosts } from "~/features/search/search.server";
import { db } from "~/platform/db.server";
import { aMember, aThread } from "../../support/factories";
import { useDatabase } from "../../support/database";

useDatabase();

const search = (address: Partial<SearchAddress>) =>
  searchPosts({ address: { ...anySearch, ...address }, viewer: null, now: new Date(), engine: openSearch() });

test("every way out finds as many posts as it says, with the other filters kept", async () => {
  const author = await aMember();
  const thread = await aThread({ body: "A qwertz uiop of an author.", author, tags: ["fees"] });
  await aThread({ body: "The qwertz uiop of another.", tags: ["mev"] });
  await aThread({ body: "First uiop, then qwertz.", author, tags: ["mev"] });
  const empty: [Partial<SearchAddress>, number][] = [
    [{ q: `"qwertz uiop" tag:mev -zzzz author:${author.handle}` }, 4],
    [{ q: '"qwertz uiop" tag:mev', author: [author.handle] }, 4],
    [{ q: "qwertz before:2000 uiop" }, 1],
    [{ q: "qwertz zzzz in:title" }, 1],
    [{ q: "qwertz zzzz", tag: ["base"], thread: thread.id, before: "2000" }, 1],
    [{ q: "another", thread: thread.id }, 1],
    [{ q: "NOT zzzz" }, 0],
    [{ q: "zzzz yyyy" }, 0],
    [{ q: "zzzz in:title" }, 0],
    [{ q: '"zzzz' }, 0],
  ];
  for (const [address, least] of empty) {
    const { posts, waysOut, remarks } = await search(address);
    expect(posts, JSON.stringify(address)).toBe(0);
    expect(waysOut.ways.length, JSON.stringify(address)).toBeGreaterThanOrEqual(least);
    if (least === 0) expect(waysOut.ways).toEqual([]);
    for (const way of waysOut.ways) {
      expect(way.posts).toBeGreaterThan(0);
      expect((await search(way.address)).posts, JSON.stringify(way)).toBe(way.posts);
      for (const key of ["tag", "author"] as const)
        if (way.words !== "without-filters") expect(way.address[key]).toEqual(address[key] ?? []);
    }
    for (const { suggestion } of remarks)
      if (suggestion !== null) expect((await search({ ...address, q: suggestion })).posts).toBeGreaterThan(0);
  }
});

test("a tag is offered with its threads, and sources where there are some", async () => {
  const named = { q: "Optimism author:nobody-at-all" };
  expect((await search(named)).waysOut).toMatchObject({ namedTags: [], sourceWords: null });
  await aThread({ tags: ["op-mainnet"], body: "Said[^a].\n\n[^a]: https://example.org/optimism Optimism at work" });
  expect((await search(named)).waysOut).toMatchObject({
    namedTags: [{ slug: "op-mainnet" }],
    sourceWords: "Optimism",
  });
});

test("other words are tried only where no way finds anything as it is typed", async () => {
  const thread = await aThread({ title: "Hexagonal asdf", body: "Hexagonal asdf, told at length." });
  await learnWords(db, [thread.openingPostId], true);
  const ways = async (q: string) => (await search({ q })).waysOut.ways.map(({ words }) => words);
  expect(await ways("hexagnal zzzz in:title")).toContainEqual({ without: "zzzz" });
  expect(await ways("hexagnal asdf zzzz in:title")).toContainEqual({ without: "zzzz" });
  await aThread({ title: "Yuiop at last", body: "Said." });
  expect(await ways("hexagnal yuiop in:title")).toEqual([{ without: "hexagnal" }]);
});
