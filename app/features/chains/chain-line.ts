/** How a chain is drawn in charts: its colours, and the end mark and dash that no other chain has. */
import { type MarkShape, markShapes, type SeriesStyle } from "~/ui/chart/chart";

/** As the registry holds it: `#rrggbb` for a light and a dark page, both or neither. */
export type ChainColours = { light: string; dark: string };
export type LinePair = { mark: MarkShape; dash: string };

/** Dash arrays of SVG; the empty one is a solid line. The first four are worn by the chains that the registry began with. */
const dashes = ["", "5 2.5", "2 2.5", "8 3 2 3", "11 3", "11 3 2 3", "5 2.5 2 2.5", "14 3 5 3", "11 3 2 3 2 3", "2 5"];

/** All pairs, such that neighbours in the order differ in mark and in dash. */
const pairs: LinePair[] = markShapes.flatMap((_, round) =>
  dashes.map((dash, index) => ({ mark: markShapes[(index + round) % markShapes.length]!, dash })),
);

/** The next pair of mark and dash that none of these has, with a dash that none of them has while there is one. */
export function freePair(taken: { mark: string | null; dash: string | null }[]): LinePair {
  const isFree = (pair: LinePair) => !taken.some(({ mark, dash }) => mark === pair.mark && dash === pair.dash);
  const hasOwnDash = (pair: LinePair) => !taken.some(({ dash }) => dash === pair.dash);
  return pairs.find(hasOwnDash) ?? pairs.find(isFree) ?? pairs[taken.length % pairs.length]!;
}

const isMark = (word: string | null): word is MarkShape => markShapes.some((mark) => mark === word);

/** The style of a chain's series in charts: its colour as a custom property, second ink where it has none. */
export function lineStyle(
  slug: string,
  { colours, mark, dash }: { colours: ChainColours | null; mark: string | null; dash: string | null },
): SeriesStyle {
  return {
    colour: colours ? `var(${colourProperty(slug)})` : "var(--ink-2)",
    mark: isMark(mark) ? mark : "circle",
    // A chain that was never given a pair is not drawn as the solid line of another.
    dash: mark === null ? "11 3" : dash || undefined,
  };
}

/** The custom property that `/chain-colours.css` gives a chain's colour. */
const colourProperty = (slug: string) => `--chain-${slug}`;

export const isColour = (text: string) => /^#[0-9a-f]{6}$/i.test(text);

/** The sheet that gives each of these chains its colour, light and dark. */
export function colourSheet(chains: { slug: string; colours: ChainColours | null }[]): string {
  const rules = chains.flatMap(({ slug, colours }) =>
    colours ? [`  ${colourProperty(slug)}: light-dark(${colours.light}, ${colours.dark});\n`] : [],
  );
  return `:root {\n${rules.join("")}}\n`;
}

/** How much lighter one of two colours `#rrggbb` is than the other, from 1 to 21: the contrast ratio of WCAG 2.2. */
export function contrastOf(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance of an sRGB colour, from 0 (black) to 1 (white); WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Lines of a chart need 3:1 on the page (WCAG 2.2, 1.4.11). */
const leastContrast = 3;

/** Why a colour can't be a chain's on a page of that colour, in a sentence; null when it can. */
export function faultInColour(colour: string, page: string, theme: "light" | "dark"): string | null {
  if (!isColour(colour)) return "Write a colour as # and six hexadecimal digits, for example #1d4ce9.";
  const contrast = contrastOf(colour, page);
  if (contrast >= leastContrast) return null;
  const found = (Math.floor(contrast * 10) / 10).toFixed(1);
  return `${colour} has a contrast of ${found}:1 on the ${theme} page (${page}), and a line needs at least ${leastContrast}:1. Choose a ${theme === "light" ? "darker" : "lighter"} colour.`;
}
