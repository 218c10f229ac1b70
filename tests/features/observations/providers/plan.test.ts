import { describe, expect, test } from "vitest";
import { afterFile, nextFile, type Plan, planOf, waitAfter } from "~/features/observations/providers/plan";

const files = [{ path: "/all" }, { path: "/base", needs: "/all" }, { path: "/tvs" }];
const rhythm = { pause: 10, round: 21_600 };

/** Asks for files by the plan, `fails` saying which of them fail; answers with the order and the waits. */
function follow(visits: number, fails: (path: string, now: number) => boolean) {
  let plan: Plan = planOf({});
  let now = 1_000_000;
  const asked: [path: string, after: number][] = [];
  for (let visit = 0; visit < visits; visit++) {
    const chosen = nextFile(files, plan, now);
    const { path } = files[chosen.place]!;
    asked.push([path, now - 1_000_000]);
    const done = afterFile({ files, plan, chosen, now, rhythm, failure: fails(path, now) ? 0 : null });
    plan = done.plan;
    now += done.nextIn;
  }
  return { asked, plan };
}

describe("a round of files", () => {
  test("goes file by file and begins again six hours after its beginning", () => {
    expect(follow(4, () => false).asked).toEqual([
      ["/all", 0],
      ["/base", 10],
      ["/tvs", 20],
      ["/all", 21_600],
    ]);
  });

  test("a file that failed is asked for again two minutes later, and files that need it after that", () => {
    const { asked, plan } = follow(5, (path, now) => path === "/all" && now < 1_000_100);
    expect(asked).toEqual([
      ["/all", 0],
      ["/base", 10],
      ["/tvs", 20],
      ["/all", 120],
      ["/base", 130],
    ]);
    expect(plan.again).toEqual({});
  });

  test("a file that keeps failing is asked for less and less often, at most every three hours", () => {
    const { asked } = follow(9, (path) => path === "/tvs");
    expect(asked.filter(([path]) => path === "/tvs").map(([, at]) => at)).toEqual([
      20, 140, 380, 860, 1_820, 3_740, 7_580,
    ]);
    expect(waitAfter(50)).toBe(3 * 3_600);
  });

  test("a file that is in no plan any more is forgotten", () => {
    const plan = planOf({ next: 0, roundBegan: 1_000_000, again: { "/gone": { fails: 3, at: 0 } } });
    expect(nextFile(files, plan, 1_000_000)).toEqual({ place: 0, isTurn: true });
    const done = afterFile({ files, plan, chosen: { place: 0, isTurn: true }, now: 1_000_000, rhythm, failure: null });
    expect(done.plan.again).toEqual({});
  });

  test("a plan in a shape of another release begins a new round and keeps the readable parts", () => {
    const stored = { next: "two", roundBegan: null, etags: { "/a": "1" }, again: { "/a": 3 } };
    expect(planOf(stored)).toEqual({ next: 0, roundBegan: 0, etags: { "/a": "1" }, again: {} });
  });
});
