/** A chart as a file of its own: colours as literals, faces by name, so that it looks the same wherever it is opened. */
import type { ChartSpec, Size } from "./chart-spec";
import { chartDrawing, type ChartKind } from "./chart-drawing";
import { chartName } from "./chart-name";
import { drawText } from "./draw-text";
import { el, type Markup, toText } from "./markup";

/** The colour of a role of the style sheet, as `#rrggbb`. Given by who knows the sheet; throws for a role there is not. */
export type ColourOf = (role: string) => string;

/** `var(--role)` as the role's colour. */
const literal = (value: string | number, colourOf: ColourOf) =>
  typeof value === "number" ? value : value.replaceAll(/var\(--([a-z0-9-]+)\)/g, (_, role: string) => colourOf(role));

function resolved({ tag, attributes, children }: Markup, colourOf: ColourOf): Markup {
  return {
    tag,
    attributes: Object.fromEntries(
      Object.entries(attributes)
        .filter(([name]) => name !== "class")
        .map(([name, value]) => [name, literal(value, colourOf)]),
    ),
    children: children.map((child) => (typeof child === "string" ? child : resolved(child, colourOf))),
  };
}

type Options = {
  kind: ChartKind;
  size: Size;
  colourOf: ColourOf;
  /** Above the drawing, in the heading's weight. */
  title?: string;
  /** Below it: as-of, provider, definition, address. */
  foot?: string;
  name?: string;
};

const titleHeight = 34;
const footHeight = 28;
const margin = 20;

/**
 * A whole SVG document of exactly this size: title, drawing, foot on the page's ground. For `.svg` files and, drawn by
 * resvg with the two families' TTF files, for pictures.
 */
export function chartSvg(spec: ChartSpec, { kind, size, colourOf, title, foot, name }: Options): string {
  const [above, below] = [margin - 6 + (title ? titleHeight : 6), margin - 6 + (foot ? footHeight : 6)];
  const inner = { width: size.width - 2 * margin, height: size.height - above - below };
  const drawing = chartDrawing(spec, { kind, size: inner });
  const said = name ?? chartName(spec);
  return svgFile({
    size,
    colourOf,
    title: title ?? said,
    says: said,
    parts: [
      title ? drawText(title, margin, margin + 14, { fill: "var(--ink)", size: 16, isStrong: true }) : null,
      el("g", { transform: `translate(${margin} ${above})` }, ...drawing.children),
      foot ? drawText(foot, margin, size.height - margin + 4) : null,
    ],
  });
}

type Parts = { size: Size; colourOf: ColourOf; title: string; says: string; parts: (Markup | null)[] };

/** A whole SVG document of these parts on the page's ground; `says` is what somebody is told who can't see it. */
export function svgFile({ size, colourOf, title, says, parts }: Parts): string {
  const root = el(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: size.width,
      height: size.height,
      viewBox: `0 0 ${size.width} ${size.height}`,
      "font-family": "'Source Sans 3', 'Source Sans Pro', Arial, sans-serif",
      role: "img",
    },
    el("title", {}, title),
    el("desc", {}, says),
    el("rect", { width: size.width, height: size.height, fill: "var(--page)" }),
    ...parts,
  );
  return toText(resolved(root, colourOf));
}
