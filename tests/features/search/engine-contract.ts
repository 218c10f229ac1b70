/** What every search engine has to do. Each test file of an engine calls this with its own. */
import { expect, test } from "vitest";
import type { Viewer } from "~/features/auth/auth";
import { judgeThread } from "~/features/claims/claims.server";
import { changePostVisibility, deletePost, editPost } from "~/features/posts/posts.server";
import { findOrMend } from "~/features/search/find-or-mend.server";
import { mendQuery } from "~/features/search/mend-query.server";
import { operatorNames } from "~/features/search/operators";
import { parseQuery } from "~/features/search/query-syntax";
import type { Found, SearchEngine } from "~/features/search/search-engine";
import { understandQuery } from "~/features/search/understand-query.server";
import { learnWords } from "~/features/search/search.server";
import { findTags } from "~/features/tags/tags.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../../support/factories";

const now = new Date("2026-11-22T12:00:00Z");

/** `settled` waits until the engine knows of everything written so far. */
export function engineContract(engine: SearchEngine, settled: (postIds: number[]) => Promise<void>) {
  const find = async (text: string, viewer: Viewer = null, more: { take?: number; cursor?: Found["next"] } = {}) => {
    const { query } = await understandQuery(parseQuery(text, operatorNames), now);
    return engine.find({ query, viewer, now, cursor: more.cursor ?? null, take: more.take ?? 20, perThread: 3 });
  };
  const postsOf = (found: Found) => found.threads.flatMap((thread) => thread.postIds);

  test("finds posts by all their words in any form, and not by some", async () => {
    const thread = await aThread({ title: "What the xylophone measures", body: "Quokkas measure withdrawals." });
    const reply = await aReply({ thread, body: "A quokka measured one withdrawal." });
    await settled([thread.openingPostId, reply.id]);
    expect(postsOf(await find("quokka withdrawal")).toSorted()).toEqual([thread.openingPostId, reply.id].toSorted());
    expect(postsOf(await find("quokka wombat"))).toEqual([]);
    expect(postsOf(await find("Quokka-withdrawals -measured"))).toEqual([]);
    expect(postsOf(await find("quokka -xylophone"))).toEqual([reply.id]);
  });

  test("phrases stand side by side as they are written; common words keep their places", async () => {
    const thread = await aThread({ title: "Phrases of a narwhal thread" });
    const exact = await aReply({ thread, body: "It no longer makes narwhal sense." });
    const apart = await aReply({ thread, body: "Narwhal sense: it makes no longer." });
    await settled([exact.id, apart.id]);
    expect(postsOf(await find('"makes narwhal sense"'))).toEqual([exact.id]);
    expect(postsOf(await find('"longer makes the narwhal"'))).toEqual([]);
    expect(postsOf(await find('narwhal "makes no longer"'))).toEqual([apart.id]);
    expect(postsOf(await find('narwhal sense -"makes no longer"'))).toEqual([exact.id]);
  });

  test("numbers are found in words and in digits, and words in forms that don't share their stem", async () => {
    const thread = await aThread({ title: "Counting a agouti" });
    const said = await aReply({ thread, body: "agouti paid sixteen million and waited seven days" });
    const digits = await aReply({ thread, body: "agouti pays 16,000,000 and waits 7 days" });
    const apart = await aReply({ thread, body: "agouti has 16 of a million for days" });
    await settled([said.id, digits.id, apart.id]);
    const both = [said.id, digits.id].toSorted();
    for (const query of [
      "agouti 16M",
      "agouti sixteen million",
      "agouti 16 000 000",
      "agouti 7 days",
      "agouti seven days",
      "agouti paying",
    ])
      expect([query, postsOf(await find(query)).toSorted()]).toEqual([query, both]);
  });

  test("a question's own words are not asked for beside two others", async () => {
    const thread = await aThread({ title: "Bills of a tapir", body: "The tapir pays a toll." });
    await settled([thread.openingPostId]);
    expect(postsOf(await find("how much does the tapir ever pay before"))).toEqual([thread.openingPostId]);
    expect(postsOf(await find("tapir before"))).toEqual([]);
  });

  test("one thing is found however it is written", async () => {
    const thread = await aThread({ title: "Spellings of an okapi" });
    const texts = {
      joined: "okapi blockspace, a timelock and multisigs, orderflow, zksync, opstack",
      split: "okapi block space, a time lock and multi sigs, order flow, zk sync, op stack",
      hyphens: "okapi block-space, a time-lock and multi-sigs, order-flow, zk-sync, OP-Stack",
      camel: "okapi BlockSpace, a timeLock and multiSigs, orderFlow, zkSync, opStack",
    };
    const posts = [];
    for (const body of Object.values(texts)) posts.push((await aReply({ thread, body })).id);
    const numbers = [];
    for (const body of ["100K", "100,000", "100 000", "100000", "100 thousand"])
      numbers.push((await aReply({ thread, body: `okapi ${body} TPS` })).id);
    const eips = [];
    for (const body of ["EIP-7732", "EIP7732", "eip 7732", "(eip-7732)"])
      eips.push((await aReply({ thread, body: `okapi ${body} ships` })).id);
    const spellings = [];
    for (const body of ["behaviour optimised licence", "behavior optimized license"])
      spellings.push((await aReply({ thread, body: `okapi ${body}` })).id);
    const letters = [];
    for (const body of ["Łukasz Ørsted", "Lukasz Orsted", "Lu\u00ADkasz Or\u200Bsted"])
      letters.push((await aReply({ thread, body: `okapi ${body}` })).id);
    const all = [...posts, ...numbers, ...eips, ...spellings, ...letters];
    for (const id of all) await learnWords(db, [id], true);
    await settled(all);
    const expectAll = async (queries: string[], ids: number[]) => {
      for (const query of queries)
        expect(
          (await find(`okapi ${query}`)).threads.flatMap(({ count }) => count),
          query,
        ).toEqual([ids.length]);
    };
    await expectAll(
      ["blockspace", "block space", "block-space", "timelock", "time lock", "time-locks", "multisig"],
      posts,
    );
    await expectAll(
      ["multi sig", "multi-sig", "order flow", "orderflow", "zk sync", "zkSync", "opstack", "OP Stack"],
      posts,
    );
    await expectAll(["100K", "100k TPS", "100,000", "100000", "100 000", "100 thousand"], numbers);
    await expectAll(["eip7732", "EIP7732", "EIP-7732", "EIP 7732", "7732"], eips);
    await expectAll(["behaviour", "behavior", "optimising", "optimization", "licences", "licensed"], spellings);
    await expectAll(["Łukasz", "lukasz", "orsted", "Ørsted"], letters);
  });

  test("proposals, plurals, releases, units and shares are found in their other spellings", async () => {
    const thread = await aThread({ title: "Codes of a gerenuk" });
    const cases: [string, string[]][] = [
      ["gerenuk ERC-7683", ["erc7683", "EIP-7683", "eip 7683"]],
      ["gerenuk EIP-6800", ["ERC-6800", "erc6800"]],
      ["gerenuk erc20", ["ERC20s", "EIP-20"]],
      ["gerenuk nft721s", ["nft721", "NFT-721"]],
      ["gerenuk v1.13.5", ["1.13.5", "v1.13.5"]],
      ["gerenuk 350ms", ["350 ms", "350ms"]],
      ["gerenuk 12.5 kb", ["12.5kb"]],
      ["gerenuk 37 %", ["37 percent", "37%", "37 pct"]],
    ];
    const ids = [];
    for (const [body] of cases) ids.push((await aReply({ thread, body })).id);
    for (const id of ids) await learnWords(db, [id], true);
    await settled(ids);
    for (const [index, [body, queries]] of cases.entries())
      for (const query of queries)
        expect(postsOf(await find(`gerenuk ${query}`)), `${query} for ${body}`).toEqual([ids[index]]);
    expect(postsOf(await find("gerenuk ERC-4844"))).toEqual([]);
    expect(postsOf(await find("gerenuk percent"))).toEqual([]);
  });

  test("numbers, units, powers, releases and lists of proposals are found in every spelling", async () => {
    const thread = await aThread({ title: "Figures of a bongo" });
    const cases: [string, string[]][] = [
      ["bongo 2.75 bn", ["2.75bn", "2.75 bn", "2.75 billion", "2.75B", "2,750,000,000"]],
      ["bongo $4.5bn", ["4.5 bn", "4.5 billion", "4.5 B"]],
      ["bongo 6.25 trillion", ["6.25tn", "6.25 trn", "6.25 trillion"]],
      ["bongo 33.5M gas", ["33.5 M", "33.5 mln", "33.5 million"]],
      ["bongo 44.5 M gas", ["44.5M", "44.5m"]],
      ["bongo EIPs 7685 and 7002", ["EIP-7685", "EIP-7002", "eip7002", "EIP 7002", "ERC-7002"]],
      ["bongo EIP-2935/7691", ["EIP-2935", "EIP-7691", "eip7691"]],
      ["bongo EIPs 101, 102 and 103", ["EIP-101", "EIP 102", "eip103"]],
      ["bongo ERCs 721 & 1155", ["ERC-721", "erc1155", "EIP-1155"]],
      ["bongo RIPs 7212 or 7560", ["RIP-7560", "rip7212"]],
      ["bongo EIP 3074", ["ERC-3074", "eip3074"]],
      ["bongo ERC 4337", ["EIP-4337", "ERC-4337"]],
      ["bongo 12s", ["12 seconds", "12s", "12 sec", "12 s", "12-second"]],
      ["bongo 13 seconds", ["13s", "13 sec", "13 s"]],
      ["bongo 14 sec", ["14 seconds", "14s", "14 s"]],
      ["bongo 15 s", ["15 seconds", "15s", "15 sec", "15 s"]],
      ["bongo 16-second", ["16s", "16 seconds", "16 sec"]],
      ["bongo 350ms", ["350 ms", "350 milliseconds", "350msec"]],
      ["bongo 45 minutes", ["45min", "45 min", "45 mins"]],
      ["bongo 5h", ["5 hours", "5 h", "5 hrs"]],
      ["bongo 8 GB", ["8GB", "8 gigabytes"]],
      ["bongo 9 megabytes", ["9MB", "9 MB"]],
      ["bongo 17kB", ["17 kB", "17 kilobytes"]],
      ["bongo 21gwei", ["21 gwei"]],
      ["bongo 1500TPS", ["1500 TPS", "1,500 TPS"]],
      ["bongo v1.13.5-rc.2", ["1.13.5", "v1.13.5", "v1.13.5-rc.2", "1.13.5-rc.2"]],
      ["bongo 2.14.0", ["v2.14.0", "v2.14.0-beta.1"]],
      ["bongo 2x", ["2×", "2x", "2 ×"]],
      ["bongo 3×", ["3x", "3 x"]],
      ["bongo 10^6", ["10⁶", "10^6"]],
      ["bongo 10⁹", ["10^9", "10⁹"]],
      ["bongo 7×10⁶", ["7 million", "7e6"]],
      ["bongo 2^64", ["2⁶⁴", "2^64"]],
      ["bongo O(n²)", ["n^2", "n²"]],
      ["bongo throughput¹", ["throughput"]],
    ];
    const ids: number[] = [];
    for (const [body] of cases) ids.push((await aReply({ thread, body })).id);
    for (const id of ids) await learnWords(db, [id], true);
    await settled(ids);
    const wrong = [];
    for (const [index, [body, queries]] of cases.entries())
      for (const query of queries) {
        const found = postsOf(await find(`bongo ${query}`));
        if (found.length !== 1 || found[0] !== ids[index])
          wrong.push({ body, query, found: found.map((id) => cases[ids.indexOf(id)]?.[0]) });
      }
    expect(wrong).toEqual([]);
  });

  test("a number alone is none of its units, powers and multiples", async () => {
    const thread = await aThread({ title: "Figures of a kudu" });
    const ids = [];
    for (const body of ["kudu 12 of them", "kudu 106 of them", "kudu 2 of them"])
      ids.push((await aReply({ thread, body })).id);
    for (const id of ids) await learnWords(db, [id], true);
    await settled(ids);
    for (const query of ["12s", "12 s", "12 seconds", "10⁶", "10^6", "2×", "2x"])
      expect(postsOf(await find(`kudu ${query}`)), query).toEqual([]);
  });

  test("words of scripts without spaces are found with their marks, alone and within a sentence", async () => {
    const thread = await aThread({ title: "Scripts of a nyala" });
    const cases: [string, string[]][] = [
      ["nyala การปรับขนาดของอีเธอเรียม", ["อีเธอเรียม", "ปรับขนาด"]],
      ["nyala ເຄືອຂ່າຍບລັອກເຊນໄວ", ["ບລັອກເຊນ", "ເຄືອຂ່າຍ"]],
      ["nyala បណ្តាញលឿន", ["បណ្តាញ", "លឿន"]],
      ["nyala ဘလော့ချိန်းကွန်ရက်", ["ကွန်ရက်"]],
    ];
    const ids = [];
    for (const [body] of cases) ids.push((await aReply({ thread, body })).id);
    await settled(ids);
    for (const [index, [body, queries]] of cases.entries())
      for (const query of queries)
        expect(postsOf(await find(`nyala ${query}`)), `${query} in ${body}`).toEqual([ids[index]]);
  });

  test("a slip is mended also where its word falls into two known ones", async () => {
    const thread = await aThread({ title: "Pieces of a kinkajou" });
    const ids = [];
    for (const body of ["kinkajou seq and uencr", "the sequencer of kinkajous", "kinkajou sequencers"])
      ids.push((await aReply({ thread, body })).id);
    for (const id of ids) await learnWords(db, [id], true);
    const { query } = await understandQuery(parseQuery("sequencr", operatorNames), now);
    expect((await mendQuery(query, false))?.changes).toEqual([{ from: "sequencr", to: "sequencer" }]);
  });

  test("an address is found by a part of it, a long name by its parts, a picture by itself", async () => {
    const thread = await aThread({ title: "Names of a tapir" });
    const address = await aReply({ thread, body: "tapir 0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045" });
    const name = await aReply({ thread, body: "tapir `maxPriorityFeePerGas`" });
    const picture = await aReply({ thread, body: "tapir 🚀 !" });
    const ids = [address.id, name.id, picture.id];
    for (const id of ids) await learnWords(db, [id], true);
    await settled(ids);
    for (const part of ["0xd8dA6B", "d8da6bf2", "7aA96045", "0xd8da6bf26964af9d7eed9e03e53415d37aa96045"])
      expect(postsOf(await find(`tapir ${part}`)), part).toEqual([address.id]);
    for (const words of ["priority fee", "maxPriorityFeePerGas", "maxpriorityfeepergas"])
      expect(postsOf(await find(`tapir ${words}`)), words).toEqual([name.id]);
    expect(postsOf(await find("🚀"))).toContain(picture.id);
  });

  test("every name of a tag finds the other names, and the threads that have it", async () => {
    const [tag] = await findTags(db, ["op-mainnet"]);
    const named = await aThread({ title: "A serval on OP Mainnet", body: "Nothing else." });
    const tagged = await aThread({ title: "A serval elsewhere", body: "Nothing else.", tags: ["op-mainnet"] });
    const other = await aThread({ title: "A serval of another chain", body: "Nothing else." });
    await settled([named.openingPostId, tagged.openingPostId, other.openingPostId]);
    expect(tag).toBeDefined();
    for (const query of ["serval Optimism", "serval OP Mainnet", "Optimism serval"])
      expect(postsOf(await find(query)).toSorted(), query).toEqual(
        [named.openingPostId, tagged.openingPostId].toSorted(),
      );
  });

  test("where few threads are about an EIP, those of its upgrade follow and say what they lack", async () => {
    const tags = await findTags(db, ["eip-4844", "dencun", "pectra"]);
    const named = await aThread({ title: "A caracal and its EIP-4844", body: "Nothing else." });
    const tagged = await aThread({ title: "A caracal by its tag", body: "Nothing else.", tags: ["eip-4844"] });
    const upgrade = await aThread({ title: "A caracal after it", body: "Nothing else.", tags: ["dencun"] });
    const other = await aThread({ title: "A caracal of another upgrade", body: "Nothing else.", tags: ["pectra"] });
    await settled([named, tagged, upgrade, other].map((thread) => thread.openingPostId));
    const search = async (text: string) => {
      const { query } = await understandQuery(parseQuery(text, operatorNames), now);
      return findOrMend(engine, { query, viewer: null, now, cursor: null, take: 10, perThread: 3 }, false);
    };
    for (const query of ["proto-danksharding", "EIP-4844"]) {
      const { found, upgrades } = await search(query);
      expect(
        found.threads
          .slice(0, 2)
          .map(({ threadId }) => threadId)
          .toSorted(),
        query,
      ).toEqual([named.id, tagged.id]);
      expect(found.threads.slice(2), query).toMatchObject([{ threadId: upgrade.id, missing: [0] }]);
      expect(found.posts, query).toBe(3);
      expect(upgrades, query).toEqual(tags.filter(({ slug }) => slug === "dencun").map(({ id }) => id));
    }
    expect((await search("in:title danksharding")).upgrades).toEqual([]);
    for (const title of ["One", "Two", "Three"])
      await settled([(await aThread({ title: `${title} caracal of EIP-4844`, body: "Nothing." })).openingPostId]);
    expect(await search("EIP-4844")).toMatchObject({ upgrades: [], found: { posts: 5 } });
  });

  test("code-like words match whole", async () => {
    const thread = await aThread({ title: "Whole words of a numbat" });
    const logs = await aReply({ thread, body: "numbat eth_getLogs over 10,000 blocks at 0xabc123def" });
    const eip = await aReply({ thread, body: "numbat EIP-4844 on the OP Stack" });
    await settled([logs.id, eip.id]);
    for (const query of ["eth_getLogs", "ETH_GETLOGS", "10,000", "10000", "0xABC123DEF"])
      expect(postsOf(await find(`numbat ${query}`)), query).toEqual([logs.id]);
    for (const query of ["EIP-4844", "eip 4844", "op-stack", "4844"])
      expect(postsOf(await find(`numbat ${query}`)), query).toEqual([eip.id]);
    for (const query of ["eth_getLog", "EIP-484", "1000", "0xabc"])
      expect(postsOf(await find(`numbat ${query}`)), query).toEqual([]);
  });

  test("the exact form comes before other forms, the title before the text, and saying it again does not win", async () => {
    const inTitle = await aThread({ title: "An axolotl in the title of it", body: "Nothing else." });
    const other = await aThread({
      title: "A thread about other things",
      body: "It names an axolotl once, in passing.",
    });
    const often = await aThread({ title: "A thread that shouts its word", body: "axolotl ".repeat(60) });
    const plural = await aThread({ title: "A thread of plural animals", body: "It names axolotls once, in passing." });
    await settled([inTitle, other, often, plural].map((thread) => thread.openingPostId));
    const order = (await find("axolotl")).threads.map((thread) => thread.threadId);
    expect(order[0]).toBe(inTitle.id);
    expect(order.indexOf(other.id)).toBeLessThan(order.indexOf(plural.id));
    expect(order).toHaveLength(4);
    const plurals = (await find("axolotls")).threads.map((thread) => thread.threadId);
    expect(plurals.indexOf(plural.id)).toBeLessThan(plurals.indexOf(other.id));
  });

  test("posts are found by their citations, under every name of a source; citations in quotes don't count", async () => {
    const thread = await aThread({ title: "Who cites what of the quoll" });
    const cites = await aReply({ thread, body: "The quoll says so[^x].\n\n[^x]: https://quoll.example/report Report" });
    const links = await aReply({ thread, body: "The quoll links [it](https://quoll.example/report)." });
    const quotes = await aReply({
      thread,
      body: `[quote=@xx, p:${cites.id}, r:1]\nThe quoll says so[^https://quoll.example/report].\n[/quote]\n\nI agree on the quoll.`,
    });
    const other = await aReply({ thread, body: "The quoll cites nothing." });
    await settled([cites, links, quotes, other].map(({ id }) => id));
    const { citekey } = await db.source.findFirstOrThrow({
      where: { host: "quoll.example" },
      select: { citekey: true },
    });
    for (const name of [citekey, `[^${citekey}]`, "https://quoll.example/report"])
      expect(
        postsOf(await find(`cites:${name}`)).toSorted((a, b) => a - b),
        name,
      ).toEqual([cites.id, links.id]);
    expect(postsOf(await find(`quoll -cites:${citekey} kind:post`)).toSorted((a, b) => a - b)).toEqual([
      quotes.id,
      other.id,
    ]);
    expect(postsOf(await find("quoll has:citation"))).toEqual([cites.id]);
    const { query, remarks } = await understandQuery(parseQuery("cites:quoll-rep", operatorNames), now);
    expect(query.isImpossible).toBe(true);
    expect(remarks.map((remark) => remark.suggestion)).toContain(`cites:${citekey}`);
  });

  test("words in a quote belong to the quoted author", async () => {
    const thread = await aThread({ title: "Who said it of the bilby?", body: "The bilby said it." });
    const quoting = await aReply({
      thread,
      body: `[quote=@xx, p:${thread.openingPostId}, r:1]\nThe bilby said it.\n[/quote]\n\nI agree.`,
    });
    await settled([thread.openingPostId, quoting.id]);
    expect(postsOf(await find("bilby said"))).toEqual([thread.openingPostId]);
    expect(postsOf(await find("bilby has:quote agree"))).toEqual([quoting.id]);
  });

  test("every operator narrows, its minus leaves out", async () => {
    const alice = await aMember({ handle: `echidna-${await db.member.count()}` });
    const thread = await aThread({
      title: "Echidna operators of all kinds",
      tags: ["fees", "base"],
      author: alice,
      at: new Date("2025-03-01T00:00:00Z"),
    });
    const code = await aReply({ thread, body: "echidna\n\n```\ncode\n```\n", at: new Date("2025-06-01T00:00:00Z") });
    const math = await aReply({ thread, body: "echidna \\(x^2\\)", at: new Date("2026-02-01T00:00:00Z") });
    const opening = thread.openingPostId;
    await settled([opening, code.id, math.id]);
    const cases: [string, number[]][] = [
      ["echidna tag:fees", [opening, code.id, math.id]],
      ["echidna tag:op-stack", [opening, code.id, math.id]],
      ["echidna chain:base", [opening, code.id, math.id]],
      ["echidna chain:arbitrum", []],
      ["echidna -tag:base", []],
      [`echidna author:${alice.handle}`, [opening]],
      [`echidna -author:${alice.handle}`, [code.id, math.id]],
      ["echidna kind:thread", [opening]],
      ["echidna kind:post", [code.id, math.id]],
      ["echidna has:code", [code.id]],
      ["echidna has:math", [math.id]],
      ["echidna -has:math kind:post", [code.id]],
      ["echidna after:2025-06", [code.id, math.id]],
      ["echidna before:2025-06-01", [opening]],
      ["echidna after:2025-06 before:2026", [code.id]],
      ["in:title echidna", [opening]],
      [`author:${alice.handle}`, [opening]],
      ["echidna relation:rebuts", []],
    ];
    for (const [query, expected] of cases)
      expect(postsOf(await find(query)).toSorted(), query).toEqual(expected.toSorted());
  });

  test("conditions on claims narrow to posts with one claim that fits them all, and a minus leaves those out", async () => {
    const thread = await aThread({
      title: "Numbers of a aardwolf",
      body: 'Aardwolf: [5 TPS](metric:l2/tps), of which we have [2%](claim: "first-party").',
    });
    const fee = await aReply({ thread, body: "Aardwolf at [3 gwei](metric:ethereum/base-fee)." });
    const plain = await aReply({ thread, body: "Aardwolf without a number." });
    const opening = thread.openingPostId;
    await judgeThread(thread.id);
    await settled([opening, fee.id, plain.id]);
    const found = async (query: string) => postsOf(await find(`aardwolf ${query}`)).toSorted((a, b) => a - b);
    expect(await found("kind:claim")).toEqual([opening, fee.id]);
    expect(await found("-kind:claim")).toEqual([plain.id]);
    expect(await found("metric:tps")).toEqual([opening]);
    expect(await found("metric:base-fee status:unchecked")).toEqual([fee.id]);
    expect(await found("status:first-party")).toEqual([opening]);
    expect(await found("metric:tps status:first-party")).toEqual([]);
  });

  test("a word of the thread's title counts for its posts, beside one of their own", async () => {
    const thread = await aThread({ title: "Pangolin budgets of last year", body: "An opening." });
    const reply = await aReply({ thread, body: "The treasurers disagree." });
    await settled([thread.openingPostId, reply.id]);
    expect(postsOf(await find("pangolin treasurer"))).toEqual([reply.id]);
    expect(postsOf(await find("pangolin"))).toEqual([thread.openingPostId]);
  });

  test("sorts by time both ways and pages without losing or repeating a thread", async () => {
    const threads = [];
    for (let day = 1; day <= 7; day++)
      threads.push(await aThread({ title: `A kakapo thread of day ${day}`, at: new Date(Date.UTC(2026, 1, day)) }));
    await settled(threads.map((thread) => thread.openingPostId));
    const oldestFirst = threads.map((thread) => thread.id);
    for (const [query, expected] of [
      ["kakapo sort:old", oldestFirst],
      ["kakapo sort:new", oldestFirst.toReversed()],
      ["kakapo", null],
      ["kakapo sort:worth", null],
    ] as const) {
      const seen: number[] = [];
      let cursor: Found["next"] = null;
      for (let page = 0; page < 4; page++) {
        const found: Found = await find(query, null, { take: 3, cursor });
        seen.push(...found.threads.map((thread) => thread.threadId));
        cursor = found.next;
        if (!cursor) break;
      }
      expect(cursor).toBeNull();
      if (expected) expect(seen, query).toEqual(expected);
      expect(
        seen.toSorted((a, b) => a - b),
        query,
      ).toEqual(oldestFirst);
    }
  });

  test("counts posts by tag, writer and year", async () => {
    const bob = await aMember();
    const thread = await aThread({
      title: "A tamarin thread to count",
      tags: ["mev"],
      author: bob,
      at: new Date("2025-01-02T00:00:00Z"),
    });
    await aReply({ thread, author: bob, body: "tamarin", at: new Date("2025-05-05T00:00:00Z") });
    const last = await aReply({ thread, body: "tamarin", at: new Date("2026-05-05T00:00:00Z") });
    await settled([thread.openingPostId, last.id]);
    const [mev] = await findTags(db, ["mev"]);
    const { facets, posts, isCut } = await find("tamarin");
    expect({ posts, isCut }).toEqual({ posts: 3, isCut: false });
    expect(facets.tags).toEqual([{ value: mev!.id, count: 3 }]);
    expect(facets.authors[0]).toEqual({ value: bob.id, count: 2 });
    expect(facets.years).toEqual([
      { value: 2026, count: 1 },
      { value: 2025, count: 2 },
    ]);
  });

  test("edited text is found by its new words only", async () => {
    const author = await aMember();
    const thread = await aThread({ author, body: "It was about a capybara." });
    await editPost({ by: author, postId: thread.openingPostId, body: "It is about a coypu.", reason: "", version: 1 });
    await settled([thread.openingPostId]);
    expect(postsOf(await find("capybara"))).toEqual([]);
    expect(postsOf(await find("coypu"))).toEqual([thread.openingPostId]);
  });

  test("hidden and deleted posts are neither found nor counted from that moment on; moderators find hidden ones", async () => {
    const author = await aMember();
    const moderator = await aMember({ role: "moderator" });
    const thread = await aThread({ title: "A thread with a secret inside" });
    const hidden = await aReply({ thread, author, body: "MARKERWORD hidden" });
    const deleted = await aReply({ thread, author, body: "MARKERWORD deleted" });
    const whole = await aThread({ title: "MARKERWORD in a thread's title", tags: ["privacy"] });
    const inside = await aReply({ thread: whole, body: "MARKERWORD inside" });
    await settled([hidden.id, deleted.id, whole.openingPostId, inside.id]);
    expect((await find("markerword")).posts).toBe(4);

    await db.$transaction((tx) => changePostVisibility(tx, hidden.id, "hidden"));
    await deletePost({ postId: deleted.id, by: author });
    await db.$transaction((tx) => changePostVisibility(tx, whole.openingPostId, "hidden"));
    for (const viewer of [null, author])
      for (const query of [
        "markerword",
        '"markerword"',
        "in:title markerword",
        "markerword sort:new",
        `author:${author.handle}`,
      ])
        expect(await find(query, viewer)).toMatchObject({
          threads: [],
          posts: 0,
          facets: { tags: [], authors: [], years: [] },
        });
    expect((await find("markerword", moderator)).posts).toBe(4);

    await db.$transaction((tx) => changePostVisibility(tx, hidden.id, "visible"));
    await settled([hidden.id]);
    expect(postsOf(await find("markerword"))).toEqual([hidden.id]);
  });

  test("says which of given posts a query finds", async () => {
    const thread = await aThread({ title: "A thread to be alerted of", tags: ["proofs"] });
    const one = await aReply({ thread, body: "dugong prover" });
    const two = await aReply({ thread, body: "something else" });
    await settled([one.id, two.id]);
    const { query } = await understandQuery(parseQuery("tag:proofs dugong", operatorNames), now);
    expect(await engine.match(query, [one.id, two.id], null)).toEqual([one.id]);
    await db.$transaction((tx) => changePostVisibility(tx, one.id, "hidden"));
    expect(await engine.match(query, [one.id, two.id], null)).toEqual([]);
  });

  test("a post that was taken out of the index is not found until it is brought in again", async () => {
    const thread = await aThread({ title: "A thread in and out of it", body: "ocelot" });
    await settled([thread.openingPostId]);
    await engine.remove([thread.openingPostId]);
    await settled([]);
    expect(postsOf(await find("ocelot"))).toEqual([]);
    await engine.index([thread.openingPostId]);
    await settled([]);
    expect(postsOf(await find("ocelot"))).toEqual([thread.openingPostId]);
  });
}
