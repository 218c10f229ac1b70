/** Facts about a text that a post's row keeps beside its html, so that a page needs neither a query nor a parse to find them. */
import { z } from "zod";
import { type CitationList, noCitations, stances } from "~/features/citations/citations";
import { ingredients } from "~/features/markdown/markdown";
import { type SourceCard, sourceKinds, sourceStatuses } from "~/features/sources/sources";
import type { PlacedWidget } from "~/features/widgets/widgets";

const Source = z.object({
  id: z.number(),
  citekey: z.string(),
  kind: z.enum(sourceKinds),
  title: z.string(),
  byline: z.string(),
  host: z.string(),
  url: z.string().nullable(),
  archivedUrl: z.string().nullable(),
  status: z.enum(sourceStatuses),
  statusSince: z.string().nullable(),
  isHidden: z.boolean(),
}) satisfies z.ZodType<SourceCard>;

const Citations = z.object({
  sources: z.array(Source),
  order: z.array(z.number()),
  marks: z.array(
    z.object({
      id: z.number(),
      sourceId: z.number(),
      number: z.number().nullable(),
      kind: z.enum(["ref", "trailer"]),
      stance: z.enum(stances),
      isStanceTyped: z.boolean(),
      locator: z.string(),
      quote: z.string(),
      remark: z.string(),
      quotedHandle: z.string(),
      version: z.string(),
      isNotInSource: z.boolean(),
      at: z.string(),
    }),
  ),
  mentions: z.array(z.object({ id: z.number(), text: z.string(), proposed: z.number().default(0) })),
}) satisfies z.ZodType<CitationList>;

const Widget = z.object({
  address: z.string(),
  caption: z.string(),
  revision: z.number(),
  pinned: z.object({
    at: z.string(),
    values: z.array(
      z.object({ subject: z.string(), metric: z.string(), value: z.string().nullable(), asOf: z.string().nullable() }),
    ),
  }),
}) satisfies z.ZodType<PlacedWidget>;

const parts = {
  headings: z.array(z.object({ id: z.string(), text: z.string(), level: z.number() })),
  wordCount: z.number(),
  has: z.array(z.enum(ingredients)),
  citations: Citations,
  widgets: z.array(Widget),
  /** What the text says of its claims, in their titles. */
  claimNotes: z.array(z.string()),
  /** Addresses alone in their paragraph. */
  links: z.array(z.string()),
  /** The length of the source: what the html may fill depends on it. */
  bytes: z.number(),
};

/** A part that an older build didn't write, or wrote in another shape, is empty until the post is rendered again. */
const PostDerived = z.object({
  headings: parts.headings.catch([]),
  wordCount: parts.wordCount.catch(0),
  has: parts.has.catch([]),
  citations: parts.citations.catch(noCitations),
  widgets: parts.widgets.catch([]),
  claimNotes: parts.claimNotes.catch([]),
  links: parts.links.catch([]),
  bytes: parts.bytes.catch(65_536),
});
const AsWritten = z.object(parts).partial();

export type PostDerived = z.infer<typeof PostDerived>;

const nothing = PostDerived.parse({});

/** The column `Post.derived` as it may be trusted, whatever is in it. */
export function readDerived(column: unknown): PostDerived {
  const read = PostDerived.safeParse(column);
  return read.success ? read.data : nothing;
}

/** Whether a part of the column has a shape that this build doesn't write: another build did. */
export const isOfAnotherShape = (column: unknown): boolean => !AsWritten.safeParse(column).success;
