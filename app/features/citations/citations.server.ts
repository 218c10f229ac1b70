export { markersHtml, noteBackHtml, noteMarkerHtml, sourcesHtml } from "./citation-html.server";
export { emptyCitationList, listOfWritten, readCitationList } from "./citation-list.server";
export { documentSourcesHtml } from "./document-sources.server";
export { findPostsCiting, findPostsShowing } from "./find-citing.server";
export { type ReadCitations, readCitations } from "./find-targets.server";
export { findMention, type Mention } from "./find-mention.server";
export {
  type CitationRow,
  type CitedSource,
  type CitingPassage,
  listCitationChanges,
  listCitations,
  listCitingPassages,
  listMemberSources,
  listOpenMentions,
  listPostSourceIds,
  listSourcesMostCitedBy,
  listSourcesOfThreads,
  listThreadSourceIds,
  countThreadSources,
  listThreadSources,
  tallySource,
} from "./list-citing.server";
export { mergeSources, rejoinSources, undoMerge } from "./merge-sources.server";
export { acceptProposal, clearMention, proposeSource } from "./propose-source.server";
export { recountCited } from "./recount-sources.server";
export type { PlacedUse } from "./place-citations.server";
export { type CitationPreview, previewCitations, resolveCitations } from "./resolve-citations.server";
export { findCitation, findNotInSource, reviewCitation } from "./review-citation.server";
export { ProposalForm, ReviewForm } from "./review-form";
export { findKnownAddresses } from "./known-addresses.server";
export { moveCitations } from "./move-citations.server";
