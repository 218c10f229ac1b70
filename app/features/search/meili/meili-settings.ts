/** How a Meilisearch index is set up. Whatever is changed here is brought to the server by a job. */
import { createHash } from "node:crypto";
import type { Settings } from "meilisearch";
import { wordsOf } from "~/features/markdown/markdown";
import type { MeiliDocument } from "./meili-document";
import { stemToken } from "./tokens";

/** Posts that a search ranks and groups. */
export const mostHits = 1_000;

type Attribute = keyof MeiliDocument;
const own = ["titleForms", "title", "headingForms", "headings", "forms", "text"] as const satisfies Attribute[];
/** The best first: where a word stands is what results are ordered by. */
const searched = [...own, "context"] as const satisfies Attribute[];

export const places = {
  everywhere: [...searched],
  /** Not the title of the thread that is answered in. */
  ownWords: [...own],
  title: ["titleForms", "title"],
} satisfies Record<string, Attribute[]>;

/** The settings, given the names that each thing goes by. */
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
    // The same for every way a search is asked in, so that their scores compare: how many words, where, how close together.
    rankingRules: ["sort", "words", "attributeRank", "proximity"],
    synonyms: synonymsOf(names),
    // Stems and names from code match as they are; a slip is forgiven in words as they were written, and only where a search asks for it.
    typoTolerance: {
      enabled: true,
      minWordSizeForTypos: { oneTypo: 5, twoTypos: 9 },
      disableOnNumbers: true,
      disableOnAttributes: ["title", "headings", "text", "context"] satisfies Attribute[],
    },
    // A beginning is completed by the vocabulary before it is asked for.
    prefixSearch: "disabled",
    pagination: { maxTotalHits: mostHits },
    faceting: { maxValuesPerFacet: 1 },
    searchCutoffMs: 300,
  };
}

/** Every name of a thing stands for its others, both ways. */
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
