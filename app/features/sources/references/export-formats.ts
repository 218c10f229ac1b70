/** The file formats of references, as URL suffixes. In a file of its own, because the route map loads it first. */
export const exportFormats = ["bib", "ris", "csl.json", "txt"] as const;
export type ExportFormat = (typeof exportFormats)[number];
