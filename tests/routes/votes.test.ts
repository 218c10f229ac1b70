import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { castVote } from "~/features/signals/signals.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let member: Member;

beforeAll(async () => {
  member = await aMember({ handle: "voter-one" });
});

const read = async (path: string, as: Member | null = null) => (await server.fetch(path, { as })).text();
const open = async (thread: ThreadMade, as: Member | null = null) => page(await read(pathOf(thread), as));
const pathOf = (thread: ThreadMade) => `/t/${thread.id}/${thread.slug}`;
const worth = { axis: "worth", value: "1" };
const asData = `?_data=${encodeURIComponent("routes/answers/p.$postId_.vote")}`;

describe("a vote by a plain form", () => {
  test("leads back to the post, is pressed for its member and counted for everybody", async () => {
    const thread = await aThread();
    const path = `/p/${thread.openingPostId}`;
    for (let time = 0; time < 2; time++) {
      const answer = await server.fetch(`${path}/vote`, { as: member, form: worth });
      expect([answer.status, answer.headers.get("Location")]).toEqual([303, path]);
    }
    // From a page with a view and an order it leads back to that page, at the post.
    const shownAs = `${pathOf(thread)}?view=tree&sort=new`;
    const form = page(await read(`${shownAs}&reply=1`, member)).form(/^Worth reading/);
    const back = form.first("[name=back]").value ?? "";
    expect(back).toBe(shownAs);
    const answer = await server.fetch(`${path}/vote`, { as: member, form: { ...worth, back } });
    expect(answer.headers.get("Location")).toBe(`${shownAs}#p-${thread.openingPostId}`);
    for (const intent of ["keep", "remove"]) {
      const kept = await server.fetch(`${path}/bookmark`, { as: member, form: { intent, back } });
      expect(kept.headers.get("Location")).toBe(`${shownAs}#p-${thread.openingPostId}`);
    }
    const elsewhere = await server.fetch(`${path}/vote`, { as: member, form: { ...worth, back: "//evil.example" } });
    expect(elsewhere.headers.get("Location")).toBe(path);
    const own = (await open(thread, member)).button(/^Worth reading/);
    expect([own.text, own.pressed, own.value]).toEqual(["Worth reading 1 (post 1)", true, "2"]);
    const agree = (await open(thread, member)).button(/^I agree/);
    expect([agree.text, agree.pressed, agree.value]).toEqual(["I agree (post 1)", false, "1"]);
    const others = (await open(thread, await aMember())).form(/^Worth reading/);
    expect([others.attribute("method"), others.attribute("action")]).toEqual(["post", `${path}/vote`]);
    expect(others.button(/^Worth reading 1/).pressed).toBe(false);

    // Pressed again it is a strong vote, and pressed once more it is taken back.
    for (const [value, text, isPressed, next] of [
      ["2", "Worth reading strongly 2 (post 1)", true, "0"],
      ["0", "Worth reading (post 1)", false, "1"],
      ["-1", "Worth reading −1 (post 1)", false, "1"],
    ] as const) {
      const again = await server.fetch(`${path}/vote`, { as: member, form: { ...worth, value, revision: "1" } });
      expect(again.status).toBe(303);
      const shown = (await open(thread, member)).button(/^Worth reading/);
      expect([shown.text, shown.pressed, shown.value]).toEqual([text, isPressed, next]);
    }
    const down = (await open(thread, member)).button(/^Not worth reading/);
    expect([down.pressed, down.value]).toEqual([true, "-2"]);
  });

  test("is text without buttons to visitors and to the post's writer, and nothing where nobody voted", async () => {
    const thread = await aThread();
    for (const as of [null, thread.author])
      expect((await open(thread, as)).first(".post-foot").text).not.toContain("Worth reading");
    await castVote({ member, postId: thread.openingPostId, axis: "worth", value: 1 });
    for (const as of [null, thread.author]) {
      const shown = await open(thread, as);
      expect(shown.first(".post-foot").text).toContain("Worth reading 1");
      expect(shown.first(".post-foot").text).not.toMatch(/agree/i);
      expect(shown.has(".vote-button, form[action$='/vote']")).toBe(false);
    }
  });

  test("of a visitor goes to sign in and back to the post", async () => {
    const { openingPostId: id } = await aThread();
    const answer = await server.fetch(`/p/${id}/vote`, { form: worth });
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, `/sign-in?redirectTo=%2Fp%2F${id}`]);
    expect((await server.fetch(`/p/${id}/vote`)).headers.get("Location")).toBe(`/p/${id}`);
  });

  test("is refused where it has no place, with a sentence", async () => {
    const thread = await aThread();
    const hidden = await aReply({ thread });
    await db.post.update({ where: { id: hidden.id }, data: { status: "hidden" } });
    const vote = (id: number | string, as: Member, form: Record<string, string> = worth) =>
      server.fetch(`/p/${id}/vote`, { as, form });
    const own = await vote(thread.openingPostId, thread.author);
    expect([own.status, await own.text()]).toEqual([
      403,
      "This post is yours: votes and reactions are other people's.",
    ]);
    expect((await vote(thread.openingPostId, await aMember({ isSuspended: true }))).status).toBe(403);
    for (const id of [hidden.id, 2_147_483_647, 99_999_999_999, 0, "x"])
      expect([id, (await vote(id, member)).status]).toEqual([id, 404]);
    expect((await vote(hidden.id, await aMember({ role: "moderator" }))).status).toBe(404);
    const malformed: Record<string, string>[] = [
      { any: "thing" },
      { axis: "worth" },
      { axis: "funny", value: "1" },
      { axis: "worth", value: "3" },
      { axis: "agree", value: "2" },
      { axis: "worth", value: "1", revision: "none" },
      { axis: "worth", value: "1", revision: "2" },
    ];
    for (const form of malformed)
      expect([form, (await vote(thread.openingPostId, member, form)).status]).toEqual([form, 422]);
  });
});

test("a vote sent from the open page is answered with its counts, and refused with words", async () => {
  const thread = await aThread();
  const path = `/p/${thread.openingPostId}/vote${asData}`;
  const answer = await server.fetch(path, { as: member, form: { axis: "agree", value: "1" } });
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { axis: "agree", value: 1, worthCount: 0, agreeCount: 1, disagreeCount: 0, refusal: null },
  ]);
  const own = await server.fetch(path, { as: thread.author, form: worth });
  expect([own.status, await own.json()]).toEqual([403, { refusal: expect.stringContaining("yours") }]);
});

test("a reaction by a plain form leads back to the post, is named, and is taken back by the same form", async () => {
  const thread = await aThread();
  const path = `/p/${thread.openingPostId}`;
  const crux = { kind: "crux", value: "1", revision: "1" };
  expect((await server.fetch(`${path}/react`, { form: crux })).headers.get("Location")).toMatch(/^\/sign-in/);
  const unused = (await open(thread, member)).button(/^crux/);
  expect([unused.pressed, unused.value]).toEqual([false, "1"]);
  for (let time = 0; time < 2; time++) {
    const answer = await server.fetch(`${path}/react`, { as: member, form: crux });
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, path]);
  }
  const own = (await open(thread, member)).button(/^crux/);
  expect([own.text, own.pressed, own.value]).toEqual(["crux 1 (post 1)", true, "0"]);
  for (const as of [null, thread.author]) {
    const others = await open(thread, as);
    expect(others.has("form[action$='/react']")).toBe(false);
    expect(others.first(".reactions").text).toContain("crux 1");
    expect(others.first(".reaction-names").text).toBe(member.name);
  }
  await server.fetch(`${path}/react`, { as: member, form: { ...crux, value: "0" } });
  expect((await open(thread)).has(".reactions")).toBe(false);
  for (const form of [{ kind: "like", value: "1" }, { kind: "crux", value: "2" }, { kind: "crux" }])
    expect((await server.fetch(`${path}/react`, { as: member, form: form as Record<string, string> })).status).toBe(
      422,
    );
  expect((await server.fetch(`${path}/react`, { as: thread.author, form: crux })).status).toBe(403);
});

test("who voted stands on no page, in no data and in no API, for nobody", async () => {
  const voter = await aMember({ handle: "a-secret-voter", name: "A Secret Voter" });
  const thread = await aThread();
  await castVote({ member: voter, postId: thread.openingPostId, axis: "worth", value: 2 });
  await castVote({ member: voter, postId: thread.openingPostId, axis: "agree", value: -1 });
  const data = `?_data=${encodeURIComponent("routes/pages/t.$threadId.($slug).($number)")}`;
  for (const as of [null, thread.author, member, await aMember({ role: "admin" })])
    for (const path of [
      pathOf(thread),
      pathOf(thread) + data,
      `${pathOf(thread)}.json`,
      `/modlog`,
      `/u/a-secret-voter`,
    ]) {
      const text = await read(path, as);
      if (path.startsWith("/u/")) expect(text).not.toContain(pathOf(thread));
      else expect(text).not.toMatch(/secret.voter/i);
    }
});

test("a member who votes too often waits", async () => {
  const eager = await aMember();
  const { openingPostId: id } = await aThread();
  await db.rateLimit.create({
    data: { key: `vote:member:${eager.id}`, count: 300, expiresAt: new Date(Date.now() + 300_000) },
  });
  const answer = await server.fetch(`/p/${id}/vote`, { as: eager, form: worth });
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(200);
});

describe("the list", () => {
  /** Titles in order, through every page. */
  async function walk(start: string) {
    const seen: number[] = [];
    let path: string | undefined = start;
    while (path) {
      const shown = page(await read(path));
      seen.push(...shown.all(".thread-title").map(({ text }) => Number(/^Voted thread number (\d+)$/.exec(text)?.[1])));
      path = shown.all("a[rel=next]")[0]?.href;
    }
    return seen;
  }

  const days = (count: number) => new Date(Date.now() - count * 86_400_000);
  const count = 24;

  beforeAll(async () => {
    for (let index = 0; index < count; index++) {
      // 22 and 23 are older than a week and than a year; all others are an hour old, in three steps of worth.
      const at = index === 22 ? days(20) : index === 23 ? days(400) : days(1 / 24);
      const { id } = await aThread({ title: `Voted thread number ${index}`, author: member, tags: ["celo"], at });
      const worthCount = index >= 22 ? 50 : index % 3;
      await db.thread.update({ where: { id }, data: { worthCount, hotScore: 39_270 + worthCount / 3 } });
    }
  });

  const ranked = (indices: number[]) => indices.toSorted((a, b) => (b % 3) - (a % 3) || b - a);
  const recent = ranked(Array.from({ length: 22 }, (_, index) => index));

  test("`top` is in order of worth, of a week unless another period is asked for, and pages through all once", async () => {
    expect(await walk("/?sort=top&tag=celo")).toEqual(recent);
    expect(await walk("/?sort=top&period=day&tag=celo")).toEqual(recent);
    expect(await walk("/?sort=top&period=month&tag=celo")).toEqual([22, ...recent]);
    expect(await walk("/?sort=top&period=year&tag=celo")).toEqual([22, ...recent]);
    expect(await walk("/?sort=top&period=all&tag=celo")).toEqual([23, 22, ...recent]);
  });

  test("`hot` is in order of its score, and pages through all once", async () => {
    expect(await walk("/?sort=hot&tag=celo")).toEqual([23, 22, ...recent]);
  });

  test("offers periods in `top` only, and says so when a period holds nothing", async () => {
    const top = await read("/?sort=top&tag=celo");
    expect(top).toMatch(/href="\/\?sort=top&amp;period=month&amp;tag=celo"/);
    expect(top).toMatch(/href="\/\?sort=top&amp;tag=celo" aria-current="page">Week/);
    for (const path of ["/?tag=celo", "/?sort=hot&tag=celo"]) expect(await read(path)).not.toContain("period=");
    await aThread({ tags: ["gaming"], at: days(100) });
    const empty = await read("/?sort=top&tag=gaming");
    expect(empty).toContain("No threads in the last week");
    expect(empty).toMatch(/href="\/\?sort=top&amp;period=all&amp;tag=gaming">Top of all time/);
  });

  test("refuses a cursor of another order and an unknown period", async () => {
    const bad = ["sort=top&cursor=1767225600000-12", "sort=hot&cursor=x-1", "cursor=3-12", "sort=top&period=decade"];
    for (const query of bad) expect([query, (await server.fetch(`/?${query}`)).status]).toEqual([query, 400]);
  });
});
