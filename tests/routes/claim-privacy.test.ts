/** A check that found trouble in the last day is its author's alone: on every page, feed, frame, file and search. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { aMember, aThread, type ThreadMade } from "../support/factories";
import { judgeBesideServer } from "../support/judging";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let thread: ThreadMade;
let reader: Member;
let ids: number[];

/** How the trouble is written anywhere: its factor in words, as a number, and its sentence. */
const marks = /780×|\b777\b|777\.0|apart\.|"inconsistent"|inconsistent, /;
const body = "All of them do [5 TPS](metric:l2/tps), or [3,885 TPS](metric:l2/tps).";

beforeAll(async () => {
  thread = await aThread({ title: "A thread with trouble", body, tags: ["base", "fees"] });
  reader = await aMember();
  await judgeBesideServer(thread.id);
  const claims = await db.claim.findMany({ where: { threadId: thread.id }, orderBy: { id: "asc" } });
  expect(claims.map(({ status }) => status)).toEqual(["inconsistent", "inconsistent"]);
  ids = claims.map(({ id }) => id);
});

const surfaces = () => {
  const path = `/t/${thread.id}/${thread.slug}`;
  const [first] = ids;
  return [
    path,
    `${path}.atom`,
    `${path}.rss`,
    `${path}.json`,
    `${path}?view=tree`,
    `${path}?view=map`,
    `${path}/changes?since=2020-01-01`,
    `${path}/changes?since=2100-01-01`,
    `${path}/claims`,
    `${path}/claims?sort=factor`,
    `${path}/claims.csv`,
    "/claims",
    "/claims?chain=l2",
    "/claims.rss",
    "/claims.atom",
    "/claims.json?metric=tps",
    `/claims/${first}`,
    `/claims/${first}/card`,
    `/embed/claim/${first}`,
    `/embed/claim/${first}.svg`,
    `/embed/claim/${first}/card.svg`,
    `${path}/annotations.jsonld`,
    `/p/${thread.openingPostId}/r/1`,
    `/oembed?url=${encodeURIComponent(`${server.origin}/claims/${first}`)}`,
    "/api/v1/claims",
    `/api/v1/claims?thread=${thread.id}`,
    `/api/v1/claims/${first}`,
    "/chains/l2",
    "/chains/base",
    "/metrics/tps",
    "/metrics/l2/tps",
    "/tags/fees",
    "/tags/fees.atom",
    "/search?q=kind:claim",
    "/search?q=metric:l2/tps",
    "/search.json?q=metric:l2/tps",
    "/",
    "/index.atom",
    `/u/${thread.author.handle}`,
    `/u/${thread.author.handle}.atom`,
  ];
};

describe("in its first day", () => {
  test("nothing that a visitor or another member gets says it", async () => {
    for (const path of surfaces())
      for (const as of [null, reader]) {
        const answer = await server.fetch(path, { as });
        expect([path, answer.status]).toEqual([path, 200]);
        const words = (await answer.text()).replaceAll(/<select[\s\S]*?<\/select>/g, "");
        expect([path, marks.exec(words)?.[0]]).toEqual([path, undefined]);
      }
  });

  test("no filter finds it, and as unchecked it is found", async () => {
    const listed = async (query: string) => {
      const answer = await server.fetch(`/api/v1/claims?${query}`);
      const { items } = (await answer.json()) as { items: { id: number }[] };
      return items
        .map(({ id }) => id)
        .filter((id) => ids.includes(id))
        .toSorted((a, b) => a - b);
    };
    expect(await listed("status=inconsistent")).toEqual([]);
    expect(await listed("factor=2")).toEqual([]);
    expect(await listed("status=unchecked")).toEqual(ids);
    for (const path of ["/claims?status=inconsistent", "/claims?factor=2", "/search?q=status:inconsistent"])
      expect(await (await server.fetch(path)).text()).not.toContain("3,885");
  });

  test("pages for search engines call it a claim and review nothing", async () => {
    const html = await (await server.fetch(`/claims/${ids[0]}`)).text();
    expect(html).toContain('"@type":"Claim"');
    expect(html).not.toContain("ClaimReview");
  });

  test("its author sees it in the thread, in the ledger and on its page", async () => {
    const path = `/t/${thread.id}/${thread.slug}`;
    for (const page of [path, `${path}/claims`, `/claims/${ids[0]}`, `/claims/${ids[0]}/card`])
      expect([page, await (await server.fetch(page, { as: thread.author })).text()]).toEqual([
        page,
        expect.stringContaining("780×"),
      ]);
  });
});

test("after a day every surface says it", async () => {
  const before = new Date(Date.now() - 25 * 3_600_000);
  await db.claim.updateMany({ where: { id: { in: ids } }, data: { troubledAt: before } });
  for (const path of [`/claims/${ids[0]}`, `/embed/claim/${ids[0]}`, "/claims.atom", "/claims?status=inconsistent"])
    expect([path, await (await server.fetch(path)).text()]).toEqual([path, expect.stringContaining("780×")]);
  const { factor } = (await (await server.fetch(`/api/v1/claims/${ids[0]}`)).json()) as { factor: string };
  expect(Number(factor)).toBe(777);
});
