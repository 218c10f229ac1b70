import { expect, test } from "vitest";
import { readWithoutGap } from "~/features/reading/components/read-without-gap";
import { endOfLastVisit } from "~/features/reading/place";
import { readSince } from "~/features/reading/since";
import { readViewQuery, viewFor } from "~/features/reading/view";
import { numbersOnScreen, numbersSeen, postAtTop } from "../../../app/browser/post-on-screen";

test.each([
  [{ asked: "map", hasNumber: true, postCount: 900, chosen: "flat" }, "map"],
  [{ asked: null, hasNumber: true, postCount: 5, chosen: "tree" }, "flat"],
  [{ asked: null, hasNumber: false, postCount: 900, chosen: "tree" }, "tree"],
  [{ asked: null, hasNumber: false, postCount: 100, chosen: null }, "tree"],
  [{ asked: null, hasNumber: false, postCount: 101, chosen: null }, "flat"],
] as const)("the view for %j is %s", (asked, view) => {
  expect(viewFor(asked)).toBe(view);
});

test("an address says what is viewed, and a bad value of a known name is none", () => {
  const read = (text: string) => readViewQuery(new URLSearchParams(text));
  expect(read("utm_source=x")).toEqual({ view: null, sort: "worth", branch: null, after: null });
  expect(read("view=tree&sort=new&branch=12&after=7")).toEqual({ view: "tree", sort: "new", branch: 12, after: 7 });
  for (const bad of ["view=list", "view=", "sort=best", "branch=0", "branch=x", "after=-1", "branch=99999999999"])
    expect([bad, read(bad)]).toEqual([bad, null]);
});

test("changes are shown since the day that was asked for, the last visit, or a week before the last post", () => {
  const visit = new Date("2026-11-20T08:00:00Z");
  const last = new Date("2026-11-28T10:00:00Z");
  expect(readSince("2026-11-03", visit, last)).toEqual(new Date("2026-11-03T00:00:00Z"));
  expect(readSince(null, visit, last)).toEqual(visit);
  expect(readSince(null, null, last)).toEqual(new Date("2026-11-21T10:00:00Z"));
  for (const bad of ["", "yesterday", "2026-02-31", "2026-13-01", "0000-01-01", "2026-11-3"])
    expect([bad, readSince(bad, visit, last)]).toEqual([bad, null]);
});

test("a visit ends half an hour after its last sign of life", () => {
  const position = { lastNumber: 9, readAt: new Date("2026-11-28T10:00:00Z"), sinceNumber: null, since: null };
  expect(endOfLastVisit(position, new Date("2026-11-28T10:30:00Z"))).toBeNull();
  expect(endOfLastVisit(position, new Date("2026-11-28T10:31:00Z"))).toEqual({ at: position.readAt, number: 9 });
  const since = new Date("2026-11-01T10:00:00Z");
  const second = { ...position, since, sinceNumber: 4 };
  expect(endOfLastVisit(second, new Date("2026-11-28T10:10:00Z"))).toEqual({ at: since, number: 4 });
});

test("in the tree a thread is read up to the first post that has not been seen", () => {
  expect(readWithoutGap(new Set([1, 2, 4]), 0)).toBe(2);
  expect(readWithoutGap(new Set([12, 14]), 11)).toBe(12);
  expect(readWithoutGap(new Set(), 5)).toBe(5);
});

test("the post on screen is the last that begins in the upper part of the window, and at the end of the page the last", () => {
  const posts = [1, 2, 3].map((number) => ({
    number,
    top: (number - 1) * 500 - 200,
    bottom: number * 500 - 200,
  }));
  expect(postAtTop(posts, { height: 900, isAtEnd: false })?.number).toBe(2);
  expect(postAtTop(posts, { height: 900, isAtEnd: true })?.number).toBe(3);
  expect(postAtTop([{ number: 7, top: 600, bottom: 700 }], { height: 900, isAtEnd: false })?.number).toBe(7);
  expect(postAtTop([], { height: 900, isAtEnd: false })).toBeNull();
  expect(numbersSeen(posts, { height: 820, isAtEnd: false })).toEqual([1, 2]);
});

test("whoever jumps to a post has that one on the screen, and not those above it", () => {
  const posts = [28, 29, 30, 31].map((number) => ({
    number,
    top: (number - 30) * 500 + 90,
    bottom: (number - 29) * 500 + 90,
  }));
  expect(numbersOnScreen(posts, { height: 820, isAtEnd: false })).toEqual([30, 31]);
  expect(numbersSeen(posts, { height: 820, isAtEnd: false })).toEqual([28, 29, 30, 31]);
});
