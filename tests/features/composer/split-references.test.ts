import { describe, expect, test } from "vitest";
import { splitReferences } from "~/features/composer/split-references";
import { readReferences } from "~/features/sources/references/read-references";

const bytesOf = (text: string) => new TextEncoder().encode(JSON.stringify(text)).length;
const entry = (index: number) =>
  `@misc{k${index},\n  title = {Title ${index} {\\"o} 以太坊},\n  publisher = pub,\n}\n\n`;
const many = (count: number) => Array.from({ length: count }, (_, index) => entry(index)).join("");

describe("a long file is read in parts, as if it were read whole", () => {
  test("BibTeX, with its abbreviations in each part", () => {
    const text = `@string{pub = "ACM"}\n% a comment\n${many(2_000)}`;
    const parts = splitReferences(text, 20_000);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.every((part) => bytesOf(part.text) < 21_000)).toBe(true);
    const items = parts.flatMap((part) => readReferences(part.text).items);
    expect(items).toEqual(readReferences(text).items);
    expect(items).toHaveLength(2_000);
  });

  test("what an entry inherits is borrowed from the part that holds it", () => {
    const child = "@inproceedings{child, title={Child}, crossref={Conf}}\n";
    const parent =
      "@proceedings{Conf, title={The Proceedings}, year={2016}, xdata={pub}}\n@xdata{pub, publisher={ACM}}\n";
    const parts = splitReferences(child + many(500) + parent, 20_000);
    expect(parts[0]!.borrowed.toSorted()).toEqual(["conf", "pub"]);
    const [first] = readReferences(parts[0]!.text).items;
    expect(first).toMatchObject({ title: "Child", "container-title": "The Proceedings", publisher: "ACM" });
    expect(parts.at(-1)!.borrowed).toEqual([]);
  });

  test("RIS and CSL-JSON", () => {
    const ris = Array.from({ length: 500 }, (_, index) => `TY  - BOOK\nTI  - Title ${index}\nER  - \n\n`).join("");
    expect(splitReferences(ris, 5_000).flatMap((part) => readReferences(part.text).items)).toHaveLength(500);
    const items = Array.from({ length: 500 }, (_, index) => ({ id: index, type: "book", title: `Title ${index}` }));
    for (const json of [JSON.stringify(items), JSON.stringify({ items })])
      expect(splitReferences(json, 5_000).flatMap((part) => readReferences(part.text).items)).toHaveLength(500);
  });

  test.each(["", "[", "{}", "no references", "@", "TY  - "])("never breaks: %j", (text) => {
    expect(splitReferences(text, 10).length).toBeGreaterThan(0);
  });
});
