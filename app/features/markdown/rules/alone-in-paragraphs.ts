import type { Token } from "markdown-it";

type Alone = {
  token: Token;
  /** The paragraph's line, from 1. */
  line: number;
  isQuoted: boolean;
  /** Removes the paragraph's tags, because its content is a block itself. */
  hide(): void;
};

/** Paragraphs with one token of this type and nothing else. Items of tight lists have no paragraph. */
export function aloneInParagraphs(tokens: Token[], type: string): Alone[] {
  let depth = 0;
  return tokens.flatMap((inline, index): Alone[] => {
    if (/^(?:quote|blockquote)_(?:open|close)$/.test(inline.type)) depth += inline.nesting;
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    if (inline.type !== "inline" || before?.type !== "paragraph_open" || before.hidden || !after) return [];
    const [token, ...others] = (inline.children ?? []).filter((child) => !isNothing(child));
    if (token?.type !== type || others.length > 0) return [];
    const hide = () => {
      before.hidden = true;
      after.hidden = true;
    };
    return [{ token, line: (inline.map?.[0] ?? 0) + 1, isQuoted: depth > 0, hide }];
  });
}

const isNothing = (token: Token) => token.type === "text" && token.content.trim() === "";
