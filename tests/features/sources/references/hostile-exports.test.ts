import { describe, expect, test } from "vitest";
import { CslItem } from "~/features/sources/references/csl";
import { exportReferences } from "~/features/sources/references/export-references";
import { readReferences } from "~/features/sources/references/read-references";
import type { Reference } from "~/features/sources/references/reference";

const referenceWith = (csl: Record<string, unknown>, archivedUrl: string | null = null): Reference => ({
  citekey: "hostile",
  kind: "paper",
  csl: CslItem.parse({ type: "article-journal", ...csl }),
  accessed: null,
  archivedUrl,
});

const bibtexOf = (csl: Record<string, unknown>) => exportReferences([referenceWith(csl)], "bib").text;

/** As BibTeX counts: a backslash before a brace makes no difference. */
function deepestBalance(text: string) {
  let depth = 0;
  let lowest = 0;
  for (const sign of text) {
    if (sign === "{") depth += 1;
    if (sign === "}") depth -= 1;
    lowest = Math.min(lowest, depth);
  }
  return { depth, lowest };
}

const braces = [
  "Open { brace title",
  "Close } brace title",
  "}{ upside down }{",
  "{{{",
  "}}}",
  "\\{ escaped \\}",
  "\\\\{",
  "ends with \\",
  "{DeFi} and ZK{",
  "a{b}c",
  '%{ "quoted" }#',
  "\\textbraceleft{} typed",
];
const fields = [
  "title",
  "container-title",
  "publisher",
  "volume",
  "issue",
  "page",
  "number",
  "genre",
  "status",
  "version",
  "note",
  "ISBN",
] as const;

describe.each(braces)("“%s”", (words) => {
  test.each(fields)("in the field %s leaves the file's braces balanced, in every type", (field) => {
    for (const type of ["article-journal", "article", "report", "book", "thesis", "webpage"]) {
      const texts = [bibtexOf({ type, title: "T", [field]: words })];
      if (field === "number") {
        texts.push(bibtexOf({ type, title: "T", number: `arXiv:${words}` }));
        texts.push(bibtexOf({ type, title: "T", number: words, publisher: "Cryptology ePrint Archive" }));
      }
      for (const text of texts) expect([text, deepestBalance(text)]).toEqual([text, { depth: 0, lowest: 0 }]);
    }
  });

  test("as a title or an author comes back as it was", () => {
    const author = [{ literal: words }, { family: words, given: "A." }, { family: "Smith", given: words }];
    const text = bibtexOf({ title: words, author });
    expect(deepestBalance(text)).toEqual({ depth: 0, lowest: 0 });
    const { items, problems } = readReferences(`${text}\n${bibtexOf({ title: "The next entry" })}`);
    expect(problems).toEqual([]);
    expect(items.map(({ title }) => title)).toEqual([words, "The next entry"]);
  });

  test("stays within its record of RIS", () => {
    const { text } = exportReferences(
      [referenceWith({ title: words, note: `${words}\r\nER  - \r\nTY  - BOOK` })],
      "ris",
    );
    expect(text.match(/^TY {2}- /gm)).toHaveLength(1);
    expect(text.match(/^ER {2}- /gm)).toHaveLength(1);
  });
});

const refusedAddresses = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "ftp://example.org/x",
  "https://user@example.org/",
  "https://user:secret@example.org/",
  "https://doi.org@evil.example/10.1000/x",
  "mailto:a@example.org?bcc=b@example.org",
  "//evil.example/x",
  "/sources/x",
  "not an address",
];

test.each(refusedAddresses)("%s is in no export", (address) => {
  for (const format of ["bib", "ris", "csl.json", "txt"] as const) {
    const { text } = exportReferences([referenceWith({ title: "T", URL: address, DOI: address }, address)], format);
    expect([format, text.toLowerCase().includes(address.toLowerCase())]).toEqual([format, false]);
  }
});

test("a good address and a DOI stay", () => {
  const csl = { title: "T", URL: "https://example.org/a?b=c", DOI: "10.1000/xyz(2)" };
  for (const format of ["bib", "ris", "csl.json"] as const) {
    const { text } = exportReferences([referenceWith(csl)], format);
    expect(text).toContain("https://example.org/a?b=c");
    expect(text).toContain("10.1000/xyz(2)");
  }
});
