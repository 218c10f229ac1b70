import { beforeAll, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { listPastFacts } from "~/features/chains/chains.server";
import { findTags } from "~/features/tags/tags.server";
import { moderate } from "~/features/moderation/moderation.server";
import { db } from "~/platform/db.server";
import { fileChains } from "../support/chains";
import { aMember, aThread } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let admin: Member;
beforeAll(async () => {
  admin = await aMember({ role: "admin", name: "Ada Min" });
});

const get = async (path: string, as: Member | null = null) => {
  const response = await server.fetch(path, { as });
  return { status: response.status, html: await response.text(), location: response.headers.get("Location") };
};
/** What a reader reads: without tags, with plain spaces. */
const words = (html: string) => page(html).text;
const namesIn = (html: string) =>
  page(html)
    .all(".chain-name > a")
    .map(({ href }) => href!.replace("/chains/", ""));

const source = {
  asOf: "2026-11-01",
  sourceName: "L2BEAT, project page",
  sourceUrl: "https://l2beat.com/layer2s/projects/base",
};
const insteadIn = (html: string) => page(html).all("input[name=instead]")[0]?.value ?? "";

test("the list has every chain, under its layer, with facts on which sources differ", async () => {
  const { html, status } = await get("/chains");
  expect(status).toBe(200);
  expect(namesIn(html)).toHaveLength(fileChains.length);
  expect(namesIn(html)[0]).toBe("ethereum");
  expect(page(html).has("[aria-label='Sources differ']")).toBe(true);
  expect(page(html).has("[style], script:not([src])")).toBe(false);
});

test("a chain's page that is opened by script has its description as well", async () => {
  const form = { description: "A rollup that *members* describe.", reason: "", revision: "1" };
  expect((await server.fetch("/tags/zora/edit", { as: admin, form })).status).toBe(303);
  expect(words((await get("/chains/zora")).html)).toContain("A rollup that members describe.");
  const asData = await get(`/chains/zora?_data=${encodeURIComponent("routes/pages/chains.$slug")}`);
  const { html } = JSON.parse(asData.html) as { html: string };
  expect(words(html)).toBe("A rollup that members describe.");
});

test("filters and orders stand in the address; heads tell their order", async () => {
  const { html } = await get("/chains?stack=op-stack&stage=stage-1&sort=-launched");
  expect(namesIn(html)).toEqual(["unichain", "ink", "base", "op-mainnet"]);
  expect(page(html).first("[aria-sort=descending] > a").href).toBe("/chains?stack=op-stack&stage=stage-1");
  expect(page(html).has("a[href='/chains?stack=op-stack&stage=stage-1&sort=kind']")).toBe(true);
  expect(words(html)).toContain(`4 of ${fileChains.length} chains`);
  expect(namesIn((await get("/chains?group=superchain")).html)).toHaveLength(6);
  expect(words((await get("/chains?group=polygon&stage=stage-2")).html)).toContain("No chain fits all of that");
  expect((await get("/chains?utm_source=x&kind=")).status).toBe(200);
});

test.each(["stage=stage-9", "group=x", "kind=x", "stack=%3Cscript%3E", "sort=colour"])(
  "/chains?%s is refused in words",
  async (search) => {
    const { status, html } = await get(`/chains?${search}`);
    expect(status).toBe(400);
    expect(words(html)).toContain("Chains can be filtered by");
  },
);

test("a filter that holds U+0000 is turned away", async () => {
  expect((await get("/chains?kind=%00")).status).toBe(400);
});

test("a chain's page has its facts with dates and sources, and both values where sources differ", async () => {
  const { html } = await get("/chains/base");
  const text = words(html);
  expect(text).toContain("Stage Stage 1 L2BEAT announced in June 2026");
  expect(text).toContain("Sources differ Multi-proof rollup");
  expect(text).toMatch(
    /since 26 May 2026 as of 28 Jul 2026 Optimistic rollup growthepie, chain registry as of 14 Jul 2026/,
  );
  expect(html).toContain('href="https://l2beat.com/layer2s/projects/base"');
  expect(text).not.toContain("Correct");
  expect(html).toContain('rel="canonical" href="' + server.origin + '/chains/base"');
});

test("groups have pages, with their members and how membership is defined", async () => {
  const { html } = await get("/chains/superchain");
  expect(words(html)).toContain("Chains that L2BEAT marks as part of the Superchain.");
  expect(namesIn(html).toSorted()).toEqual(["ink", "mode", "op-mainnet", "soneium", "unichain", "world-chain"]);
});

test("an unknown chain is 404, another spelling leads to the one address", async () => {
  for (const path of ["/chains/nowhere", "/chains/..%2fadmin", "/chains/l2/history", "/chains/nowhere/history"])
    expect((await get(path)).status, path).toBe(404);
  expect(await get("/chains/Base")).toMatchObject({ status: 301, location: "/chains/base" });
  for (const path of ["/admin/chains/nowhere/stage", "/admin/chains/base/shoe-size", "/admin/chains/base/constructor"])
    expect((await get(path, admin)).status, path).toBe(404);
});

test("threads about a chain are listed, hidden ones only for moderators", async () => {
  await aThread({ title: "A thread that everybody may read", tags: ["linea"] });
  const hidden = await aThread({ title: "A thread with the marker xyzzy", tags: ["linea"] });
  await moderate({ by: admin, kind: "hide_post", target: hidden.openingPostId, reason: "a test" });
  for (const path of ["/chains/linea", "/chains/l2"])
    for (const as of [null, await aMember()]) {
      const { html } = await get(path, as);
      expect(html).toContain("A thread that everybody may read");
      expect(html).not.toContain("xyzzy");
    }
  expect((await get("/chains/linea", admin)).html).toContain("xyzzy");
});

test("an administrator corrects a fact in a form; everybody reads the history", async () => {
  const page = await get("/chains/arbitrum", admin);
  expect(page.html).toContain('href="/admin/chains/arbitrum/stage"');
  const form = await get("/admin/chains/arbitrum/stage", admin);
  expect(words(form.html)).toContain("What it says now Stage 1");
  const sent = { value: "Stage 2", note: "All items are met.", instead: insteadIn(form.html), ...source };
  const done = await server.fetch("/admin/chains/arbitrum/stage", { as: admin, form: sent });
  expect([done.status, done.headers.get("Location")]).toEqual([303, "/chains/arbitrum#stage"]);

  const after = words((await get("/chains/arbitrum")).html);
  expect(after).toContain("Stage Stage 2 All items are met. L2BEAT, project page as of 1 Nov 2026");
  const history = words((await get("/chains/arbitrum/history")).html);
  expect(history).toContain("Shown · entered by Ada Min");
  expect(history).toContain("No longer shown · came with the registry");
});

test("a refused correction has a reason and keeps the typed values", async () => {
  const { html } = await get("/admin/chains/ink/stage", admin);
  const sent = { value: "Stage 7", asOf: "tomorrow", sourceName: "Typed & kept", sourceUrl: "javascript:alert(1)" };
  const refused = await server.fetch("/admin/chains/ink/stage", {
    as: admin,
    form: { ...sent, instead: insteadIn(html), note: '"><script>alert(1)</script>' },
  });
  const answer = await refused.text();
  expect(refused.status).toBe(422);
  expect(answer).toContain('value="Typed &amp; kept"');
  expect(words(answer)).toContain("The address must begin with https://");
  expect(words(answer)).toContain("Write the date as 2026-06-27");
  expect(answer).not.toContain("<script>alert");

  const stage = { ...source, value: "Stage 7", instead: insteadIn(html) };
  const second = await server.fetch("/admin/chains/ink/stage", { as: admin, form: stage });
  expect(second.status).toBe(422);
  expect(words(await second.text())).toContain("A stage is one of");
});

test("a correction of a value that was corrected meanwhile is refused with the new value, and can be sent again", async () => {
  const { html } = await get("/admin/chains/soneium/stage", admin);
  const other = await aMember({ role: "admin" });
  const instead = insteadIn(html);
  const send = (as: Member, value: string, fact: string) =>
    server.fetch("/admin/chains/soneium/stage", { as, form: { ...source, value, instead: fact } });
  expect((await send(other, "Stage 0", instead)).status).toBe(303);
  const late = await send(admin, "Stage 1", instead);
  const answer = await late.text();
  expect(late.status).toBe(409);
  expect(words(answer)).toContain("it says “Stage 0” now");
  expect(answer).toContain('value="Stage 1"');
  expect((await send(admin, "Stage 1", insteadIn(answer))).status).toBe(303);
  expect((await listPastFacts("soneium", "stage")).map(({ value }) => value)).toEqual([
    "Stage 1",
    "Stage 0",
    "Not applicable",
  ]);
});

const chain = {
  name: "Lighter",
  shortName: "Lighter",
  slug: "lighter",
  layer: "L2",
  kind: "ZK rollup",
  description: "A chain for trading.",
  groups: ["l2"],
  ...source,
};

test("a chain is added without code: page, list, group and tag", async () => {
  const done = await server.fetch("/admin/chains/new", { as: admin, form: chain });
  expect([done.status, done.headers.get("Location")]).toEqual([303, "/chains/lighter"]);
  expect(words((await get("/chains/lighter")).html)).toContain("Lighter A chain for trading.");
  expect(namesIn((await get("/chains?group=l2")).html)).toContain("lighter");
  const [tag] = await findTags(db, ["lighter"]);
  expect(tag).toMatchObject({ name: "Lighter", kind: "chain" });
  expect((await db.tag.findUnique({ where: { slug: "lighter" }, select: { parent: true } }))?.parent?.slug).toBe("l2");
  await aThread({ title: "A thread about the new chain", tags: ["lighter"] });
  expect((await get("/chains/lighter")).html).toContain("A thread about the new chain");
});

test.each([
  ["a chain's slug", { slug: "base" }, "is a chain or a group already"],
  ["a group's slug", { slug: "op-stack" }, "is a chain or a group already"],
  ["a tag's slug", { slug: "fees" }, "already, a topic"],
  ["another name of a tag", { slug: "optimism" }, "is another name of"],
  ["a word with another meaning", { slug: "new" }, "has another meaning"],
  ["a group there is not", { slug: "fresh", groups: ["nobodys"] }, "One of these groups is not there"],
  ["a date to come", { slug: "fresh", asOf: "2999" }, "in the future"],
  ["no source", { slug: "fresh", sourceUrl: "" }, "The source’s address is missing"],
  ["a layer there is not", { slug: "fresh", layer: "L9" }, ""],
])("a chain with %s is refused and nothing is kept of it", async (_, given, why) => {
  const refused = await server.fetch("/admin/chains/new", { as: admin, form: { ...chain, name: "Typed", ...given } });
  const answer = await refused.text();
  expect(refused.status).toBe(422);
  expect(words(answer)).toContain(why);
  expect(answer).toContain('value="Typed"');
  expect(await db.chain.count({ where: { name: "Typed" } })).toBe(0);
  expect(await db.tag.count({ where: { slug: "fresh" } })).toBe(0);
});

test("the same chain added by two at once is added once", async () => {
  const form = { ...chain, slug: "twice", shortName: "Twice" };
  const done = await Promise.all([1, 2].map(() => server.fetch("/admin/chains/new", { as: admin, form })));
  expect(done.map(({ status }) => status).toSorted()).toEqual([303, 422]);
});

test("a history has no text as html", async () => {
  const hostile = '<img src=x onerror="alert(1)">';
  const { html } = await get("/admin/chains/mode/proof", admin);
  const form = { ...source, value: hostile, note: hostile, sourceName: hostile, instead: insteadIn(html) };
  expect((await server.fetch("/admin/chains/mode/proof", { as: admin, form })).status).toBe(303);
  for (const path of ["/chains/mode", "/chains/mode/history", "/chains"])
    expect((await get(path)).html).not.toContain("<img");
});
