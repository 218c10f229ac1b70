/** What a source is known by, whoever cites it and however they write its address. */
export const schemes = [
  "url",
  "doi",
  "eip",
  "arxiv",
  "iacr",
  "discourse",
  "tweet",
  "youtube",
  "tx",
  "dune",
  "isbn",
  "post",
] as const;
export type Scheme = (typeof schemes)[number];

export type Identity = {
  scheme: Scheme;
  /** Unique within its scheme; at most 2,000 characters of ASCII. */
  value: string;
  /** Where a reader finds it: the writer's address without trackers, or the identifier's own; null for a book. */
  url: string | null;
  /** The copy that was named: `v2` of a preprint, the commit of an EIP. */
  version?: string;
  /** A place within the source that the address names: `post 5`, `t. 1:33`. */
  locator?: string;
  /** The words that a `#:~:text=` address points to. */
  quote?: string;
  /** A copy in an archive, byte for byte as it was given. */
  archivedUrl?: string;
};

/** "eip:7732": an identity in one word. */
export const identityKey = ({ scheme, value }: Pick<Identity, "scheme" | "value">) => `${scheme}:${value}`;
