/** A chart as a file: literal colours and font names, so that it looks the same everywhere. */
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
  /** The heading above the drawing. */
  title?: string;
  /** The lines below it: as-of, provider, definition, address. */
  foot?: string;
  name?: string;
};

const titleHeight = 34;
const footHeight = 28;
const margin = 20;

/**
 * A complete SVG document of exactly this size: title, drawing and footer on the page's background. For `.svg` files
 * and, rendered by resvg with the two font families, for pictures.
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

/** A complete SVG document of these parts; `says` is its text alternative. */
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
