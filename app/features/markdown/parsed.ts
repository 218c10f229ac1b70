/**
 * Everything that a post refers to: members, threads, EIPs, quoted posts, sources and metrics. Notices, links between threads
 * and the list of quoted posts are made from it.
 */
export type References = {
  /** Lower-case handles in order of first use, without those that occur only inside a quote. */
  mentions: string[];
  threads: number[];
  eips: number[];
  quotes: QuotedPassage[];
  citations: ParsedCitations;
  /** Images with a metric's address, each alone in its paragraph, in the order of their slots (from 1). */
  widgets: WidgetReference[];
  /** Numbers bound to a metric, a forecast or a declared basis, in the order of their slots (from 1); none of them quoted. */
  claims: ClaimReference[];
  /** Addresses alone in their paragraph, in the order of their slots (from 1). */
  bareLinks: string[];
};

/** `caption` is the author's text, or empty; lines begin at 1. */
export type WidgetReference = { address: string; caption: string; line: number };

/** A claim as written; `column` is the heading above it when it stands in a table. Up to 120 characters stand on either side. */
export type ClaimReference = {
  text: string;
  address: string;
  title: string;
  column: string;
  before: string;
  after: string;
  line: number;
};

export type QuoteReference = { handle: string; postId: number; revision: number };

/**
 * A quoted passage: its words without markup, with single spaces. `ordinal` numbers a post's quotes from 1; nested
 * quotes have none.
 */
export type QuotedPassage = QuoteReference & { ordinal: number; text: string };

export type CitationStance = "supports" | "disputes" | "mentions" | "data";

/** Something that a post cites. The same key in the same scope is the same target. */
export type CitationTarget = {
  /** As it was first typed. */
  key: string;
  /** The author's description of the source: the address or identifier in its definition, and the text beside it. */
  definition: Definition | null;
};

export type Definition = {
  /** An address or identifier, as typed; empty when there is none. */
  address: string;
  /** The text of the link, when the address is one. */
  title: string;
  /** The text without address and link. */
  words: string;
  /** A reference in BibTeX, RIS or CSL-JSON, and the line of its fence. */
  data: { format: "csl-json" | "bibtex" | "ris"; text: string; line: number } | null;
};

/** One use, in reading order: the text, its notes, then the items under "Sources:". */
export type CitationMark = {
  kind: "ref" | "link" | "trailer";
  /** Its index in `targets`. */
  target: number;
  stance: CitationStance | null;
  /** It follows a claim directly, so it supports the claim unless it says otherwise. */
  followsClaim: boolean;
  /** The claims of its sentence, by their place among the post's claims, from 1. */
  claims: number[];
  locator: string;
  quote: string;
  remark: string;
  /** The author of the quoted passage that contains it, if known. */
  isQuoted: boolean;
  quotedHandle: string;
  /** Up to 48 characters on each side. */
  before: string;
  after: string;
  /** The sentence that contains it. */
  passage: string;
  line: number;
};

/** A fault for which a text is not posted without another word of its author's. `citation-fault.ts` has the words. */
export type CitationFault =
  /** A key that is defined twice in one scope, in these lines: the first definition counts. */
  | { kind: "double"; key: string; lines: [number, number] }
  /** A key without a definition. `hint` continues the sentence, or is empty. */
  | { kind: "unknown"; key: string; hint: string }
  /** A definition that defines nothing; `why` ends the sentence. */
  | { kind: "unusable"; key: string; why: string };

/** Something the author should know before posting; lines begin at 1. */
export type Warning = {
  line: number;
  message: string;
  fault?: CitationFault;
};

export type ParsedCitations = {
  targets: CitationTarget[];
  marks: CitationMark[];
  /** Items under "Sources:" without an address. */
  mentions: string[];
  warnings: Warning[];
};

/** The rows behind the markers: a source's id by target (null: unknown), a citation's id by mark. */
export type ResolvedCitations = { sources: (number | null)[]; citations: number[] };

/** Everything to look up before rendering, including names in quoted passages. */
export type ToResolve = { members: string[]; threads: number[]; posts: number[]; pictures: string[] };

/** A heading outside quotes; its id on the page is `${prefix}-${id}`. */
export type Heading = { id: string; text: string; level: number };

/** Words, or the mark of a citation by its index. */
export type ReadablePart = string | { mark: number };

export type Parsed = {
  references: References;
  toResolve: ToResolve;
  /** The author's own text for search, without markup and quotes. */
  plainText: string;
  /** The author's own text for excerpts; `readable-text.ts` says what it leaves out. */
  readable: ReadablePart[];
  headings: Heading[];
  /** The keys of its diagrams, as `diagramKey` makes them. */
  diagrams: string[];
  wordCount: number;
  /** The TL;DR as plain text; empty if there is none. */
  tldr: string;
  /** The kinds of content besides words; search filters by it. */
  has: Ingredient[];
};

export const ingredients = ["quote", "code", "math", "image", "metric", "citation"] as const;
export type Ingredient = (typeof ingredients)[number];

/**
 * The rows behind the names of a text. Without `posts`, every quote keeps its origin; without `pictures`, they are links.
 * `wholeQuotes` has the ordinals of quotes that repeat the whole post directly above.
 */
export type Resolution = {
  members: Record<string, number>;
  threads: Record<number, true>;
  posts?: Record<number, true>;
  /** Without them, markers and definitions are shown as typed. */
  citations?: ResolvedCitations;
  wholeQuotes?: number[];
  pictures?: Record<string, { width: number; height: number }>;
  /** Whether widgets and bare links get slots; otherwise they stay a caption and a link. */
  hasSlots?: true;
};

export const nothingResolved: Resolution = { members: {}, threads: {}, posts: {}, pictures: {} };
