import { identify } from "./identify";
import type { Identity } from "./identity";

/**
 * What somebody types into a field for sources: also a bare number of arXiv, ISBN or PubMed, a handle, an address without
 * `https://`, and what sticks to it when it is copied out of a text.
 */
export function identifyTyped(typed: string, options: { ownOrigin: string }): Identity | null {
  const whole = typed.trim();
  const bare = bareOf(whole);
  return identify(withScheme(whole), options) ?? identify(withScheme(bare), options);
}

/** Without quotation marks, a link's words, what ends its sentence, and `urn:`; other dashes are hyphens. */
function bareOf(typed: string) {
  const linked = /^\[[^\]]*\]\((\S+)\)$/.exec(typed)?.[1] ?? typed;
  return linked
    .replace(/^[“”„"«‘'(]+|[“”„"»’'),.;:!?]+$/g, "")
    .replace(/^urn:(?=isbn:|doi:)/i, "")
    .replaceAll(/[‐‑‒–]/g, "-")
    .replace(/(?<=^arxiv\b.*\d)\s+(?=v\d+$)/i, "");
}

function withScheme(name: string) {
  if (/^\d{4}\.\d{4,5}(?:v\d+)?$/.test(name)) return `arxiv:${name}`;
  if (
    /^(?:astro-ph|cond-mat|cs|econ|eess|gr-qc|hep-\w+|math|nlin|physics|q-bio|q-fin|quant-ph|stat)(?:\.[a-z-]{2,})?\/\d{7}(?:v\d+)?$/i.test(
      name,
    )
  )
    return `arxiv:${name}`;
  const digits = name.replaceAll(/(?<=\d) (?=[\dxX])/g, "");
  if (/^(?:97[89][\d-]{10,14}|\d[\d-]{8,11}[\dxX])$/.test(digits)) return `isbn:${digits}`;
  const [, pubmed] = /^pmid:?\s*(\d{1,9})$/i.exec(name) ?? [];
  if (pubmed) return `https://pubmed.ncbi.nlm.nih.gov/${pubmed}/`;
  const [, central] = /^(?:pmcid:?\s*)?pmc(\d{1,9})$/i.exec(name) ?? [];
  if (central) return `https://pmc.ncbi.nlm.nih.gov/articles/PMC${central}/`;
  const [, short] = /^(?:doi:\s*)?(10\/[a-z0-9]{3,12})$/i.exec(name) ?? [];
  if (short) return `https://doi.org/${short.toLowerCase()}`;
  const [, handle] = /^hdl:\s*(\d[\d.]*\/\S+)$/i.exec(name) ?? [];
  if (handle) return `https://hdl.handle.net/${handle}`;
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\/\S+$/i.test(name) ? `https://${name}` : name;
}
