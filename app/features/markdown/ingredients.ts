import type { Token } from "markdown-it";
import type { Ingredient } from "./parsed";

const byToken: Record<string, Ingredient> = {
  quote_open: "quote",
  fence: "code",
  code_block: "code",
  math: "math",
  math_block: "math",
  image: "image",
  picture: "image",
  widget: "metric",
};

/** The kinds of content besides words in the author's own text. Quoted content doesn't count. */
export function ingredientsOf(tokens: Token[]): Ingredient[] {
  const found = new Set<Ingredient>();
  let quoteDepth = 0;
  for (const token of tokens) {
    if (token.type === "quote_close") quoteDepth -= 1;
    for (const own of quoteDepth > 0 ? [] : [token, ...(token.children ?? [])]) {
      const ingredient = own.meta === "image" ? "image" : byToken[own.type];
      if (ingredient) found.add(ingredient);
    }
    if (token.type === "quote_open") quoteDepth += 1;
  }
  return [...found].toSorted();
}
