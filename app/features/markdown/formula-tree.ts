import { escapeAttribute, escapeText } from "~/ui/html";
import { mathElements } from "./mathml";

/** An element of a formula as the typesetter wrote it, with the attributes that it wrote. */
export type FormulaNode = { tag: string; attributes: Record<string, string>; children: (FormulaNode | string)[] };

const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };
const unescape = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => characters[name] ?? "");

/** KaTeX's MathML as a tree; null when it is deeper than `maxDepth`. KaTeX escapes every quote and bracket of the author. */
export function readFormula(mathml: string, maxDepth: number): FormulaNode | null {
  const root: FormulaNode = { tag: "", attributes: {}, children: [] };
  const open = [root];
  for (const [whole, slash, tag, rest = ""] of mathml.matchAll(/<(\/?)([a-z]+)([^>]*)>|[^<]+/g)) {
    const parent = open.at(-1)!;
    if (!tag) parent.children.push(unescape(whole));
    else if (slash) open.pop();
    else {
      const attributes = Object.fromEntries(
        [...rest.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name!, unescape(value!)]),
      );
      const node: FormulaNode = { tag, attributes, children: [] };
      parent.children.push(node);
      if (!rest.endsWith("/")) open.push(node);
      if (open.length > maxDepth) return null;
    }
  }
  return root;
}

/** Html of a tree: only elements in `mathElements`, with the attributes and values listed there. */
export function writeFormula(node: FormulaNode | string): string {
  if (typeof node === "string") return escapeText(node);
  const inside = node.children.map(writeFormula).join("");
  const known = Object.hasOwn(mathElements, node.tag) ? mathElements[node.tag] : undefined;
  if (!known) return inside;
  const attributes = Object.entries(node.attributes).filter(
    ([name, value]) => Object.hasOwn(known, name) && known[name]!.test(value),
  );
  const written = attributes.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join("");
  return `<${node.tag}${written}>${inside}</${node.tag}>`;
}
