import type { MarkdownIt } from "markdown-it";
import { escapeText } from "../escape-html";

export function text(md: MarkdownIt) {
  md.renderer.rules.text = (tokens, index) => escapeText(tokens[index]!.content);
}
