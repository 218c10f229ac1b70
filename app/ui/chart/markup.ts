import { xmlText } from "~/ui/xml";

/** A drawing as plain values, written as text or converted to React. */
export type Markup = {
  tag: string;
  attributes: Record<string, string | number>;
  children: (Markup | string)[];
};

type Given = Record<string, string | number | undefined>;

/** An element; attributes without a value are left out, numbers are rounded to a hundredth. */
export function el(tag: string, given: Given = {}, ...children: (Markup | string | null | false)[]): Markup {
  const attributes: Markup["attributes"] = {};
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) attributes[name] = typeof value === "number" ? round(value) : value;
  return { tag, attributes, children: children.filter((child) => child !== null && child !== false) };
}

/** Two decimals: more isn't visible and costs bytes. */
export const round = (value: number) => Math.round(value * 100) / 100;

/** Writes it as text: valid html in a page and valid XML in a file. */
export function toText({ tag, attributes, children }: Markup): string {
  const written = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join("");
  const inside = children.map((child) => (typeof child === "string" ? xmlText(child) : toText(child))).join("");
  return inside === "" && isShape(tag) ? `<${tag}${written}/>` : `<${tag}${written}>${inside}</${tag}>`;
}

const isShape = (tag: string) => ["path", "line", "circle", "rect"].includes(tag);
