/** Works cited without an address, and what a source learns from those who cite it later. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { checkPosting, presentPosts } from "~/features/posts/posts.server";
import { correctSource, findReferences, findSource, readImport } from "~/features/sources/sources.server";
import { exportReferences } from "~/features/sources/sources";
import { db } from "~/platform/db.server";
import { inLane } from "~/platform/lanes.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";
import { page as partsOf } from "../../support/page";
import { previewed } from "../../support/reading";

useDatabase();

let thread: ThreadMade;
let author: Member;
beforeAll(async () => {
  author = await aMember({ handle: "reader-of-works" });
  thread = await aThread({ author });
});

let round = 0;
beforeEach(() => void round++);

const read = (text: string) => inLane("previews", { name: "test" }, (reader) => readImport(db, text, reader));
const sourcesOf = async (postId: number) =>
  (await db.citation.findMany({ where: { postId }, orderBy: { ordinal: "asc" }, select: { source: true } })).map(
    ({ source }) => source,
  );
const withBlock = (key: string, bibtex: string, line = "") =>
  `[^${key}]: ${line}\n\n    \`\`\`bibtex\n    ${bibtex.replaceAll("\n", "\n    ")}\n    \`\`\``;
const cite = async (bibtex: string, line = "") =>
  aReply({ thread, author, body: `Said[^k].\n\n${withBlock("k", bibtex, line)}` });
const shown = async (postId: number) => {
  const post = await db.post.findUniqueOrThrow({ where: { id: postId } });
  return (await presentPosts([post], null, "page")).get(postId)!;
};

describe("a work without address", () => {
  const vasin = (more = "") =>
    `@article{vasin, title={Blackcoin's proof-of-stake protocol v${round}}, author={Vasin, Pavel}, year={2014}${more}}`;

  test("goes from a file into a post, is listed with “no address” and exported", async () => {
    const { items, problems } = await read(vasin());
    expect(problems).toEqual([]);
    expect(items).toHaveLength(1);
    const post = await aReply({ thread, author, body: `Said[^${items[0]!.key}].\n\n${items[0]!.definition}` });
    const [source] = await sourcesOf(post.id);
    expect(source).toMatchObject({ citekey: "vasin-2014", kind: "paper", url: null });
    const entry = partsOf(await shown(post.id))
      .all("li")
      .find((one) => one.text.includes("Blackcoin"));
    expect(entry?.text).toContain("P. Vasin, 2014");
    expect(entry?.text).toContain("no address");
    const [reference] = await findReferences([source!.id]);
    expect(exportReferences([reference!], "bib").text).toContain("author = {Vasin, Pavel}");
  });

  test("is found again by title, author and year, however they are written", async () => {
    const [first] = await sourcesOf((await cite(vasin())).id);
    const again = `@article{other, title={{BLACKCOIN’s} Proof-of-Stake Protocol v${round}}, author={P. Vasin}, date={2014-05-01}}`;
    expect((await sourcesOf((await cite(again)).id)).map(({ id }) => id)).toEqual([first!.id]);
    const another = `@article{other, title={Blackcoin's proof-of-stake protocol v${round}}, author={Vasin, Pavel}, year={2016}}`;
    expect((await sourcesOf((await cite(another)).id)).map(({ id }) => id)).not.toEqual([first!.id]);
  });

  test("is joined by an identifier that is found later, and keeps it", async () => {
    const doi = `10.1000/vasin.${round}`;
    const [first] = await sourcesOf((await cite(vasin())).id);
    const [second] = await sourcesOf((await cite(vasin(`, doi={${doi}}`))).id);
    expect(second).toMatchObject({ id: first!.id, url: `https://doi.org/${doi}` });
    const bare = await aReply({ thread, author, body: `Also[^doi:${doi}].` });
    expect((await sourcesOf(bare.id)).map(({ id }) => id)).toEqual([first!.id]);
    // Another DOI is another work, whatever it is called.
    const [third] = await sourcesOf((await cite(vasin(`, doi={${doi}.other}`))).id);
    expect(third!.id).not.toBe(first!.id);
  });

  test("is one source when two keys of one text name it with and without its identifier", async () => {
    const body = `A[^a] and b[^b].\n\n${withBlock("a", vasin())}\n\n${withBlock("b", vasin(`, doi={10.1000/both.${round}}`))}`;
    const post = await aReply({ thread, author, body });
    expect(new Set((await sourcesOf(post.id)).map(({ id }) => id)).size).toBe(1);
  });

  test("cited at once by two posts is one source", async () => {
    const posts = await Promise.all([cite(vasin()), cite(vasin())]);
    const sources = await Promise.all(posts.map(({ id }) => sourcesOf(id)));
    expect(new Set(sources.flat().map(({ id }) => id)).size).toBe(1);
  });

  test("a call, in CSL-JSON, says that readers can't check it", async () => {
    const call = JSON.stringify({ type: "personal_communication", title: `A call with a sequencer team ${round}` });
    const post = await aReply({
      thread,
      author,
      body: `Heard[^c].\n\n[^c]:\n\n    \`\`\`csl-json\n    ${call}\n    \`\`\``,
    });
    expect((await sourcesOf(post.id))[0]).toMatchObject({ kind: "personal", url: null });
    expect(await shown(post.id)).toContain("no address: readers can’t check it");
  });
});

test("a block of RIS says what is cited as one of BibTeX does", async () => {
  const record = [
    "TY  - JOUR",
    `TI  - Blobs by the slot ${round}`,
    "AU  - Roth, Ada",
    "JO  - Ledger",
    "PY  - 2021",
    "ER  - ",
  ];
  const block = `[^k]:\n\n    \`\`\`ris\n${record.map((line) => `    ${line}\n`).join("")}    \`\`\``;
  const post = await aReply({ thread, author, body: `Said[^k].\n\n${block}` });
  expect((await sourcesOf(post.id))[0]).toMatchObject({
    title: `Blobs by the slot ${round}`,
    csl: { type: "article-journal", author: [{ family: "Roth", given: "Ada" }], "container-title": "Ledger" },
  });
  const html = await shown(post.id);
  expect(html).toContain("no address");
  expect(html).not.toContain("TY  -");
});

describe("an ISBN", () => {
  const paper = (key: string, title: string) =>
    `@inproceedings{${key}, title={${title} ${round}}, author={Croman, Kyle}, isbn={978-3-662-53357-4}, year={2016}}`;

  test("of a volume is not the identity of the papers in it", async () => {
    const body = `One[^x], two[^y].\n\n${withBlock("x", paper("x", "On Scaling"))}\n\n${withBlock("y", paper("y", "Quite Different"))}`;
    const sources = await sourcesOf((await aReply({ thread, author, body })).id);
    expect(sources.map(({ title }) => title)).toEqual([`On Scaling ${round}`, `Quite Different ${round}`]);
  });

  test("is the identity of a book, a thesis and a report", async () => {
    for (const [type, isbn] of [
      ["book", "978-0-262-03384-8"],
      ["phdthesis", "978-3-16-148410-0"],
      ["techreport", "978-1-4028-9462-6"],
    ]) {
      const entry = (title: string) => `@${type}{b, title={${title}}, author={Cormen, T.}, isbn={${isbn}}}`;
      const [one] = await sourcesOf((await cite(entry("Introduction"))).id);
      const [two] = await sourcesOf((await cite(entry("Introduction to Algorithms"))).id);
      expect(two!.id).toBe(one!.id);
    }
  });
});

describe("a later reference", () => {
  const doi = () => `10.1145/3133956.${round}`;
  const full = (more = "") =>
    `@inproceedings{solidus, title={Solidus: Confidential Distributed Ledger Transactions via {PVORM}}, author={Cecchetti, Ethan and Zhang, Fan},
      booktitle={Proceedings of CCS}, publisher={ACM}, year={2017}, pages={701--717}, doi={${doi()}}${more}}`;

  test("fills what is empty or came with the identifier", async () => {
    const bare = await aReply({ thread, author, body: `Said[^doi:${doi()}].` });
    await cite(full(), `doi:${doi()}`);
    const [source] = await sourcesOf(bare.id);
    expect(source!.csl).toMatchObject({
      type: "paper-conference",
      author: [
        { family: "Cecchetti", given: "Ethan" },
        { family: "Zhang", given: "Fan" },
      ],
      "container-title": "Proceedings of CCS",
      issued: { "date-parts": [[2017]] },
      page: "701–717",
    });
    expect(source!.title).toBe("Solidus: Confidential Distributed Ledger Transactions via PVORM");
    const [reference] = await findReferences([source!.id]);
    expect(exportReferences([reference!], "txt").text).toBe(
      `Cecchetti, E., & Zhang, F. (2017). Solidus: Confidential Distributed Ledger Transactions via PVORM. In Proceedings of CCS (pp. 701–717). ACM. https://doi.org/${doi()}\n`,
    );
    expect((await findSource(source!.citekey, null))?.origins["author"]).toMatchObject({ from: "reference" });
  });

  test("leaves what another reference or a person said, and its author hears of another title", async () => {
    const [source] = await sourcesOf((await cite(full())).id);
    await correctSource({
      id: source!.id,
      by: author,
      form: {
        kind: "paper",
        title: "Solidus",
        authors: ["Cecchetti, Ethan"],
        container: "CCS",
        publisher: "",
        issued: "2017",
        status: "ok",
        archivedUrl: "",
        reason: "",
        revision: 0,
      },
    });
    const other = `@inproceedings{s, title={A wholly different title}, author={Someone, Else}, year={1999}, volume={7}, doi={${doi()}}}`;
    const preview = await previewed(`Said[^k].\n\n${withBlock("k", other)}`, null);
    expect(preview.ok && preview.warnings.map(({ message }) => message)).toEqual([
      "“[^k]” is known here as “Solidus”, and your reference calls it “A wholly different title”.",
    ]);
    await cite(other);
    const after = await db.source.findUniqueOrThrow({ where: { id: source!.id } });
    expect(after.csl).toMatchObject({ title: "Solidus", issued: { "date-parts": [[2017]] }, volume: "7" });
    expect(after.csl).toMatchObject({ author: [{ family: "Cecchetti" }] });
  });

  test("with a publisher takes the name of the site away", async () => {
    const address = `https://ethereum.github.io/yellowpaper/${round}.pdf`;
    const bare = await aReply({ thread, author, body: `Said[^${address}].` });
    await cite(
      `@techreport{y, title={Ethereum}, author={Wood, Gavin}, institution={Ethereum Foundation}, url={${address}}}`,
    );
    const [source] = await sourcesOf(bare.id);
    expect(source!.csl).toMatchObject({ type: "report", publisher: "Ethereum Foundation" });
    expect(source!.csl).not.toHaveProperty("container-title");
    expect(source!.kind).toBe("report");
  });

  test("about an EIP changes nothing that the list of EIPs knows better", async () => {
    const post = await aReply({ thread, author, body: `Said[^EIP-${7000 + round}].` });
    await cite(`@misc{e, title={My own title}, number={9}, publisher={Me}}`, `EIP-${7000 + round}`);
    const [source] = await sourcesOf(post.id);
    expect(source!.csl).toMatchObject({ publisher: "Ethereum Improvement Proposals", number: `EIP-${7000 + round}` });
  });
});

describe("a reference that can't be used", () => {
  const check = (body: string, confirmedKeys = "") =>
    checkPosting({ author, threadId: null, body, confirmedKeys, isNew: true });

  test.each([
    ["[^k]:\n\n    ```bibtex\n    @article{x, title={no end\n    ```", "can’t be read"],
    ["[^k]:\n\n    ```bibtex\n    nothing\n    ```", "holds no entry of BibTeX"],
    ['[^k]:\n\n    ```csl-json\n    {"type": "book",\n    ```', "is not whole JSON"],
    [
      '[^k]:\n\n    ```csl-json\n    {"name": "left-pad", "version": "1.0.0"}\n    ```',
      "holds no reference of CSL-JSON",
    ],
    ["[^k]:\n\n    ```bibtex\n    @misc{x, year={2014}}\n    ```", "has neither a title nor an identifier"],
    ["[^k]:\n\n    ```ris\n    nothing\n    ```", "holds no record of RIS"],
    ["[^k]: http://localhost/x", "is none that others can open"],
  ])("says why before it is posted: %s", async (definition, why) => {
    const body = `Said[^k].\n\n${definition}`;
    const checked = await check(body);
    expect(checked.ok).toBe(false);
    expect(!checked.ok && checked.errors["body"]![0]).toContain("“[^k]” can’t be cited: ");
    expect(!checked.ok && checked.errors["body"]![0]).toContain(why);
    expect((await check(body, "k")).ok).toBe(true);
  });

  test("beside an address is a warning with the line of its block; so is a second entry", async () => {
    const broken = await previewed(
      "Said[^k].\n\n[^k]: https://example.org/beside\n\n    ```csl-json\n    {\n    ```",
      null,
    );
    expect(broken.ok && broken.warnings).toEqual([{ line: 5, message: "The block below “[^k]” is not whole JSON." }]);
    const two = withBlock("k", "@misc{a, title={One work}}\n@misc{b, title={Two works}}");
    const second = await previewed(`Said[^k].\n\n${two}`, null);
    expect(second.ok && second.warnings).toEqual([
      { line: 5, message: "The block below “[^k]” holds 2 references, and only the first one counts." },
    ]);
  });

  test("in a file is named with what it lacks", async () => {
    const { items, problems } = await read("@misc{empty, year={2014}}\n@misc{good, title={Good}}");
    expect(items.map(({ title }) => title)).toEqual(["Good"]);
    expect(problems).toEqual(["“empty” can’t be cited: it has neither a title nor an identifier or address."]);
  });
});
