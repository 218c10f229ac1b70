export { markersHtml, noteBackHtml, noteMarkerHtml, sourcesHtml } from "./citation-html.server";
export { findPostsCiting } from "./find-citing.server";
export { readCitationList } from "./citation-list.server";
export { recountCited } from "./recount-sources.server";
export { type CitationPreview, previewCitations, resolveCitations } from "./resolve-citations.server";
