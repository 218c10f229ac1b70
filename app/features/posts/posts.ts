export { discussionMarkdown } from "./discussion-markdown";
export { DiagramSizesField } from "./diagram-sizes";
export { editFormOf } from "./edit-form";
export { Body, bytesOf, Disclosure, disclosureLimit, editedBody, LongestBody, mostBytesOfEdit } from "./post-form";
export { normaliseBody, ReplyForm, showsNothing, StartThreadForm, unrenderable } from "./post-form";
export { canDelete, canEdit, excerptOf, type Heading, type PostStub, type PostView, type QuoteState } from "./post";
export { quoteStates, type Relation, type Replies, relations, relationWords, shownText } from "./post";
export { windowOf, windowSize } from "./post";
export {
  documentKey,
  eraOf,
  ingredientKey,
  lexemes,
  postKindKeys,
  quoteLexeme,
  tagStem,
  readDocumentKey,
  relationKey,
  type SearchablePost,
} from "./search-document";
export { fitPage } from "./fit-page";
export type { VoteCounts } from "./signal-counts";
