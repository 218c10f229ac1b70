import { authorsInWords, type CslItem, type CslType, dateInWords, dateOf, readDate, tidyText } from "./references/csl";
import { tidyHost } from "./canonical-address";
import type { Identity } from "./identity";
import type { SourceKind } from "./source";

/** Where a field of a source came from. */
export type Origin = {
  from: "identifier" | "eip-list" | "address" | "writer" | "reference" | "correction";
  byId?: number;
  /** The post whose words these are. */
  postId?: number;
  at?: string;
};

/** Whether a citing post says it, as opposed to an identifier, a list or a correction. */
export const isSaid = ({ from }: Origin) => from === "writer" || from === "reference";

export type EipFacts = {
  number: number;
  title: string;
  status: string;
  type: string;
  category: string;
  authors: string[];
  created: string;
};

/** What an author writes about a source beside its address. */
export type Words = { title: string; words: string };

export type Described = { kind: SourceKind; csl: CslItem; fieldOrigin: Record<string, Origin> };

/** A source's metadata without opening it: from its identifier, then from the author's words. */
export function describeSource(identity: Identity, given: Words, eip?: EipFacts): Described {
  const known = fromIdentity(identity, eip);
  const said =
    identity.scheme === "eip" && eip ? {} : fromWords(given, known.csl["container-title"] ?? known.csl.publisher);
  const csl: CslItem = { ...known.csl, ...said };
  const fieldOrigin: Record<string, Origin> = {
    ...origins(known.csl, identity.scheme === "eip" && eip ? "eip-list" : "identifier"),
    ...origins(said, "writer"),
  };
  if (!csl.title) {
    csl.title = placeholderTitle(identity);
    fieldOrigin["title"] = { from: "address" };
  }
  return { kind: known.kind, csl, fieldOrigin };
}

const origins = (csl: object, from: Origin["from"]): Record<string, Origin> =>
  Object.fromEntries(
    Object.keys(csl)
      .filter((field) => field !== "type")
      .map((field) => [field, { from }]),
  );

/** The author's words: title, publisher and date, separated by commas. */
export function fromWords({ title, words }: Words, container = ""): Partial<CslItem> {
  const parts = (title ? words : "")
    .split(/,\s+/)
    .map((part) => part.trim())
    .filter(Boolean);
  const whole = title || words;
  const date = parts.map(readDate).find(Boolean) ?? null;
  const publisher = parts.find((part) => !readDate(part) && part.length <= 80);
  const named = withoutContainer(tidyText(whole, 300), container);
  return {
    ...(named && { title: named }),
    ...(publisher && { "container-title": tidyText(publisher, 200) }),
    ...(date && { issued: { "date-parts": [date as number[]] } }),
  };
}

/** "L2BEAT, activity" on L2BEAT's own site is called "Activity". */
function withoutContainer(title: string, container: string) {
  if (!container || !title.toLowerCase().startsWith(`${container.toLowerCase()}, `)) return title;
  const rest = title.slice(container.length + 2);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

type Known = { kind: SourceKind; csl: CslItem };

function fromIdentity(identity: Identity, eip?: EipFacts): Known {
  const { scheme, value, url } = identity;
  const address = url ? { URL: url } : {};
  switch (scheme) {
    case "eip":
      return { kind: "eip", csl: { ...cslOfEip(Number(value), eip), ...address } };
    case "doi":
      return { kind: "paper", csl: { type: "article-journal", DOI: value, ...address } };
    case "arxiv":
      return {
        kind: "preprint",
        csl: { type: "article", publisher: "arXiv", number: `arXiv:${value}`, ...monthOfArxiv(value), ...address },
      };
    case "iacr":
      return {
        kind: "preprint",
        csl: {
          type: "article",
          publisher: "Cryptology ePrint Archive",
          number: value,
          issued: { "date-parts": [[Number(value.slice(0, 4))]] },
          ...address,
        },
      };
    case "discourse":
      return { kind: "forum", csl: { type: "post", "container-title": siteName(value.split("/")[0]!), ...address } };
    case "tweet":
      return { kind: "tweet", csl: { type: "post", "container-title": "X", ...address } };
    case "youtube":
      return { kind: "video", csl: { type: "motion_picture", publisher: "YouTube", ...address } };
    case "tx":
      return { kind: "tx", csl: { type: "dataset", publisher: value.split("@")[1] ?? "", number: value, ...address } };
    case "dune":
      return { kind: "dashboard", csl: { type: "dataset", "container-title": "Dune", number: value, ...address } };
    case "isbn":
      return { kind: "book", csl: { type: "book", ISBN: value } };
    case "work":
      return { kind: "other", csl: { type: "document" } };
    case "post":
      return { kind: "post", csl: { type: "post", "container-title": "Counterproof", ...address } };
    case "url":
      return ofAddress(new URL(url!));
  }
}

/** What a reference of this type is, where the identity doesn't say it: the address of a page says little of the work. */
export const kindOfType: Record<CslType, SourceKind> = {
  article: "preprint",
  "article-journal": "paper",
  "article-magazine": "article",
  "article-newspaper": "article",
  bill: "other",
  book: "book",
  broadcast: "video",
  chapter: "paper",
  classic: "book",
  collection: "book",
  dataset: "dataset",
  document: "other",
  entry: "article",
  "entry-dictionary": "article",
  "entry-encyclopedia": "article",
  event: "other",
  figure: "other",
  graphic: "other",
  hearing: "other",
  interview: "personal",
  legal_case: "other",
  legislation: "other",
  manuscript: "paper",
  map: "other",
  motion_picture: "video",
  musical_score: "other",
  pamphlet: "report",
  "paper-conference": "paper",
  patent: "other",
  performance: "other",
  periodical: "other",
  personal_communication: "personal",
  post: "forum",
  "post-weblog": "article",
  regulation: "other",
  report: "report",
  review: "paper",
  "review-book": "paper",
  software: "repo",
  song: "other",
  speech: "other",
  standard: "spec",
  thesis: "paper",
  treaty: "other",
  webpage: "article",
};

/** `2509.24849` was submitted in September 2025, `math/0309136` in September 2003. */
function monthOfArxiv(id: string) {
  const [, year = "", month = ""] = /^(?:[a-z-]+\/)?(\d\d)(\d\d)/.exec(id) ?? [];
  if (Number(month) < 1 || Number(month) > 12) return {};
  return { issued: { "date-parts": [[Number(year) + (Number(year) > 90 ? 1900 : 2000), Number(month)]] } };
}

const dashboards =
  /^(?:l2beat\.com|growthepie\.(?:com|xyz)|(?:\w+\.)?defillama\.com|dune\.com|rollup\.wtf|ultrasound\.money|(?:\w+\.)?tokenterminal\.com|(?:\w+\.)?artemis\.(?:ai|xyz)|mempool\.\w+|relayscan\.io|blobscan\.com|ethernodes\.org|clientdiversity\.org|(?:\w+\.)?rated\.network)$/;
const newspapers =
  /^(?:coindesk\.com|theblock\.co|decrypt\.co|blockworks\.co|cointelegraph\.com|dlnews\.com|unchainedcrypto\.com|bloomberg\.com|reuters\.com|ft\.com|wsj\.com|nytimes\.com)$/;
const blogs =
  /(?:^|\.)(?:medium\.com|substack\.com|mirror\.xyz|paragraph\.(?:com|xyz)|hackmd\.io)$|^(?:blog|vitalik|notes)\./;

function ofAddress(url: URL): Known {
  const host = tidyHost(url.hostname);
  const csl = (type: CslType): CslItem => ({ type, "container-title": siteName(host), URL: url.href });
  if (dashboards.test(host)) return { kind: "dashboard", csl: csl("dataset") };
  if (newspapers.test(host)) return { kind: "article", csl: csl("article-newspaper") };
  if (host === "github.com" || host === "gitlab.com") return { kind: "repo", csl: csl("software") };
  return { kind: "article", csl: csl(blogs.test(host) ? "post-weblog" : "webpage") };
}

const sites: Record<string, string> = {
  "l2beat.com": "L2BEAT",
  "growthepie.com": "growthepie",
  "growthepie.xyz": "growthepie",
  "defillama.com": "DefiLlama",
  "dune.com": "Dune",
  "coindesk.com": "CoinDesk",
  "theblock.co": "The Block",
  "blockworks.co": "Blockworks",
  "ethresear.ch": "Ethereum Research",
  "ethereum-magicians.org": "Fellowship of Ethereum Magicians",
  "forum.arbitrum.foundation": "Arbitrum forum",
  "gov.optimism.io": "Optimism governance forum",
  "github.com": "GitHub",
  "ethereum.org": "ethereum.org",
  "blog.ethereum.org": "Ethereum Foundation blog",
  "forkcast.org": "Forkcast",
};

const siteName = (host: string) => (Object.hasOwn(sites, host) ? sites[host]! : host);

function cslOfEip(number: number, eip?: EipFacts): CslItem {
  const prefix = eip?.category === "ERC" ? "ERC" : "EIP";
  const created = readDate(eip?.created ?? "");
  return {
    type: "standard",
    publisher: "Ethereum Improvement Proposals",
    number: `${prefix}-${number}`,
    ...(eip?.title && { title: `${prefix}-${number}: ${eip.title}` }),
    ...(eip?.status && { status: eip.status }),
    ...(eip?.type && { genre: [eip.type, eip.category].filter(Boolean).join(", ") }),
    ...(eip && eip.authors.length > 0 && { author: eip.authors.map((literal) => ({ literal })) }),
    ...(created && { issued: { "date-parts": [created as number[]] } }),
  };
}

/** The name of a source without title: its identifier, or its address without the scheme. */
function placeholderTitle({ scheme, value, url }: Identity) {
  const titles: Partial<Record<Identity["scheme"], string>> = {
    eip: `EIP-${value}`,
    doi: `doi:${value}`,
    arxiv: `arXiv:${value}`,
    iacr: `ePrint ${value}`,
    tweet: `Post ${value} on X`,
    youtube: `Video ${value}`,
    isbn: `ISBN ${value}`,
    dune: `Query ${value}`,
    post: `Post ${value}`,
    tx: `Transaction ${value.slice(0, 10)}…`,
    work: "Untitled",
  };
  return tidyText(titles[scheme] ?? (url ?? value).replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/$/, ""), 300);
}

/** Everything after the title, in one line. */
export function bylineOf(kind: SourceKind, csl: CslItem): string {
  const date = dateOf(csl);
  const authors = authorsInWords(csl.author);
  if (kind === "eip") return [authors, csl.status && `status ${csl.status}`, csl.genre].filter(Boolean).join(", ");
  const number =
    kind === "preprint"
      ? csl.number?.includes(":")
        ? csl.number
        : csl.number && `${csl.publisher} ${csl.number}`
      : "";
  const place = csl["container-title"] ?? (number ? "" : csl.publisher);
  return [authors, place, number, date && dateInWords(date)].filter(Boolean).join(", ");
}
