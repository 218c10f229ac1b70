/** The text of a post's html, as markdown of Discourse: for posts whose source is not told. */
import { parseDocument } from "htmlparser2";
import { quotedMarkdown } from "~/ui/plain-markdown";
import { asWritten, inCode, inFence } from "./cooked-text";
import { addressOfFrame } from "./html-tags";

type Node = ReturnType<typeof parseDocument>["children"][number];
type Tag = Extract<Node, { attribs: Record<string, string> }>;

/** Deeper ones are read as their words alone. */
const deepest = 60;

const isTag = (node: Node | undefined): node is Tag => node !== undefined && "attribs" in node;
const childrenOf = (node: Node): Node[] => ("children" in node ? (node.children as Node[]) : []);
const classOf = (tag: Tag) => tag.attribs["class"] ?? "";
const hasClass = (tag: Tag, ...names: string[]) => names.some((name) => classOf(tag).split(/\s+/).includes(name));

/** Every node below, in its order; not by recursion, so that no depth is too deep. */
function* below(nodes: Node[]): Generator<Node> {
  const left = nodes.toReversed();
  for (let node = left.pop(); node; node = left.pop()) {
    yield node;
    left.push(...childrenOf(node).toReversed());
  }
}
const tagsIn = (node: Node, test: (tag: Tag) => boolean): Tag[] =>
  [...below(childrenOf(node))].filter((one): one is Tag => isTag(one) && test(one));
const wordsOf = (nodes: Node[]): string =>
  [...below(nodes)].map((node) => ("data" in node && !isTag(node) && node.type === "text" ? node.data : "")).join("");

const skipped = new Set(["script", "style", "svg", "noscript", "template", "form", "button"]);
/** What Discourse adds around a text: the size of a picture, the buttons of a poll, what is known of a linked page. */
const added = ["meta", "quote-controls", "poll-info", "poll-buttons", "onebox-metadata", "footnote-backref", "anchor"];
const isLeftOut = (tag: Tag) => skipped.has(tag.name) || hasClass(tag, ...added);

const blocks = new Set(
  "p div ul ol li table pre blockquote aside details h1 h2 h3 h4 h5 h6 hr section figure dl dt dd iframe video audio".split(
    " ",
  ),
);
const isBlock = (node: Node) => isTag(node) && blocks.has(node.name) && !isInlineMath(node);
const isInlineMath = (tag: Tag) => tag.name !== "div" && hasClass(tag, "math");

export const fromCooked = (html: string): string =>
  flow(parseDocument(html).children, 0)
    .replaceAll(/[ \t]+\n/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();

/** Blocks one after the other; what stands between them is a paragraph of its own. */
function flow(nodes: Node[], depth: number): string {
  const parts: string[] = [];
  let line: Node[] = [];
  const endLine = () => {
    const words = lines(inline(line, depth));
    if (words !== "") parts.push(words);
    line = [];
  };
  for (const node of nodes) {
    if (!isBlock(node)) line.push(node);
    else {
      endLine();
      const written = block(node as Tag, depth + 1);
      if (written.trim() !== "") parts.push(written);
    }
  }
  endLine();
  return parts.join("\n\n");
}

/** Lines of a paragraph: what begins like a list or a heading is none here. */
const lines = (text: string): string =>
  text
    .trim()
    .replaceAll(/[ \t]*\n[ \t]*/g, "\n")
    .replaceAll(/^(?=#{1,6}\s|>|[-+]\s|={2,}\s*$|-{2,}\s*$)/gm, "\\")
    .replaceAll(/^(\d{1,9})(?=[.)]\s)/gm, "$1\\");

function block(tag: Tag, depth: number): string {
  const { name, attribs, children } = tag;
  const inner = () => flow(children as Node[], depth);
  if (isLeftOut(tag)) return "";
  if (depth > deepest) return asWritten(wordsOf([tag]).replaceAll(/\s+/g, " "));
  if (hasClass(tag, "lazyYT", "lazy-video-container", "youtube-onebox")) return videoOf(tag);
  if (hasClass(tag, "poll")) return pollOf(tag);
  if (hasClass(tag, "math")) return `$$\n${wordsOf([tag]).trim()}\n$$`;
  if (hasClass(tag, "spoiler", "spoiled")) return `[spoiler]${inner().trim()}[/spoiler]`;
  if (name === "aside" && hasClass(tag, "quote")) return quoteOf(tag, depth);
  if (name === "aside" || hasClass(tag, "onebox")) return oneboxOf(tag) || inner();
  if (name === "iframe" || name === "video" || name === "audio") return mediumOf(tag);
  if (name === "details") return foldOf(tag, depth);
  if (name === "pre") return fenceOf(tag);
  if (name === "blockquote") return quotedMarkdown(inner().trim());
  if (name === "ul" || name === "ol") return listOf(tag, depth);
  if (name === "table") return tableOf(tag, depth);
  if (name === "hr") return hasClass(tag, "footnotes-sep") ? "" : "---";
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level)
    return `${"#".repeat(Number(level))} ${inline(children as Node[], depth)
      .replaceAll(/\s+/g, " ")
      .trim()}`;
  return attribs["data-theme-toc"] ? "" : inner();
}

const wraps: Record<string, string> = { strong: "**", b: "**", em: "*", i: "*", del: "~~", s: "~~" };
const wrapsOfClasses: Record<string, string> = { "bbcode-b": "**", "bbcode-i": "*", "bbcode-s": "~~" };

const inline = (nodes: Node[], depth: number): string => nodes.map((node) => inlineOf(node, depth + 1)).join("");

function inlineOf(node: Node, depth: number): string {
  if (!isTag(node)) return "data" in node && node.type === "text" ? asWritten(node.data.replaceAll(/\s+/g, " ")) : "";
  if (isLeftOut(node)) return "";
  if (depth > deepest) return asWritten(wordsOf([node]).replaceAll(/\s+/g, " "));
  const { name, attribs, children } = node;
  const inner = () => inline(children as Node[], depth);
  if (isBlock(node)) return `\n\n${block(node, depth)}\n\n`;
  if (name === "br") return "\n";
  if (name === "img") return pictureOf(node);
  if (name === "a") return linkOf(node, inner);
  if (["code", "kbd", "samp", "tt"].includes(name)) return inCode(wordsOf([node]).replaceAll(/\s+/g, " "));
  if (isInlineMath(node)) return `\\(${wordsOf([node]).trim()}\\)`;
  if (hasClass(node, "spoiler", "spoiled")) return `[spoiler]${inner().trim()}[/spoiler]`;
  if (name === "sup" && !inner().trim().startsWith("[")) return `^${inner()}`;
  if (name === "sub") return `\\_${inner()}`;
  const wrap = wraps[name] ?? wrapsOfClasses[classOf(node)];
  return wrap && attribs["data-value"] === undefined ? wrapped(inner(), wrap) : inner();
}

/** The marks touch the words; spaces stand outside of them. */
function wrapped(text: string, mark: string): string {
  const words = text.trim();
  return words === "" ? text : text.replace(words, () => mark + words + mark);
}

const picture = (address: string, words = "") =>
  address === "" ? "" : `![${words.replaceAll(/[[\]\n]/g, "")}](${address})`;

function pictureOf(tag: Tag): string {
  const { src = "", alt = "", title = "" } = tag.attribs;
  if (hasClass(tag, "emoji")) return alt || title;
  return hasClass(tag, "avatar", "site-icon") ? "" : picture(src, alt);
}

function linkOf(tag: Tag, inner: () => string): string {
  const { href = "" } = tag.attribs;
  if (hasClass(tag, "mention", "mention-group") || href === "" || href.startsWith("#")) return inner();
  const [shown] = tagsIn(tag, ({ name }) => name === "img");
  // A picture that leads to its larger self.
  if (hasClass(tag, "lightbox")) return picture(href, shown?.attribs["alt"]);
  const words = wordsOf([tag]).trim();
  if (shown === undefined && (words === "" || words === href || hasClass(tag, "onebox"))) return href;
  return `[${inner().replaceAll(/\s+/g, " ").trim()}](${href})`;
}

function quoteOf(tag: Tag, depth: number): string {
  const { "data-username": username = "", "data-post": post, "data-topic": topic } = tag.attribs;
  const said = childrenOf(tag).filter((node) => isTag(node) && node.name === "blockquote");
  const [title] = tagsIn(tag, (one) => hasClass(one, "title"));
  const name = username || (title ? wordsOf([title]).trim().replace(/:$/, "") : "");
  const place = post ? `, post:${post}${topic ? `, topic:${topic}` : ""}` : "";
  const opening = name + place === "" ? "[quote]" : `[quote="${name.replaceAll(/["\n\]]/g, "")}${place}"]`;
  return `${opening}\n${said.map((one) => flow(childrenOf(one), depth + 1)).join("\n\n")}\n[/quote]`;
}

/** A card of a page becomes its address; the card is made anew here. */
function oneboxOf(tag: Tag): string {
  const [link] = tagsIn(tag, ({ name, attribs }) => name === "a" && /^(?:https?:)?\/\//.test(attribs["href"] ?? ""));
  return tag.attribs["data-onebox-src"] ?? link?.attribs["href"] ?? mediumOf(tag);
}

function videoOf(tag: Tag): string {
  const id = tag.attribs["data-youtube-id"] ?? tag.attribs["data-video-id"];
  const provider = tag.attribs["data-provider-name"] ?? "youtube";
  if (id && provider === "vimeo") return `https://vimeo.com/${id}`;
  return id ? `https://www.youtube.com/watch?v=${id}` : oneboxOf(tag);
}

function mediumOf(tag: Tag): string {
  const source = [tag, ...tagsIn(tag, () => true)].find(({ attribs }) =>
    /^(?:https?:)?\/\//.test(attribs["src"] ?? ""),
  );
  return addressOfFrame(source?.attribs["src"] ?? "");
}

/** As it is written there, so that what becomes of polls is said in one place. */
function pollOf(tag: Tag): string {
  const options = tagsIn(tag, ({ name, attribs }) => name === "li" && attribs["data-poll-option-id"] !== undefined);
  const [title] = tagsIn(tag, (one) => hasClass(one, "poll-title"));
  const words = (node: Node) => asWritten(wordsOf([node]).replaceAll(/\s+/g, " ").trim());
  return [
    `[poll name=${(tag.attribs["data-poll-name"] ?? "poll").replaceAll(/[\s\]"']/g, "")}]`,
    ...(title ? [`# ${words(title)}`] : []),
    ...options.map((option) => `* ${words(option)}`),
    "[/poll]",
  ].join("\n");
}

function foldOf(tag: Tag, depth: number): string {
  const isSummary = (node: Node) => isTag(node) && node.name === "summary";
  const summary = wordsOf(childrenOf(tag).filter(isSummary))
    .replaceAll(/[\s"\]]+/g, " ")
    .trim();
  const rest = flow(
    childrenOf(tag).filter((node) => !isSummary(node)),
    depth,
  );
  return `[details="${summary}"]\n\n${rest}\n\n[/details]`;
}

function fenceOf(tag: Tag): string {
  const [code] = tagsIn(tag, ({ name }) => name === "code");
  const named =
    /\blang(?:uage)?-([\w+#-]+)/.exec(code ? classOf(code) : "")?.[1] ?? tag.attribs["data-code-wrap"] ?? "";
  // A card of code has a line in each item of a list.
  const items = tagsIn(tag, ({ name }) => name === "li");
  const text = items.length > 0 ? items.map((item) => wordsOf([item])).join("\n") : wordsOf([tag]);
  return inFence(text.replace(/\n$/, ""), /^(?:auto|plaintext|nohighlight)$/.test(named) ? "" : named);
}

function listOf(tag: Tag, depth: number): string {
  const from = Number(tag.attribs["start"] ?? 1);
  return childrenOf(tag)
    .filter((node): node is Tag => isTag(node) && node.name === "li")
    .map((item, index) => {
      const mark = tag.name === "ol" ? `${from + index}. ` : "- ";
      const text = flow(childrenOf(item), depth + 1).replaceAll(/\n\n(?=[ ]*(?:- |\d+\. ))/g, "\n");
      return mark + text.replaceAll("\n", `\n${" ".repeat(mark.length)}`);
    })
    .join("\n");
}

function tableOf(tag: Tag, depth: number): string {
  const cell = (one: Tag) =>
    inline(childrenOf(one), depth)
      .replaceAll(/\s*\n\s*/g, " ")
      .trim()
      .replaceAll("|", "\\|");
  const rows = tagsIn(tag, ({ name }) => name === "tr").map((row) =>
    childrenOf(row)
      .filter((one): one is Tag => isTag(one) && (one.name === "td" || one.name === "th"))
      .map(cell),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0) return "";
  const line = (row: string[]) => `| ${Array.from({ length: width }, (_, at) => row[at] ?? "").join(" | ")} |`;
  const [head = [], ...rest] = rows;
  return [line(head), `|${" --- |".repeat(width)}`, ...rest.map(line)].join("\n");
}
