/** Normalizes the identifiers that we know. Each function returns null for anything else. */
import type { Identity } from "./identity";

export function eip(number: string, version?: string): Identity {
  return {
    scheme: "eip",
    value: String(Number(number)),
    url: `https://eips.ethereum.org/EIPS/eip-${Number(number)}`,
    ...(version && { version }),
  };
}

/** DOIs ignore case. Balanced brackets belong to them, closing dots and commas don't. */
export function doi(text: string): Identity | null {
  const decoded = decode(text).trim().toLowerCase();
  const value = withoutTail(/^10\.\d{4,9}\/\S+/.exec(decoded)?.[0] ?? "");
  if (!/^10\.\d{4,9}\/./.test(value) || value.length > 500) return null;
  const preprint = /^10\.48550\/arxiv\.(.+)$/.exec(value)?.[1];
  if (preprint) return arxiv(preprint);
  return {
    scheme: "doi",
    value,
    url: `https://doi.org/${encodeURI(value).replaceAll("#", "%23").replaceAll("?", "%3F")}`,
  };
}

function withoutTail(text: string) {
  let value = text;
  for (;;) {
    const cut = /[.,;:]$/.test(value) || (value.endsWith(")") && count(value, "(") < count(value, ")"));
    if (!cut) return value;
    value = value.slice(0, -1);
  }
}

const count = (text: string, sign: string) => text.split(sign).length - 1;

/** `2305.12345`, or before 2007 `math/0309136`; the subject class (`math.GT`) isn't part of the id. */
export function arxiv(text: string): Identity | null {
  const [, id, version] =
    /^(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(v[1-9]\d{0,2})?(?:\.pdf)?$/i.exec(text.trim()) ?? [];
  if (!id) return null;
  const value = id.toLowerCase().replace(/\.[a-z]{2}\//, "/");
  return {
    scheme: "arxiv",
    value,
    url: `https://arxiv.org/abs/${value}${version?.toLowerCase() ?? ""}`,
    ...(version && { version: version.toLowerCase() }),
  };
}

/** `2023/1234`, `2005/007`: the number has at least three digits. */
export function iacr(text: string): Identity | null {
  const [, year, number] = /^((?:19|20)\d{2})\/0*(\d{1,5})(?:\.pdf)?$/.exec(text.trim()) ?? [];
  if (!year || !number) return null;
  const value = `${year}/${number.padStart(3, "0")}`;
  return { scheme: "iacr", value, url: `https://eprint.iacr.org/${value}` };
}

/** Thirteen digits with a valid check digit; ISBN-10 is converted to ISBN-13. */
export function isbn(text: string): Identity | null {
  const digits = text.replaceAll(/[\s-]/g, "").toUpperCase();
  const thirteen =
    /^\d{9}[\dX]$/.test(digits) && isTenGood(digits) ? withCheckDigit(`978${digits.slice(0, 9)}`) : digits;
  if (!/^97[89]\d{10}$/.test(thirteen) || withCheckDigit(thirteen.slice(0, 12)) !== thirteen) return null;
  return { scheme: "isbn", value: thirteen, url: null };
}

function isTenGood(digits: string) {
  const sum = [...digits].reduce(
    (total, digit, place) => total + (digit === "X" ? 10 : Number(digit)) * (10 - place),
    0,
  );
  return sum % 11 === 0;
}

function withCheckDigit(twelve: string) {
  const sum = [...twelve].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}

/** Each chain's block explorer. */
export const explorers: Record<string, string> = {
  ethereum: "etherscan.io",
  base: "basescan.org",
  arbitrum: "arbiscan.io",
  "op-mainnet": "optimistic.etherscan.io",
  "polygon-pos": "polygonscan.com",
  linea: "lineascan.build",
  scroll: "scrollscan.com",
  blast: "blastscan.io",
  "zksync-era": "era.zksync.network",
};

/** `0x…` or `0x…@base`; the default chain is Ethereum. */
export function transaction(text: string): Identity | null {
  const [, hash, chain = "ethereum"] = /^(0x[0-9a-f]{64})(?:@([a-z0-9-]{2,40}))?$/i.exec(text.trim()) ?? [];
  if (!hash) return null;
  const slug = chain.toLowerCase();
  const host = Object.hasOwn(explorers, slug) ? explorers[slug] : undefined;
  return {
    scheme: "tx",
    value: `${hash.toLowerCase()}@${slug}`,
    url: host ? `https://${host}/tx/${hash.toLowerCase()}` : null,
  };
}

/** A post of this forum, by its id. */
export function ownPost(text: string, ownOrigin: string): Identity | null {
  const id = /^[1-9]\d{0,9}$/.exec(text.trim())?.[0];
  if (!id || Number(id) > 2_147_483_647) return null;
  return { scheme: "post", value: id, url: `${ownOrigin}/p/${id}` };
}

export function decode(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
