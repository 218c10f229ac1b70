import { expect, test } from "vitest";
import { toMetaTags } from "~/features/sources/references/to-meta-tags";
import { references } from "./references";

const all = Object.values(references);
const tagsOf = (reference: (typeof all)[number], cites = all) =>
  toMetaTags(reference, { cites, keywords: ["a; b"], language: "en" });

test.each(Object.entries(references))("%s has a tag for each value, and none that is empty", (_, reference) => {
  const tags = tagsOf(reference);
  const of = (name: string) => tags.filter((tag) => tag.name === name).map(({ content }) => content);
  expect(of("citation_title")).toEqual([reference.csl.title]);
  expect(of("citation_author")).toHaveLength(reference.csl.author?.length ?? 0);
  expect(of("citation_author").join("")).not.toContain(";");
  expect(of("citation_keywords")).toEqual(["a, b"]);
  for (const date of of("citation_publication_date")) expect(date).toMatch(/^-?\d+(\/\d{2}){0,2}$/);
  expect(tags.every(({ content }) => content.trim() !== "")).toBe(true);
});

test("each cited work is one value whose parts are told apart by semicolons alone", () => {
  const cited = tagsOf(all[0]!).filter(({ name }) => name === "citation_reference");
  expect(cited).toHaveLength(all.length);
  for (const { content } of cited)
    for (const part of content.split("; ")) expect(part).toMatch(/^citation_[a-z_]+=[^;\n]+$/);
});

test("a page names at most two hundred cited works", () => {
  const many = Array.from({ length: 300 }, () => all[0]!);
  expect(tagsOf(all[0]!, many).filter(({ name }) => name === "citation_reference")).toHaveLength(200);
});
