/** The sheets: each in its layer, each rule once, and no class that nothing wears. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postcss, { type Rule } from "postcss";
import { expect, test } from "vitest";
import { definitions } from "~/features/metrics/definitions";

const app = join(import.meta.dirname, "..", "app");
const read = (file: string) => readFileSync(join(app, file), "utf8");
const sheets = readdirSync(join(app, "styles")).filter((file) => file.endsWith(".css"));
const entries = ["app.css", "writing.css", "more.css", "embed.css"];
const words = new Set(
  readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(tsx?|js)$/.test(file) && !file.startsWith("platform/prisma/"))
    .flatMap((file) => read(file).match(/[a-z][\w-]*/gi) ?? []),
);
/** Class names that are put together from a fixed beginning and the word of a value. */
const beginnings = ["align-", "search-option-", "tok-"].filter((beginning) => words.has(beginning));

const rulesOf = (file: string) => {
  const rules: Rule[] = [];
  postcss.parse(read(`styles/${file}`)).walkRules((rule) => void rules.push(rule));
  return rules;
};

/** Where a rule stands: its own selector after those and the conditions around it. */
function placeOf(rule: Rule): string {
  const steps: string[] = [];
  for (let node: postcss.Node | undefined = rule; node && node.type !== "root"; node = node.parent)
    if (node instanceof postcss.Rule) steps.unshift(node.selector);
    else if (node instanceof postcss.AtRule) steps.unshift(`@${node.name} ${node.params}`);
  return steps.join(" > ").replaceAll(/\s+/g, " ");
}

test.each(sheets)("%s is short, and only the entries import", (file) => {
  expect(read(`styles/${file}`).split("\n").length).toBeLessThanOrEqual(401);
  expect(read(`styles/${file}`).includes("@import")).toBe(entries.includes(file));
});

test("every sheet is imported once, into the layer it belongs to", () => {
  const imported = (entry: string) =>
    [...read(`styles/${entry}`).matchAll(/^@import "\.\/([\w-]+\.css)" layer\((\w+)\);$/gm)].map(([, file]) => file!);
  for (const entry of entries) {
    expect(imported(entry)).toEqual([...new Set(imported(entry))]);
    expect(read(`styles/${entry}`).match(/@import/g)).toHaveLength(imported(entry).length);
  }
  expect(["app.css", "writing.css", "more.css"].flatMap(imported).toSorted()).toEqual(
    sheets.filter((file) => !entries.includes(file)).toSorted(),
  );
});

test("no block of rules stands twice", () => {
  const places = sheets.filter((file) => file !== "embed.css").flatMap((file) => rulesOf(file).map(placeOf));
  expect(places.length).toBeGreaterThan(500);
  expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
});

test("a page is laid out for three widths, and no other is asked about", () => {
  const asked = sheets.flatMap((file) => read(`styles/${file}`).match(/@media[^{]*width: [^{]*/g) ?? []);
  const widths = asked.flatMap((media) => media.match(/[\d.]+px/g) ?? []);
  expect([...new Set(widths)].toSorted()).toEqual(["1239.98px", "1240px", "639.98px", "640px", "959.98px", "960px"]);
});

test("every class in the sheets is written by some component or string", () => {
  const classes = sheets.flatMap((file) =>
    rulesOf(file).flatMap((rule) => rule.selector.match(/\.[a-z][\w-]*/g) ?? []),
  );
  expect(classes.length).toBeGreaterThan(500);
  const isWorn = (name: string) => words.has(name) || beginnings.some((beginning) => name.startsWith(beginning));
  expect([...new Set(classes.map((name) => name.slice(1)))].filter((name) => !isWorn(name))).toEqual([]);
});

test("no rule about the root or the body asks what is in it: a browser would search the page whenever a part arrives", () => {
  const places = sheets.flatMap((file) => rulesOf(file).map(placeOf));
  expect(places.length).toBeGreaterThan(1_000);
  const asking = places.filter((place) => /(?:^|[>,] )(?:html|body|:root)[^,]*:has\(/.test(place));
  // Asked only where there are news.
  expect(asking).toEqual(["body:has(.posted-notice) .thread-news"]);
});

test("a family of text has one file for each style of plain English, and rare letters of one weight in another", () => {
  const faces = read("styles/fonts.css").split("@font-face").slice(1);
  const stack = (name: string) => [
    ...(new RegExp(`--${name}: (.+);`).exec(read("styles/tokens.css"))?.[1] ?? "").matchAll(/"[^"]+"/g),
  ];
  const stylesOf = (family: string) =>
    faces
      .filter((face) => face.includes(`font-family: ${family};`))
      .map((face) => face.match(/font-(?:style|weight): [^;]+/g)?.join("; "));
  for (const name of ["serif", "sans"]) {
    const [plain = "", rare = ""] = stack(name).map(([family]) => family);
    expect(stylesOf(plain).length).toBeGreaterThan(0);
    expect(stylesOf(plain)).toEqual([...new Set(stylesOf(plain))]);
    const upright = stylesOf(rare).filter((style) => style?.includes("normal"));
    expect(new Set(upright)).toEqual(new Set(["font-style: normal; font-weight: 400 700"]));
    expect(upright.length).toBe(2);
  }
});

/** The ranges of characters that a font's file is loaded for. */
function rangesOf(font: string): [number, number][] {
  const rule = read("styles/fonts.css")
    .split("@font-face")
    .find((text) => text.includes(`/${font}.woff2`));
  const [, list = ""] = /unicode-range:([^;]+);/.exec(rule ?? "") ?? [];
  return list.split(",").map((range) => {
    const [from = "", to = from] = range.trim().slice(2).split("-");
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}

/** Those of some signs that a page loads the file of a font's rarer letters for. */
function rarerOf(signs: Iterable<string>, font: string): string[] {
  const rest = rangesOf(`${font}-rest`);
  expect(rest.length).toBeGreaterThan(10);
  return [...new Set(signs)].filter((sign) =>
    rest.some(([from, to]) => from <= sign.codePointAt(0)! && sign.codePointAt(0)! <= to),
  );
}

test.each(["sans", "stix-two-text"])("no sign of our own definitions needs the rarer letters of %s", (font) => {
  const signs = JSON.stringify(definitions);
  expect(signs).toContain("÷");
  expect(rarerOf(signs, font)).toEqual([]);
});

test("no italic passage of the demonstration needs the rarer letters of italics", () => {
  const folder = join(app, "../prisma/demonstration/threads");
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const passages = texts.flatMap(
    (text) => text.match(/(?<![\w*])\*[^\s*][^*\n]*\*(?![\w*])|(?<![\w_])_[^\s_][^_\n]*_(?![\w_])/g) ?? [],
  );
  expect(passages.length).toBeGreaterThan(20);
  const signs = passages.map((passage) => passage.slice(1, -1)).join("");
  expect(rarerOf(signs, "stix-two-text-italic")).toEqual([]);
});
