export { describeAll, findOrAddSources } from "./add-sources.server";
export { findByCitekeys, findRoots, type Found, type Wanted } from "./find-sources.server";
export { authorLines, correctSource, lineOf as nameLine, noteRevision, tellIfBad } from "./correct-source.server";
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
export { identifyTyped } from "./identify-typed";
export {
  countSources,
  findSourcesOfSite,
  type ListedSource,
  listSources,
  searchEips,
  searchSources,
} from "./list-sources.server";
export { listSourceRange, listSourceRanges } from "./list-source-ranges.server";
export { lockSources } from "./lock-sources.server";
export { renameByRules } from "./rename-by-rules.server";
export { hideSource, renameSource } from "./moderate-source.server";
export { identitiesOf } from "./identify-reference";
export { matchSources } from "./match-sources.server";
export { readImport } from "./read-import.server";
export { readReferenceBlocks } from "./read-in-lane.server";
export { type ReadBlock } from "./references/read-reference";
export { withholdWords } from "./withhold-words.server";
export { findSourceCards } from "./source-cards.server";
