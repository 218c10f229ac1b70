/** The text of a post's html, as markdown: for posts whose source is not told. */
import { Parser } from "htmlparser2";
import { quotedMarkdown } from "~/ui/plain-markdown";

const blocks = new Set([
  "p",
  "div",
  "ul",
  "ol",
  "table",
  "pre",
  "blockquote",
  "aside",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "hr",
]);
const wraps: Record<string, string> = { strong: "**", b: "**", em: "*", i: "*", del: "~~", s: "~~" };

type Frame = { name: string; attributes: Record<string, string>; text: string; count: number };

export function fromCooked(html: string): string {
  const root: Frame = { name: "", attributes: {}, text: "", count: 0 };
  const stack = [root];
  const top = () => stack.at(-1)!;
  const isIn = (name: string) => stack.some((frame) => frame.name === name);
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === "br") top().text += "\n";
        else if (name === "img") top().text += pictureOf(attributes);
        else stack.push({ name, attributes, text: "", count: 0 });
      },
      ontext(text) {
        top().text += isIn("pre") ? text : text.replaceAll(/\s+/g, " ");
      },
      onclosetag(name) {
        if (name === "br" || name === "img" || stack.length === 1) return;
        const frame = stack.pop()!;
        top().text += written(frame, top(), isIn("pre"));
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  while (stack.length > 1) {
    const frame = stack.pop()!;
    top().text += frame.text;
  }
  return root.text
    .replaceAll(/[ \t]+\n/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

const pictureOf = ({ class: kind = "", src = "", alt = "" }: Record<string, string>) =>
  kind.includes("emoji") ? alt : src === "" ? "" : `![${alt.replaceAll(/[[\]]/g, "")}](${src})`;

function written({ name, attributes, text }: Frame, parent: Frame, isInPre: boolean): string {
  const wrap = wraps[name];
  if (wrap) return text.trim() === "" ? text : `${wrap}${text.trim()}${wrap}`;
  if (name === "a") return linkOf(attributes, text);
  if (name === "code" && !isInPre) return `\`${text}\``;
  if (name === "pre") return `\n\n\`\`\`\n${text.replace(/\n$/, "")}\n\`\`\`\n\n`;
  if (name === "li") {
    parent.count += 1;
    const mark = parent.name === "ol" ? `${parent.count}. ` : "- ";
    return `${mark}${text.trim().replaceAll("\n", `\n${" ".repeat(mark.length)}`)}\n`;
  }
  if (name === "aside" && attributes["data-post"]) return quoteOf(attributes, text);
  if (name === "blockquote")
    return parent.name === "aside" && parent.attributes["data-post"] ? text : `\n\n${quotedMarkdown(text.trim())}\n\n`;
  // Of a quote: the name of whom it quotes, which stands in its opening.
  if (name === "div" && (attributes["class"] ?? "").includes("title") && parent.name === "aside") return "";
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level) return `\n\n${"#".repeat(Number(level))} ${text.trim()}\n\n`;
  if (name === "tr") return `${text.replace(/ \| $/, "")}\n`;
  if (name === "td" || name === "th") return `${text.trim()} | `;
  return blocks.has(name) ? `\n\n${text.trim()}\n\n` : text;
}

function linkOf({ href = "", class: kind = "" }: Record<string, string>, text: string) {
  if (kind.includes("mention")) return text;
  if (kind.includes("anchor") || href === "") return text;
  // A picture that leads to its larger self.
  if (kind.includes("lightbox")) return text;
  return text.trim() === href || text.trim() === "" ? href : `[${text.trim()}](${href})`;
}

const quoteOf = (attributes: Record<string, string>, text: string) =>
  `\n\n[quote="${attributes["data-username"] ?? ""}, post:${attributes["data-post"]}, topic:${attributes["data-topic"] ?? ""}"]\n${text.trim()}\n[/quote]\n\n`;
