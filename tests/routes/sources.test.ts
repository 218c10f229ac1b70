import { beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
let author: Member;
let reader: Member;
let moderator: Member;
let thread: ThreadMade;
let post: { id: number };

beforeAll(async () => {
  author = await aMember({ handle: "citing", name: "Citing <One>" });
  reader = await aMember({ handle: "looking" });
  moderator = await aMember({ role: "moderator" });
  thread = await aThread({ author, title: "A thread that cites things" });
  post = await aReply({
    thread,
    author,
    body: `It is so[^supports:EIP-7732, § Motivation, "exact words"]. It is not[^disputes:p].

[^p]: [A <b>paper</b>](https://paper.example/one), Somebody, 3 Feb 2026

Sources: CoinDesk on it`,
  });
});

const read = async (path: string, as?: Member) => {
  const answer = await server.fetch(path, as ? { as } : {});
  return {
    status: answer.status,
    type: answer.headers.get("content-type"),
    text: await answer.text(),
    location: answer.headers.get("location"),
  };
};

describe("the list of sources", () => {
  test("shows the cited sources, filters by kind, site and status, sorts and searches", async () => {
    const all = await read("/sources");
    expect(all.text).toContain("EIP-7732: Enshrined Proposer-Builder Separation");
    expect(all.text).toContain("A &lt;b&gt;paper&lt;/b&gt;");
    expect((await read("/sources?kind=eip")).text).not.toContain("/sources/paper-one");
    expect((await read("/sources?host=paper.example")).text).not.toContain("Enshrined");
    expect((await read("/sources?sort=disputed")).text).not.toContain("Enshrined");
    expect((await read("/sources?q=enshrined")).text).not.toContain("/sources/paper-one");
    expect((await read("/sources?kind=video")).text).toContain("No source is like that");
  });

  test.each(["kind=x", "sort=x", "status=x", "cursor=x", `q=${"a".repeat(201)}`])("refuses %s", async (query) => {
    expect((await read(`/sources?${query}`)).status).toBe(400);
  });

  test("pages by a cursor, and no source is missed or shown twice", async () => {
    const many = await aThread({ author });
    await aReply({
      thread: many,
      author,
      body: Array.from({ length: 100 }, (_, index) => `[^https://page-${index}.example/report]`).join(" "),
    });
    for (const sort of ["cited", "new"]) {
      const seen: string[] = [];
      let path: string | undefined = `/sources?sort=${sort}`;
      while (path) {
        const { text }: { text: string } = await read(path);
        seen.push(
          ...page(text)
            .all("a.line-title")
            .map(({ href }) => href!),
        );
        path = page(text).all("a[rel=next]")[0]?.href;
      }
      expect(seen.length).toBe(new Set(seen).size);
      expect(seen.length).toBe(await db.source.count({ where: { postCount: { gt: 0 } } }));
    }
  });
});

describe("one source", () => {
  test("shows the known facts with their origins, and every place that cites it", async () => {
    const { text } = await read("/sources/eip-7732");
    for (const words of [
      "from the list of EIPs",
      "It is so.",
      "exact words",
      "§ Motivation",
      "<b>supports</b>",
      "/t/" + thread.id,
    ])
      expect(text).toContain(words);
    expect((await read("/sources/eip-7732?stance=disputes")).text).toContain("No post that you can read cites it so");
    expect((await read("/sources/eip-7732?stance=x")).status).toBe(400);
    expect((await read("/sources/EIP-7732")).location).toBe("/sources/eip-7732");
    expect((await read("/sources/no-such-source")).status).toBe(404);
  });

  test("a member mends it; a bad field comes back with all that was typed", async () => {
    const form = {
      kind: "paper",
      title: "A paper",
      authors: "Daian, Philip",
      container: "J",
      publisher: "",
      issued: "someday",
      status: "ok",
      archivedUrl: "",
      reason: "",
      revision: "0",
    };
    const refused = await server.fetch("/sources/paper-one/edit", { as: reader, form });
    const text = await refused.text();
    expect(refused.status).toBe(422);
    expect(text).toContain("Write a date as 3 Feb 2026");
    expect(text).toContain('value="someday"');
    expect(
      (await server.fetch("/sources/paper-one/edit", { as: reader, form: { ...form, issued: "2025" } })).status,
    ).toBe(303);
    expect(
      (await server.fetch("/sources/paper-one/edit", { as: reader, form: { ...form, issued: "2024" } })).status,
    ).toBe(409);
    const page = (await read("/sources/paper-one")).text;
    expect(page).toContain("set by a member");
    expect(page).toContain("<del>3 Feb 2026</del>");
    for (const archivedUrl of ["javascript:alert(1)", "http://127.0.0.1/x", "ftp://x.org/"])
      expect(
        (await server.fetch("/sources/paper-one/edit", { as: reader, form: { ...form, archivedUrl } })).status,
      ).toBe(422);
  });

  test("readers review a citation; two readers who did not find the statement mark it", async () => {
    const [citation] = await db.citation.findMany({ where: { postId: post.id }, orderBy: { ordinal: "asc" } });
    const path = `/citations/${citation!.id}/review`;
    for (const as of [reader, await aMember()])
      expect(
        (await server.fetch(path, { as, form: { verdict: "not_in_source", comment: "I read <it> twice" } })).status,
      ).toBe(303);
    expect((await server.fetch(path, { as: author, form: { verdict: "says_it" } })).status).toBe(403);
    expect((await server.fetch(path, { as: reader, form: { verdict: "maybe" } })).status).toBe(422);
    expect((await read("/sources/eip-7732")).text).toContain("2 not in source");
    expect((await read(`/t/${thread.id}/${thread.slug}`)).text).toContain(
      "Source 1, supports, not in source, EIP-7732",
    );
  });

  test("moderators merge, take that back, rename and remove", async () => {
    await aReply({ thread, author, body: "[^https://double.example/report] [^https://double.example/report-again]" });
    const form = { intent: "merge", into: "https://double.example/report", reason: "one and the same" };
    const from = "/mod/sources/double-report-again";
    expect((await server.fetch(from, { as: reader, form })).status).toBe(403);
    expect((await server.fetch(from, { as: moderator, form: { ...form, into: "nonsense" } })).status).toBe(422);
    expect((await server.fetch(from, { as: moderator, form })).headers.get("location")).toBe("/sources/double-report");
    expect((await read("/sources/double-report-again")).location).toBe("/sources/double-report");
    const { id } = await db.sourceMerge.findFirstOrThrow({ where: { undoneAt: null } });
    expect(
      (await server.fetch("/mod/sources/double-report", { as: moderator, form: { intent: "undo", merge: String(id) } }))
        .status,
    ).toBe(303);
    expect((await read("/sources/double-report-again")).status).toBe(200);

    expect(
      (await server.fetch(from, { as: moderator, form: { intent: "rename", citekey: "double-report" } })).status,
    ).toBe(409);
    expect(
      (await server.fetch(from, { as: moderator, form: { intent: "rename", citekey: "second-report" } })).status,
    ).toBe(303);
    expect((await read("/sources/double-report-again")).location).toBe("/sources/second-report");

    expect(
      (await server.fetch("/mod/sources/second-report", { as: moderator, form: { intent: "hide", reason: "spam" } }))
        .status,
    ).toBe(303);
    const hidden = (await read("/sources/second-report")).text;
    expect(hidden).toContain("Link removed by a moderator");
    expect(hidden).not.toContain('href="https://double.example/report-again"');
    expect((await read("/sources/second-report.bib")).status).toBe(404);
    expect(
      (await server.fetch("/mod/sources/second-report", { as: moderator, form: { intent: "dance" } })).status,
    ).toBe(400);
  });
});

describe("beside threads, posts and members", () => {
  test("a thread’s bibliography by kind, with names that nobody can follow", async () => {
    const { text } = await read(`/t/${thread.id}/${thread.slug}/sources`);
    expect(text).toContain("EIP-7732");
    expect(text).toContain("“CoinDesk on it”");
    expect(text).toContain("first by");
    expect((await read(`/t/${thread.id}/wrong/sources`)).location).toBe(`/t/${thread.id}/${thread.slug}/sources`);
    expect((await read(`/t/${thread.id}/${thread.slug}/sources?sort=x`)).status).toBe(400);
  });

  test("a name without a link says how many sources were proposed for it", async () => {
    const at = `/t/${thread.id}/${thread.slug}`;
    const shown = async () => (await read(at)).text;
    expect(await shown()).toContain(">Find this source<");
    const mention = await db.sourceMention.findFirstOrThrow({ where: { threadId: thread.id } });
    const path = `/sources/find/${mention.id}`;
    const propose = (address: string) =>
      server.fetch(path, { as: reader, form: { intent: "propose", address, title: "" } });
    expect((await propose("https://coindesk.example/it")).status).toBe(303);
    expect(await shown()).toContain(`<a href="${path}">1 proposed<`);
    await propose("https://coindesk.example/other");
    expect(await shown()).toContain(`<a href="${path}">2 proposed<`);
    const proposal = await db.sourceProposal.findFirstOrThrow({ where: { mentionId: mention.id } });
    const agree = (as: Member) =>
      server.fetch(path, { as, form: { intent: "accept", proposal: String(proposal.id), address: "", title: "" } });
    expect((await agree(author)).status).toBe(303);
    const late = await agree(await aMember());
    expect([
      late.status,
      page(await late.text())
        .first('[role="alert"]')
        .text.trim(),
    ]).toEqual([409, "Somebody has found it already."]);
  });

  test("a hidden thread’s sources are nobody’s to read", async () => {
    const secret = await aThread({ author, title: "A thread to be hidden" });
    await aReply({ thread: secret, author, body: "marker-passage[^https://secret.example/page]" });
    await db.thread.update({ where: { id: secret.id }, data: { status: "hidden" } });
    for (const path of [`/t/${secret.id}/${secret.slug}/sources`, `/t/${secret.id}/${secret.slug}/sources.bib`])
      expect((await read(path)).status).toBe(404);
    expect((await read("/sources/secret-page")).text).not.toContain("marker-passage");
    expect((await read("/u/citing/sources")).text).not.toContain("secret.example");
  });

  test("a post is cited as of a revision, whose address leads to that text", async () => {
    const { text } = await read(`/p/${post.id}/cite`);
    expect(text).toContain(`/p/${post.id}/r/1`);
    expect(text).toContain("Citing &lt;One&gt;");
    expect((await read(`/p/${post.id}?r=1`)).location).toBe(`/t/${thread.id}/${thread.slug}/2#p-${post.id}`);
    await db.postRevision.create({
      data: { postId: post.id, number: 2, body: "Other words.", editorId: author.id, createdAt: new Date() },
    });
    await db.post.update({ where: { id: post.id }, data: { revision: 2 } });
    expect((await read(`/p/${post.id}?r=1`)).location).toBe(`/p/${post.id}/r/1`);
    expect((await read(`/p/${post.id}/cite?r=3`)).status).toBe(404);
    expect((await read(`/p/${post.id}/cite?r=x`)).status).toBe(400);
  });

  test("an author's ORCID iD that is proved and shown stands in the files of post and thread, and on the profile", async () => {
    const identity = { issuer: "https://orcid.org", subject: "0000-0002-1825-0097", label: "0000-0002-1825-0097" };
    const { id } = await db.identity.create({ data: { ...identity, memberId: author.id, isShown: true } });
    const orcid = "https://orcid.org/0000-0002-1825-0097";
    const files = [`/p/${post.id}/cite`, `/t/${thread.id}/${thread.slug}/cite`];
    for (const file of files) {
      const [item] = JSON.parse((await read(`${file}.csl.json`)).text) as { custom: { ORCID?: string } }[];
      expect(item!.custom.ORCID).toBe(orcid);
      expect((await read(`${file}.bib`)).text).toContain(`  author+an:orcid = {1="${orcid}"},`);
      expect((await read(file)).text).toContain("author+an:orcid");
    }
    const profile = (await read(`/u/${author.handle}`)).text;
    expect(profile).toContain(`"sameAs":["${orcid}"]`);
    expect(profile).toContain(`href="${orcid}"`);
    await db.identity.update({ where: { id }, data: { isShown: false } });
    for (const file of files)
      for (const format of ["bib", "csl.json", "ris", "txt"])
        expect((await read(`${file}.${format}`)).text).not.toContain("0000-0002");
  });

  test("files have their media types, and one style of two", async () => {
    expect(await read("/sources/eip-7732.bib")).toMatchObject({
      status: 200,
      type: "application/x-bibtex; charset=utf-8",
    });
    expect(await read("/sources/eip-7732.csl.json")).toMatchObject({
      type: "application/vnd.citationstyles.csl+json; charset=utf-8",
    });
    expect((await read("/sources/eip-7732.txt?style=chicago")).text).toContain(
      "“EIP-7732: Enshrined Proposer-Builder Separation,”",
    );
    expect((await read("/sources/eip-7732.txt?style=mla")).status).toBe(400);
    expect((await read(`/t/${thread.id}/${thread.slug}/sources.ris`)).text.match(/^ER {2}-/gm)?.length).toBeGreaterThan(
      1,
    );
  });
});

describe("for the composer", () => {
  test("suggestions: the thread’s sources first, then the site’s, then EIPs that nobody has cited", async () => {
    const suggest = async (query: string) =>
      (await server.fetch(`/sources/suggest?${query}`, { as: reader })).json() as Promise<{
        items: { from: string; key: string; insert: string }[];
      }>;
    const { items } = await suggest(`q=eip&thread=${thread.id}`);
    expect(items[0]).toMatchObject({ from: "thread", key: "eip-7732", insert: "[^eip-7732]" });
    expect((await suggest("q=4844")).items).toContainEqual(
      expect.objectContaining({ from: "eip", key: "EIP-4844", insert: "[^EIP-4844]" }),
    );
    expect((await suggest("q=%25_%5C")).items).toEqual([]);
    expect((await server.fetch("/sources/suggest?thread=x", { as: reader })).status).toBe(400);
  });

  test("a reference manager’s file becomes definitions; nothing is stored", async () => {
    const before = await db.source.count();
    const text = `@article{Daian2020, title={Flash Boys 2.0}, author={Daian, Philip}, year=2020, doi={10.1145/1}}
@misc{Known, title={The EIP}, url={https://eips.ethereum.org/EIPS/eip-7732}}
@book{Offline, title={A book}, author={Nobody, Some}}`;
    const answer = await server.fetch("/sources/import", {
      as: reader,
      json: { text },
      headers: { Origin: server.origin },
    });
    const { items, problems } = (await answer.json()) as {
      items: { key: string; citekey: string | null; definition: string }[];
      problems: string[];
    };
    expect(problems).toEqual([]);
    expect(items.map(({ key, citekey }) => [key, citekey])).toEqual([
      ["daian2020", null],
      ["known", "eip-7732"],
      ["offline", null],
    ]);
    expect(items[1]?.definition).toBe("[^known]: https://eips.ethereum.org/EIPS/eip-7732 The EIP");
    expect(await db.source.count()).toBe(before);

    const cited = await aReply({ thread, author, body: `x[^daian2020]\n\n${items[0]!.definition}` });
    const row = await db.citation.findFirstOrThrow({
      where: { postId: cited.id, kind: "ref" },
      include: { source: true },
    });
    expect(row.source).toMatchObject({
      title: "Flash Boys 2.0",
      csl: { author: [{ family: "Daian", given: "Philip" }] },
    });
  });

  describe("a file without script", () => {
    const send = async (fields: [string, string | File][]) => {
      const body = new FormData();
      for (const [name, value] of fields) body.append(name, value);
      const headers = { Origin: server.origin, Cookie: await server.cookieOf(reader) };
      return fetch(`${server.origin}/sources/import`, { method: "POST", body, headers, redirect: "manual" });
    };
    const file = (text: string, name = "library.bib") => new File([text], name);
    const library = [
      "@article{Roth2020, title={On blobs}, author={Roth, Ada}, year=2020, doi={10.1145/77}}",
      "@book{Oak2019, title={Trees & proofs}, author={Oak, Ben}, year=2019}",
      "@misc{empty, month=may}",
    ].join("\n");

    test("becomes a list to choose from, with its true count and what can’t be cited", async () => {
      const answer = await send([["file", file(library)]]);
      expect(answer.status).toBe(200);
      const shown = page(await answer.text());
      expect(shown.first("fieldset").text).toMatch(/^2 references in library.bib .*Trees & proofs/);
      expect(shown.text).toContain("“empty” can’t be cited");
      const narrowed = await (
        await send([
          ["file", file(library)],
          ["words", "oak 2019"],
        ])
      ).text();
      expect(
        page(narrowed)
          .all("fieldset li")
          .map(({ text }) => text),
      ).toEqual(["Trees & proofs, B. Oak, 2019"]);
    });

    test("is answered with the chosen ones as markdown, or they go into the draft of a new thread", async () => {
      const shown = await (await send([["file", file(library)]])).text();
      const [first = "", second = ""] = [...shown.matchAll(/name="definition" value="([^"]*)"/g)].map(([, value]) =>
        value!.replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
      );
      const markdown = await (
        await send([
          ["intent", "show"],
          ["definition", second],
        ])
      ).text();
      expect(page(markdown).field("1 definition as markdown").value?.trim()).toBe(second);
      expect(markdown).toContain("[^oak2019]");

      const before = await db.source.count();
      const chosen: [string, string][] = [
        ["definition", first],
        ["definition", second],
      ];
      for (const _ of [1, 2]) {
        const added = await send([["intent", "draft"], ...chosen]);
        expect([added.status, added.headers.get("Location")]).toEqual([303, "/new"]);
      }
      const draft = await db.draft.findFirstOrThrow({ where: { memberId: reader.id, place: "new" } });
      const { body } = draft.fields as { body: string[] };
      expect(body[0]!.match(/^\[\^[\w-]+\]:/gm)).toEqual([
        "[^roth2020]:",
        "[^oak2019]:",
        "[^roth2020-2]:",
        "[^oak2019-2]:",
      ]);
      expect(await db.source.count()).toBe(before);
    });

    test("is read in parts where it is long, and in its own encoding", async () => {
      const entries = Array.from(
        { length: 700 },
        (_, index) => `@book{b${index}, title={Book ${index} ${"x".repeat(300)}}}`,
      );
      const long = page(await (await send([["file", file(entries.join("\n"))]])).text());
      expect(long.first("fieldset").text).toMatch(/^700 references in library.bib The first 150 are shown/);
      expect(long.all("fieldset li")).toHaveLength(150);
      const latin = new File([Buffer.from("@book{m, title={Über Rollups}, author={Müller, A.}}", "latin1")], "old.bib");
      expect(await (await send([["file", latin]])).text()).toContain("Über Rollups");
    });

    test.each<[string, [string, string | File][], number, string]>([
      ["no file", [], 422, "Choose a file first."],
      ["an empty file", [["file", file(" \n")]], 422, "This file is empty."],
      ["a file of something else", [["file", file("{}", "package.json")]], 422, "package.json holds no reference"],
      ["a file that is too large", [["file", file("x".repeat(5_000_001))]], 413, "larger than 5 MB"],
      ["nothing chosen", [["intent", "show"]], 422, "Choose a reference first"],
      [
        "something that is no definition",
        [
          ["intent", "draft"],
          ["definition", "Buy now"],
        ],
        422,
        "Choose a reference",
      ],
    ])("says what is wrong with %s", async (_, fields, status, words) => {
      const answer = await send(fields);
      expect(answer.status).toBe(status);
      expect(page(await answer.text()).errors.join()).toContain(words);
    });
  });

  test.each([{}, { text: "" }, { text: 7 }, { text: "x".repeat(200_001) }])("refuses %j", async (json) => {
    expect(
      (await server.fetch("/sources/import", { as: reader, json, headers: { Origin: server.origin } })).status,
    ).toBe(422);
  });
});
