/** What a post names; from it come notices, links between threads and the list of quoted posts. */
export type References = {
  /** Lower-case handles in order of first use; people named only inside a quote are not among them. */
  mentions: string[];
  threads: number[];
  eips: number[];
  quotes: QuotedPassage[];
  citations: ParsedCitations;
  /** Pictures whose address is a metric, each alone in its paragraph, in the order of their slots (from 1). */
  widgets: WidgetReference[];
  /** Addresses that are paragraphs of their own, in the order of their slots (from 1). */
  bareLinks: string[];
};

/** `caption` is the writer's words, or empty; lines begin at 1. */
export type WidgetReference = { address: string; caption: string; line: number };

export type QuoteReference = { handle: string; postId: number; revision: number };

/** A passage as quoted: its words without markup, with single spaces. `ordinal` counts a post's quotes from 1; one inside another has none. */
export type QuotedPassage = QuoteReference & { ordinal: number; text: string };

export type CitationStance = "supports" | "disputes" | "mentions" | "data";

/** Something a post refers to as a source; the same key in the same scope is the same. */
export type CitationTarget = {
  /** As it was first typed. */
  key: string;
  /** What the writer says it is: the address or identifier in its definition, and the words beside it. */
  definition: Definition | null;
};

export type Definition = {
  /** An address or identifier, as typed; empty when there is none. */
  address: string;
  /** The text of the link, when the address is one. */
  title: string;
  /** The words without address and link. */
  words: string;
  /** A reference in a format of its own. */
  data: { format: "csl-json" | "bibtex"; text: string } | null;
};

/** One use, in the order in which it is read: the text, then its notes, then what is named under "Sources:". */
export type CitationMark = {
  kind: "ref" | "link" | "trailer";
  /** Its place among the targets. */
  target: number;
  stance: CitationStance | null;
  /** It stands directly behind a claim, and so supports it unless it says otherwise. */
  followsClaim: boolean;
  locator: string;
  quote: string;
  remark: string;
  /** It stands in a quoted passage: whose, if that is said. */
  isQuoted: boolean;
  quotedHandle: string;
  /** Up to 48 characters on either side. */
  before: string;
  after: string;
  /** The sentence it stands in. */
  passage: string;
  line: number;
};

/** Something its writer should know before posting; lines begin at 1. */
export type Warning = {
  line: number;
  message: string;
  /** What is not posted without another word of the writer's: a marker that means nothing, a key that means two things. */
  fault?: { kind: "unknown" | "double"; key: string };
};

export type ParsedCitations = {
  targets: CitationTarget[];
  marks: CitationMark[];
  /** Names under "Sources:" that say no address. */
  mentions: string[];
  warnings: Warning[];
};

/** What the markers turned out to mean: a source's id by target (null: unknown), a citation's id by mark. */
export type ResolvedCitations = { sources: (number | null)[]; citations: number[] };

/** What has to be looked up before the post can be rendered: all that is named, quoted passages included. */
export type ToResolve = { members: string[]; threads: number[]; posts: number[]; pictures: string[] };

/** A heading of the post's own; the page's id for it is `${prefix}-${id}`. */
export type Heading = { id: string; text: string; level: number };

export type Parsed = {
  references: References;
  toResolve: ToResolve;
  /** The writer's own words for search: no markup, nothing quoted. */
  plainText: string;
  headings: Heading[];
  wordCount: number;
  /** What the writer says in short, as plain text; empty where there is no TL;DR. */
  tldr: string;
  /** What the text has beside words; search filters by it. */
  has: Ingredient[];
};

export const ingredients = ["quote", "code", "math", "image", "metric", "citation"] as const;
export type Ingredient = (typeof ingredients)[number];

/**
 * What the names turned out to mean. Without `posts`, every quote keeps its origin; without `pictures`, they are links.
 * `wholeQuotes` are the ordinals of quotes that repeat all of the post directly above.
 */
export type Resolution = {
  members: Record<string, number>;
  threads: Record<number, true>;
  posts?: Record<number, true>;
  /** Without them, markers and definitions are shown as they are typed. */
  citations?: ResolvedCitations;
  wholeQuotes?: number[];
  pictures?: Record<string, { width: number; height: number }>;
  /** Widgets and bare links get their slots; without it they stay a caption and a link. */
  hasSlots?: true;
};

export const nothingResolved: Resolution = { members: {}, threads: {}, posts: {}, pictures: {} };
