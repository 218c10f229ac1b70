import type { CitationStance } from "~/features/markdown/markdown";
import type { SourceCard } from "~/features/sources/sources";

export type { CitationStance } from "~/features/markdown/markdown";

export const stances = ["supports", "disputes", "mentions", "data"] as const satisfies CitationStance[];

/** How a citation stands to its source; what its writer did not say is "cites". */
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

/** From so many on, "not in source" is shown at the marker. */
export const reviewsThatCount = 2;

/** One place in a post that cites a source, as the page shows it. */
export type CitationMarkView = {
  id: number;
  sourceId: number;
  /** The source's number in the post; null in a quoted passage. */
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

/** All that a post cites, the same for every reader: kept with the post. */
export type CitationList = {
  sources: SourceCard[];
  /** Source ids in the order of their numbers. */
  order: number[];
  marks: CitationMarkView[];
  /** Names under "Sources:" that nobody can follow yet. */
  mentions: { id: number; text: string }[];
};

export const noCitations: CitationList = { sources: [], order: [], marks: [], mentions: [] };

export const isEmpty = ({ order, marks, mentions }: CitationList) =>
  order.length === 0 && marks.length === 0 && mentions.length === 0;
