import { identify } from "./identify";
import type { Identity } from "./identity";

/** What somebody types into a field for sources: also a bare number of arXiv or ISBN, and an address without `https://`. */
export const identifyTyped = (typed: string, options: { ownOrigin: string }): Identity | null =>
  identify(withScheme(typed.trim()), options);

function withScheme(name: string) {
  if (/^\d{4}\.\d{4,5}(?:v\d+)?$/.test(name)) return `arxiv:${name}`;
  if (/^(?:97[89][\d-]{10,14}|\d[\d-]{8,11}[\dxX])$/.test(name)) return `isbn:${name}`;
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\/\S+$/i.test(name) ? `https://${name}` : name;
}
