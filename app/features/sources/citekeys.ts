import type { CslItem } from "./references/csl";
import { familyOf } from "./references/csl-names";
import type { Identity } from "./identity";
import { tidyHost } from "./canonical-address";

/** Words that are other pages below `/sources/`. */
export const reservedCitekeys = new Set([
  "suggest",
  "import",
  "export",
  "new",
  "edit",
  "find",
  "search",
  "all",
  "feed",
  "index",
]);

/** Lower-case letters, digits and hyphens, with at least one letter, since `[^1]` belongs to one post. */
export function isCitekey(key: string) {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key) && /[a-z]/.test(key) && key.length <= 80 && !reservedCitekeys.has(key);
}

/** The name of a source as somebody typed it, without the brackets of a citation: `[^key]` and `key` are the same. */
export const nameInBrackets = (typed: string) =>
  typed
    .trim()
    .replace(/^\[\^(.*?)\]?$/s, "$1")
    .trim();

/**
 * A readable citekey for a new source, from its identifier or its site and address. The caller checks whether it is
 * free.
 */
export function citekeyFor({ scheme, value, url }: Identity, csl: CslItem): string {
  switch (scheme) {
    case "eip":
      return slug(csl.number ?? `eip-${value}`);
    case "tx":
      return `tx-${value.slice(2, 12)}`;
    case "doi":
      return slug(`doi-${value.replace(/^10\./, "")}`);
    case "arxiv":
    case "iacr":
    case "tweet":
    case "youtube":
    case "dune":
    case "isbn":
    case "post":
      return slug(`${scheme}-${value}`);
    case "discourse":
      return slug(`${siteWord(value.split("/")[0]!)}-${value.split("/").at(-1)}`);
    case "work":
      return ofWork(csl);
    case "url":
      return ofAddress(new URL(url!), csl);
  }
}

/** "vasin-2014", or the first words of the title where nobody is named. */
function ofWork(csl: CslItem) {
  const [first] = csl.author ?? csl.editor ?? [];
  const year = csl.issued?.["date-parts"][0]?.[0];
  const who = first ? firstWords(slug(familyOf(first)), 30) : "";
  const key = slug([who || firstWords(slug(csl.title ?? ""), 36), year].filter(Boolean).join("-"));
  return /[a-z]/.test(key) && !reservedCitekeys.has(key) ? key : `source-${key}`.replace(/-$/, "");
}

function ofAddress(url: URL, csl: CslItem) {
  const site = siteWord(tidyHost(url.hostname));
  const segments = url.pathname.split("/").map((segment) => slug(segment.replace(/\.\w{2,5}$/, "")));
  const page = segments.findLast((segment) => /[a-z]{2}/.test(segment)) ?? "";
  const year = csl.issued?.["date-parts"][0]?.[0];
  const words = page === "" ? (year ? String(year) : "") : firstWords(page, 36);
  const key = slug([site, words].filter(Boolean).join("-"));
  return /[a-z]/.test(key) && !reservedCitekeys.has(key) ? key : `source-${key}`.replace(/-$/, "");
}

/** Hosts whose names below them are sites of others. */
const operators =
  /\.(?:(?:github|gitlab|readthedocs|gitbook|codeberg|bitbucket)\.io|(?:pages|workers|fly|vercel|deno|github)\.(?:dev|app)|(?:vercel|netlify|web|firebaseapp|herokuapp|onrender|surge|streamlit)\.(?:app|com|sh)|codeberg\.page|(?:substack|medium|wordpress|blogspot|tumblr|wixsite|weebly|squarespace|ghost|mirror|paragraph|beehiiv|hashnode)\.(?:com|xyz|io|dev)|notion\.site|super\.site|eth\.(?:limo|link))$/;

/** The name of a site: `l2beat.com` → l2beat, `blog.ethereum.org` → ethereum, `ethereum.github.io` → ethereum. */
function siteWord(host: string) {
  const labels = host.split(".");
  const isBelow = labels.length > 2 && (operators.test(host) || /^(?:co|com|org|net|ac|gov|eth)$/.test(labels.at(-2)!));
  return slug((isBelow ? labels.at(-3) : labels.at(-2)) ?? host);
}

function firstWords(text: string, longest: number) {
  let words = "";
  for (const word of text.split("-")) {
    if (words.length + word.length + 1 > longest && words !== "") break;
    words = words === "" ? word.slice(0, longest) : `${words}-${word}`;
  }
  return words;
}

export function slug(text: string) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 70)
    .replace(/-+$/, "");
}

/** The key, or the key with the lowest free number from 2. */
export function freeCitekey(wanted: string, isTaken: (key: string) => boolean): string {
  const base = isCitekey(wanted) ? wanted : slug(`source-${wanted}`) || "source";
  if (isCitekey(base) && !isTaken(base)) return base;
  for (let count = 2; ; count++) if (!isTaken(`${base}-${count}`)) return `${base}-${count}`;
}
