import { isWebAddress } from "../../../platform/web-address";
import type { ExportFormat } from "./export-formats";
import type { Reference } from "./reference";
import { toApa } from "./to-apa";
import { toBibtex } from "./to-bibtex";
import { toChicago } from "./to-chicago";
import { toCslJson } from "./to-csl-json";
import { toRis } from "./to-ris";

export const textStyles = ["apa", "chicago"] as const;
export type TextStyle = (typeof textStyles)[number];

export const formatWords: Record<ExportFormat, string> = {
  bib: "BibTeX",
  ris: "RIS",
  "csl.json": "CSL-JSON",
  txt: "Text",
};

const types: Record<ExportFormat, string> = {
  bib: "application/x-bibtex",
  ris: "application/x-research-info-systems",
  "csl.json": "application/vnd.citationstyles.csl+json",
  txt: "text/plain",
};

/** References as a file: its text and its media type. */
export function exportReferences(references: Reference[], format: ExportFormat, style: TextStyle = "apa") {
  return { text: textOf(references.map(withGoodAddresses), format, style), type: `${types[format]}; charset=utf-8` };
}

/** Whatever stands in a reference, a file holds no address that a link of ours couldn't have. */
function withGoodAddresses(reference: Reference): Reference {
  const { URL: url, DOI: doi, ...csl } = reference.csl;
  return {
    ...reference,
    csl: {
      ...csl,
      ...(url && isWebAddress(url) && { URL: url }),
      ...(doi && /^10\.\d{4,9}\/(?:[^\s"<>]|<[\w:.;()/-]+>)+$/.test(doi) && { DOI: doi }),
    } as Reference["csl"],
    archivedUrl: reference.archivedUrl && isWebAddress(reference.archivedUrl) ? reference.archivedUrl : null,
  };
}

function textOf(references: Reference[], format: ExportFormat, style: TextStyle) {
  switch (format) {
    case "bib":
      return toBibtex(references);
    case "ris":
      return toRis(references);
    case "csl.json":
      return toCslJson(references);
    case "txt":
      return references.map((reference) => `${style === "apa" ? toApa(reference) : toChicago(reference)}\n`).join("\n");
  }
}
