/** What can be cited, and how it is shown in a line. */
export const sourceKinds = [
  "article",
  "dashboard",
  "dataset",
  "eip",
  "paper",
  "preprint",
  "spec",
  "repo",
  "forum",
  "post",
  "tweet",
  "video",
  "tx",
  "book",
  "report",
  "personal",
  "other",
] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const kindWords: Record<SourceKind, { one: string; many: string }> = {
  article: { one: "article", many: "Articles" },
  dashboard: { one: "dashboard", many: "Dashboards" },
  dataset: { one: "data set", many: "Data sets" },
  eip: { one: "EIP", many: "EIPs" },
  paper: { one: "paper", many: "Papers" },
  preprint: { one: "preprint", many: "Preprints" },
  spec: { one: "specification", many: "Specifications" },
  repo: { one: "code", many: "Code" },
  forum: { one: "forum topic", many: "Forum topics" },
  post: { one: "post here", many: "Posts here" },
  tweet: { one: "post on X", many: "Posts on X" },
  video: { one: "video", many: "Videos" },
  tx: { one: "transaction", many: "Transactions" },
  book: { one: "book", many: "Books" },
  report: { one: "report", many: "Reports" },
  personal: { one: "personal communication", many: "Personal communication" },
  other: { one: "other", many: "Other" },
};

export const sourceStatuses = ["unchecked", "ok", "moved", "dead", "paywalled", "retracted"] as const;
export type SourceStatus = (typeof sourceStatuses)[number];

export const statusWords: Record<SourceStatus, string> = {
  unchecked: "not looked at yet",
  ok: "opens",
  moved: "the page has moved",
  dead: "dead",
  paywalled: "behind a paywall",
  retracted: "retracted",
};

/** A source in the length of a line: what a list, a card and a marker's name show. */
export type SourceCard = {
  id: number;
  citekey: string;
  kind: SourceKind;
  title: string;
  /** Everything behind the title: "A. Author, growthepie, 3 Feb 2026". */
  byline: string;
  host: string;
  /** Where it is read; null when a moderator has taken the link away, or there is none. */
  url: string | null;
  archivedUrl: string | null;
  status: SourceStatus;
  statusSince: string | null;
  isHidden: boolean;
};

/** Numbers on such a page change: a citation of one should quote what it says today. */
export const changesOften = (kind: SourceKind) => kind === "dashboard" || kind === "tweet";
