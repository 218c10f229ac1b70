/** The settings of a Meilisearch index. A job applies changes to the server. */
import { createHash } from "node:crypto";
import type { Settings } from "meilisearch";
import { wordsOf } from "~/features/markdown/markdown";
import type { MeiliDocument } from "./meili-document";
import { stemToken } from "./tokens";

/** Posts that a search ranks and groups. */
export const mostHits = 1_000;

type Attribute = keyof MeiliDocument;
const own = ["titleForms", "title", "headingForms", "headings", "forms", "text"] as const satisfies Attribute[];
/** Ordered by importance: the field of a match affects the ranking. */
const searched = [...own, "context"] as const satisfies Attribute[];

export const places = {
  everywhere: [...searched],
  /** Without the title of the reply's thread. */
  ownWords: [...own],
  title: ["titleForms", "title"],
} satisfies Record<string, Attribute[]>;

/** The settings, with all synonyms. */
export function meiliSettings(names: string[][]): Settings {
  return {
    searchableAttributes: places.everywhere,
    filterableAttributes: [
      {
        attributePatterns: ["id", "threadId", "author", "kind", "relation", "has", "tags"] satisfies Attribute[],
        features: { facetSearch: false, filter: { equality: true, comparison: false } },
      },
      {
        attributePatterns: ["createdAt"] satisfies Attribute[],
        features: { facetSearch: false, filter: { equality: false, comparison: true } },
      },
    ],
    sortableAttributes: ["createdAt"] satisfies Attribute[],
    displayedAttributes: ["id"] satisfies Attribute[],
    // The same rules for every query, so that scores are comparable: number of words, field, proximity.
    rankingRules: ["sort", "words", "attributeRank", "proximity"],
    synonyms: synonymsOf(names),
    // Stems and code names match exactly. Typos are tolerated only in words as written, and only if the query asks for
    // it.
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
      disableOnNumbers: true,
      disableOnAttributes: ["title", "headings", "text", "context"] satisfies Attribute[],
    },
    // The vocabulary completes prefixes before the query is sent.
    prefixSearch: "disabled",
    pagination: { maxTotalHits: mostHits },
    faceting: { maxValuesPerFacet: 1 },
    searchCutoffMs: 300,
  };
}

/** Synonyms work in both directions. */
function synonymsOf(names: string[][]): Record<string, string[]> {
  const synonyms: Record<string, string[]> = {};
  for (const group of names) {
    const phrases = [...new Set(group.map(inStems).filter((phrase) => phrase !== ""))].toSorted();
    for (const phrase of phrases) {
      const others = phrases.filter((other) => other !== phrase);
      if (others.length > 0) synonyms[phrase] = [...new Set([...(synonyms[phrase] ?? []), ...others])].toSorted();
    }
  }
  return Object.fromEntries(Object.entries(synonyms).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const inStems = (name: string) =>
  wordsOf(name)
    .filter((word) => !word.isWhole && !word.isCommon)
    .map(stemToken)
    .join(" ");

/** The same settings have the same digest. */
export const settingsDigest = (settings: Settings) =>
  createHash("sha256").update(JSON.stringify(settings)).digest("hex");
