import type { Token } from "markdown-it";
import { maxMentions, maxReferences } from "./limits";
import type { QuotedPassage, References, ToResolve } from "./parsed";
import { passageOf } from "./plain-text";

type Name = { isQuoted: boolean } & (
  | { kind: "mention"; handle: string }
  | { kind: "thread" | "eip"; number: number }
  | { kind: "quote"; quote: QuotedPassage }
  | { kind: "picture"; hash: string }
);

/** Everything that the text refers to. References inside a quote are looked up, but don't count as the author's own. */
export function collectReferences(tokens: Token[]): {
  references: Omit<References, "citations" | "widgets" | "claims" | "bareLinks">;
  toResolve: ToResolve;
} {
  const names = distinct(namesIn(tokens)).slice(0, maxReferences);
  const own = names.filter((name) => !name.isQuoted);
  return {
    references: {
      mentions: handles(own).slice(0, maxMentions),
      threads: numbers(own, "thread"),
      eips: numbers(own, "eip"),
      quotes: quotes(own),
    },
    toResolve: {
      members: handles(names),
      threads: numbers(names, "thread"),
      posts: [...new Set(quotes(names).map((quote) => quote.postId))],
      pictures: [...new Set(names.flatMap((name) => (name.kind === "picture" ? [name.hash] : [])))],
    },
  };
}

function namesIn(tokens: Token[]) {
  let quoteDepth = 0;
  return tokens.flatMap((token, index): Name[] => {
    const isQuoted = quoteDepth > 0;
    if (token.type === "quote_open" || token.type === "quote_close") quoteDepth += token.nesting;
    if (token.type === "quote_open")
      return [{ kind: "quote", quote: { ...token.meta, text: isQuoted ? "" : passageOf(tokens, index) }, isQuoted }];
    return (token.children ?? []).flatMap((child): Name[] => {
      if (child.type === "picture") return [{ kind: "picture", hash: child.meta.hash, isQuoted }];
      if (child.type === "mention") return [{ kind: "mention", handle: child.meta, isQuoted }];
      if (child.type === "thread" || child.type === "eip") return [{ kind: child.type, number: child.meta, isQuoted }];
      return [];
    });
  });
}

function distinct(names: Name[]) {
  return [...new Map(names.map((name) => [JSON.stringify(name), name])).values()];
}

function handles(names: Name[]) {
  return [...new Set(names.flatMap((name) => (name.kind === "mention" ? [name.handle] : [])))];
}

function numbers(names: Name[], kind: "thread" | "eip") {
  return [...new Set(names.flatMap((name) => (name.kind === kind ? [name.number] : [])))];
}

function quotes(names: Name[]) {
  return names.flatMap((name) => (name.kind === "quote" ? [name.quote] : []));
}
