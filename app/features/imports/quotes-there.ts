/** `[quote="name, post:3, topic:12"]` of Discourse, as a quote of ours. */
import { quotedMarkdown } from "~/ui/plain-markdown";
import type { NoteKind } from "./note";

/** A post here: its author's handle, its id, and the revision that has its text of there. */
export type QuotedOrigin = { handle: string; postId: number; revision: number };

const tag = /[ \t]*\[quote(?:=((?:"[^"\n]*"|'[^'\n]*'|[^\]\n]*)))?\][ \t]*|[ \t]*\[\/quote\][ \t]*/gi;

type Node = { open: string; given: string; parts: (string | Node)[] };

/** Deeper ones are not read as quotes. */
const deepest = 3;

/**
 * Rewrites quotes. One whose post is here is a quote of ours, whose lines stand alone; one that names nobody's post becomes
 * what markdown has for quotes; one whose post is not here stays word for word.
 */
export function withQuotes(
  text: string,
  topicId: number,
  lookup: { quoted: (topicId: number, number: number) => QuotedOrigin | undefined },
  note: (kind: NoteKind, words: string) => void,
  keepsPlain = false,
): string {
  const root: Node = { open: "", given: "", parts: [] };
  const stack = [root];
  let from = 0;
  for (const found of text.matchAll(tag)) {
    stack.at(-1)!.parts.push(text.slice(from, found.index));
    from = found.index + found[0].length;
    if (!/\[\//.test(found[0])) stack.push({ open: found[0], given: found[1] ?? "", parts: [] });
    else if (stack.length > 1) {
      const node = stack.pop()!;
      stack.at(-1)!.parts.push(node);
    } else stack.at(-1)!.parts.push(found[0]);
  }
  stack.at(-1)!.parts.push(text.slice(from));
  // What is never closed is text.
  while (stack.length > 1) {
    const { open, parts } = stack.pop()!;
    stack.at(-1)!.parts.push(open, ...parts);
  }
  const write = (node: Node, depth: number): string =>
    node.parts.map((part) => (typeof part === "string" ? part : quote(part, depth))).join("");
  const quote = (node: Node, depth: number): string => {
    const inner = write(node, depth + 1);
    const given = node.given.replaceAll(/^["']|["']$/g, "");
    if (given.startsWith("@")) return `${node.open}${inner}[/quote]`;
    const named = placeIn(given, topicId);
    const origin = named && depth < deepest ? lookup.quoted(named.topicId, named.number) : undefined;
    if (origin) {
      const { handle, postId, revision } = origin;
      return `\n\n[quote=@${handle}, p:${postId}, r:${revision}]\n${inner.replaceAll(/^\s*\n|\s+$/g, "")}\n[/quote]\n\n`;
    }
    if (named) note("quote", `topic ${named.topicId}, post ${named.number}`);
    if (named || keepsPlain) return `${node.open}${inner}[/quote]`;
    return blockquote(given.split(",")[0]!.trim(), inner);
  };
  const written = write(root, 0);
  return written === text ? text : written.replaceAll(/\n{3,}/g, "\n\n").replace(/^\n+/, "");
}

/** The topic and the number that a quote names; one without a topic is of the post's own. */
function placeIn(given: string, own: number): { topicId: number; number: number } | null {
  const number = Number(/(?:^|,)\s*post:\s*(\d{1,9})/.exec(given)?.[1] ?? 0);
  const topicId = Number(/(?:^|,)\s*topic:\s*(\d{1,9})/.exec(given)?.[1] ?? own);
  return number > 0 ? { topicId, number } : null;
}

function blockquote(name: string, inner: string): string {
  const said = name === "" ? "" : `${name}:\n\n`;
  return `\n\n${quotedMarkdown(said + inner.trim())}\n\n`;
}
