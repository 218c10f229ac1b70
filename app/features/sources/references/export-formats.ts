/** The ends of addresses that give references as a file. On its own, because the map of routes is read before all else. */
export const exportFormats = ["bib", "ris", "csl.json", "txt"] as const;
export type ExportFormat = (typeof exportFormats)[number];
