import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import {
  listCitationChanges,
  listThreadSources,
  mergeSources,
  proposeSource,
  readCitationList,
  reviewCitation,
  tallySource,
  undoMerge,
} from "~/features/citations/citations.server";
import { acceptProposal, clearMention } from "~/features/citations/citations.server";
import {
  deletePost,
  editPost,
  presentPosts,
  refreshCitationLists,
  reprocessNow,
  undeletePost,
} from "~/features/posts/posts.server";
import {
  correctSource,
  findSource,
  importEips,
  listSourceRevisions,
  renameSource,
} from "~/features/sources/sources.server";
import { db } from "~/platform/db.server";
import { previewed } from "../../support/reading";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";
import { page as partsOf } from "../../support/page";

/** The entries of the list of sources below a post. */
const listed = (html: string) =>
  partsOf(html)
    .all("li")
    .filter((entry) => /^p\d+-s/.test(entry.attribute("id") ?? ""));

useDatabase();

let thread: ThreadMade;
let author: Member;
beforeAll(async () => {
  author = await aMember({ handle: "writer" });
  thread = await aThread({ author });
});

const rowsOf = (postId: number) =>
  db.citation.findMany({
    where: { postId },
    orderBy: { ordinal: "asc" },
    include: { source: { select: { citekey: true } } },
  });
const sourceOf = async (citekey: string) => (await db.source.findUnique({ where: { citekey } }))!;
const pageOf = async (postId: number) => {
  const post = await db.post.findUniqueOrThrow({ where: { id: postId } });
  return (await presentPosts([post], null, "page")).get(postId)!;
};
const versionOf = async (postId: number) => (await db.post.findUniqueOrThrow({ where: { id: postId } })).version;
const edit = async (postId: number, body: string) =>
  expect(await editPost({ by: author, postId, body, reason: "", version: await versionOf(postId) })).toEqual({
    ok: true,
  });

describe("writing", () => {
  test("a post's citations become rows: markers with their details, links, trailer; those in quotes don't count", async () => {
    const body = `Base runs at [142 TPS](metric:base/tps)[^l2]. See EIP-7732 and [this](https://example.org/x?utm_source=y).

It is disputed[^disputes:https://x.org/paper, § 4, "exact words", a remark].

[quote=@writer, p:${thread.openingPostId}, r:1]
quoted[^EIP-1559]
[/quote]

[^l2]: https://l2beat.com/scaling/activity L2BEAT, activity of scaling projects

Sources: https://y.org/report The report, somebody's slides`;
    const post = await aReply({ thread, author, body });
    const rows = (await rowsOf(post.id)).map(
      ({ source, kind, stance, isStanceTyped, locator, quote, remark, isQuoted, quotedHandle }) => ({
        source: source.citekey,
        kind,
        stance,
        isStanceTyped,
        locator,
        quote,
        remark,
        isQuoted,
        quotedHandle,
      }),
    );
    const plain = {
      stance: "mentions",
      isStanceTyped: false,
      locator: "",
      quote: "",
      remark: "",
      isQuoted: false,
      quotedHandle: "",
    };
    expect(rows).toEqual([
      { ...plain, source: "l2beat-activity", kind: "ref", stance: "supports" },
      { ...plain, source: "eip-7732", kind: "link" },
      { ...plain, source: "example", kind: "link" },
      {
        ...plain,
        source: "x-paper",
        kind: "ref",
        stance: "disputes",
        isStanceTyped: true,
        locator: "§ 4",
        quote: "exact words",
        remark: "a remark",
      },
      { ...plain, source: "eip-1559", kind: "ref", isQuoted: true, quotedHandle: "writer" },
      { ...plain, source: "y-report", kind: "trailer" },
    ]);
    expect(await db.sourceMention.findMany({ where: { postId: post.id }, select: { text: true } })).toEqual([
      { text: "somebody's slides" },
    ]);
    expect(await sourceOf("l2beat-activity")).toMatchObject({
      kind: "dashboard",
      title: "Activity of scaling projects",
      postCount: 1,
      supportCount: 1,
    });
    expect(await sourceOf("eip-7732")).toMatchObject({
      title: "EIP-7732: Enshrined Proposer-Builder Separation",
      postCount: 1,
    });
    expect(await sourceOf("eip-1559")).toMatchObject({ postCount: 0 });
  });

  test("the same source by other addresses, by citekey and by alias is one", async () => {
    const bodies = [
      "[^https://l2beat.com/scaling/activity]",
      "[^https://www.l2beat.com/scaling/activity/?utm_source=x]",
      "[^l2beat-activity]",
      "[^L2BEAT-Activity]",
      "[^k]\n\n[^k]: <http://l2beat.com/scaling/activity#x>",
    ];
    const cited: number[] = [];
    for (const body of bodies) {
      const post = await aReply({ thread, author, body });
      cited.push(...(await rowsOf(post.id)).map(({ sourceId }) => sourceId));
    }
    const { id } = await sourceOf("l2beat-activity");
    expect(cited).toEqual(bodies.map(() => id));
  });

  test("posts that cite the same new source at once make one source", async () => {
    const threads = await Promise.all([aThread(), aThread(), aThread()]);
    await Promise.all(
      threads.map((one) => aReply({ thread: one, body: "[^https://once.example/paper] [^https://twice.example/a]" })),
    );
    expect(await db.source.count({ where: { host: "once.example" } })).toBe(1);
    expect(await sourceOf("once-paper")).toMatchObject({ postCount: 3 });
  });

  test("a source without a title takes it from the first author who gives one", async () => {
    await aReply({ thread, author, body: "[^https://nameless.example/report-7]" });
    expect(await sourceOf("nameless-report-7")).toMatchObject({ title: "nameless.example/report-7" });
    await aReply({
      thread,
      author,
      body: "[^r]\n\n[^r]: [The seventh report](https://nameless.example/report-7), Nameless, 3 Feb 2026",
    });
    const { title, csl, fieldOrigin } = await sourceOf("nameless-report-7");
    expect({ title, csl, origin: (fieldOrigin as Record<string, unknown>)["title"] }).toMatchObject({
      title: "The seventh report",
      csl: { "container-title": "Nameless", issued: { "date-parts": [[2026, 2, 3]] } },
      origin: { from: "writer", byId: author.id },
    });
  });

  test("a preview writes nothing, and equals the page once ids are replaced", async () => {
    const body =
      'One[^a][^b] two^[a note] three[^https://fresh.example/x, "words"].\n\n[^a]: EIP-4844\n[^b]: https://other.example/fresh Fresh\n\nSources: a name';
    const before = await db.source.count();
    const preview = await previewed(body, null);
    expect(await db.source.count()).toBe(before);
    const post = await aReply({ thread, author, body });
    const neutral = (html: string) =>
      html
        .replaceAll(/p\d+-/g, "p-")
        .replaceAll(/-c\d+/g, "-c")
        .replaceAll(/ <a class="source-key"[^>]*>[^<]*<\/a>/g, "")
        .replaceAll(/ data-cite="[^"]*"/g, "")
        .replaceAll(/, read \d{4}-\d\d-\d\d/g, "")
        .replaceAll(/ <a href="\/sources\/find[^>]*>.*?<\/a>/g, "");
    expect(preview.ok && neutral(preview.html)).toBe(neutral(await pageOf(post.id)));
  });

  test("the author is warned of citations that a preview can't resolve, of one source under two keys, and of numbers that change", async () => {
    const body =
      "a[^l2beat-activty] b[^x] c[^y]\nd[^https://l2beat.com/scaling/tvs] e[^bad]\n\n[^x]: https://same.example/a\n[^y]: http://www.same.example/a/\n[^bad]: https://localhost/x";
    const preview = await previewed(body, null);
    expect(preview.ok && preview.warnings).toEqual([
      { line: 1, message: "“[^y]” and “[^x]” are the same source: they share one number." },
      {
        line: 1,
        message: "There is no source “[^l2beat-activty]”: it stays as typed.",
        fault: { kind: "unknown", key: "l2beat-activty", hint: "" },
      },
      {
        line: 2,
        message:
          '“l2beat.com/scaling/tvs” shows live numbers, which change. Quote the number you mean: [^https://l2beat.com/scaling/tvs, "…"].',
      },
      {
        line: 2,
        message: "“[^bad]” can’t be cited: its address is none that others can open. Its marker stays as typed.",
        fault: { kind: "unusable", key: "bad", why: "its address is none that others can open" },
      },
    ]);
    const near = await previewed("a[^l2beat]", null);
    expect(near.ok && near.warnings[0]?.message).toBe(
      "There is no source “[^l2beat]”: it stays as typed. Did you mean [^l2beat-activity]?",
    );
  });
});

describe("edits", () => {
  test("ten edits that touch no citation leave every id as it is", async () => {
    const text = (round: number) =>
      `${"Word ".repeat(round)}first[^EIP-4844], then[^https://ten.example/a] and again[^EIP-4844, § 2].`;
    const post = await aReply({ thread, author, body: text(0) });
    const before = (await rowsOf(post.id)).map(({ id }) => id);
    for (let round = 1; round <= 10; round++) await edit(post.id, text(round));
    const rows = await rowsOf(post.id);
    expect(rows.map(({ id }) => id)).toEqual(before);
    expect(rows.every(({ revision }) => revision === 11)).toBe(true);
    await reprocessNow(post.id);
    expect((await rowsOf(post.id)).map(({ id }) => id)).toEqual(before);
  });

  test("swapped, new and removed citations keep, get and lose theirs", async () => {
    const post = await aReply({ thread, author, body: "Alpha[^EIP-1]. Beta[^EIP-2]. Gamma[^EIP-3]." });
    const [one, two, three] = (await rowsOf(post.id)).map(({ id }) => id);
    await edit(post.id, "Gamma[^EIP-3]. New[^EIP-4]. Alpha[^EIP-1].");
    const rows = await rowsOf(post.id);
    expect([rows[0]?.id, rows[2]?.id]).toEqual([three, one]);
    expect(rows[1]?.id).not.toBe(two);
    expect(await db.citation.count({ where: { id: two! } })).toBe(0);
  });

  test("two members who differ about a source, also at once, open one case for a moderator", async () => {
    const post = await aReply({ thread, author, body: "It helps[^EIP-7691]." });
    const [row] = await rowsOf(post.id);
    const [one, two, three] = [await aMember({ name: "Ada" }), await aMember({ name: "Bo" }), await aMember()];
    const review = (by: Member, verdict: "says_it" | "not_in_source" | "partly", comment = "") =>
      reviewCitation({ citationId: row!.id, by, verdict, comment });
    const cases = () => db.modCase.findMany({ where: { postId: post.id } });
    await review(three, "partly");
    await Promise.all([review(one, "says_it"), review(two, "not_in_source", "Page 3 has no such number")]);
    expect(await cases()).toMatchObject([{ kind: "source_dispute", memberId: author.id, threadId: thread.id }]);
    expect((await cases())[0]!.evidence).toEqual(
      expect.arrayContaining([
        "Ada finds that the source says it.",
        "Bo finds that the source doesn’t say it: Page 3 has no such number",
      ]),
    );
    await db.modCase.updateMany({ where: { postId: post.id }, data: { closedAt: new Date() } });
    await review(one, "says_it", "Still.");
    expect(await cases()).toHaveLength(1);
  });

  test("a changed stance or quote is shown with the revision and asks its reviewers again", async () => {
    const post = await aReply({ thread, author, body: 'It helps[^EIP-7691, "old words"].' });
    const [row] = await rowsOf(post.id);
    const readers = [await aMember(), await aMember()];
    for (const by of readers)
      expect(await reviewCitation({ citationId: row!.id, by, verdict: "not_in_source", comment: "" })).toEqual({
        ok: true,
        postId: post.id,
      });
    expect(await reviewCitation({ citationId: row!.id, by: author, verdict: "says_it", comment: "" })).toEqual({
      ok: false,
      reason: "own-citation",
    });
    await refreshCitationLists([post.id]);
    expect(await pageOf(post.id)).toContain("not in source");

    await edit(post.id, 'It helps[^disputes:EIP-7691, "new words"].');
    expect((await rowsOf(post.id))[0]?.id).toBe(row!.id);
    expect(
      (await listCitationChanges(post.id, { from: 1, to: 2 })).map(({ field, before, after }) => ({
        field,
        before,
        after,
      })),
    ).toEqual([
      { field: "stance", before: "mentions", after: "disputes" },
      { field: "quote", before: "old words", after: "new words" },
    ]);
    expect(await db.citationReview.findMany({ where: { citationId: row!.id, isOutdated: false } })).toEqual([]);
    const page = await pageOf(post.id);
    expect(page).not.toContain("not in source");
    expect(page).toContain('aria-label="Source 1, disputes, EIP-7691');
  });
});

describe("a quotation is a scope of its own", () => {
  test("quotes of quotes: each scope resolves its own keys, the innermost writer is named, none of it counts", async () => {
    const body = `[quote=@writer, p:${thread.openingPostId}, r:1]
outer[^1] and [^EIP-7594]

[quote=@writer, p:${thread.openingPostId}, r:1]
inner[^1]

[^1]: https://inner.example/a
[/quote]

[^1]: https://outer.example/a
[/quote]

mine[^1] and a stray[^2]

> pasted[^1]

[^1]: https://mine.example/a`;
    const post = await aReply({ thread, author, body });
    const rows = await rowsOf(post.id);
    expect(rows.map(({ source, isQuoted }) => [source.citekey, isQuoted])).toEqual([
      ["outer", true],
      ["eip-7594", true],
      ["inner", true],
      ["mine", false],
    ]);
    const page = await pageOf(post.id);
    expect(page).toContain("a stray[^2]");
    expect(page).toContain("pasted[^1]");
    expect(page.match(/cited by @writer/g)).toHaveLength(6);
    expect(listed(page)).toHaveLength(1);
    expect(await sourceOf("inner")).toMatchObject({ postCount: 0 });
  });
});

describe("presented citations", () => {
  const golden = (name: string) => readFileSync(`tests/fixtures/citations/${name}.html`, "utf8").trim();
  const body = `A[^a] b[^disputes:b, p. 4, "words"] c[^a][^EIP-4844][^d] d^[note with *stress*].

[^a]: [A <title>](https://golden.example/a), Somebody, 3 Feb 2026
[^b]: https://golden.example/b The second
[^d]: https://golden.example/d The third

Sources: a name without a link`;

  test.each(["page", "feed"] as const)("a post with citations in a %s", async (medium) => {
    const post = await aReply({ thread, author, body, at: new Date("2026-02-20T10:00:00Z") });
    const rows = await rowsOf(post.id);
    const mention = await db.sourceMention.findFirstOrThrow({ where: { postId: post.id } });
    const html = (await presentPosts([post], null, medium)).get(post.id)!;
    const neutral = rows
      .reduce((text, { id }, index) => text.replaceAll(`-c${id}"`, `-c(${index + 1})"`), html)
      .replaceAll(`p${post.id}-`, "p(id)-")
      .replaceAll(`/find/${mention.id}"`, '/find/(id)"');
    expect(neutral.trim()).toBe(golden(medium));
  });

  test("three in a row are a range, unless one of them says something of its own", async () => {
    const run = await aReply({ thread, author, body: "x[^EIP-1][^EIP-2][^EIP-3][^EIP-4]" });
    const rows = await rowsOf(run.id);
    const page = await pageOf(run.id);
    expect(page.replaceAll(/<[^>]*>/g, "")).toMatch(/^x1–4/);
    for (const { id } of rows) expect(page).toContain(`id="p${run.id}-c${id}"`);
    const spoken = await aReply({ thread, author, body: "x[^EIP-1][^disputes:EIP-2][^EIP-3]" });
    expect((await pageOf(spoken.id)).replaceAll(/<[^>]*>/g, "")).toMatch(/^x1, 2, 3/);
  });

  test("a thread with 300 citations: every marker has its entry, every entry its way back, no id is there twice", async () => {
    const long = await aThread({ author });
    const cite = (post: number) =>
      Array.from({ length: 150 }, (_, index) => `word[^https://many.example/${post}/${index}]`).join(" ");
    const posts = [
      await aReply({ thread: long, author, body: cite(1) }),
      await aReply({ thread: long, author, body: cite(2) }),
    ];
    const html = [...(await presentPosts(posts, null, "page")).values()].join("");
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const places = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(places).toHaveLength(600);
    expect(places.filter((id) => !ids.includes(id))).toEqual([]);
    expect(await listThreadSources(long.id, null)).toHaveLength(300);
  });

  test("ways back have names of their own", async () => {
    const post = await aReply({ thread, author, body: "a[^EIP-7805] b[^EIP-7805] c[^EIP-7805]" });
    const names = [...(await pageOf(post.id)).matchAll(/aria-label="(Back to [^"]+)"/g)].map(([, name]) => name);
    expect(names).toEqual([
      "Back to citation 1, first use",
      "Back to citation 1, second use",
      "Back to citation 1, third use",
    ]);
  });

  test("a hidden source loses its words and its link, the numbers stay", async () => {
    const post = await aReply({
      thread,
      author,
      body: "a[^s] b[^https://spam.example/buy]\n\n[^s]: https://spam.example/buy Buy now",
    });
    const source = await sourceOf("spam-buy");
    await db.source.update({ where: { id: source.id }, data: { hiddenAt: new Date() } });
    await refreshCitationLists([post.id]);
    const page = await pageOf(post.id);
    expect(page).toContain("Link removed by a moderator");
    expect(page).not.toContain('https://spam.example/buy"');
  });
});

describe("hostile texts", () => {
  const evil = [
    `[^https://x.org/"><script>alert(1)</script>]`,
    `[^a]\n\n[^a]: https://x.org/?"onmouseover="alert(1) <img src=x onerror=alert(1)>`,
    `[^a]\n\n[^a]: [<script>](https://x.org/'"><svg/onload=1>)`,
    `[^a]\n\n[^a]: javascript:alert(1)`,
    `[^a]\n\n[^a]: [x](javascript:alert(1))`,
    `[^a]\n\n[^a]: data:text/html,<script>`,
    `[^__proto__] [^constructor] [^toString] [^hasOwnProperty]`,
    `[^a]\n\n[^__proto__]: https://x.org/p\n[^constructor]: https://x.org/c`,
    `[^a, "<script>alert(1)</script>", <b>remark</b>]\n\n[^a]: https://x.org/q`,
    `^[<img src=x onerror=alert(1)>] ^[ ] ^[[[[^[x]]]]`,
    `Sources: <script>alert(1)</script>, "><img src=x>, [x](javascript:1)`,
    `[^a]\n\n[^a]:\n\n    \`\`\`csl-json\n    {"__proto__":{"polluted":1},"title":"<script>","URL":"javascript:alert(1)"}\n    \`\`\``,
    `[^a]\n\n[^a]: https://x.org/e\n\n    \`\`\`bibtex\n    @misc{a, title={<script>}, url={javascript:1}, author={{}}}\n    \`\`\``,
    `[^a]\n\n[^a]: https://x.org/\u202egnp.exe \u202etitle\u0007`,
    `[^${"a".repeat(299)}] [^https://x.org/${"b".repeat(1900)}]`,
    `${"[^a; ".repeat(200)}b]`,
    `[^a]\n\n${Array.from({ length: 300 }, (_, index) => `[^k${index}]: https://x.org/${index}`).join("\n")}`,
    `[^javascript:alert(1)] [^vbscript:x] [^file:///etc/passwd] [^//x.org] [^\\\\x.org]`,
    `[^https://user:pass@x.org/secret] [^http://127.0.0.1/] [^http://[::1]/] [^http://169.254.169.254/latest]`,
    `[^https://x.org:99999/] [^https://] [^https://..] [^http://%00/] [^https://x.org/%ZZ]`,
    `[^doi:10.1/<script>] [^doi:10.1234/a"b'c] [^arxiv:../../x] [^eip:0] [^EIP-99999999999] [^tx:0xzz]`,
    `[^a][^a][^a](https://x.org) [^a]: mid`,
    `| [^a] | [^b]: x |\n|---|---|\n| [^c; | d] |`,
    `# [^a]\n\n[^a]: https://x.org/h\n\n## ^[note in a heading]`,
  ];

  test.each(evil.map((body, index) => [index, body] as const))("case %i is a post like any other", async (_, body) => {
    const post = await aReply({ thread, author, body });
    const page = await pageOf(post.id);
    for (const part of partsOf(page).all("*")) {
      expect(["script", "img", "style", "iframe"]).not.toContain(part.tag);
      if (part.tag === "svg") expect(part.attribute("class")).toBe("icon");
      if (part.href !== undefined) expect(part.href).toMatch(/^(?:https?:\/\/|\/|#|mailto:)/i);
      expect(part.attributes.filter((name) => !/^[a-z][a-z-]*$/i.test(name) || /^(?:on|style$)/i.test(name))).toEqual(
        [],
      );
    }
    expect(page).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    const preview = await previewed(body, null);
    expect(preview.ok).toBe(true);
  });
});

describe("names without a link", () => {
  const post = () => aReply({ thread, author, body: "Text.\n\nSources: CoinDesk on L2s, the 21Shares report" });
  const mentionsOf = (postId: number) => db.sourceMention.findMany({ where: { postId }, orderBy: { ordinal: "asc" } });

  test("the writer settles one by proposing; it becomes a source of the post with the writer's words, and stays so over edits", async () => {
    const { id } = await post();
    const [first] = await mentionsOf(id);
    expect(await proposeSource({ mentionId: first!.id, by: author, address: "nonsense", title: "" })).toEqual({
      ok: false,
      reason: "not-an-address",
    });
    expect(
      await proposeSource({ mentionId: first!.id, by: author, address: "https://www.coindesk.com/l2s", title: "L2s" }),
    ).toMatchObject({ isSettled: true });
    await reprocessNow(id);
    const page = await pageOf(id);
    expect(page).toContain("“CoinDesk on L2s”</span>");
    expect(page.match(/no link given/g)).toHaveLength(1);
    const [row] = await rowsOf(id);
    await edit(id, "Text, mended.\n\nSources: CoinDesk on L2s, the 21Shares report");
    expect((await rowsOf(id)).map((one) => one.id)).toEqual([row!.id]);
    await clearMention({ mentionId: first!.id, by: author });
    await reprocessNow(id);
    expect(await rowsOf(id)).toEqual([]);
  });

  test("a proposed source needs two readers beside its proposer, whose second proposal doesn't count", async () => {
    const { id } = await post();
    const [first, second] = await mentionsOf(id);
    const [ann, ben, cy] = [await aMember(), await aMember(), await aMember()];
    expect(await proposeSource({ mentionId: first!.id, by: ann, address: "1710.09437v2.", title: "" })).toMatchObject({
      ok: true,
      isSettled: false,
    });
    expect(
      await proposeSource({ mentionId: second!.id, by: ann, address: "https://21shares.example/r", title: "" }),
    ).toMatchObject({ isSettled: false });
    expect(
      await proposeSource({
        mentionId: second!.id,
        by: ann,
        address: "https://21shares.example/r?utm_source=a",
        title: "",
      }),
    ).toMatchObject({ isSettled: false });
    const proposal = await db.sourceProposal.findFirstOrThrow({ where: { mentionId: second!.id } });
    const accept = (by: Member) => acceptProposal({ mentionId: second!.id, proposalId: proposal.id, by });
    expect(await accept(ben)).toMatchObject({ isSettled: false });
    expect(await accept(ben)).toMatchObject({ isSettled: false });
    expect(await accept(cy)).toMatchObject({ isSettled: true });
    expect(await accept(cy)).toEqual({ ok: false, reason: "settled" });
    expect(await clearMention({ mentionId: second!.id, by: ann })).toEqual({ ok: false, reason: "not-allowed" });
  });
});

describe("names, merges, corrections", () => {
  test("a merge moves the citations of one source to the other, and undoing it moves exactly these back", async () => {
    const moderator = await aMember({ role: "moderator" });
    const [p, q, r] = [
      await aReply({ thread, author, body: "a[^https://merge.example/a] b[^https://merge.example/b]" }),
      await aReply({ thread, author, body: "c[^https://merge.example/b]" }),
      await aReply({ thread, author, body: "d[^https://merge.example/c]" }),
    ];
    const [a, b, c] = await Promise.all(["merge", "merge-2", "merge-3"].map(sourceOf));
    const cited = async () =>
      Promise.all([p!, q!, r!].map(async ({ id }) => (await rowsOf(id)).map(({ sourceId }) => sourceId)));
    const before = await cited();
    expect(before).toEqual([[a!.id, b!.id], [b!.id], [c!.id]]);

    expect(await mergeSources({ fromId: a!.id, intoId: b!.id, reason: "the same", by: moderator })).toEqual({
      ok: true,
      intoId: b!.id,
    });
    expect(await mergeSources({ fromId: b!.id, intoId: a!.id, reason: "round", by: moderator })).toEqual({
      ok: false,
      reason: "same-source",
    });
    expect(await mergeSources({ fromId: b!.id, intoId: c!.id, reason: "the same", by: moderator })).toMatchObject({
      ok: true,
    });
    expect(await cited()).toEqual([[c!.id, c!.id], [c!.id], [c!.id]]);
    expect(await sourceOf("merge-3")).toMatchObject({ postCount: 3 });
    expect(await findSource("merge", null)).toMatchObject({ citekey: "merge-3" });
    await refreshCitationLists([p!.id]);
    expect(listed(await pageOf(p!.id))).toHaveLength(1);
    const late = await aReply({ thread, author, body: "e[^https://merge.example/a]" });
    expect((await rowsOf(late.id)).map(({ sourceId, originalSourceId }) => [sourceId, originalSourceId])).toEqual([
      [c!.id, a!.id],
    ]);

    const merges = await db.sourceMerge.findMany({
      where: { undoneAt: null, fromId: { in: [a!.id, b!.id] } },
      orderBy: { id: "desc" },
    });
    for (const { id } of merges) expect(await undoMerge({ mergeId: id, by: moderator })).toMatchObject({ ok: true });
    expect(await undoMerge({ mergeId: merges[0]!.id, by: moderator })).toEqual({ ok: false, reason: "nothing-to-do" });
    expect(await cited()).toEqual(before);
    expect((await rowsOf(late.id))[0]?.sourceId).toBe(a!.id);
    expect(await sourceOf("merge-3")).toMatchObject({ postCount: 1 });
  });

  test("a renamed source answers to its old name for ever, and nobody else gets it", async () => {
    const by = await aMember({ role: "moderator" });
    await aReply({ thread, author, body: "[^https://renamed.example/a] [^https://renamed.example/a-2]" });
    const { id } = await sourceOf("renamed");
    expect(await renameSource({ id, citekey: "better-name", by })).toEqual({ ok: true });
    expect((await rowsOf((await aReply({ thread, author, body: "[^renamed]" })).id))[0]?.sourceId).toBe(id);
    const other = await db.source.findFirstOrThrow({ where: { host: "renamed.example", id: { not: id } } });
    expect(await renameSource({ id: other.id, citekey: "renamed", by })).toEqual({
      ok: false,
      reason: "name-is-taken",
    });
    expect(await renameSource({ id: other.id, citekey: "better-name", by })).toEqual({
      ok: false,
      reason: "name-is-taken",
    });
    await aReply({ thread, author, body: "[^https://www.renamed.example:444/a]" });
    expect((await db.source.findFirstOrThrow({ where: { url: { contains: ":444" } } })).citekey).not.toBe("renamed");
    expect(await renameSource({ id, citekey: "renamed", by })).toEqual({ ok: true });
  });

  test("a correction stands in the history with its author, locks the fields that it set, and two at once don't overwrite each other", async () => {
    await aReply({ thread, author, body: "[^EIP-7892]" });
    const { id } = await sourceOf("eip-7892");
    const form = {
      kind: "eip" as const,
      title: "A better title",
      authors: ["Müller, Jörg", "The Foundation"],
      container: "",
      publisher: "Ethereum Improvement Proposals",
      issued: "3 Feb 2026",
      status: "ok" as const,
      archivedUrl: "https://web.archive.org/web/2026/https://eips.ethereum.org/EIPS/eip-7892",
      reason: "as on its page",
      revision: 0,
    };
    expect(await correctSource({ id, by: author, form })).toEqual({ ok: true });
    expect(await correctSource({ id, by: author, form: { ...form, title: "Another" } })).toEqual({
      ok: false,
      reason: "edit-conflict",
    });
    // Sent again because its answer was lost.
    expect(await correctSource({ id, by: author, form })).toEqual({ ok: true });
    expect(await listSourceRevisions(id)).toHaveLength(1);
    const [revision] = await listSourceRevisions(id);
    expect(revision).toMatchObject({ reason: "as on its page", by: { handle: "writer" } });
    expect(revision!.changes.map(({ field }) => field)).toEqual([
      "title",
      "authors",
      "date",
      "status",
      "archived copy",
    ]);

    const list = (title: string, status: string) => ({
      asOf: "2027-01-01",
      eips: [{ eip: 7892, title, status, type: "Meta", created: "2025-01-01" }],
    });
    await importEips(db, list("The list's title", "Withdrawn"), new Date("2027-01-01"));
    expect((await sourceOf("eip-7892")).csl).toMatchObject({
      title: "A better title",
      status: "Withdrawn",
      issued: { "date-parts": [[2026, 2, 3]] },
    });
    expect((await listSourceRevisions(id))[0]).toMatchObject({
      by: null,
      changes: expect.arrayContaining([{ field: "status", before: expect.any(String), after: "Withdrawn" }]),
    });
    // An older list changes nothing.
    await importEips(db, { ...list("Old", "Draft"), asOf: "2020-01-01" }, new Date("2027-01-01"));
    expect((await sourceOf("eip-7892")).csl).toMatchObject({ status: "Withdrawn" });
  });

  test("posts that cite a source are counted while they can be read", async () => {
    const other = await aMember();
    const post = await aReply({
      thread,
      author: other,
      body: "x[^disputes:https://count.example/a] and again[^disputes:https://count.example/a]",
    });
    const { id } = await sourceOf("count");
    expect(await sourceOf("count")).toMatchObject({ postCount: 1, disputeCount: 1 });
    expect(await tallySource(id, null)).toMatchObject({ posts: 1, members: 1, stances: { disputes: 1, supports: 0 } });
    await deletePost({ postId: post.id, by: other });
    expect(await sourceOf("count")).toMatchObject({ postCount: 0, disputeCount: 0 });
    expect(await tallySource(id, null)).toMatchObject({ posts: 0 });
    await undeletePost({ postId: post.id, by: other });
    expect(await sourceOf("count")).toMatchObject({ postCount: 1 });
  });
});

test("a new post keeps the list of what it cites as the list is read again later", async () => {
  const quoted = await aReply({ thread, body: "Quoted[^https://list.example/quoted]." });
  const bodies = [
    'One[^https://list.example/a, p. 3, "its words"], two[^disputes:https://list.example/b][^https://list.example/c], and one again[^https://list.example/a].',
    "A link to https://list.example/alone and [a name](https://list.example/link), nothing else.",
    "Named[^x].\n\n[^x]: Doe, J. (2024). A title of a list. *Journal of Lists*. https://doi.org/10.1234/list.1",
    "Whole.\n\nSources:\n\n- https://list.example/whole\n- A talk at a conference\n- A talk at a conference, again",
    `[quote=@x, p:${quoted.id}, r:1]\nQuoted[^https://list.example/quoted].\n[/quote]\n\nMine[^https://list.example/quoted] and [^EIP-4844].`,
  ];
  for (const body of bodies) {
    const { id } = await aReply({ thread, body });
    const { derived } = await db.post.findUniqueOrThrow({ where: { id }, select: { derived: true } });
    const { citations } = derived as { citations: object };
    expect(citations).toEqual(JSON.parse(JSON.stringify(await readCitationList(db, id))));
    await reprocessNow(id);
    const again = await db.post.findUniqueOrThrow({ where: { id }, select: { derived: true } });
    expect(again.derived).toEqual(derived);
  }
});
