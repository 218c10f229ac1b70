/** A chart as a file: literal colours and font names, so that it looks the same everywhere. */
import type { Size } from "./chart-spec";
import { el, type Markup, toText } from "./markup";

/** The colour of a role of the style sheet, as `#rrggbb`. Throws for a role that the sheet lacks. */
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

type Parts = { size: Size; colourOf: ColourOf; title: string; says: string; parts: (Markup | null)[] };

/**
 * A complete SVG document of these parts on the page's background; `says` is its text alternative. For `.svg` files and,
 * rendered by resvg with the two font families, for pictures.
 */
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
