/** Entries as researchers' tools and hands write them, each with what it says. */
import { describe, expect, test } from "vitest";
import { CslItem } from "~/features/sources/references/csl";
import { identitiesOf } from "~/features/sources/identify-reference";
import { identityKey } from "~/features/sources/identity";
import { readReferences } from "~/features/sources/references/read-references";

const read = (text: string) => JSON.parse(JSON.stringify(readReferences(text))) as ReturnType<typeof readReferences>;
const one = (text: string) => {
  const { items, problems } = read(text);
  expect(problems).toEqual([]);
  expect(items).toHaveLength(1);
  return items[0]!;
};
const bib = (fields: string, type = "article") => one(`@${type}{key, title = {T}, ${fields}}`);
const ris = (...lines: string[]) => one(["TY  - JOUR", "TI  - T", ...lines, "ER  - "].join("\n"));
const csl = (fields: object) => one(JSON.stringify([{ id: "a", type: "book", title: "T", ...fields }]));

describe("entries that other readers read", () => {
  test.each([
    ["a blank before the key", "@article{ WOS:000445987100063,\nTitle = {T}\n}", "WOS:000445987100063"],
    ["a blank before the type", "@ article{k, title = {T}}", "k"],
    ["a blank before the brace", "@article { key:1 ,\n title = {T} }", "key:1"],
    [
      "a comment inside",
      "@article{k, % first\n  title = {T}, % second, with a } brace\n  % third\n year = 2020 }",
      "k",
    ],
    ["a comment between name and value", "@article{k,\n title % here\n = % there\n {T}}", "k"],
    ["a key with spaces", "@article{Smith et al 2020, title = {T}}", "Smith et al 2020"],
    ["a key with signs", "@article{k'1+2/3@x&y, title = {T}}", "k'1+2/3@x&y"],
    ["a backslash before the last brace", "@article{k, file = {C:\\Papers\\}, title = {T}}", "k"],
    ["no comma between two fields", "@article{k, year = 2020\n title = {T}}", "k"],
    ["no key", "@article{title = {T}}", ""],
    ["round brackets", "@article(k, title = {T (a)})", "k"],
    ["the other bracket at its end", "@article{k, title = {T}\n)", "k"],
    ["a line for the key without a comma", "@article{k\n  title = {T}\n}", "k"],
    ["a type with an underscore", "@web_page{k, title = {T}}", "k"],
    ["an entry that is commented out before it", "%@book{gone,\n%  title = {Gone}\n%}\n@book{k, title = {T}}", "k"],
    ["a brace behind a backslash", "@article{k, author = {Thi\\{'ebaux}, title = {T}}", "k"],
    ["a byte order mark", "\ufeff@article{k, title = {T (a)}}", "k"],
    ["a file’s first line that doesn’t end", "% Encoding: UTF-8@article{k, title = {T}}", "k"],
    ["a field longer than any that is kept", `@article{k, comment = {${"word ".repeat(9_000)}}, title = {T}}`, "k"],
  ])("%s", (_, text, id) => {
    expect(one(text)).toMatchObject({ id, title: expect.stringMatching(/^T/) });
  });

  test.each([
    "@article{bad, title = {never ends, year = 2020\n}\n",
    "@article{bad, title = {never ends,\n\n",
    '@article{bad, title = "never ends,\n  year = 2020\n}\n',
    "@article{bad, title\n}\n",
    "@article{bad, = {x}}\n",
    "@comment{ never ends\n",
    "@string{x = \n",
  ])("a broken one costs itself alone: %j", (broken) => {
    const { items, problems } = read(
      `@misc{a, title={First}}\n\n${broken}\n@misc{b,\n  title={Second}\n}\n@misc{c, title={Third}}`,
    );
    expect(items.map(({ title }) => title)).toEqual(["First", "Second", "Third"]);
    expect(problems).toHaveLength(1);
  });

  test("every one of many is read", () => {
    const text = Array.from({ length: 2_157 }, (_, index) => `@misc{k${index}, title = {Title ${index}}}`).join("\n");
    expect(read(text).items).toHaveLength(2_157);
  });

  test("inheritance by crossref and xdata", () => {
    const { items } = read(`
      @inproceedings{a, title={Paper}, author={A. Author}, crossref={conf}, pages={1--2}}
      @xdata{pub, publisher={ACM}, address={New York}}
      @proceedings{Conf, title={Proceedings of X}, year=2016, editor={Juels, Ari and Shi, Elaine}, xdata={pub}}`);
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      title: "Paper",
      "container-title": "Proceedings of X",
      issued: { "date-parts": [[2016]] },
      editor: [{ family: "Juels" }, { family: "Shi" }],
      publisher: "ACM",
      "publisher-place": "New York",
    });
  });

  test("a circle of crossrefs ends", () => {
    expect(read("@misc{a, title={A}, crossref={b}}\n@misc{b, note={B}, crossref={a}}").items).toHaveLength(2);
  });
});

describe("RIS", () => {
  test("a record without ER ends where the next begins", () => {
    expect(read("TY  - BOOK\nTI  - One\nTY  - BOOK\nTI  - Two\n").items.map(({ title }) => title)).toEqual([
      "One",
      "Two",
    ]);
  });

  test("lines of one field are joined, and signs that end a line elsewhere lose nothing", () => {
    expect(one("TY  - JOUR\nTI  - Blood-brain barrier breach following\n  cortical contusion\nER  - ").title).toBe(
      "Blood-brain barrier breach following cortical contusion",
    );
    expect(one("TY  - JOUR\nTI  - One\u2028two\nER  - ").title).toBe("One two");
  });

  test("names, editors and translators, in the file's order", () => {
    const item = ris(
      "A1  - Georgiev, A.",
      "AU  - Bello, B.",
      "AU  - Carmi, C., Jr.",
      "ED  - van Renesse, Robbert",
      "A4  - Other, O.",
    );
    expect(item.author?.map(({ family }) => family)).toEqual(["Georgiev", "Bello", "Carmi"]);
    expect(item.author?.[2]?.suffix).toBe("Jr.");
    expect(item.editor).toEqual([{ family: "Renesse", given: "Robbert", "non-dropping-particle": "van" }]);
    expect(item.translator).toEqual([{ family: "Other", given: "O." }]);
    expect(ris("AU  - L2BEAT", "PB  - L2BEAT")).toMatchObject({ author: [{ literal: "L2BEAT" }], publisher: "L2BEAT" });
  });

  test.each([
    ["2015/october", [2015, 10]],
    ["2014/02/03/", [2014, 2, 3]],
    ["2014//", [2014]],
    ["2014/02//spring", [2014, 2]],
    ["2003/2/45", [2003, 2]],
    ["2015-10-03", [2015, 10, 3]],
    ["20151003", [2015, 10, 3]],
    ["Feb 3, 2014", [2014, 2, 3]],
    ["1469", [1469]],
  ])("date %s", (text, parts) => {
    expect(ris(`Y1  - ${text}`).issued).toEqual({ "date-parts": [parts] });
  });

  test("a day beside a year of its own", () => {
    expect(ris("PY  - 2015", "DA  - Oct 3").issued).toEqual({ "date-parts": [[2015, 10, 3]] });
  });

  test("all authors in one line", () => {
    expect(ris("AU  - Knuth, D.; Lamport, L.").author).toEqual([
      { family: "Knuth", given: "D." },
      { family: "Lamport", given: "L." },
    ]);
  });

  test.each([
    [["JF  - CoRR", "VL  - abs/1809.09044"], "arxiv:1809.09044"],
    [["AN  - arXiv:1809.09044"], "arxiv:1809.09044"],
    [["JO  - IACR Cryptol. ePrint Arch.", "VL  - 2014", "SP  - 857"], "iacr:2014/857"],
    [["UR  - 10.1201/b19107-2"], "doi:10.1201/b19107-2"],
    [["L3  - 10.1201/b19107-2"], "doi:10.1201/b19107-2"],
  ])("identity from %j", (lines, identity) => {
    expect(identityKey(identitiesOf(ris(...lines), "")[0]!)).toBe(identity);
  });

  test("numbers of articles and reports, and a DOI that is no kind of work", () => {
    expect(ris("C7  - e12").number).toBe("e12");
    expect(ris("M3  - 10.1201/b19107-2")).not.toHaveProperty("genre");
    expect(one("TY  - RPRT\nTI  - T\nSN  - TR-7\nER  - ")).toMatchObject({ number: "TR-7" });
    expect(one("TY  - RPRT\nTI  - T\nIS  - 7\nER  - ")).toMatchObject({ number: "7" });
    expect(one("TY  - RPRT\nTI  - T\nSN  - 978-0-262-03384-8\nER  - ")).toMatchObject({ ISBN: "978-0-262-03384-8" });
  });

  test("identifiers, numbers and dates of access", () => {
    expect(ris("DO  - doi:10.1201/b19107-2").DOI).toBe("10.1201/b19107-2");
    expect(ris("SN  - 0028-0836")).toMatchObject({ ISSN: "0028-0836" });
    expect(ris("Y2  - 2024/01/02").accessed).toEqual({ "date-parts": [[2024, 1, 2]] });
    expect(ris("TI  - Rollups &amp; <i>proofs</i>").title).toBe("T");
    expect(one("TY  - JOUR\nTI  - Rollups &amp; <i>proofs</i>\nER  -").title).toBe("Rollups & proofs");
  });
});

test("a talk in RIS has its event and where that was", () => {
  const text =
    "TY  - SPCH\nTI  - Danksharding\nAU  - Feist, Dankrad\nT2  - Devcon 6\nCY  - Bogotá\nPY  - 2022\nER  - \n";
  expect(read(text).items).toEqual([
    {
      type: "speech",
      title: "Danksharding",
      author: [{ family: "Feist", given: "Dankrad" }],
      issued: { "date-parts": [[2022]] },
      "event-title": "Devcon 6",
      "event-place": "Bogotá",
    },
  ]);
});

describe("names in BibTeX", () => {
  test.each([
    ["Pimentel, Jr., Joseph J.", { family: "Pimentel", given: "Joseph J.", suffix: "Jr." }],
    ["Martin L. King III", { family: "King", given: "Martin L.", suffix: "III" }],
    ["Robert van Brown Jr.", { family: "Brown", given: "Robert", "non-dropping-particle": "van", suffix: "Jr." }],
    ["Robert Brown, Jr.", { family: "Brown", given: "Robert", suffix: "Jr." }],
    ["Wood, Gavin et al.", { family: "Wood", given: "Gavin" }],
    ["Robbert van Renesse", { family: "Renesse", given: "Robbert", "non-dropping-particle": "van" }],
    ["van Renesse, Robbert", { family: "Renesse", given: "Robbert", "non-dropping-particle": "van" }],
    ["Jan {van Leeuwen}", { family: "van Leeuwen", given: "Jan" }],
    ["Ne\\~{s}et\\~{r}il, Jaroslav", { family: "Nes̃etr̃il", given: "Jaroslav" }],
    ["{v.d. Hart}, Andr{\\'e}", { family: "v.d. Hart", given: "André" }],
    [
      "given=Hans, prefix=von, family=Harrenack",
      { family: "Harrenack", given: "Hans", "non-dropping-particle": "von" },
    ],
    [
      "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin",
      { family: "Vallée Poussin", given: "Charles Louis Xavier Joseph", "non-dropping-particle": "de la" },
    ],
    ["{Ethereum Foundation}", { literal: "Ethereum Foundation" }],
    ["{Barnes {and} Noble}", { literal: "Barnes and Noble" }],
    ["Smith, J.R.R.", { family: "Smith", given: "J.R.R." }],
    ["King, Jr, Martin Luther", { family: "King", given: "Martin Luther", suffix: "Jr" }],
    ["vitalik", { literal: "vitalik" }],
    ["given={Ada}, middle={Maria}, family={Roth}", { family: "Roth", given: "Ada Maria" }],
    ["Jan Kr{\\ocirc{u}}ta", { family: "Krůta", given: "Jan" }],
    ["Ol{\\cprime}ga Nov\\'ak", { family: "Novák", given: "Olʹga" }],
    ["Th{\\^e}\\llap{\\raise 0.5ex\\hbox{\\'{\\relax}}}, H.", { family: "Thế", given: "H." }],
  ])("%s", (text, name) => {
    expect(bib(`author = {${text}}`).author).toEqual([name]);
  });

  test("several, with others, over lines", () => {
    expect(bib("author = {A. One\n  and Two, B. AND {Three and Co} and others}").author).toEqual([
      { family: "One", given: "A." },
      { family: "Two", given: "B." },
      { literal: "Three and Co" },
    ]);
  });

  test("the first two hundred of very many", () => {
    const names = Array.from({ length: 300 }, (_, index) => `Name${index}, A.`).join(" and ");
    expect(bib(`author = {${names}}`).author).toHaveLength(200);
    expect(csl({ author: Array.from({ length: 300 }, () => ({ family: "A" })) }).author).toHaveLength(200);
  });

  test("parted by semicolons", () => {
    expect(bib("author = {Donald E. Knuth; Lamport, Leslie}").author).toEqual([
      { family: "Knuth", given: "Donald E." },
      { family: "Lamport", given: "Leslie" },
    ]);
  });

  test.each([
    ["Ada Roth, Ben Oak, Cy Elm et al", ["Roth", "Oak", "Elm"]],
    ["A. Roth, B. J. Oak and C. Elm", ["Roth", "Oak", "Elm"]],
    ["Roth Oak, III, Ada Maria", ["Roth Oak"]],
    ["Roth Oak, Ada Maria", ["Roth Oak"]],
    ["uniquenametemplatename=short and Roth, Ada", ["Roth"]],
    ["useprefix=false and family=Oak, given=Ben", ["Oak"]],
  ])("a list with commas, or with settings in it: %s", (text, families) => {
    expect(bib(`author = {${text}}`).author?.map(({ family }) => family)).toEqual(families);
  });

  test("of makers beside authors and editors", () => {
    expect(bib("director = {Doe, Jo}, interviewer = {Roe, Al}, editora = {Poe, Ed}")).toMatchObject({
      director: [{ family: "Doe", given: "Jo" }],
      interviewer: [{ family: "Roe", given: "Al" }],
      contributor: [{ family: "Poe", given: "Ed" }],
    });
  });

  test.each([
    [[{ name: "Ethereum Foundation" }], [{ literal: "Ethereum Foundation" }]],
    [[{ given: "Plato" }], [{ literal: "Plato" }]],
    [{ family: "Doe", given: "Jo" }, [{ family: "Doe", given: "Jo" }]],
    ["Jo Doe", [{ literal: "Jo Doe" }]],
  ])("of CSL-JSON in other shapes: %j", (author, names) => {
    expect(csl({ author }).author).toEqual(names);
  });

  test("of CSL-JSON keep every part", () => {
    const name = { family: "Humboldt", given: "Alexander", "dropping-particle": "von", suffix: "III" };
    expect(csl({ author: [name], editor: [{ ...name, "non-dropping-particle": "de" }] })).toMatchObject({
      author: [name],
      editor: [{ ...name, "non-dropping-particle": "de" }],
    });
  });
});

describe("dates in BibTeX", () => {
  test.each([
    ["year=2003, month=2, day=45", [2003, 2]],
    ["year=2003, month=13", [2003]],
    ["year={August, 2005}", [2005]],
    ["year={c. 1850?}", [1850]],
    ["date={2009-02?}", [2009, 2]],
    ["date={2009-02-30}", [2009, 2]],
    ["year=1469", [1469]],
    ["date={20090203}", [2009, 2, 3]],
    ["year={१९८७}", [1987]],
    ["date={２０２０-𝟎𝟑}", [2020, 3]],
    ["year={(2014)}", [2014]],
    ['year=2020, month = "10~" # jan', [2020, 1, 10]],
    ['year=2020, month = jan # "~10"', [2020, 1, 10]],
    ["year=2020, month = {May/June}", [2020, 5]],
    ["year=2020, month = {September}, day={3}", [2020, 9, 3]],
    ["year={2020a}", [2020]],
  ])("%s", (fields, parts) => {
    expect(bib(fields).issued).toEqual({ "date-parts": [parts] });
  });

  test("a number that is no year makes none", () => {
    expect(bib("year=12020")).not.toHaveProperty("issued");
  });

  test("of access, of an event, and periods", () => {
    expect(bib("urldate={2024-01-02}").accessed).toEqual({ "date-parts": [[2024, 1, 2]] });
    expect(bib("date={2003-01/2003-05}").issued).toEqual({
      "date-parts": [
        [2003, 1],
        [2003, 5],
      ],
    });
    expect(bib("origdate={1911}, eventdate={2012-03-01}")).toMatchObject({
      "original-date": { "date-parts": [[1911]] },
      "event-date": { "date-parts": [[2012, 3, 1]] },
    });
  });

  test.each([
    [{ raw: "2014-05-03" }, [2014, 5, 3]],
    ["2014-05", [2014, 5]],
    [2014, [2014]],
    [{ "date-parts": [["2014", "5", "x"]] }, [2014, 5]],
    [{ "date-parts": [[2014, 13]] }, [2014]],
    [{ literal: "May 2014" }, [2014, 5]],
    [{ "date-parts": [2014, 5] }, [2014, 5]],
    [{ "date-parts": [["c2014"]] }, [2014]],
    [{ year: 2014, month: 5 }, [2014, 5]],
  ])("of CSL-JSON: %j", (issued, parts) => {
    expect(csl({ issued }).issued).toEqual({ "date-parts": [parts] });
  });
});

describe("identity, from where it is written", () => {
  test.each([
    [
      "howpublished={Cryptology ePrint Archive, Report 2014/857}, note={\\url{https://eprint.iacr.org/2014/857}}",
      "misc",
      "iacr:2014/857",
      "article",
    ],
    [
      "howpublished={Cryptology {ePrint} Archive, Paper 2023/1234}, url={https://eprint.iacr.org/2023/1234}",
      "misc",
      "iacr:2023/1234",
      "article",
    ],
    ["journal={Cryptology ePrint Archive}, note={Report 2014/857}", "article", "iacr:2014/857", "article"],
    ["doi={doi:10.1063/1.2894508}", "article", "doi:10.1063/1.2894508", "article-journal"],
    [
      "doi={https://doi.org/10.1063/1.2894508, https://doi.org/10.1063/9}",
      "article",
      "doi:10.1063/1.2894508",
      "article-journal",
    ],
    ["note={doi: 10.1063/1.2894508.}", "article", "doi:10.1063/1.2894508", "article-journal"],
    ["note={Available at \\url{https://example.org/p.pdf}}", "misc", "url:example.org/p.pdf", "webpage"],
    [
      "howpublished={Blog post, \\url{https://vitalik.ca/general/2021/01/05/rollup.html}, accessed 2021}",
      "misc",
      undefined,
      "webpage",
    ],
    ["journal={arXiv preprint arXiv:1809.09044}", "article", "arxiv:1809.09044", "article"],
    ["howpublished={arXiv preprint arXiv:1310.7935}", "misc", "arxiv:1310.7935", "article"],
    ["journal={CoRR}, volume={abs/1809.09044}", "article", "arxiv:1809.09044", "article"],
    ["eprint={math/0309136}, archiveprefix={arXiv}", "misc", "arxiv:math/0309136", "article"],
    ["eprint={1809.09044v2}", "misc", "arxiv:1809.09044", "article"],
    ["eprint={https://arxiv.org/abs/1809.09044}", "misc", "arxiv:1809.09044", "article"],
    ["arxivid={1809.09044}", "misc", "arxiv:1809.09044", "article"],
    ["journal={arXiv e-prints}, pages={arXiv:1809.09044}", "article", "arxiv:1809.09044", "article"],
    ["booktitle={arXiv:1809.09044}", "inproceedings", "arxiv:1809.09044", "article"],
    ["journal={arXiv preprint math/0309136}", "article", "arxiv:math/0309136", "article"],
    ["journal={IACR Cryptol. ePrint Arch.}, volume={2014}, pages={857}", "article", "iacr:2014/857", "article"],
    ["journal={{IACR} Cryptol. ePrint Arch.}, pages={105}, year=2023", "article", "iacr:2023/105", "article"],
    ["doi={10.1063/ 1.2894508}", "article", "doi:10.1063/1.2894508", "article-journal"],
    ["doi={10.1063\\/1.2894508}", "article", "doi:10.1063/1.2894508", "article-journal"],
    ["url={10.1063/1.2894508}", "article", "doi:10.1063/1.2894508", "article-journal"],
    ["bdsk-url-1={https://doi.org/10.1063/1.2894508}", "article", "doi:10.1063/1.2894508", "article-journal"],
    [
      "doi={10.1002/(SICI)1097-0258(1998)17:15/16\\textless{}1661::AID-1\\textgreater{}3.0.CO;2-2}",
      "article",
      "doi:10.1002/(sici)1097-0258(1998)17:15/16<1661::aid-1>3.0.co;2-2",
      "article-journal",
    ],
    ["howpublished={EIP-4844}", "misc", "eip:4844", "document"],
    ["isbn={ISBN 978-0-262-03384-8 (print), 978-0-262-25972-9 (ebook)}", "book", "isbn:9780262033848", "book"],
    ["isbn={978-0-262-03384-9 0-262-03384-4}", "book", "isbn:9780262033848", "book"],
    ["journal={Nature}, eprint={1809.09044}, eprinttype={arxiv}", "article", "arxiv:1809.09044", "article-journal"],
    ["isbn={978-0-262-03384-8}", "book", "isbn:9780262033848", "book"],
    ["isbn={978-3-662-53357-4}", "inproceedings", "work:paper-conference/t//", "paper-conference"],
  ])("%s", (fields, type, identity, cslType) => {
    const item = bib(fields, type);
    const [first] = identitiesOf(item, "");
    if (identity) expect(identityKey(first!)).toBe(identity);
    expect(item.type).toBe(cslType);
  });

  test.each([
    ["url={http://www.cs.example.edu/{\\textasciitilde}shi/a.pdf}", "http://www.cs.example.edu/~shi/a.pdf"],
    ["url={http://www.cs.example.edu/\\~{}shi/a.pdf}", "http://www.cs.example.edu/~shi/a.pdf"],
    ["url={http://www.cs.example.edu/$\\sim$shi/a\\_b.pdf}", "http://www.cs.example.edu/~shi/a_b.pdf"],
    ["url={https://example.org/a b.pdf}", "https://example.org/a%20b.pdf"],
    ["url={https://example.org/a--b?x=1\\&y=2\\#z}", "https://example.org/a--b?x=1&y=2#z"],
    ["url={https://a.example.org/x, https://b.example.org/y}", "https://a.example.org/x"],
    ["url={www.example.org/x}", "http://www.example.org/x"],
    [
      "howpublished={Blog post, \\url{https://vitalik.ca/general/2021/01/05/rollup.html}, accessed 2021}",
      "https://vitalik.ca/general/2021/01/05/rollup.html",
    ],
    ["note={See https://example.org/x (accessed 3 May).}", "https://example.org/x"],
    ["note={https://example.org/x。}", "https://example.org/x"],
    ["url={https://example.org/?a=1&amp;b=2}", "https://example.org/?a=1&b=2"],
    ["url={https://example.org/{\\raise.17ex\\hbox{$\\scriptstyle\\sim$}}bob}", "https://example.org/~bob"],
    ["pdf={https://example.org/x.pdf}", "https://example.org/x.pdf"],
    ["addendum={\\url{https://example.org/x}}", "https://example.org/x"],
    ["publisher={Packt, https://example.org}", undefined],
    ["url={http://10.0.0.7/x https://example.org/x}", "https://example.org/x"],
    ["url={//example.org/x}", "https://example.org/x"],
    ["doi={10/ab3xk}", "https://doi.org/10/ab3xk"],
    ["doi={https://doi.org/10/ab3xk}", "https://doi.org/10/ab3xk"],
    ["publisher={Available: https://example.org/x}", "https://example.org/x"],
    ["note={(https://en.example.org/wiki/Rollup_(chain)).}", "https://en.example.org/wiki/Rollup_(chain)"],
  ])("address: %s", (fields, address) => {
    expect(bib(fields, "misc").URL).toBe(address);
  });
});

test("a container keeps its words beside an address, and a note with two addresses all of it", () => {
  expect(bib("journal={Bitcoin.--URL: https://bitcoin.org/bitcoin.pdf}")).toMatchObject({
    "container-title": "Bitcoin",
    URL: "https://bitcoin.org/bitcoin.pdf",
  });
  const note = "see https://a.example.org/x; and https://b.example.org/y";
  expect(bib(`note={${note}}`, "misc")).toMatchObject({ note, URL: "https://a.example.org/x" });
  expect(bib("howpublished={Online: <https://example.org/x>}", "misc")).not.toHaveProperty("medium");
});

test.each([
  ["pmid={21413195}", "url:pubmed.ncbi.nlm.nih.gov/21413195"],
  ["pmcid={PMC3106548}", "url:pmc.ncbi.nlm.nih.gov/articles/PMC3106548"],
])("known by its number in a library of papers alone: %s", (fields, identity) => {
  const [first] = identitiesOf(one(`@article{k, ${fields}}`), "");
  expect(identityKey(first!)).toBe(identity);
});

describe("text", () => {
  test.each([
    ["time {$O(n^\\alpha \\log n)$}", "time O(n^α log n)"],
    ["A\\begin{center}B\\end{center}", "AB"],
    [
      "Approximations for $\\lambda$-colorings and $\\Omega(n^2)$ time",
      "Approximations for λ-colorings and Ω(n²) time",
    ],
    ["$O(n \\log n)$ and $x_{i+1}$ for $n \\leq \\infty$", "O(n log n) and x_(i+1) for n ≤ ∞"],
    ["Jafnr{\\ae}{\\dh}i og {\\th}{\\'a}tttaka", "Jafnræði og þátttaka"],
    ["200\\,MB of pre\\-conf", "200 MB of preconf"],
    ["A \\emph{very} {\\em long} \\textbf{day}", "A very long day"],
    ["\\unknown{word} stays", "unknownword stays"],
    ["\\texorpdfstring{$\\alpha$}{alpha}\\footnote{a note} \\textcolor{red}{red} \\verb|x_y|", "alpha red x_y"],
    ["{\\selectlanguage{german} Das} \\foreignlanguage{german}{Haus}", "Das Haus"],
    ["2\\nobreakdash-5 \\guilsinglleft a\\guilsinglright \\textnumero{}5\\textdagger", "2-5 ‹a›№5†"],
    ["{\\sf Ry\\acro{DA}rab}\\Dash \\rlap{Arabic} {\\cal NC}\\raise 0.5ex\\hbox{x}", "RyDArab—Arabic NCx"],
    ["$a \\not= b \\not\\in c$, So{$\\not$}rensen, x\\vphantom{y}z", "a ≠ b ∉ c, Sorensen, xz"],
    ["\\cyrchar\\CYRA.V., \\CYRZH\\cyrishrt, 1\\textasciimacron{}0", "А.V., Жй, 1¯0"],
    ["costs $5 and 100\\% \\$10", "costs $5 and 100% $10"],
    ["Erd{\\H{o}}s, {\\v{C}}ech, \\o re, Garc\\'{\\i}a, \\c{c}", "Erdős, Čech, øre, García, ç"],
    ["Rollups &amp; <i>proofs</i>", "Rollups & proofs"],
    ["pages 1---2 -- ``quoted''", "pages 1—2 – “quoted”"],
  ])("%s", (tex, text) => {
    expect(one(`@misc{k, title = {${tex}}}`).title).toBe(text);
  });

  test.each([
    ["title = {Roads Act}, titleaddon = {of 1990}", "Roads Act of 1990"],
    ["title = {What now?}, titleaddon = {Policy brief}", "What now? Policy brief"],
    ["title = {Roads}, titleaddon = {Policy brief}", "Roads. Policy brief"],
  ])("what is added to a title: %s", (fields, title) => {
    expect(one(`@misc{k, ${fields}}`).title).toBe(title);
  });

  test("a page and those behind it", () => {
    expect(bib("pages = {579\\psqq}").page).toBe("579 sqq.");
    expect(bib("pages = {--}")).not.toHaveProperty("page");
  });

  test("fields of BibLaTeX each have their place", () => {
    expect(
      bib(
        `subtitle={Sub}, booktitle={Book}, editor={Ed, A.}, translator={Tr, B.}, series={LNCS}, number={9603}, edition={2}, chapter={4},
         address={Berlin}, publisher={Springer}, organization={IFCA}, eventtitle={FC 2016}, venue={Barbados}, issn={0302-9743}, note={N}, language={en}`,
        "inproceedings",
      ),
    ).toEqual({
      id: "key",
      type: "paper-conference",
      title: "T: Sub",
      "container-title": "Book",
      editor: [{ family: "Ed", given: "A." }],
      translator: [{ family: "Tr", given: "B." }],
      "collection-title": "LNCS",
      "collection-number": "9603",
      edition: "2",
      "chapter-number": "4",
      "publisher-place": "Berlin",
      publisher: "Springer",
      organizer: [{ literal: "IFCA" }],
      "event-title": "FC 2016",
      "event-place": "Barbados",
      ISSN: "0302-9743",
      note: "N",
      language: "en",
    });
  });
});

test("a title of signs alone names a work, and another than other signs do", () => {
  const named = (title: string) => identitiesOf(CslItem.parse({ type: "article-journal", title }), "https://a.example");
  expect(named("∞")).toHaveLength(1);
  expect(named("∞")).not.toEqual(named("≠"));
  expect(named("")).toEqual([]);
});

describe("JSON", () => {
  test("the items of Zotero's interface", () => {
    expect(
      read(`{"items":[{"id":"a","type":"book","title":"A"},{"id":"b","type":"patent","title":"B"}]}`).items,
    ).toMatchObject([
      { title: "A", type: "book" },
      { title: "B", type: "patent" },
    ]);
  });

  test("Zotero's own items, from its interface and its exports, without notes and files", () => {
    const talk = {
      key: "ABCD2345",
      itemType: "presentation",
      title: "Danksharding",
      creators: [
        { creatorType: "presenter", firstName: "Dankrad", lastName: "Feist" },
        { creatorType: "contributor", name: "A Working Group" },
      ],
      presentationType: "Keynote",
      date: "2022-10-11",
      meetingName: "Devcon 6",
      place: "Bogotá",
      url: "https://devcon.example.org/6/danksharding",
      accessDate: "2023-01-02T10:11:12Z",
    };
    const paper = {
      itemType: "conferencePaper",
      title: "On <i>Scaling</i>",
      creators: [
        { creatorType: "author", firstName: "Kyle", lastName: "Croman" },
        { creatorType: "editor", firstName: "Jeremy", lastName: "Clark" },
      ],
      proceedingsTitle: "Financial Cryptography",
      conferenceName: "FC 2016",
      date: "February 2016",
      pages: "106-125",
      DOI: "10.1007/978-3-662-53357-4_8",
      ISBN: "978-3-662-53357-4",
      extra: "Read twice.",
    };
    const library = [
      { key: "ABCD2345", version: 7, library: { id: 1 }, data: talk },
      { key: "NOTE2345", version: 8, data: { itemType: "note", note: "<p>mine</p>" } },
      { key: "FILE2345", version: 9, data: { itemType: "attachment", title: "Full text" } },
      { key: "EFGH2345", version: 10, data: paper },
    ];
    const expected = [
      {
        id: "ABCD2345",
        type: "speech",
        title: "Danksharding",
        author: [{ family: "Feist", given: "Dankrad" }],
        contributor: [{ literal: "A Working Group" }],
        genre: "Keynote",
        "event-title": "Devcon 6",
        "event-place": "Bogotá",
        issued: { "date-parts": [[2022, 10, 11]] },
        accessed: { "date-parts": [[2023, 1, 2]] },
        URL: "https://devcon.example.org/6/danksharding",
      },
      {
        type: "paper-conference",
        title: "On Scaling",
        author: [{ family: "Croman", given: "Kyle" }],
        editor: [{ family: "Clark", given: "Jeremy" }],
        "container-title": "Financial Cryptography",
        "event-title": "FC 2016",
        issued: { "date-parts": [[2016, 2]] },
        page: "106–125",
        DOI: "10.1007/978-3-662-53357-4_8",
        note: "Read twice.",
      },
    ];
    expect(read(JSON.stringify(library))).toMatchObject({ items: expected, problems: [] });
    expect(read(JSON.stringify({ config: {}, items: [talk, paper] }))).toMatchObject({ items: expected, problems: [] });
  });

  test.each([
    [{ "container-title": "arXiv preprint arXiv:1809.09044" }, "arxiv:1809.09044"],
    [{ "container-title": "CoRR", volume: "abs/1809.09044" }, "arxiv:1809.09044"],
    [{ note: "arXiv: 1809.09044" }, "arxiv:1809.09044"],
    [{ "container-title": "IACR Cryptol. ePrint Arch.", volume: "2014", page: "857" }, "iacr:2014/857"],
    [{ note: "DOI: 10.1063/1.2894508" }, "doi:10.1063/1.2894508"],
    [{ note: "At https://example.org/x." }, "url:example.org/x"],
    [{ type: "book", ISBN: "978-0-262-03384-9 0-262-03384-4" }, "isbn:9780262033848"],
  ])("identity from %j", (fields, identity) => {
    expect(identityKey(identitiesOf(csl({ type: "article-journal", ...fields }), "")[0]!)).toBe(identity);
  });

  test("Crossref's kinds of works and lists of titles", () => {
    const paper = {
      type: "proceedings-article",
      title: ["On Scaling"],
      "container-title": ["FC"],
      ISSN: ["0302-9743"],
    };
    expect(csl(paper)).toMatchObject({
      type: "paper-conference",
      title: "On Scaling",
      "container-title": "FC",
      ISSN: "0302-9743",
    });
    expect(csl({ type: "posted-content" }).type).toBe("article");
  });

  test("an unknown kind of Zotero's is said to be no reference", () => {
    const { items, problems } = read(`[{"key":"A","data":{"itemType":"constructor","title":"T"}}]`);
    expect(items).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  test.each([
    `{"name":"left-pad","version":"1.0.0","type":"module","author":"me","license":"MIT"}`,
    `{"title":"A schema","type":"object","properties":{}}`,
    `{"type":"book"}`,
    `{}`,
    `[1, null, "x"]`,
  ])("that is no reference: %s", (text) => {
    const { items, problems } = read(text);
    expect(items).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
  });
});

describe("parts without a title of their own", () => {
  const works = (text: string) =>
    read(text).items.map((item) => identityKey(identitiesOf(item, "https://f.example")[0]!));

  test.each([
    ["inbook", "title={Relativity}, chapter=3", "title={Relativity}, chapter=7"],
    ["inbook", "title={Relativity}, pages={22--23}", "title={Relativity}, pages={40--51}"],
    ["incollection", "booktitle={Relativity}, pages={22--23}", "booktitle={Relativity}, pages={40--51}"],
    ["article", "journal={Ann. Phys.}, volume=17, pages=891", "journal={Ann. Phys.}, volume=18, pages=639"],
    ["inproceedings", "booktitle={CCS}, pages=1", "booktitle={CCS}, pages=9"],
  ])("two of an @%s are two works", (type, first, second) => {
    const [a, b, again] = works(
      [first, second, first]
        .map((fields, at) => `@${type}{k${at}, author={Einstein, A.}, year=1920, ${fields}}`)
        .join("\n"),
    );
    expect(a).not.toBe(b);
    expect(again).toBe(a);
  });

  test("a chapter with a title and a book is one work on whichever pages", () => {
    const [a, b] = works(
      "@incollection{a, title={T}, booktitle={B}, author={X, Y}, pages=1}\n@incollection{b, title={T}, booktitle={B}, author={X, Y}, pages={1--9}}",
    );
    expect(a).toBe(b);
  });
});

test.each(["ftp://ftp.example.org/pub/a_b.pdf", "ipfs://bafybeigdyrzt", "sftp://h.example.org/x"])(
  "%s is kept as a note, since no browser opens it",
  (place) => {
    for (const item of [
      bib(`url = {${place}}`),
      bib(`howpublished = {\\url{${place}}}`, "misc"),
      ris(`UR  - ${place}`),
      csl({ URL: place }),
    ]) {
      expect(item.note).toBe(place);
      expect(item.URL).toBeUndefined();
    }
    expect(bib(`url = {${place} https://example.org/b}, note = {Held.}`)).toMatchObject({
      URL: "https://example.org/b",
      note: `Held. ${place}`,
    });
  },
);

test.each(["file:///home/me/a.pdf", "zotero://select/items/1"])("%s is nobody else's: it is left out", (place) => {
  for (const item of [bib(`url = {${place}}`), ris(`UR  - ${place}`)])
    expect(JSON.stringify(item)).not.toContain(place);
});
