import { readFileSync } from "node:fs";
import { join } from "node:path";
import { plugins } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";
import { describe, expect, test } from "vitest";
import { exportReferences } from "~/features/sources/references/export-references";
import { readReferences } from "~/features/sources/references/read-references";
import type { Reference } from "~/features/sources/references/reference";
import { toApa } from "~/features/sources/references/to-apa";
import { toChicago } from "~/features/sources/references/to-chicago";
import { toCslItems } from "~/features/sources/references/to-csl-json";
import { faultsIn } from "../../../support/json-schema";
import { references } from "./references";

const all = Object.entries(references);
const schema = JSON.parse(readFileSync(join(import.meta.dirname, "../../../fixtures/citations/csl-data.json"), "utf8"));

test("CSL-JSON fits the schema of the Citation Style Language", () => {
  expect(faultsIn(toCslItems(Object.values(references)), schema)).toEqual([]);
  // The check can fail.
  expect(faultsIn([{ id: "a", type: "nonsense", colour: "red" }], schema)).toEqual([
    '/0/type is "nonsense"',
    "/0/colour is unknown",
  ]);
});

/** What comes back of a reference: everything but the note that an archived copy makes of itself. */
const cslOf = ({ citekey, csl, accessed }: Reference) =>
  JSON.parse(JSON.stringify({ ...csl, ...(accessed && { accessed: { "date-parts": [accessed] } }), id: citekey }));

/** How a record ends in each format. */
const ends = { bib: /^\}$/gm, ris: /^ER {2}-/gm, "csl.json": /^ {2}\}$/gm };

describe.each(["bib", "ris", "csl.json"] as const)("%s", (format) => {
  test.each(all.filter(([name]) => name !== "hostile"))("%s comes back as it went", (_, reference) => {
    const { text } = exportReferences([{ ...reference, archivedUrl: null }], format);
    const { items, problems } = readReferences(text);
    expect(problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(items))).toEqual([cslOf(reference)]);
  });

  test("all together are as many as they are", () => {
    const { items } = readReferences(exportReferences(Object.values(references), format).text);
    expect(items.map(({ id }) => id)).toEqual(Object.values(references).map(({ citekey }) => citekey));
  });

  test("a hostile title ends nothing, begins nothing and runs nothing", () => {
    const { text } = exportReferences([references.hostile], format);
    const { items } = readReferences(text);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ id: "evil", title: references.hostile.csl.title });
    expect(text.match(ends[format])).toHaveLength(1);
  });
});

test("a hostile title is no command of TeX", () => {
  expect(exportReferences([references.hostile], "bib").text).not.toMatch(/\\(?:input|write)/);
});

describe("a reference manager’s own parser", () => {
  const parsers: Record<string, (text: string) => Record<string, unknown>[]> = {
    bib: (text) => plugins.input.chain(text, { target: "@csl/list+object" }) as Record<string, unknown>[],
    ris: (text) =>
      plugins.input.chain(text, { target: "@csl/list+object", forceType: "@ris/file" }) as Record<string, unknown>[],
  };
  test.each(["bib", "ris"] as const)("reads every %s record, with its title, its people and its address", (format) => {
    for (const [name, reference] of all) {
      const [item] = parsers[format]!(exportReferences([reference], format).text);
      const { csl } = reference;
      expect(String(item?.["title"]).replaceAll(/<[^>]*>/g, ""), name).toContain(
        csl.title!.split(/\s/).at(-1)!.replace(/[{}%]/g, "").slice(0, 3),
      );
      // What it reads of a record, beside what it should read of it.
      const issued = item?.["issued"] as { "date-parts": number[][] } | undefined;
      const read = {
        url: item?.["URL"],
        family: (item?.["author"] as { family?: string }[] | undefined)?.[0]?.family,
        authors: (item?.["author"] as unknown[] | undefined)?.length,
        year: issued?.["date-parts"][0]?.[0],
      };
      // Its reader of RIS leaves out people and date of a newspaper article, whichever program wrote the file.
      const knowsPeople = !(format === "ris" && csl.type === "article-newspaper");
      const written = {
        ...(csl.URL && name !== "hostile" && { url: csl.URL }),
        ...(knowsPeople && csl.author?.[0]?.family && { family: csl.author[0].family, authors: csl.author.length }),
        ...(knowsPeople && csl.issued && { year: csl.issued["date-parts"][0]?.[0] }),
      };
      expect(read, name).toMatchObject(written);
    }
  });
});

describe("APA", () => {
  test.each([
    [
      "dashboard",
      "Activity of scaling projects [Data set]. (n.d.). L2BEAT. Retrieved February 20, 2026, from https://l2beat.com/scaling/activity",
    ],
    [
      "eip",
      "Francesco D’Amato, & Barnabé Monnot. (2024). EIP-7732: Enshrined Proposer-Builder Separation. Ethereum Improvement Proposals. https://eips.ethereum.org/EIPS/eip-7732",
    ],
    [
      "arxiv",
      "Bar-On, B., Mazorra, J.-L., & Other, A. B. (2025). The Free Option Problem of ePBS (arXiv:2509.24849). arXiv. https://arxiv.org/abs/2509.24849",
    ],
    [
      "journal",
      "Daian, P., & van der Berg, A. (2020). Flash Boys 2.0. Journal of Cryptology, 12(3), 100–120. https://doi.org/10.1145/3548606.3560611",
    ],
    ["conference", "Müller, J. (2022). Rollups in practice. In Proceedings of CCS (pp. 1–12). ACM."],
    [
      "report",
      "Bank for International Settlements. (2024). On stable coins (Report 7). BIS. https://bis.example.org/7",
    ],
    ["book", "Antonopoulos, A. M., & Wood, G. (2018). Mastering Ethereum. O’Reilly."],
    [
      "news",
      "Shen, M. (2026, February 3). Buterin says roadmap “no longer makes sense”. CoinDesk. https://www.coindesk.com/a",
    ],
    [
      "blog",
      "Buterin, V. (2026, February). What are L2s for? Vitalik Buterin’s website. https://vitalik.eth.limo/l2.html",
    ],
    [
      "web",
      "Roadmap. (n.d.). ethereum.org. Retrieved November 2, 2026, from https://ethereum.org/roadmap?x=1&y=%7B#part_2",
    ],
    [
      "forum",
      "mike. (2023, March 9). Burning MEV [Online forum post]. Ethereum Research. https://ethresear.ch/t/15016",
    ],
    ["tweet", "@someone. (2026, January 31). L2s are the future [Post]. X. https://x.com/i/web/status/123"],
    ["video", "Devcon talk [Video]. (n.d.). YouTube. https://www.youtube.com/watch?v=abc"],
    ["code", "optimism (v1.9) [Computer software]. (n.d.). GitHub. https://github.com/x/optimism"],
    [
      "iacr",
      "Buterin, V. (2023). Proofs of \\emph{things} & 50% more_or_less {x} (Paper 2023/1234). Cryptology ePrint Archive. https://eprint.iacr.org/2023/1234",
    ],
  ] as const)("%s", (name, text) => {
    expect(toApa(references[name])).toBe(text);
  });
});

describe("Chicago", () => {
  test.each([
    [
      "dashboard",
      "“Activity of scaling projects,” data set, L2BEAT, accessed February 20, 2026, https://l2beat.com/scaling/activity.",
    ],
    [
      "eip",
      "Francesco D’Amato and Barnabé Monnot, “EIP-7732: Enshrined Proposer-Builder Separation,” Ethereum Improvement Proposals, status Review, June 28, 2024, https://eips.ethereum.org/EIPS/eip-7732.",
    ],
    [
      "arxiv",
      "Bruno Bar-On, Jean-Luc Mazorra, and A. B. Other, “The Free Option Problem of ePBS,” preprint, arXiv, 2025, arXiv:2509.24849, https://arxiv.org/abs/2509.24849.",
    ],
    [
      "journal",
      "Philip Daian and Anna van der Berg, “Flash Boys 2.0,” Journal of Cryptology 12, no. 3 (2020): 100–120, https://doi.org/10.1145/3548606.3560611.",
    ],
    ["conference", "Jörg Müller, “Rollups in practice,” in Proceedings of CCS (ACM, 2022), 1–12."],
    ["report", "Bank for International Settlements, On stable coins, Report 7 (BIS, 2024), https://bis.example.org/7."],
    ["book", "Andreas M. Antonopoulos and Gavin Wood, Mastering Ethereum (O’Reilly, 2018)."],
    [
      "news",
      "Muyao Shen, “Buterin says roadmap ‘no longer makes sense’,” CoinDesk, February 3, 2026, https://www.coindesk.com/a.",
    ],
    [
      "blog",
      "Vitalik Buterin, “What are L2s for?” Vitalik Buterin’s website, February 2026, https://vitalik.eth.limo/l2.html.",
    ],
    ["web", "“Roadmap,” ethereum.org, accessed November 2, 2026, https://ethereum.org/roadmap?x=1&y=%7B#part_2."],
    ["forum", "mike, “Burning MEV,” Ethereum Research, March 9, 2023, https://ethresear.ch/t/15016."],
    ["tweet", "@someone, “L2s are the future,” X, January 31, 2026, https://x.com/i/web/status/123."],
    ["video", "“Devcon talk,” video, YouTube, https://www.youtube.com/watch?v=abc."],
    ["code", "“optimism,” computer software, GitHub, v1.9, https://github.com/x/optimism."],
    [
      "iacr",
      "Vitalik Buterin, “Proofs of \\emph{things} & 50% more_or_less {x},” preprint, Cryptology ePrint Archive, 2023, paper 2023/1234, https://eprint.iacr.org/2023/1234.",
    ],
  ] as const)("%s", (name, text) => {
    expect(toChicago(references[name])).toBe(text);
  });
});

describe("reading other programs' files", () => {
  test("BibTeX with abbreviations, accents, brace and quotation marks, months and comments", () => {
    const { items, problems } = readReferences(`
      % a comment
      @comment{ @article{not, title = {this}} }
      @string{jc = "Journal of " # {Cryptology}}
      @Article{Daian:2020,
        author = "Daian, Philip and {The Flashbots Team} and J{\\"o}rg M{\\"u}ller and others",
        title = {{MEV} and {\\'E}tudes \\& more --- a \`\`study''},
        journal = jc, year = 2020, month = jun, day = 4, pages = {1--20},
        url = {https://example.org/a_b}, doi = {https://doi.org/10.1145/1},
      }
      @misc(key, title = "In round brackets", howpublished = {\\url{https://example.org/x}}, date = {2021-03})
      @article{broken, title = {no end`);
    expect(JSON.parse(JSON.stringify(items))).toEqual([
      {
        id: "Daian:2020",
        type: "article-journal",
        title: "MEV and Études & more — a “study”",
        author: [
          { family: "Daian", given: "Philip" },
          { literal: "The Flashbots Team" },
          { family: "Müller", given: "Jörg" },
        ],
        "container-title": "Journal of Cryptology",
        issued: { "date-parts": [[2020, 6, 4]] },
        page: "1–20",
        URL: "https://example.org/a_b",
        DOI: "10.1145/1",
      },
      {
        id: "key",
        type: "webpage",
        title: "In round brackets",
        issued: { "date-parts": [[2021, 3]] },
        URL: "https://example.org/x",
      },
    ]);
    expect(problems).toEqual(["The entry “broken” in line 12 has no end or a field that can’t be read."]);
  });

  test.each([
    "",
    "hello",
    "{",
    '[1, null, "x"]',
    "@",
    "@{",
    "@article",
    "@article{",
    "@article{a, =}",
    "@article{a, title = }",
    "@article{a, title = {}}",
    '@article{a, title = "x',
    `@article{a, ${"title = {x}, ".repeat(500)}}`,
    `@article{a, title = ${"{".repeat(5000)}${"}".repeat(5000)}}`,
    `@string{a = a} @string{b = a # a # a} @misc{x, title = b # b}`,
    "TY  - ",
    "TY  - BOOK\nTY  - BOOK",
    "TY  - XXXX\r\nTI  - a\r\nER  - ",
    `[{"type":"book","title":{"a":1},"author":"me","issued":{"date-parts":[["x"]]}}]`,
    `{"__proto__":{"x":1},"constructor":{},"type":"toString"}`,
    `[${"[".repeat(2000)}`,
    "\u0000\u0001@misc{\u202e, title={\u202e}}",
  ])("never breaks: %j", (text) => {
    const { items, problems } = readReferences(text);
    expect(items.length + problems.length).toBeGreaterThanOrEqual(0);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    for (const { title = "" } of items) expect(title).not.toMatch(/[\u202a-\u202e\u0000]/);
  });
});
