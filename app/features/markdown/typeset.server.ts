import katex from "katex";
import { escapeText } from "~/ui/html";
import { mathElements } from "./mathml";

const maxLength = 2000;
const maxDepth = 100;

// Formulas can't use addresses, files or attributes. Without user-defined commands, a short formula stays short.
const refused =
  /^(?:href|url|includegraphics|html.*|class|style|g?def|[ex]def|(?:future)?let|global|long|(?:re)?newcommand|providecommand)$/;

type Typeset = { mathml: string } | { error: string };

/** TeX as MathML without colours and styles, or the reason why it can't be typeset. */
export function typeset(tex: string, { isBlock }: { isBlock: boolean }): Typeset {
  if (tex.length > maxLength) return { error: `A formula has at most ${maxLength} characters` };
  const command = commandsOf(tex).find((name) => refused.test(name));
  if (command) return { error: `\\${command} cannot be used here` };

  try {
    const html = katex.renderToString(tex, {
      output: "mathml",
      displayMode: isBlock,
      trust: false,
      throwOnError: true,
      strict: "ignore",
      maxExpand: 200,
      maxSize: 20,
    });
    const mathml = tidy(html);
    return depthOf(mathml) > maxDepth ? { error: "The formula is nested too deeply" } : { mathml };
  } catch (error) {
    return { error: error instanceof katex.ParseError ? error.rawMessage : "The formula is too complicated" };
  }
}

function commandsOf(tex: string) {
  return [...tex.matchAll(/\\(?:([a-z@]+)|[^])/gi)].flatMap(([, name]) => name ?? []);
}

/** Keeps only the elements in `mathElements`. KaTeX escapes every quotation mark and angle bracket of the author. */
function tidy(html: string) {
  return html.replace(/<(\/?)([a-z]+)([^>]*)>|[^<]+/g, (text, slash: string, tag: string, rest: string) => {
    if (!tag) return escapeText(unescape(text));
    const known = Object.hasOwn(mathElements, tag) ? mathElements[tag] : undefined;
    if (!known) return "";
    const attributes = [...rest.matchAll(/ ([a-z]+)="([^"]*)"/g)].filter(([, name, value]) => {
      return Object.hasOwn(known, name!) && known[name!]!.test(value!);
    });
    const end = rest.endsWith("/") ? `></${tag}>` : ">";
    return `<${slash}${tag}${attributes.map(([attribute]) => attribute).join("")}${end}`;
  });
}

const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

function unescape(text: string) {
  return text.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => characters[name]!);
}

function depthOf(mathml: string) {
  let depth = 0;
  let deepest = 0;
  for (const [, slash] of mathml.matchAll(/<(\/?)/g)) {
    depth += slash ? -1 : 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
