/** Made references go out and come back equal, in all three formats, with every field and type of CSL. */
import { describe, expect, test } from "vitest";
import { CslItem, type CslName } from "~/features/sources/references/csl";
import { cslTypes, dateFields, nameFields, type TextField, textFields } from "~/features/sources/references/csl-fields";
import { exportReferences } from "~/features/sources/references/export-references";
import { readReferences } from "~/features/sources/references/read-references";

/** The same numbers each time, from 0 to 1. */
function numbers(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const pieces = [
  "Rollups",
  "and",
  "the",
  "DeFi",
  "zkEVM",
  "100%",
  "a_b",
  "$5",
  "#1",
  "~x",
  "^2",
  "{x}",
  "}",
  "\\emph",
  "&",
  "&amp;",
  "<i>x</i>",
  "a--b",
  "``q''",
  '"quoted"',
  "O’Neill",
  "Müller",
  "ÅÖß",
  "以太坊",
  "🚀",
  "العربية",
  "12-20",
  "x,y",
  "and",
  "et al.",
  "@misc{k,",
  "ER  - ",
  "https://example.org/a?b=c",
  "—",
  "%",
];
const particles = ["van", "van der", "de la", "von", "D’", "al-"];
const given = ["Jan", "J.R.R.", "Jean-Luc", "Ana María", "J. J.", "Lee, Jr"];
const families = ["Leeuwen", "Vallée Poussin", "and", "O’Neill", "van Dijk", "王", "Smith, John", "{B}", "others"];
const suffixes = ["Jr.", "III"];

function made(seed: number): CslItem {
  const random = numbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const chance = (odds: number) => random() < odds;
  const words = () => Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(pieces)).join(" ");
  const name = (): CslName =>
    chance(0.3)
      ? { literal: words() }
      : {
          family: pick(families),
          ...(chance(0.9) && { given: pick(given) }),
          ...(chance(0.3) && { "non-dropping-particle": pick(particles) }),
          ...(chance(0.1) && { "dropping-particle": pick(particles) }),
          ...(chance(0.15) && { suffix: pick(suffixes) }),
        };
  const parts = () => {
    const whole = [800 + Math.floor(random() * 1_300), 1 + Math.floor(random() * 12), 1 + Math.floor(random() * 28)];
    return whole.slice(0, 1 + Math.floor(random() * 3));
  };
  const date = () => ({
    "date-parts": chance(0.15) ? [parts(), parts()] : [parts()],
    ...(chance(0.1) && { circa: true }),
  });
  const odds = 0.15;
  return CslItem.parse({
    type: pick(cslTypes),
    title: words(),
    ...Object.fromEntries(
      (Object.keys(textFields) as TextField[]).filter(() => chance(odds)).map((field) => [field, words()]),
    ),
    ...Object.fromEntries(
      nameFields
        .filter(() => chance(odds))
        .map((field) => [field, Array.from({ length: 1 + Math.floor(random() * 4) }, name)]),
    ),
    ...Object.fromEntries(dateFields.filter(() => chance(odds * 2)).map((field) => [field, date()])),
    URL: chance(0.5) ? "https://example.org/a--b?x={1}&y=%20#z_~" : undefined,
    DOI: chance(0.4) ? "10.1002/(SICI)1521-3951(199804)206:2<841::AID-PSSB841>3.0.CO;2-N" : undefined,
  });
}

const count = 400;
const items = Array.from({ length: count }, (_, index) => ({ ...made(index + 1), id: `key-${index}` }));
const ordered = (item: unknown) => JSON.parse(JSON.stringify(item, Object.keys(flatKeys(item)).toSorted())) as unknown;
const flatKeys = (item: unknown): Record<string, true> => {
  const keys: Record<string, true> = {};
  JSON.stringify(item, (key, value: unknown) => ((keys[key] = true), value));
  return keys;
};

describe.each(["bib", "ris", "csl.json"] as const)("%s", (format) => {
  test(`${count} made references come back as they went`, () => {
    const references = items.map(({ id, ...csl }) => ({
      citekey: id,
      kind: "other" as const,
      csl,
      accessed: null,
      archivedUrl: null,
    }));
    const { text } = exportReferences(references, format);
    const read = readReferences(text);
    expect(read.problems).toEqual([]);
    expect(read.items.map(ordered)).toEqual(items.map(ordered));
    // What was read goes out as the same text.
    const again = read.items.map(({ id, ...csl }) => ({
      citekey: id!,
      kind: "other" as const,
      csl,
      accessed: null,
      archivedUrl: null,
    }));
    expect(exportReferences(again, format).text).toBe(text);
  });
});

test("what people usually write needs no field of ours in BibTeX and RIS", () => {
  const csl = CslItem.parse({
    type: "paper-conference",
    title: "On Scaling Decentralized Blockchains",
    author: [
      { family: "Croman", given: "Kyle" },
      { family: "Renesse", given: "Robbert", "non-dropping-particle": "van" },
    ],
    editor: [{ family: "Clark", given: "Jeremy" }],
    "container-title": "Financial Cryptography",
    publisher: "Springer",
    "publisher-place": "Berlin",
    issued: { "date-parts": [[2016, 2]] },
    page: "106–125",
    volume: "9604",
    DOI: "10.1007/978-3-662-53357-4_8",
  });
  const reference = { citekey: "croman", kind: "paper" as const, csl, accessed: null, archivedUrl: null };
  expect(exportReferences([reference], "bib").text).toBe(`@inproceedings{croman,
  author = {Croman, Kyle and van Renesse, Robbert},
  title = {On Scaling Decentralized Blockchains},
  booktitle = {Financial Cryptography},
  publisher = {Springer},
  year = {2016},
  month = feb,
  pages = {106--125},
  address = {Berlin},
  volume = {9604},
  editor = {Clark, Jeremy},
  doi = {10.1007/978-3-662-53357-4_8},
}
`);
  expect(exportReferences([reference], "ris").text).not.toContain("U1  - ");
});
