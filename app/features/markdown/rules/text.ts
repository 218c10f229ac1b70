import type { MarkdownIt } from "markdown-it";
import { escapeText } from "~/ui/html";

export function text(md: MarkdownIt) {
  md.renderer.rules.text = (tokens, index) => escapeText(tokens[index]!.content);
}
