export { changePostVisibility } from "./change-visibility.server";
export { answerOf, checkPosting } from "./check-posting.server";
export { type Corrected, correctClaim } from "./correct-claim.server";
export { createPost, type Written } from "./create-post.server";
export { deletePost, undeletePost } from "./delete-post.server";
export { editPost, revertPost } from "./edit-post.server";
export { findPostSource } from "./find-post-source.server";
export { findPostToEdit, findPostToJudge, locateOpening } from "./find-post-to-edit.server";
export { findLinkCard, type LinkCard } from "./link-cards.server";
export { findSubmitted, sweepSubmissions } from "./idempotency.server";
export { type FoundPost, listFoundPosts } from "./list-found-posts.server";
export { listDiscussion } from "./list-discussion.server";
export { listDocument } from "./list-document.server";
export { listAnswerTimes, listReplies } from "./list-answers.server";
export { foldPost, foldUntilEdited, setDisclosure, unfoldPost } from "./fold-post.server";
export { findOpeningText, findPostTitles, findPostToAnswer, listPosts, listPostsOf } from "./list-posts.server";
export { locatePost } from "./list-posts.server";
export { findPostTime, listPostDates } from "./list-post-dates.server";
export { withdrawUnanswered } from "./withdraw-posts.server";
export { findRevision, listRevisions } from "./list-revisions.server";
export { listWholePosts, type WholePost } from "./list-whole-posts.server";
export { limitsToTell } from "./may-post.server";
export { presentPosts } from "./present-posts.server";
export { previewPost } from "./preview-post.server";
export { listJudged, readAuthorRecord } from "./list-judged.server";
export { listQuotes } from "./quotes.server";
export { refreshCitationLists } from "./refresh-citation-lists.server";
export { hasOutdated, renderAgainUnlessNewer, reprocessOutdated, reprocessShowing } from "./reprocess-outdated.server";
export { reprocessNow } from "./reprocess-post.server";
export { retagThread } from "./retag-thread.server";
export { shownTextSql } from "./shown-text.server";
export { startThread } from "./start-thread.server";
export { findPostToSignal, moveReactionCount, moveVoteCounts, takeNewCounts } from "./signal-counts.server";
export {
  countFindablePosts,
  dropSearchDocuments,
  listPostIdsAfter,
  listSearchablePosts,
} from "./write-search-document.server";
export { moveDocuments, refileDocuments, writeSearchDocument } from "./write-search-document.server";
export { eraseRevision } from "./erase-revision.server";
