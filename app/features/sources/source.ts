/** A source that can be cited, and its form in a line. */
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
  unchecked: "link not checked",
  ok: "opens",
  moved: "the page has moved",
  dead: "dead",
  paywalled: "behind a paywall",
  retracted: "retracted",
};

/** A source in one line, for lists, cards and marker names. */
export type SourceCard = {
  id: number;
  citekey: string;
  kind: SourceKind;
  title: string;
  /** Everything after the title: "A. Author, growthepie, 3 Feb 2026". */
  byline: string;
  host: string;
  /** Its address; null if it has none or a moderator removed the link. */
  url: string | null;
  archivedUrl: string | null;
  status: SourceStatus;
  statusSince: string | null;
  isHidden: boolean;
};

/** What a reader is told of a source without an address. */
export const noAddressWords = (kind: SourceKind) =>
  kind === "personal" ? "no address: readers can’t check it" : "no address";

/** Pages whose numbers change: a citation should quote today's text. */
export const changesOften = (kind: SourceKind) => kind === "dashboard" || kind === "tweet";
