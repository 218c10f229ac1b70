/** A text as it is read before anything is written: parsed, looked up, rendered. All of it outside of transactions. */
import {
  type CitationPreview,
  previewCitations,
  type ReadCitations,
  readCitations,
} from "~/features/citations/citations.server";
import type { Parsed, Resolution } from "~/features/markdown/markdown";
import { parseMarkdown, renderMarkdown } from "~/features/markdown/markdown.server";
import { db } from "~/platform/db.server";
import type { Reader } from "~/platform/lanes.server";
import type { DiagramSizes } from "~/ui/diagram-size";
import { type JudgedQuote, judgeQuotes, type Place, wholeQuotes } from "./quotes.server";
import { resolve } from "./resolve.server";

export type ReadText = {
  body: string;
  parsed: Parsed;
  citations: ReadCitations;
  /** What its markers mean as far as one knows before they are stored: citations have the numbers of their marks, from 1. */
  preview: CitationPreview;
  quotes: JudgedQuote[];
  resolution: Omit<Resolution, "citations">;
  /** Html with slots, whose citations have those numbers. */
  html: string;
};

type How = {
  reader: Reader;
  /** The prefix of ids in its html. */
  prefix: string;
  /** Where the post stands or will stand; unknown for a preview. */
  place?: Place | undefined;
  /** The sizes of its diagrams that are known. */
  diagramSizes?: DiagramSizes | undefined;
};

/** Reads a text in a lane. Throws what `isTextAtFault` knows when it can't be rendered, and what the lane throws. */
export async function readText(body: string, { reader, prefix, place, diagramSizes = {} }: How): Promise<ReadText> {
  const parsed = await parseMarkdown(body, reader);
  const citations = await readCitations(parsed.references.citations, reader);
  const quotes = await judgeQuotes(parsed, reader);
  const preview = await previewCitations(db, citations);
  const resolution = await resolve(db, parsed, wholeQuotes(quotes, place));
  const rendering = { resolution: { ...resolution, citations: preview.resolved }, prefix, diagrams: diagramSizes };
  const html = await renderMarkdown(body, rendering, reader);
  return { body, parsed, citations, preview, quotes, resolution, html };
}
