export {
  describeAll,
  findByCitekeys,
  findOrAddSources,
  findRoots,
  findSources,
  type Found,
  type Wanted,
} from "./add-sources.server";
export { authorLines, correctSource, noteRevision } from "./correct-source.server";
export { bylineOf } from "./describe-source";
export { importEips } from "./eips.server";
export {
  findMergeTarget,
  findNamedSource,
  findReferences,
  findSource,
  listMerges,
  listSourceRevisions,
  type SourcePage,
} from "./find-source.server";
export { identify } from "./identify";
export { countSources, type ListedSource, listSources, searchEips, searchSources } from "./list-sources.server";
export { lockSources } from "./lock-sources.server";
export { hideSource, renameSource } from "./moderate-source.server";
export { identityOf, readImport } from "./read-import.server";
export { readReferenceBlocks } from "./read-in-lane.server";
export { findSpeakers, withholdWords } from "./withhold-words.server";
export { findSourceCards } from "./source-cards.server";
