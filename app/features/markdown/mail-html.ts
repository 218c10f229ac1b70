/**
 * A post's html for mail, made from the html that other sites get: few tags, no classes, nothing that is loaded. Pictures and
 * charts are links in their own words, formulas are their source.
 */
import { parseDocument } from "htmlparser2";
import { escapeAttribute, escapeText } from "~/ui/html";
import { wrapLine } from "~/ui/wrap-line";

type Node = ReturnType<typeof parseDocument>["children"][number];
type Tag = Extract<Node, { attribs: unknown }>;

const isTag = (node: Node): node is Tag => "attribs" in node;

/** Tags that stay as they are. */
const kept = new Set(
  "p blockquote ul ol li em strong b s q code pre table thead tbody tr td th h3 h4 h5 h6 br hr sup".split(" "),
);
const empty = new Set(["br", "hr"]);

/** Html with absolute links, for mail. */
export const forMail = (html: string): string => write(parseDocument(html).children);

const write = (nodes: Node[]): string => nodes.map(writeOne).join("");

function writeOne(node: Node): string {
  if (!isTag(node)) return "data" in node && node.type === "text" ? escapeText(node.data) : "";
  const { name, attribs, children } = node;
  if (name === "svg" || name === "style" || name === "script") return "";
  if (name === "math") return `<code>${escapeText(sourceOf(node))}</code>`;
  if (name === "img") return escapeText(`[${attribs["alt"] || "picture"}]`);
  if (name === "input") return "checked" in attribs ? "☑" : "☐";
  if (name === "pre") return `<pre>${escapeText(wordsOf(node))}</pre>`;
  if (name === "figure" && attribs["class"] === "diagram") return "<p>[diagram]</p>";
  if (name === "figcaption") return `<p>${write(children)}</p>`;
  if (name === "div" && attribs["class"] === "math-block") return `<p>${write(children)}</p>`;
  // The quoted post is a link away.
  if (name === "details")
    return `<p>${write(children.filter((child) => isTag(child) && child.name === "summary"))}</p>`;
  if (name === "a") return link(attribs["href"] ?? "", write(children));
  if (!kept.has(name)) return write(children);
  const start = name === "ol" && attribs["start"] ? ` start="${escapeAttribute(attribs["start"])}"` : "";
  const dir = attribs["dir"] ? ` dir="${escapeAttribute(attribs["dir"])}"` : "";
  return empty.has(name) ? `<${name} />` : `<${name}${start}${dir}>${write(children)}</${name}>`;
}

const link = (href: string, words: string) =>
  /^(?:https?:|mailto:)/i.test(href) && words !== "" ? `<a href="${escapeAttribute(href)}">${words}</a>` : words;

/** A formula as it was typed. */
function sourceOf(math: Tag): string {
  const all = [math, ...inside(math)];
  const source = all.find((node) => isTag(node) && node.name === "annotation");
  return source ? wordsOf(source) : wordsOf(math);
}

const inside = (tag: Tag): Node[] =>
  tag.children.flatMap((child) => (isTag(child) ? [child, ...inside(child)] : [child]));

function wordsOf(node: Node): string {
  if (isTag(node)) return node.children.map(wordsOf).join("");
  return "data" in node && node.type === "text" ? node.data : "";
}

/** The first blocks of a mail's html that together have at most so many characters, at least one, and how many are left out. */
export function beginningOf(html: string, most: number): { html: string; left: number } {
  const blocks = parseDocument(html).children.filter((node) => isTag(node) || wordsOf(node).trim() !== "");
  let size = 0;
  const end = blocks.findIndex((block, index) => (size += wordsOf(block).length) > most && index > 0);
  const shown = end === -1 ? blocks : blocks.slice(0, end);
  return { html: write(shown), left: blocks.length - shown.length };
}

const width = 72;

/**
 * A mail's html as plain text: lines of at most 72 characters, quotes behind ">", lists with their signs. Links that lead away
 * from `origin` have their address behind them.
 */
export function mailText(html: string, origin: string): string {
  const blocks = blocksOf(parseDocument(html).children, origin);
  return blocks.join("\n\n");
}

const blockTags = new Set("p blockquote ul ol pre table h3 h4 h5 h6 hr".split(" "));
const isBlock = (node: Node) => isTag(node) && blockTags.has(node.name);

/** Each block as its lines; text between blocks is a block as well. */
function blocksOf(nodes: Node[], origin: string, columns = width): string[] {
  const blocks: string[] = [];
  let line = "";
  const end = () => {
    if (line.trim() !== "") blocks.push(wrapWords(line, columns));
    line = "";
  };
  for (const node of nodes) {
    if (!isBlock(node)) {
      line += inline(node, origin);
      continue;
    }
    end();
    blocks.push(...blockOf(node as Tag, origin, columns));
  }
  end();
  return blocks;
}

function blockOf(tag: Tag, origin: string, columns: number): string[] {
  const { name, children, attribs } = tag;
  if (name === "hr") return ["* * *"];
  if (name === "pre") return [indent(wordsOf(tag).replace(/\n+$/, ""), "    ")];
  if (name === "table") return [tableText(tag, origin)];
  if (name === "blockquote") return [indent(blocksOf(children, origin, columns - 2).join("\n\n"), "> ")];
  if (name !== "ul" && name !== "ol") return blocksOf(children, origin, columns);
  const first = Number(attribs["start"] ?? 1);
  const items = children.filter((child): child is Tag => isTag(child) && child.name === "li");
  const written = items.map((item, index) => {
    const sign = name === "ul" ? "- " : `${first + index}. `;
    const inner = blocksOf(item.children, origin, columns - sign.length).join("\n");
    return sign + indent(inner, " ".repeat(sign.length)).trimStart();
  });
  return written.length === 0 ? [] : [written.join("\n")];
}

const indent = (text: string, before: string) =>
  text
    .split("\n")
    .map((line) => (before + line).trimEnd())
    .join("\n");

function tableText(table: Tag, origin: string): string {
  const rows = inside(table).filter((node): node is Tag => isTag(node) && node.name === "tr");
  return rows
    .map(({ children }) =>
      children
        .filter((cell): cell is Tag => isTag(cell))
        .map((cell) => oneLine(cell.children.map((child) => inline(child, origin)).join("")))
        .join(" | "),
    )
    .join("\n");
}

function inline(node: Node, origin: string): string {
  if (!isTag(node)) return wordsOf(node).replaceAll(/\s+/g, " ");
  const { name, attribs, children } = node;
  if (name === "br") return "\n";
  const words = children.map((child) => inline(child, origin)).join("");
  if (name === "strong" || name === "b") return `*${words}*`;
  if (name === "em") return `_${words}_`;
  if (name === "q") return `“${words}”`;
  const href = attribs["href"] ?? "";
  const leadsAway = name === "a" && !href.startsWith(`${origin}/`) && !words.includes(href);
  return leadsAway ? `${words} <${href}>` : words;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();

/** Each line of the text wrapped. */
const wrapWords = (text: string, columns: number): string =>
  text
    .trim()
    .split("\n")
    .map((line) => wrapLine(oneLine(line), columns))
    .join("\n");
