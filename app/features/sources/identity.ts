/** A source's identity, independent of how its address is written. */
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
  "work",
] as const;
export type Scheme = (typeof schemes)[number];

export type Identity = {
  scheme: Scheme;
  /** Unique within its scheme; at most 2,000 bytes. */
  value: string;
  /**
   * The address to open: the author's address without tracking parameters, or the identifier's own; null for a book or a work
   * without one.
   */
  url: string | null;
  /** The cited version: `v2` of a preprint, the commit of an EIP. */
  version?: string;
  /** The place within the source given by the address: `post 5`, `t. 1:33`. */
  locator?: string;
  /** The words that a `#:~:text=` address points to. */
  quote?: string;
  /** The address of an archived copy, unchanged. */
  archivedUrl?: string;
};

/** An identity as a string: "eip:7732". */
export const identityKey = ({ scheme, value }: Pick<Identity, "scheme" | "value">) => `${scheme}:${value}`;
