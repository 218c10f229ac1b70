import { codeSpan, literal, literalLines } from "../literal-markdown";

/** A selection in a post as markdown for a quote: its words and simple formatting. */
export function markdownOf(fragment: DocumentFragment | Element): string {
  return blocksIn(fragment)
    .join("\n\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

const blockNames = new Set([
  "P",
  "UL",
  "OL",
  "PRE",
  "BLOCKQUOTE",
  "TABLE",
  "H3",
  "H4",
  "H5",
  "H6",
  "FIGURE",
  "DIV",
  "SECTION",
  "DETAILS",
  "HR",
]);
const isBlock = (node: Node) => node instanceof Element && blockNames.has(node.nodeName);

function blocksIn(parent: Node): string[] {
  const blocks: string[] = [];
  let line = "";
  for (const child of parent.childNodes) {
    if (!isBlock(child)) {
      line += inline(child);
      continue;
    }
    blocks.push(literalLines(line.trim()));
    line = "";
    blocks.push(...block(child as Element));
  }
  return [...blocks, literalLines(line.trim())].filter((text) => text !== "");
}

/** What a page shows with a post, and its author did not write: where a quote is from, what checks found, sources and notes. */
const notOfTheText = ".quote-origin, summary, button, .ledger-line, .claim-list, .sources, .notes, [data-no-quote]";

function block(element: Element): string[] {
  const name = element.nodeName;
  if (element.matches(notOfTheText)) return [];
  // Leave nested quotes out, because a quote contains only words of the quoted post.
  if (element.matches("blockquote.quote")) return [];
  if (element.matches("figure[data-diagram]") || name === "PRE") return [fenced(element)];
  if (name === "UL" || name === "OL") return [listOf(element)];
  if (name === "BLOCKQUOTE") return [blocksIn(element).join("\n\n").replaceAll(/^/gm, "> ")];
  if (/^H[3-6]$/.test(name)) return [`**${inline(element).trim()}**`];
  if (name === "HR") return [];
  if (name === "TABLE") return [tableOf(element)];
  const formula = element.matches(".math-block") ? texOf(element) : undefined;
  if (formula !== undefined) return [`$$\n${formula}\n$$`];
  return blocksIn(element);
}

function fenced(element: Element): string {
  const text = (element.querySelector("code") ?? element).textContent ?? "";
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`{3,}/g)].map(([run]) => run.length + 1)));
  return `${fence}\n${text.replace(/\n$/, "")}\n${fence}`;
}

function listOf(list: Element): string {
  const isOrdered = list.nodeName === "OL";
  const first = Number(list.getAttribute("start") ?? 1);
  return [...list.children]
    .filter((item) => item.nodeName === "LI")
    .map((item, index) => {
      const mark = isOrdered ? `${first + index}. ` : "- ";
      const gap = [...item.children].some((child) => child.nodeName === "P") ? "\n\n" : "\n";
      return (
        mark +
        blocksIn(item)
          .join(gap)
          .replaceAll(/\n(?=.)/g, `\n${" ".repeat(mark.length)}`)
      );
    })
    .join("\n");
}

function tableOf(table: Element): string {
  const rows = [...table.querySelectorAll("tr")].map((row) =>
    [...row.children].map((cell) => inline(cell).replaceAll("|", "\\|").trim()),
  );
  const [head = [], ...rest] = rows;
  return [head, head.map(() => "---"), ...rest].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function inline(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return literal((node.textContent ?? "").replaceAll(/\s+/g, " "));
  if (!(node instanceof Element)) return "";
  if (node.matches("button, .visually-hidden, [aria-hidden='true'], [data-no-quote]")) return "";
  if (node.matches("sup.cite")) return citedIn(node);
  if (node.nodeName.toLowerCase() === "math") return formulaOf(node);
  if (node.nodeName === "BR") return "\\\n";
  if (node.nodeName === "IMG") return literal(node.getAttribute("alt") ?? "");
  if (node.nodeName === "INPUT") return node.hasAttribute("checked") ? "[x] " : "[ ] ";
  // A formula that could not be set stands as it was written.
  if (node.matches("code.math-error")) return node.textContent ?? "";
  if (node.nodeName === "CODE") return node.textContent ? codeSpan(node.textContent) : "";
  if (node.matches("a.mention, a.thread-link, a.eip")) return node.textContent ?? "";
  const words = [...node.childNodes].map(inline).join("");
  if (node.nodeName === "A") return linked(node, words);
  const mark = Object.hasOwn(marks, node.nodeName) ? marks[node.nodeName]! : "";
  if (mark === "" || words.trim() === "") return words;
  // A mark next to a space has no effect.
  const [, before = "", inner = "", after = ""] = /^(\s*)([^]*?)(\s*)$/.exec(words) ?? [];
  return `${before}${mark}${inner}${mark}${after}`;
}

const marks: Record<string, string> = { STRONG: "**", EM: "*", S: "~~" };

const texOf = (element: Element) =>
  element.querySelector("annotation[encoding='application/x-tex']")?.textContent?.trim();

function formulaOf(math: Element): string {
  const tex = texOf(math);
  if (tex === undefined) return literal(math.textContent ?? "");
  return tex.includes("\\)") ? `$$${tex}$$` : `\\(${tex}\\)`;
}

/** Markers use citekeys, which mean the same in every post; a note is dropped with a hint. */
function citedIn(run: Element): string {
  const marks = [...run.querySelectorAll<HTMLElement>("[data-cite], [data-card-kind='note']")];
  return marks.map(({ dataset }) => (dataset["cite"] ? `[^${dataset["cite"]}]` : " (note omitted)")).join("");
}

/** External links keep their address. Names, threads and EIPs become links by their text; citations are dropped. */
function linked(element: Element, words: string): string {
  const address = element.getAttribute("href") ?? "";
  if (!/^https?:/.test(address)) return words;
  if (element.textContent === address) return address;
  return /[()\s]/.test(address) ? `[${words}](<${address}>)` : `[${words}](${address})`;
}
