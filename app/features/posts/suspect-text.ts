/** What makes a new member's text wait for a moderator. Rules over a text alone; `examine.server.ts` asks the database. */
import { countInvisible } from "~/platform/characters";

export const holdRules = ["links", "same-text", "spam-host", "burst", "invisible"] as const;
export type HoldRule = (typeof holdRules)[number];

/** Why a text waits, as its author reads it. */
export const holdWords: Record<HoldRule, string> = {
  links: "it has more links than a new member’s post may have",
  "same-text": "it says nearly the same as another post of these days",
  "spam-host": "it links to a host that was used for spam here",
  burst: "many posts came from your network within a few minutes",
  invisible: "it has invisible characters in its words",
};

/** "It waits for a moderator because …": all rules in one sentence. */
export const whyHeld = (rules: HoldRule[]): string =>
  `It waits for a moderator because ${rules.map((rule) => holdWords[rule]).join(", and ")}.`;

/** The rules of a stored row; names of rules that there are no longer are left out. */
export const readHoldRules = (names: string[]): HoldRule[] => holdRules.filter((rule) => names.includes(rule));

/** Seconds after which a held text is posted without a decision, unless two rules matched. */
export const releaseAfter = 48 * 3_600;

/** More posts than these from one address within the time, by new members, are a burst. */
export const burst = { posts: 5, seconds: 600 };

/** Invisible characters between letters that a careless copy brings along. */
const mostInvisible = 2;

export const hidesCharacters = (text: string): boolean => countInvisible(text) > mostInvisible;

/** A text without marks, case and what can't be seen; links count with their host. */
export function plainWords(text: string): string[] {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/\p{Default_Ignorable_Code_Point}|\p{M}/gu, "")
    .replaceAll(/https?:\/\/([^/\s)]+)[^\s)]*/g, " $1 ")
    .split(/[^\p{L}\p{N}.]+/u)
    .map((word) => word.replaceAll(/^\.+|\.+$/g, ""))
    .filter((word) => word !== "");
}

/** Shorter texts say the same by chance. */
const fewestWords = 8;
const group = 3;
const sketchSize = 16;
/** Of the sketch's numbers, as many in common as texts have that share half of their groups of words: a word or two was changed. */
export const mostlyTheSame = 8;

/** FNV-1a, from a seed, as the database's integer. */
function hashOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) | 0;
}

/**
 * Sixteen numbers of which two texts share about as large a part as they share groups of three words (MinHash); none for a
 * short text. The place of a number is part of it.
 */
export function sketchOf(words: string[]): number[] {
  if (words.length < fewestWords) return [];
  const groups = words.slice(0, 4_000).map((_, index) => words.slice(index, index + group).join(" "));
  return Array.from({ length: sketchSize }, (_, place) =>
    groups.reduce((least, one) => Math.min(least, hashOf(one, place + 1)), 2_147_483_647),
  );
}

type Read = {
  html: string;
  parsed: {
    references: {
      bareLinks: string[];
      citations: {
        targets: { definition: { address: string } | null }[];
        marks: { kind: "ref" | "link" | "trailer"; target: number }[];
      };
    };
  };
};

/** Addresses of other sites in a text: those that it cites, and its other links. */
export function linksIn({ html, parsed }: Read, ownOrigin: string): { cited: string[]; other: string[] } {
  const { bareLinks, citations } = parsed.references;
  const addressesOf = (isCited: boolean) =>
    citations.marks
      .filter(({ kind }) => (kind !== "link") === isCited)
      .flatMap(({ target }) => citations.targets[target]?.definition?.address ?? []);
  const shown = [...html.matchAll(/<a [^>]*?href="(https?:[^"]+)"/g)].map(([, href]) => href!.replaceAll("&amp;", "&"));
  const cited = outward(addressesOf(true), ownOrigin);
  const other = outward([...shown, ...bareLinks, ...addressesOf(false)], ownOrigin);
  return { cited, other: other.filter((address) => !cited.includes(address)) };
}

/** The addresses of other sites, each once, as browsers write them. */
function outward(addresses: string[], ownOrigin: string): string[] {
  const urls = addresses.flatMap((address) =>
    /^https?:/i.test(address) && URL.canParse(address) ? new URL(address) : [],
  );
  return [...new Set(urls.filter(({ origin }) => origin !== ownOrigin).map(({ href }) => href))];
}
