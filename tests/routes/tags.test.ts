import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { aMember, aThread } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let member: Member;
let other: Member;
let moderator: Member;

beforeAll(async () => {
  member = await aMember({ name: "The Describer" });
  other = await aMember();
  moderator = await aMember({ role: "moderator", name: "The Moderator" });
});

/** As React writes it, without the marks between two pieces of text. */
const plain = (html: string) => html.replaceAll("<!-- -->", "");
const read = async (path: string, as: Member | null = null) => plain(await (await server.fetch(path, { as })).text());
const open = async (path: string, as: Member | null = null) => page(await read(path, as));
const answerOf = async (path: string, as: Member | null = null) => {
  const response = await server.fetch(path, { as });
  return [response.status, response.headers.get("Location")];
};
const describeTag = (slug: string, description: string, revision: number, as = member, more = {}) =>
  server.fetch(`/tags/${slug}/edit`, { as, form: { description, revision: String(revision), ...more } });

async function newTopic(name: string) {
  const as = await aMember();
  const form = { name, description: `All about ${name}, in a sentence.`, isAnother: "yes" };
  const response = await server.fetch("/tags/new", { as, form });
  expect(response.status).toBe(303);
  return response.headers.get("Location")!.slice("/tags/".length);
}

describe("the vocabulary", () => {
  test("is shown by kind, with each tag's summary, parent and synonyms", async () => {
    const vocabulary = await open("/tags");
    expect(vocabulary.headings(2)).toEqual(["Chains", "Topics", "Upgrades", "EIPs"]);
    expect(vocabulary.text).toContain("Where the data of a rollup is published");
    expect(vocabulary.row("OP Mainnet").text).toMatch(/under .*Superchain ?also: OP, Optimism/);
  });

  test("is filtered by a word, by another name, and by kind, without script", async () => {
    const names = async (path: string) => (await open(path)).all("tbody th").map(({ text }) => text);
    expect(await names("/tags?q=optimism")).toEqual(["OP Mainnet"]);
    expect(await names("/tags?q=4844")).toEqual(["EIP-4844"]);
    expect(await names("/tags?kind=upgrade&order=name")).toEqual(["Dencun", "Fusaka", "Glamsterdam", "Pectra"]);
    expect((await open("/tags?q=optimsm")).text).toMatch(/No tag matches “optimsm”.*OP Mainnet/);
    expect(await read("/tags?q=%3Cscript%3Ealert(1)%3C/script%3E")).not.toContain("<script>alert");
  });

  test("is ordered by threads, unless by name", async () => {
    await aThread({ tags: ["privacy", "latency"] });
    await aThread({ tags: ["privacy"] });
    const ofTwo = async (path: string) =>
      (await open(path)).all("tbody th").flatMap(({ text }) => (["Privacy", "Latency"].includes(text) ? [text] : []));
    expect(await ofTwo("/tags?kind=topic")).toEqual(["Privacy", "Latency"]);
    expect(await ofTwo("/tags?kind=topic&order=name")).toEqual(["Latency", "Privacy"]);
  });

  test.each(["kind=nonsense", "order=random"])("asked for with ?%s is 400", async (query) => {
    expect((await server.fetch(`/tags?${query}`)).status).toBe(400);
  });

  test("is one click away from every page", async () => {
    expect((await open("/")).first("nav[aria-label=Site]").link("Tags").href).toBe("/tags");
  });
});

describe("a tag's page", () => {
  test("shows its place, its summary, its threads and those filed below", async () => {
    const thread = await aThread({ tags: ["unichain"], title: "A thread on a chain of the Superchain" });
    const tag = await open("/tags/op-stack");
    expect(tag.text).toContain("Chains built with the OP Stack.");
    expect(tag.first("[aria-label='Where this is']").text).toContain("Layer 2");
    expect(tag.hasLink(thread.title)).toBe(true);
    expect(tag.text).toMatch(/0 threads.*\d+ including sub-tags/);
    expect(tag.has('a[href="/chains/op-stack"]')).toBe(true);
    expect((await open("/tags/fees")).has('a[href^="/chains/"]')).toBe(false);
  });

  test("of a chain or a group is linked where it is, without a redirect, from lists, threads and the vocabulary", async () => {
    const thread = await aThread({ tags: ["unichain", "l2", "fees"], title: "A thread whose tags are followed" });
    for (const path of ["/", `/t/${thread.id}/${thread.slug}`, "/tags"]) {
      const links = new Set((await open(path)).links.map(({ href }) => href));
      for (const href of ["/chains/unichain", "/chains/l2", "/tags/fees"]) expect(links, path).toContain(href);
      for (const href of ["/tags/unichain", "/tags/l2"]) expect(links, path).not.toContain(href);
    }
    for (const path of ["/chains/unichain", "/chains/l2", "/tags/fees"])
      expect(await answerOf(path)).toEqual([200, null]);
    expect((await open("/chains/l2")).has('form[action="/tags/l2"] button[value=follow]')).toBe(true);
  });

  test("is what a chain's address leads to where the registry doesn't know the chain", async () => {
    await db.tag.create({ data: { slug: "only-a-word", name: "Only a word", kind: "chain" } });
    expect(await answerOf("/chains/only-a-word")).toEqual([302, "/tags/only-a-word"]);
    expect((await answerOf("/tags/only-a-word"))[0]).toBe(200);
    expect(await answerOf("/chains/optimism")).toEqual([302, "/chains/op-mainnet"]);
  });

  test("orders, pages and narrows its threads as the list at / does", async () => {
    const slug = await newTopic("Paging of lists");
    for (let index = 0; index < 22; index++)
      await aThread({
        author: member,
        tags: index % 2 ? [slug, "mev"] : [slug],
        title: `Thread ${index} of the paging topic`,
      });
    const titlesOf = async (path: string) => (await open(path)).all(".thread-title");
    const next = (await open(`/tags/${slug}?sort=new`)).first("a[rel=next]").href!;
    expect(next).toContain(`/tags/${slug}?sort=new&cursor=`);
    expect(await titlesOf(`/tags/${slug}?sort=new`)).toHaveLength(20);
    expect(await titlesOf(next)).toHaveLength(2);
    expect(await titlesOf(`/tags/${slug}?tag=mev`)).toHaveLength(11);
    expect((await open(`/tags/${slug}?tag=mev`)).hasLink("MEV: show threads without it too")).toBe(true);
    expect(await read(`/tags/${slug}?tag=no-such-tag`)).toContain("There is no tag “no-such-tag”");
    expect((await server.fetch(`/tags/${slug}?sort=random`)).status).toBe(400);
    expect((await server.fetch(`/tags/${slug}?cursor=x`)).status).toBe(400);
  });

  test("names the tags that stand beside it", async () => {
    const slug = await newTopic("Standing beside");
    await aThread({ tags: [slug, "governance"] });
    const beside = (await open(`/tags/${slug}`)).section("Related tags");
    expect(beside.links.map(({ href }) => href)).toEqual(["/tags/governance", `/tags/${slug}?tag=governance`]);
  });

  test("is where every tag of a thread leads", async () => {
    const thread = await aThread({ tags: ["sequencing"] });
    for (const path of ["/?sort=new", `/t/${thread.id}/${thread.slug}`, `/tags/sequencing`])
      expect((await open(path)).has('a[href="/tags/sequencing"]')).toBe(true);
  });

  test("knows nothing of hidden threads, for anybody but moderators", async () => {
    const slug = await newTopic("Hidden ones");
    const thread = await aThread({ tags: [slug, "state-growth"], title: "HIDDENMARKER in a thread’s title" });
    await server.fetch(`/mod/actions?kind=hide_post&target=${thread.openingPostId}`, {
      as: moderator,
      form: { kind: "hide_post", target: String(thread.openingPostId), reason: "a test" },
    });
    for (const as of [null, member]) {
      const html = await read(`/tags/${slug}`, as);
      expect(html).not.toContain("HIDDENMARKER");
      expect(page(html).text).toContain("0 threads");
      expect(page(html).headings()).not.toContain("Related tags");
    }
    expect(await read("/tags")).not.toContain("HIDDENMARKER");
    expect(await read(`/tags/${slug}`, moderator)).toContain("HIDDENMARKER");
    const retag = await read(`/mod/threads/${thread.id}/tags`, member);
    expect(retag).not.toContain("HIDDENMARKER");
  });

  test("for a visitor is the same bytes each time, without framework script", async () => {
    const pages = await Promise.all([1, 2].map(() => read("/tags/mev")));
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]).not.toMatch(/__remix|<style|\sstyle=/);
  });

  test("a member's page holds the description once", async () => {
    await describeTag(
      "client-diversity",
      "Many implementations of one protocol. Only a hippopotamus would run one client on every node.",
      1,
    );
    expect((await read("/tags/client-diversity", member)).split("hippopotamus")).toHaveLength(2);
  });
});

describe("addresses", () => {
  test("another name leads to the tag, for now; one of two tags asks which; capitals are put right for good", async () => {
    expect(await answerOf("/tags/optimism")).toEqual([302, "/tags/op-mainnet"]);
    expect(await answerOf("/tags/optimism?sort=new")).toEqual([302, "/tags/op-mainnet?sort=new"]);
    const which = await server.fetch("/tags/imx");
    expect(which.status).toBe(200);
    const asked = page(await which.text());
    expect(asked.headings(1)).toEqual(["Which “imx”?"]);
    expect(asked.first("main").links.map(({ href }) => href)).toEqual([
      "/chains/immutable-x",
      "/chains/immutable-zkevm",
    ]);
    expect(await answerOf("/tags/Base")).toEqual([301, "/tags/base"]);
  });

  test("an unknown tag is 404 and similar ones are offered", async () => {
    const response = await server.fetch("/tags/optimsm");
    expect(response.status).toBe(404);
    const answer = page(await response.text());
    expect(answer.text).toContain("There is no tag “optimsm”");
    expect(answer.link("OP Mainnet").href).toBe("/chains/op-mainnet");
  });

  test.each([
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "..%2F..%2Fx",
    "a".repeat(200),
    "%E6%95%B0",
    "'%20or%201=1--",
    "base.exe",
  ])("/tags/%s is nothing and harms nobody", async (slug) => {
    for (const path of [
      `/tags/${slug}`,
      `/tags/${slug}/edit`,
      `/tags/${slug}/history`,
      `/mod/tags/${slug}`,
      `/mod/tags/${slug}/merge`,
    ]) {
      const response = await server.fetch(path, { as: moderator });
      expect([path, response.status]).toEqual([path, 404]);
      expect(plain(await response.text())).not.toContain("<script>alert");
    }
  });
});

describe("following", () => {
  test("is a plain form, counted once, and shown on the page of all tags", async () => {
    const slug = await newTopic("Followed by some");
    for (let index = 0; index < 2; index++) {
      const response = await server.fetch(`/tags/${slug}`, { as: member, form: { intent: "follow" } });
      expect([response.status, response.headers.get("Location")]).toEqual([303, `/tags/${slug}`]);
    }
    await server.fetch(`/tags/${slug}`, { as: other, form: { intent: "follow" } });
    expect((await open(`/tags/${slug}`)).text).toContain("2 followers");
    const follow = (await open(`/tags/${slug}`, member)).first("button[value=unfollow]");
    expect(follow.pressed).toBe(true);
    expect((await open("/tags", member)).text).toMatch(/You follow.*Followed by some/);
    expect(await read("/tags")).not.toContain("You follow");
    await server.fetch(`/tags/${slug}`, { as: member, form: { intent: "unfollow" } });
    expect((await open(`/tags/${slug}`)).text).toMatch(/1 follower(?!s)/);
  });

  test("asks a visitor to sign in, and takes no other word", async () => {
    const response = await server.fetch("/tags/fees", { form: { intent: "follow" } });
    expect(response.status).toBe(303);
    expect(response.headers.get("Location")).toMatch(/^\/sign-in\?redirectTo=%2Ftags%2Ffees%3Fheld%3D[\w-]+$/);
    expect((await server.fetch("/tags/fees", { as: member, form: { intent: "own" } })).status).toBe(422);
    expect((await server.fetch("/tags/imx", { as: member, form: { intent: "follow" } })).status).toBe(404);
  });
});

describe("a description", () => {
  test("is written by any member, rendered, kept in a history that shows each change with its author", async () => {
    const saved = await describeTag(
      "governance",
      "Who decides **upgrades**, and with `which` keys. See https://example.org/x",
      1,
      member,
      {
        reason: "more exact",
      },
    );
    expect([saved.status, saved.headers.get("Location")]).toEqual([303, "/tags/governance"]);
    const tag = await open("/tags/governance");
    expect(tag.first("strong").text).toBe("upgrades");
    expect(tag.has('a[href="https://example.org/x"]')).toBe(true);
    const history = await open("/tags/governance/history");
    expect([history.has(".diff del"), history.has(".diff ins")]).toEqual([true, true]);
    expect(history.text).toContain("more exact");
    expect(history.text).toContain("The Describer");
    expect(await read("/tags?q=governance")).toContain("Who decides upgrades, and with which keys.");
    expect((await server.fetch("/tags/governance/history?from=1&to=9")).status).toBe(404);
    expect((await server.fetch("/tags/governance/history?from=one")).status).toBe(400);
  });

  test("of two written at once the loser gets both texts with 409, and can save a merged one", async () => {
    await describeTag("gaming", "Theirs & saved: games on chains.", 1, other);
    const lost = await describeTag("gaming", "Mine & kept: games and their chains.", 1, member, {
      reason: "my reason",
    });
    const answer = page(await lost.text());
    expect(lost.status).toBe(409);
    expect(answer.text).toContain("Theirs & saved: games on chains.");
    expect(answer.first("[name=description]").value).toContain("Mine & kept: games and their chains.");
    expect(answer.first("[name=reason]").value).toBe("my reason");
    expect(answer.first("[name=revision]").value).toBe("2");
    expect((await describeTag("gaming", "Both: games and the chains made for them.", 2)).status).toBe(303);
  });

  test("names nobody and nothing of the forum, and harms nobody", async () => {
    const thread = await aThread();
    const vector = `@${member.handle} in #${thread.id} <script>alert(1)</script> [x](javascript:alert(1)) ![i](data:text/html,x) \u202Eevil [quote=@${member.handle}, p:${thread.openingPostId}, r:1]\nx\n[/quote]`;
    expect((await describeTag("latency", vector, 1)).status).toBe(303);
    for (const html of [
      await read("/tags/latency"),
      await read("/tags/latency", member),
      await read("/tags"),
      await read("/tags/latency/history"),
    ]) {
      expect(page(html).has("img, [href^='javascript'], [data-slot], [style]")).toBe(false);
      expect(
        page(html)
          .all("script")
          .filter(({ source }) => source.startsWith("alert")),
      ).toEqual([]);
      expect(html).not.toContain(`href="/u/${member.handle}">@`);
    }
  });

  test.each([
    ["too short", "Fees.", "at least one sentence"],
    ["too long", "word ".repeat(900), "characters; it may have 4,000"],
  ])("that is %s comes back with a sentence and everything typed", async (_, description, sentence) => {
    const response = await describeTag("security", description, 1, member, { reason: "kept & reason" });
    const answer = page(await response.text());
    expect(response.status).toBe(422);
    expect(answer.errors.join(" ")).toContain(sentence);
    expect(answer.first("[name=description]").value?.trim()).toBe(description.trim());
    expect(answer.first("[name=reason]").value).toBe("kept & reason");
  });

  test("is previewed without being saved", async () => {
    const response = await describeTag("security", "What can **go wrong** with a bridge.", 1, member, {
      intent: "preview",
    });
    expect(page(await response.text()).first("strong").text).toBe("go wrong");
    expect((await open("/tags/security")).has("strong")).toBe(false);
  });

  test("typed by somebody signed out is there after signing in", async () => {
    const sent = await server.fetch("/tags/proofs/edit", {
      form: { description: "Typed while signed out, about proofs.", revision: "1" },
      address: "10.8.8.8",
    });
    const back = new URL(sent.headers.get("Location")!, server.origin).searchParams.get("redirectTo")!;
    expect(await read(back, member)).toContain("Typed while signed out, about proofs.");
  });

  test("of the registry's tags is written like any other", async () => {
    expect((await describeTag("base", "An OP Stack rollup, written about by members.", 1)).status).toBe(303);
    expect(await read("/chains/base")).toContain("written about by members");
  });
});

describe("a new topic", () => {
  const form = { name: "Restaking", description: "One stake that answers for several protocols." };
  const send = (given: Record<string, string>, as = other) => server.fetch("/tags/new", { as, form: given });

  test("is made by any member, found in the picker and on its page", async () => {
    const response = await send(form);
    expect([response.status, response.headers.get("Location")]).toEqual([303, "/tags/restaking"]);
    expect(await read("/tags/restaking")).toContain(form.description);
    expect((await open("/new", member)).has("input[value=restaking]")).toBe(true);
    expect(await read("/tags/restaking/history")).toContain(other.name);
  });

  test("shows similar tags first, and is created when none of them is meant", async () => {
    const asked = await send({ name: "Data availabilities", description: "Where data is to be had, and when." });
    const answer = page(await asked.text());
    expect(asked.status).toBe(422);
    expect(answer.text).toContain("There is “Data availability” already. Is it what you mean?");
    expect(answer.first("[name=name]").value).toBe("Data availabilities");
    expect(answer.first("[name=description]").value).toContain("Where data is to be had, and when.");
    expect(answer.has("[name=isAnother]")).toBe(true);
    const again = { name: "Data availabilities", description: "Where data is to be had, and when.", isAnother: "yes" };
    expect((await send(again)).status).toBe(303);
  });

  test.each([
    ["the name of a tag", { name: "fees" }, "There is “Fees” already"],
    ["another name of a tag", { name: "Optimism" }, "is another name of “OP Mainnet”"],
    ["the address of a tag", { name: "Something of its own", slug: "base" }, "There is “Base” already"],
    ["a page's address", { name: "New" }, "gives no address"],
    ["an address with dots", { slug: "a.rss" }, "An address has the letters"],
    ["a name in no Latin letters", { name: "数据可用" }, "gives no address"],
    ["no name to be seen", { name: " \u200B " }, "A name has at least 2 characters"],
    ["no description", { description: "" }, "at least one sentence"],
  ])("with %s comes back with a sentence and everything typed", async (_, change, sentence) => {
    const given = { ...form, ...change, isAnother: "yes" };
    const response = await send(given, await aMember());
    const answer = page(await response.text());
    expect(response.status).toBe(422);
    expect(answer.errors.join(" ")).toContain(sentence);
    expect(answer.first("[name=description]").value?.trim()).toBe(given.description);
  });

  test("too many in an hour wait, and the text stays", async () => {
    const eager = await aMember();
    await db.rateLimit.create({
      data: { key: `new-tag:member:${eager.id}`, count: 5, expiresAt: new Date(Date.now() + 300_000) },
    });
    const response = await send({ ...form, name: "One too many of them" }, eager);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(200);
    expect(plain(await response.text())).toContain("One too many of them");
  });
});

describe("moderators", () => {
  const changed = { kind: "topic", parent: "", synonyms: "", reason: "a better name", version: "1" };

  test("rename a topic: the old address redirects for ever, and the log has the change and its reason", async () => {
    const slug = await newTopic("Old name of it");
    const response = await server.fetch(`/mod/tags/${slug}`, {
      as: moderator,
      form: { ...changed, name: "New name of it", slug: "new-name-of-it", synonyms: "NNI\nAnother, Third one" },
    });
    expect([response.status, response.headers.get("Location")]).toEqual([303, "/tags/new-name-of-it"]);
    for (const path of ["", "/edit", "/history"])
      expect(await answerOf(`/tags/${slug}${path}`, member)).toEqual([301, `/tags/new-name-of-it${path}`]);
    expect(await answerOf("/tags/third-one")).toEqual([302, "/tags/new-name-of-it"]);
    const log = await open("/modlog");
    expect(log.text).toContain("name from “Old name of it” to “New name of it”");
    expect(log.text).toContain("a better name");
    expect(log.has('a[href="/tags/new-name-of-it"]')).toBe(true);
    expect(await read("/modlog.rss")).toContain("changed the tag new-name-of-it");
  });

  test("see the effect of a merge before it happens, and then it happens", async () => {
    const [from, into] = [await newTopic("Merged away"), await newTopic("Merged into")];
    const thread = await aThread({ tags: [from] });
    await aThread({ tags: [from, into] });
    await server.fetch(`/tags/${from}`, { as: member, form: { intent: "follow" } });
    const asked = await open(`/mod/tags/${from}/merge?into=${into}`, moderator);
    expect(asked.text).toMatch(/2 threads.*1 of them under both already.*1 follower(?!s)/);
    expect(asked.text).toContain("This can’t be undone.");
    const path = `/mod/tags/${from}/merge?into=${into}`;
    expect((await server.fetch(path, { as: moderator, form: { into, reason: "" } })).status).toBe(422);
    const merged = await server.fetch(path, { as: moderator, form: { into, reason: "one subject" } });
    expect([merged.status, merged.headers.get("Location")]).toEqual([303, `/tags/${into}`]);
    expect(await answerOf(`/tags/${from}`)).toEqual([301, `/tags/${into}`]);
    const { text } = await open(`/tags/${into}`);
    expect(text).toContain("2 threads");
    expect(text).toMatch(/1 follower(?!s)/);
    expect(text).toContain("also: Merged away");
    expect((await open(`/t/${thread.id}/${thread.slug}`)).text).toContain(
      "changed the tags from Merged away to Merged into",
    );
    expect((await open("/modlog")).text).toMatch(/merged a tag into.*“Merged away”, 2 threads.*one subject/);
    expect((await server.fetch(path, { as: moderator, form: { into, reason: "once more" } })).status).toBe(409);
  });

  test("merge nothing into itself, into nothing, and nothing of the registry", async () => {
    const slug = await newTopic("Left alone here");
    expect(await read(`/mod/tags/${slug}/merge?into=nowhere`, moderator)).toContain("There is no tag “nowhere”.");
    expect(await read(`/mod/tags/${slug}/merge?into=${slug}`, moderator)).toContain("These two are one tag already.");
    expect((await server.fetch("/mod/tags/base/merge?into=fees", { as: moderator })).status).toBe(409);
    const form = { into: "fees", reason: "a test" };
    expect((await server.fetch("/mod/tags/base/merge", { as: moderator, form })).status).toBe(409);
  });

  test("the second of two changes of a tag is refused with the present values, and loses nothing", async () => {
    const slug = await newTopic("Changed by two");
    const send = (name: string) =>
      server.fetch(`/mod/tags/${slug}`, { as: moderator, form: { ...changed, name, slug } });
    expect((await send("Changed by one")).status).toBe(303);
    const lost = await send("Changed by another");
    const answer = page(await lost.text());
    expect(lost.status).toBe(409);
    expect(answer.text).toContain("It stands now as “Changed by one”");
    expect(answer.first("[name=name]").value).toBe("Changed by another");
    expect(answer.first("[name=version]").value).toBe("2");
  });

  test("retag anybody's thread: it says so, and the writer's form that was open meanwhile is not lost", async () => {
    const writer = await aMember();
    const thread = await aThread({ author: writer, tags: ["fees"] });
    const path = `/mod/threads/${thread.id}/tags`;
    expect((await open(path, moderator)).first("input[value=fees]").checked).toBe(true);
    const form = { tags: ["mev", "base"], reason: "it is about MEV", version: "1" };
    const done = await server.fetch(path, { as: moderator, form });
    expect([done.status, done.headers.get("Location")]).toEqual([303, `/t/${thread.id}/${thread.slug}`]);
    expect((await open(`/t/${thread.id}/${thread.slug}`)).text).toContain("changed the tags from Fees to MEV, Base");
    expect(await read("/modlog")).toContain("from Fees to MEV, Base");
    expect(await read("/modlog.rss")).toContain("from Fees to MEV, Base");
    const late = await server.fetch(path, { as: moderator, form: { ...form, tags: ["ux"] } });
    expect(late.status).toBe(409);
    expect(plain(await late.text())).toContain("The thread has now: MEV, Base.");
    const edit = { title: thread.title, body: "My new text.", tags: "fees", revision: "1" };
    const lost = await server.fetch(`/p/${thread.openingPostId}/edit`, { as: writer, form: edit });
    expect(lost.status).toBe(409);
    expect(plain(await lost.text())).toContain("My new text.");
    expect(
      (await server.fetch(path, { as: moderator, form: { ...form, tags: ["eip-4844"], version: "2" } })).status,
    ).toBe(422);
  });

  test("a form that was open during a merge files the thread under the tag that is left", async () => {
    const [from, into] = [await newTopic("Open form from"), await newTopic("Open form into")];
    await server.fetch(`/mod/tags/${from}/merge`, { as: moderator, form: { into, reason: "one subject" } });
    const form = { title: "A thread from an older form", body: "Text.", tags: [from, into] };
    expect((await server.fetch("/new", { as: other, form })).status).toBe(303);
    expect(await read(`/tags/${into}`)).toContain("A thread from an older form");
    expect(await read(`/?tag=${from}`)).toContain("A thread from an older form");
    expect(await read(`/search?q=tag:${from}`)).toContain("A thread from an older form");
  });
});
