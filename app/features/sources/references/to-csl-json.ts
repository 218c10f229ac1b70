import type { Reference } from "./reference";

/** CSL-JSON items as stored; fields that the schema lacks are in `custom`, also the ORCID iD of the author. */
export function toCslItems(references: Reference[]) {
  return references.map(({ citekey, kind, csl, accessed, archivedUrl, orcid }) => {
    const { id: _id, ...fields } = csl;
    return {
      id: citekey,
      ...fields,
      ...(accessed && { accessed: { "date-parts": [accessed as number[]] } }),
      custom: { kind, ...(archivedUrl && { "archived-url": archivedUrl }), ...(orcid && { ORCID: orcid }) },
    };
  });
}

export const toCslJson = (references: Reference[]) => `${JSON.stringify(toCslItems(references), null, 2)}\n`;
