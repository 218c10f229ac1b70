import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { type Card, claimCard, postCard, siteCard, threadCard } from "~/features/embeds/card";
import { cardFaces } from "~/features/embeds/card-fonts.server";
import { cardSvg } from "~/features/embeds/card-svg.server";
import { drawableText } from "~/features/embeds/drawable-text";
import { drawCardAsPng, drawCardAsSvg } from "~/features/embeds/draw-card.server";
import { readFont } from "~/features/embeds/font-file.server";
import { keepDrawn } from "~/features/embeds/keep-drawn.server";
import { setTitle, shorten, titleSizes } from "~/features/embeds/wrap-title";
import { paperColour } from "~/styles/token-colour.server";
import { type Part, xml } from "../../support/page";

const { title: face } = cardFaces();
const measure = (text: string) => face.widthOf(text);

function card(given: Partial<{ title: string; name: string; tags: [string, string][] }> = {}): Card {
  return threadCard({
    id: 42,
    title: given.title ?? "Did we scale Ethereum the wrong way?",
    author: { id: 1, handle: "mira", name: given.name ?? "Mira Okonjo" },
    createdAt: "2026-02-20T09:14:00.000Z",
    postCount: 12,
    tags: (given.tags ?? [["topic", "Fees"]]).map(([kind, name], id) => ({
      id,
      slug: "slug",
      name,
      kind: kind as "topic",
    })),
  });
}

const fileOf = (path: string) =>
  readFont(readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/${path}`)));
const files: Record<string, ReturnType<typeof readFont>> = {
  "STIX Two Text 500": fileOf("stix-two-text/500Medium/STIXTwoText_500Medium.ttf"),
  "STIX Two Text 600": fileOf("stix-two-text/600SemiBold/STIXTwoText_600SemiBold.ttf"),
  "Source Sans 3 400": fileOf("source-sans-3/400Regular/SourceSans3_400Regular.ttf"),
  "Source Sans 3 600": fileOf("source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf"),
};

/** The lines of text of a card before they are outlines: where each stands, how large, and what it says. */
function linesOf(given: Card) {
  return xml(cardSvg(given))
    .all("text")
    .map((line) => {
      const size = Number(line.attribute("font-size"));
      const widthOf = (span: Part) =>
        files[`${span.attribute("font-family")} ${span.attribute("font-weight")}`]!.widthOf(span.source);
      return {
        x: Number(line.attribute("x")),
        y: Number(line.attribute("y")),
        size,
        text: line
          .all("tspan")
          .map(({ source }) => source)
          .join(""),
        width: line.all("tspan").reduce((sum, span) => sum + size * widthOf(span), 0),
      };
    });
}

describe("fonts", () => {
  test("widths and letters are those of the file", () => {
    // From the font's own tables: "M" is 1.7 times as wide as "o" and more, spaces have a width, Arabic has no glyph.
    expect(measure("M")).toBeGreaterThan(measure("o"));
    expect(measure("oooo")).toBeCloseTo(4 * measure("o"), 10);
    expect(measure(" ")).toBeGreaterThan(0.1);
    for (const covered of "aZ9éßŁΩжЖ≥→−×…")
      expect([covered, face.covers(covered.codePointAt(0)!)]).toEqual([covered, true]);
    for (const missing of "ه以한अא🙂")
      expect([missing, face.covers(missing.codePointAt(0)!)]).toEqual([missing, false]);
  });

  test("both kinds of character map say the same of the letters they share", () => {
    const sans = readFileSync(
      createRequire(import.meta.url).resolve("@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf"),
    );
    const wide = readFont(sans);
    // Without its map of format 12 the file is read by the one of format 4.
    const narrow = Buffer.from(sans);
    for (let at = narrow.indexOf("cmap") + 8; ;) {
      const cmap = narrow.readUInt32BE(at);
      for (let index = 0; index < narrow.readUInt16BE(cmap + 2); index += 1) {
        const map = cmap + narrow.readUInt32BE(cmap + 8 + index * 8);
        if (narrow.readUInt16BE(map) === 12) narrow.writeUInt16BE(99, map);
      }
      break;
    }
    const other = readFont(narrow);
    for (let code = 0x20; code < 0x2200; code += 1) {
      expect([code, other.covers(code)]).toEqual([code, wide.covers(code)]);
      expect(other.widthOf(String.fromCodePoint(code))).toBe(wide.widthOf(String.fromCodePoint(code)));
    }
  });

  test("a file that is no font is refused", () => {
    expect(() => readFont(Buffer.alloc(64))).toThrow('no table "head"');
  });
});

describe("the characters of a title that can be drawn", () => {
  const drawn = (text: string) => drawableText(text, face.covers);

  test.each([
    ["Fees after EIP-4844", "Fees after EIP-4844"],
    ["Œuvre, Größe, Ελλάδα, Київ", "Œuvre, Größe, Ελλάδα, Київ"],
    ["e\u0301tat", "état"],
    ["What 以太坊 means for fees in 2026", "What … means for fees in 2026"],
    ["What 以 太 坊 means for fees in 2026", "What … means for fees in 2026"],
    ["To the moon 🚀🇺🇦👩‍💻 or not", "To the moon or not"],
    ["abc\u202Edef\u200B\u0007 \uD800ghi", "abcdef ghi"],
  ])("%j is drawn as %j", (text, expected) => expect(drawn(text)).toBe(expected));

  test.each([
    "هل وسعنا إيثيريوم بالطريقة الخاطئة؟",
    "以太坊扩容走错路了吗？我们来讨论一下",
    "🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥",
    "ab 以太坊扩容走错路了吗",
  ])("%s says nothing when drawn with these letters", (text) => expect(drawn(text)).toBeNull());
});

describe("setting a title", () => {
  const width = 1040;
  const titles = [
    "Is Base an L2?!",
    "Did we scale Ethereum the wrong way, and what would be next?",
    "Since blobs arrived, who pays for the security of a rollup, and does the price of data on the first layer still say anything about it at all, say?",
    "W".repeat(150),
    "i".repeat(150),
    `Why ${"https://example.org/".repeat(7)}`,
    "A b".repeat(50),
    "ᄀ́".repeat(75),
  ];

  test.each(titles)("%s stays within its width and lines", (title) => {
    const { size, lines } = setTitle(title, width, measure);
    for (const line of lines) expect(measure(line) * size).toBeLessThanOrEqual(width);
    expect(lines.length).toBeLessThanOrEqual(titleSizes.find((allowed) => allowed.size === size)!.most);
    const kept = lines.join("").replaceAll(/[\s…]/g, "");
    expect(title.replaceAll(/\s/g, "").startsWith(kept)).toBe(true);
  });

  test("no letter is lost but where all lines are full", () => {
    for (const title of titles.slice(0, 3)) expect(setTitle(title, width, measure).lines.join(" ")).toBe(title);
    expect(setTitle("W".repeat(150), width, measure).lines.at(-1)).toMatch(/W…$/);
  });

  test("short titles are larger than long ones, and lines are of even length", () => {
    expect(setTitle(titles[0]!, width, measure).size).toBe(88);
    const { lines, size } = setTitle(titles[1]!, width, measure);
    const widths = lines.map((line) => measure(line) * size);
    expect(Math.min(...widths)).toBeGreaterThan(0.6 * Math.max(...widths));
    expect(lines.length).toBeGreaterThan(1);
  });

  test("a shortened text ends with an ellipsis and fits", () => {
    expect(shorten("short", 100, measure)).toBe("short");
    const cut = shorten("a name that is far too long for its place", 8, measure);
    expect(cut).toMatch(/^a name .*\S…$/);
    expect(measure(cut)).toBeLessThanOrEqual(8);
    expect(shorten("anything", 0, measure)).toBe("…");
  });
});

describe("cards of posts and claims", () => {
  const author = { handle: "mira", name: "Mira Okonjo" };
  const at = "2026-02-20T09:14:00.000Z";
  const thread = { title: `Did we ${"really ".repeat(20)}scale?` };
  const claim = (text: string) =>
    claimCard({ id: 7, text, word: "off by 420×", statedAt: at, author: { ...author, name: "W".repeat(60) }, thread });
  const post = (excerpt: string) => postCard({ number: 4, createdAt: at, excerpt, author, thread });

  test.each([
    ["a long thread and a long name", claim("~100,000 TPS")],
    ["an overlong number", claim(`${"123,456,789,".repeat(20)}000 TPS`)],
    ["another script", claim("每秒十万笔交易")],
    ["a long beginning", post("Words and words. ".repeat(12))],
    ["a beginning in another script", post("以太坊扩容走错路了吗？我们来讨论一下")],
    ["nothing but a picture", post("")],
  ])("with %s every line stays on the picture", (_, given) => {
    for (const { text, x, width } of linesOf(given)) expect([text, x + width < 1_200]).toEqual([text, true]);
  });

  test("a text in another script is named by its number", () => {
    const texts = (given: Card) => linesOf(given).map(({ text }) => text);
    expect(texts(post("以太坊扩容走错路了吗？我们来讨论一下"))).toContain("This picture has no letters for its text.");
    expect(texts(claim("每秒十万笔交易")).join(" ")).toContain("Claim 7");
    expect(texts(claim("~100,000 TPS")).join(" ")).toContain("~100,000 TPS: off by 420×");
  });
});

describe("the picture", () => {
  const six: [string, string][] = [
    ["chain", "Ethereum L1"],
    ["chain", "Base"],
    ["topic", "Data availability"],
    ["topic", "Fragmentation"],
    ["upgrade", "Glamsterdam"],
    ["eip", "EIP-7732"],
  ];

  test("says tags by kind, title, author, date and number of posts", () => {
    const texts = linesOf(
      card({
        tags: [
          ["chain", "Base"],
          ["eip", "EIP-4844"],
        ],
      }),
    ).map(({ text }) => text);
    expect(texts).toEqual([
      "Counterproof",
      "Chains  Base    EIPs  4844",
      "Did we scale Ethereum",
      "the wrong way?",
      "Opened by Mira Okonjo, 20 Feb 2026  ·  12 posts",
    ]);
  });

  test("a sign that the serif has not is set in the sans, and nothing else of its line", () => {
    expect(cardSvg(card({ title: "Is it ≥ 142 TPS or ≤?" }))).toMatch(
      /"STIX Two Text" [^>]*>Is it <\/tspan><tspan x="[\d.]+" font-family="Source Sans 3" [^>]*>≥<\/tspan><tspan x="[\d.]+" font-family="STIX Two Text"/,
    );
  });

  test("tags that have no room are counted", () => {
    expect(linesOf(card({ tags: six }))[1]!.text).toMatch(/Glamsterdam {2}\+1$/);
    const wide: [string, string][] = Array.from({ length: 6 }, () => [
      "topic",
      "A tag with a name of eighty letters, ".repeat(2),
    ]);
    expect(linesOf(card({ tags: wide }))[1]!.text).toMatch(/\+\d$/);
  });

  test.each([
    ["long title", card({ title: "W".repeat(150), tags: six, name: "W".repeat(60) })],
    ["short title", card({ title: "Is Base an L2?!" })],
    ["no letters", card({ title: "هل وسعنا إيثيريوم بالطريقة الخاطئة؟", name: "ليلى", tags: six })],
    ["site", siteCard("a-very-long-host-name.of-a-forum.example")],
  ])("%s: every line is inside the picture and above the next", (_, given) => {
    const lines = linesOf(given);
    for (const [index, { y, size, width, x }] of lines.entries()) {
      expect(y - size * 0.8).toBeGreaterThan(0);
      expect(y).toBeLessThan(600);
      expect(y - size * 0.7).toBeGreaterThan(lines[index - 1]?.y ?? 0);
      // Titles are set closer than they are measured here.
      expect(x + width).toBeLessThan(1120 + size);
    }
  });

  test("a title in another script is named by its number, a name by its handle, and said whole in words", () => {
    const arabic = card({ title: "هل وسعنا إيثيريوم بالطريقة الخاطئة؟", name: "ليلى" });
    expect(linesOf(arabic).map(({ text }) => text)).toEqual([
      "Counterproof",
      "Topics  Fees",
      "Thread 42",
      "This picture has no letters for its title.",
      "Opened by @mira, 20 Feb 2026  ·  12 posts",
    ]);
    expect(drawCardAsSvg(arabic)).toContain("<title>هل وسعنا إيثيريوم بالطريقة الخاطئة؟. A thread on Counterproof");
  });

  test("its colours are the paper's", () => {
    expect(paperColour("page")).toMatch(/^#[0-9a-f]{6}$/);
    expect(cardSvg(card())).toContain(`fill="${paperColour("ink-3")}"`);
  });

  test("as SVG it holds outlines only: no text that needs a font, no script, no address", () => {
    const svg = drawCardAsSvg(card({ title: '</title><script>alert(1)</script> & "]]>' }));
    expect(svg).toContain("&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; ");
    expect(svg).not.toMatch(/href|url\(/);
    expect(xml(svg).has("text, script, image, style, foreignObject, a")).toBe(false);
    expect(xml(svg).all("path").length).toBeGreaterThan(4);
  });

  test("as PNG it is 1200 × 630, and the same each time", async () => {
    const png = await drawCardAsPng(card());
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(await drawCardAsPng(card())).toEqual(png);
    expect(await drawCardAsPng(card({ title: "Another title of a thread" }))).not.toEqual(png);
  });
});

describe("drawing for many at once", () => {
  test("a second request for a picture being drawn gets the same drawing; failures are not kept", async () => {
    let drawings = 0;
    const draw = () => Promise.resolve(Buffer.from(`drawing ${++drawings}`));
    const both = await Promise.all([keepDrawn("one", draw), keepDrawn("one", draw)]);
    expect(both.map(String)).toEqual(["drawing 1", "drawing 1"]);
    for (let index = 0; index < 100; index += 1) await keepDrawn(`other ${index}`, draw);
    expect(String(await keepDrawn("one", draw))).not.toBe("drawing 1");
    expect(await keepDrawn("none", () => Promise.resolve(null))).toBeNull();
    await expect(keepDrawn("bad", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(String(await keepDrawn("none", draw))).toMatch(/^drawing/);
    expect(String(await keepDrawn("bad", draw))).toMatch(/^drawing/);
  });
});
