import type { Token } from "markdown-it";
import { cleanSource } from "./characters";
import { collectReferences } from "./collect-references";
import { MarkdownTooLong } from "./failures";
import { ingredientsOf } from "./ingredients";
import { isTooLong } from "./limits";
import { countWords, plainTextOf } from "./plain-text";
import type { CitationMark, Parsed } from "./parsed";
import type { ParseEnvironment } from "./rules/citation-reader";
import { readableOf } from "./readable-text";
import { tldrOf } from "./rules/tldr";
import { bareLinksIn } from "./rules/bare-links";
import { claimsIn } from "./rules/claims";
import { diagramsIn } from "./rules/code";
import { headingsOf } from "./rules/headings";
import { widgetsIn } from "./rules/widgets";
import { syntax } from "./syntax.server";

/** A parsed source: its facts, and tokens that can be rendered any number of times. */
export type MarkdownDocument = { source: string; tokens: Token[]; parsed: Parsed };

export function readDocument(source: string): MarkdownDocument {
  if (isTooLong(source)) throw new MarkdownTooLong("The text is longer than 640 KB");

  const environment: ParseEnvironment = {};
  const tokens = syntax.parse(cleanSource(source), environment);
  const plainText = plainTextOf(tokens);
  const citations = environment.citations ?? { targets: [], marks: [], mentions: [], warnings: [] };
  const { references, toResolve } = collectReferences(tokens);
  const parsed = {
    references: {
      ...references,
      citations,
      widgets: widgetsIn(tokens),
      claims: claimsIn(tokens),
      bareLinks: bareLinksIn(tokens),
    },
    toResolve,
    plainText,
    readable: readableOf(tokens),
    headings: headingsOf(tokens),
    diagrams: diagramsIn(tokens),
    wordCount: countWords(plainText),
    tldr: tldrOf(tokens),
    has: [...ingredientsOf(tokens), ...(citations.marks.some(isOwnCitation) ? (["citation"] as const) : [])].toSorted(),
  };
  return { source, tokens, parsed };
}

const isOwnCitation = ({ kind, isQuoted }: CitationMark) => kind !== "link" && !isQuoted;

/** @internal The rules without a thread, for their tests. */
export function parse(source: string): Parsed {
  return readDocument(source).parsed;
}
