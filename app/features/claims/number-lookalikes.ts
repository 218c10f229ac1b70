/** Digits in a text that are no numbers: addresses, dates, versions, names, numbers of pages and lists. */
const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\\.?";

/** Each is blanked before numbers are looked for. */
const lookalikes: RegExp[] = [
  /https?:\/\/\S+/g,
  /\b0x[0-9a-f]+\b/gi,
  /\b(?:EIP|ERC|RIP|CAIP|BIP)[- ]?\d+/gi,
  /\b[HQ][1-4]\b(?:\s+(?:of\s+)?\d{4}\b)?/g,
  /\bv?\d+\.\d+\.\d+(?:\.\d+)*\b/gi,
  /(?<![\p{L}\d])[\p{L}_][\p{L}_]*\d[\p{L}\d_.]*/gu,
  /#\d+/g,
  /(?:\b(?:blocks?|slots?|epochs?|phases?|steps?|stages?|levels?|parts?|sections?|chapters?|figures?|fig\.|tables?|proposals?|types?|tiers?|version|layers?|no\.|post|page|reply|rule|item|question|appendix|round|pages?|p\.|chain id)|§)\s?#?\d[\d,.]*(?:\s?[-–]\s?\d+)?/gi,
  new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${month}\\b(?:,?\\s+\\d{4}\\b)?`, "g"),
  new RegExp(`\\b${month}\\s+\\d{1,2}(?:st|nd|rd|th)?\\b(?:,?\\s+\\d{4}\\b)?`, "g"),
  new RegExp(`\\b${month}\\s+\\d{4}\\b`, "g"),
  /\b\d{4}-\d{2}(?:-\d{2})?(?:T[\d:.]+Z?)?\b/g,
  /\b\d{1,2}:\d{2}(?::\d{2})?\b/g,
  /\b(?:19|20)\d{2}\s?[-–/]\s?(?:(?:19|20)\d{2}|\d{2})\b(?!\s?(?:TPS|UOPS|%|×|x\b|ms\b|gwei|ETH|USD|tx))/g,
  /\b\d+(?:st|nd|rd|th)\b/g,
  /^[ \t]*\d{1,3}[.)](?=\s)/gm,
  /\b24\/7\b/g,
];

/** The text with every such place blanked by characters that begin nothing; all offsets stay. */
export const blankLookalikes = (text: string) =>
  lookalikes.reduce((rest, pattern) => rest.replaceAll(pattern, (hit) => "\u0001".repeat(hit.length)), text);
