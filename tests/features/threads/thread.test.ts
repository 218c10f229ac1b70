import { ThreadTitle } from "~/features/threads/thread-form";
import { describe, expect, test } from "vitest";
import { canReply, hotScore, slugOf } from "~/features/threads/thread";
import { parseThreadList } from "~/features/threads/threads";

const member = {
  id: 1,
  handle: "a",
  name: "A",
  role: "member",
  isSuspended: false,
  isSilenced: false,
  pacedUntil: null,
  isNew: false,
} as const;
const open = { lockedAt: null, status: "visible" } as const;
const locked = { ...open, lockedAt: "2026-01-01T00:00:00Z" };

const at = (hours: number) => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000);
const parse = (query: string) => parseThreadList(new URLSearchParams(query));

describe("a slug", () => {
  test.each([
    ["Did we scale the wrong way?", "did-we-scale-the-wrong-way"],
    ["  Fees — after EIP-4844: $0.001!  ", "fees-after-eip-4844-0-001"],
    ["Überraschung à la carte", "uberraschung-a-la-carte"],
    ["Don’t panic about L2s", "dont-panic-about-l2s"],
    ["イーサリアムのスケーリング", "thread"],
    ["Sources", "sources-thread"],
    ["claims", "claims-thread"],
    ["---", "thread"],
  ])("of %j is %j", (title, slug) => expect(slugOf(title)).toBe(slug));

  test("is cut at a word, at most 80 long", () => {
    const slug = slugOf("word ".repeat(30));
    expect(slug).toBe(Array.from({ length: 16 }, () => "word").join("-"));
    expect(slugOf("x".repeat(150))).toHaveLength(80);
  });
});

test("the members that may reply", () => {
  expect(canReply(null, open)).toBe(false);
  expect(canReply(member, open)).toBe(true);
  expect(canReply({ ...member, isSuspended: true }, open)).toBe(false);
  expect(canReply(member, locked)).toBe(false);
  expect(canReply({ ...member, role: "moderator" }, locked)).toBe(true);
  expect(canReply({ ...member, role: "moderator", isSuspended: true }, locked)).toBe(false);
  expect(canReply({ ...member, role: "admin" }, { ...open, status: "deleted" })).toBe(false);
});

test("ten times the votes are worth half a day, and newer is hotter", () => {
  const ten = hotScore({ worthCount: 10, postCount: 1, createdAt: at(0) });
  expect(hotScore({ worthCount: 1, postCount: 1, createdAt: at(12.5) })).toBeCloseTo(ten);
  expect(hotScore({ worthCount: 10, postCount: 1, createdAt: at(1) })).toBeGreaterThan(ten);
  expect(hotScore({ worthCount: -5, postCount: 1, createdAt: at(0) })).toBeLessThan(ten);
});

test("a list's query: defaults, repeated tags, and refused values", () => {
  expect(parse("")).toEqual({ sort: "active", period: "week", tags: [] });
  expect(parse("sort=new&tag=Base&tag=fees&tag=base")).toMatchObject({ sort: "new", tags: ["base", "fees"] });
  expect(parse("cursor=1767225600000-12")).toMatchObject({ cursor: { at: "2026-01-01T00:00:00.000Z", id: 12 } });
  expect(parse("sort=top&period=all&cursor=12-7")).toMatchObject({ period: "all", cursor: { at: 12, id: 7 } });
  expect(parse("sort=hot&cursor=39270.1234567-7")).toMatchObject({ cursor: { at: 39270.1234567, id: 7 } });
  const elsewhere = [
    "sort=top&cursor=1767225600000-12",
    "sort=hot&cursor=1e9-1",
    "cursor=12-7",
    "sort=top&cursor=1.5-7",
  ];
  const oddPeriods = ["period=", "period=decade", "sort=top&period=Week", "sort=top&cursor=1-2147483648"];
  for (const bad of [...elsewhere, ...oddPeriods]) expect([bad, parse(bad)]).toEqual([bad, null]);
  for (const bad of ["sort=", "sort=best", "tag=a/b", "cursor=", "cursor=1-1", "cursor=9999999999999999-1"])
    expect([bad, parse(bad)]).toEqual([bad, null]);
});

test("a slug has the letters that a search compares by", () => {
  expect(slugOf("Was Straße und Größe mit Łódź, Køb und Đ zu tun haben")).toBe(
    "was-strasse-und-grosse-mit-lodz-kob-und-d-zu-tun-haben",
  );
});

test("a title in Chinese, Japanese or Korean says enough with fewer characters", () => {
  for (const title of ["以太坊二层费用为何下降", "ロールアップの手数料", "롤업 수수료가 왜 낮은가"])
    expect(ThreadTitle.safeParse(title).success).toBe(true);
  for (const title of ["费用", "Fees fell why", "以太坊费用"]) expect(ThreadTitle.safeParse(title).success).toBe(false);
});
