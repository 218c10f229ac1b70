/** The columns of a post's row that are made of its text. */
import type { CitationList } from "~/features/citations/citations";
import { emptyCitationList } from "~/features/citations/citations.server";
import { maxImportedBytes, rendererVersion, type ResolvedCitations } from "~/features/markdown/markdown";
import { readableText, withCitationIds } from "~/features/markdown/markdown.server";
import type { PlacedWidget } from "~/features/widgets/widgets";
import { startOf } from "~/ui/shorten";
import type { PostDerived } from "./post-derived";
import { bytesOf } from "./post-form";
import type { PreparedText } from "./prepare-text.server";

export type MadeOfText = ReturnType<typeof madeOf>;

type Placed = {
  /** The stored citations of its marks. */
  citations: ResolvedCitations;
  list: CitationList;
  widgets: PlacedWidget[];
};

export function madeOf({ parsed, html, body, diagramSizes }: PreparedText, { citations, list, widgets }: Placed) {
  return {
    html: withCitationIds(html, citations.citations),
    rendererVersion,
    plainText: startOf(parsed.plainText, maxImportedBytes),
    readableText: startOf(readableText(parsed, citations), maxImportedBytes),
    diagramSizes,
    derived: {
      headings: parsed.headings,
      wordCount: parsed.wordCount,
      has: parsed.has,
      citations: list,
      widgets,
      claimNotes: parsed.references.claims.flatMap(({ title }) => title || []),
      links: parsed.references.bareLinks,
      bytes: bytesOf(body),
    } satisfies PostDerived,
  };
}

/** The same for a text that refers to nothing in the database, so that nothing of it is stored beside the row; null for others. */
export function madeOfPlain(text: PreparedText): MadeOfText | null {
  const { references, toResolve } = text.parsed;
  const refersTo = [
    text.citations.marks,
    text.citations.mentions,
    references.widgets,
    references.claims,
    references.quotes,
    references.mentions,
    toResolve.members,
    toResolve.threads,
    toResolve.pictures,
  ];
  if (refersTo.some((all) => all.length > 0)) return null;
  return madeOf(text, { citations: { sources: [], citations: [] }, list: emptyCitationList, widgets: [] });
}
