import { readFileSync } from "node:fs";
import { join } from "node:path";
import sanitizeHtml from "sanitize-html";
import { describe, expect, test } from "vitest";
import { readDocument } from "~/features/markdown/document.server";
import { render, renderUnchecked } from "~/features/markdown/render.server";
import { fillSlots } from "~/features/markdown/slots";

const file = join(import.meta.dirname, "../../fixtures/markdown/hostile.txt");
const groups = readFileSync(file, "utf8")
  .split(/^## /m)
  .slice(1)
  .map((group) => group.trimEnd().split("\n"))
  .map(([title, ...inputs]) => ({ title: title!, inputs: inputs.map(unescape) }));

/** In the table `⏎` is a line's end and `⟨U+202E⟩` a character that cannot be seen. */
function unescape(input: string) {
  return input
    .replaceAll("⏎", "\n")
    .replace(/⟨U\+([0-9A-F]{4})⟩/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Written down a second time on purpose: the sanitiser's own list is among the things that are tested. */
const tags: Record<string, string[]> = {
  a: ["href", "title", "rel", "class", "data-eip"],
  blockquote: ["class", "dir", "data-post", "data-revision"],
  code: ["class", "title"],
  div: ["class", "tabindex", "role", "aria-label", "dir"],
  figcaption: ["dir"],
  figure: ["class", "data-diagram", "aria-label"],
  img: ["src", "alt", "title", "width", "height", "loading", "decoding"],
  input: ["type", "disabled", "checked", "aria-label"],
  li: ["class", "dir"],
  ol: ["start"],
  p: ["class", "dir"],
  pre: ["tabindex"],
  span: ["class", "tabindex", "role", "aria-label"],
  td: ["class", "dir"],
  th: ["class", "dir"],
  ...Object.fromEntries(["h3", "h4", "h5", "h6"].map((tag) => [tag, ["dir", "id"]])),
  annotation: ["encoding"],
  math: ["display"],
  mfrac: ["linethickness"],
  mi: ["mathvariant", "class"],
  mo: ["class", "lspace", "rspace", "stretchy", "fence", "separator", "minsize", "maxsize"],
  mover: ["accent"],
  mpadded: ["width", "height", "depth", "lspace", "voffset"],
  mspace: ["class", "width", "height"],
  mstyle: ["class", "scriptlevel", "displaystyle", "mathsize"],
  table: ["dir"],
  mtable: ["class"],
  mtd: ["class"],
  mtext: ["class"],
  mn: ["class"],
  mrow: ["class"],
  munder: ["accentunder"],
  ...Object.fromEntries(
    "mphantom mroot msqrt msub msubsup msup mtr munderover semantics".split(" ").map((tag) => [tag, []]),
  ),
  ...Object.fromEntries("br em hr s strong tbody thead tr ul".split(" ").map((tag) => [tag, []])),
};

type Tag = { name: string; attributes: Record<string, string> };

/** The tags of a page as a parser sees them; the parser is that of the sanitiser, which here lets everything through. */
function tagsOf(html: string) {
  const found: Tag[] = [];
  const options = {
    allowedTags: false as const,
    allowedAttributes: false as const,
    allowVulnerableTags: true,
    onOpenTag: (name: string, attributes: Record<string, string>) => found.push({ name, attributes }),
  };
  sanitizeHtml(html, options);
  return found;
}

function faultsOf({ name, attributes }: Tag) {
  const known = tags[name];
  if (!known) return [`<${name}>`];
  return Object.entries(attributes).flatMap(([attribute, value]) => {
    if (!known.includes(attribute)) return [`<${name} ${attribute}>`];
    if (attribute === "src" && !/^\/uploads\/[0-9a-f]{64}$/.test(value)) return [value];
    if (attribute === "href" && !/^(?:https?:\/\/|mailto:|\/(?![/\\])|#p-1)/i.test(value)) return [value];
    if (attribute === "id" && !value.startsWith("p-1-")) return [value];
    if (attribute === "encoding" && value !== "application/x-tex") return [value];
    if (attribute === "class" && !/^(?:[a-z0-9+#-]+|math math-error|formula-[a-z-]+(?: formula-[a-z-]+)*)$/.test(value))
      return [value];
    return [];
  });
}

/** One picture is there, so that hostile words around it are seen. */
const nobody = {
  members: {},
  threads: {},
  posts: {},
  pictures: { ["a".repeat(64)]: { width: 800, height: 600 } },
};

describe.each(groups)("$title", ({ inputs }) => {
  test.each(inputs)("%s", (source) => {
    const html = render(source, nobody, { prefix: "p-1" });

    expect(tagsOf(html).flatMap(faultsOf)).toEqual([]);
    // The rules alone are safe: the sanitiser is a second wall, not the first.
    expect(renderUnchecked(readDocument(source), { resolution: nobody, prefix: "p-1" })).toBe(html);
    expect(html).not.toMatch(/<[^>]*\sstyle=/);
    expect(html).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]/);
    expect(fillSlots(html, () => "forged")).toBe(html);
  });
});

test("no text gives a style, an image from elsewhere or a script, alone or one after the other", () => {
  const all = groups.flatMap(({ inputs }) => inputs);
  const html = render(all.join("\n\n").slice(0, 60_000), nobody, { prefix: "p-1" });
  expect(tagsOf(html).flatMap(faultsOf)).toEqual([]);
  expect(all.length).toBeGreaterThan(120);
});

test("names around hostile text fill their own slots and no others", () => {
  const members = { alice: 1 };
  for (const source of groups.flatMap(({ inputs }) => inputs)) {
    const kinds: string[] = [];
    const html = render(source, { ...nobody, members }, { prefix: "p-1" });
    fillSlots(html, ({ kind, id, fallback }) => void kinds.push(`${kind} ${id} ${fallback}`));
    expect(new Set(kinds)).toEqual(new Set(kinds.length > 0 ? ["mention 1 @alice"] : []));
  }
});
