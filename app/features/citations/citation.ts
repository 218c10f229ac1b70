import type { CitationStance } from "~/features/markdown/markdown";
import type { SourceCard } from "~/features/sources/sources";

export type { CitationStance } from "~/features/markdown/markdown";

export const stances = ["supports", "disputes", "mentions", "data"] as const satisfies CitationStance[];

/** A citation's stance towards its source; the default is "cites". */
export const stanceWords: Record<CitationStance, string> = {
  supports: "supports",
  disputes: "disputes",
  mentions: "mentions",
  data: "takes data from it",
};

export const verdicts = ["says_it", "partly", "not_in_source", "cannot_access"] as const;
export type Verdict = (typeof verdicts)[number];

export const verdictWords: Record<Verdict, string> = {
  says_it: "says it",
  partly: "partly",
  not_in_source: "not in source",
  cannot_access: "can’t access",
};

/** The number of reviews from which the marker shows "not in source". */
export const reviewsThatCount = 2;

/** One use of a source in a post, as the page shows it. */
export type CitationMarkView = {
  id: number;
  sourceId: number;
  /** The source's number in the post; null inside a quote. */
  number: number | null;
  kind: "ref" | "trailer";
  stance: CitationStance;
  isStanceTyped: boolean;
  locator: string;
  quote: string;
  remark: string;
  quotedHandle: string;
  version: string;
  isNotInSource: boolean;
  /** When it was first cited here; empty in a preview. */
  at: string;
};

/** Everything that a post cites, the same for every reader; stored with the post. */
export type CitationList = {
  sources: SourceCard[];
  /** Source ids in the order of their numbers. */
  order: number[];
  marks: CitationMarkView[];
  /** Names under "Sources:" without a known source, and how many sources members have proposed for each. */
  mentions: { id: number; text: string; proposed: number }[];
};

export const noCitations: CitationList = { sources: [], order: [], marks: [], mentions: [] };

/** Whether a reader sees no list below the text. */
export const isEmpty = ({ order, marks, mentions }: CitationList) =>
  order.length === 0 && marks.length === 0 && mentions.length === 0;
