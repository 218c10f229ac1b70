import type { Reader } from "~/platform/lanes.server";
import type { ReadReferences } from "./references/read-bibtex";
import type { ReadBlock, ReferenceBlock } from "./references/read-reference";

declare module "~/platform/lanes.server" {
  interface ReadingJobs {
    references: { given: ReferenceBlock[]; answer: ReadBlock[] };
    "reference-file": { given: string; answer: ReadReferences };
  }
}

/** The first reference of each block, and what is wrong with the block. Throws `TextTooCostly` when they take too long. */
export function readReferenceBlocks(blocks: ReferenceBlock[], reader: Reader): Promise<ReadBlock[]> {
  return blocks.length === 0 ? Promise.resolve([]) : reader.run("references", blocks);
}

/** A reference manager's file: BibTeX, RIS or CSL-JSON. Throws `TextTooCostly` when it takes too long. */
export const readReferenceFile = (text: string, reader: Reader): Promise<ReadReferences> =>
  reader.run("reference-file", text);
