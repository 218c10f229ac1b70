export { changeTag } from "./change-tag.server";
export { createTag } from "./create-tag.server";
export { editDescription } from "./edit-description.server";
export { findTagPage } from "./find-tag-page.server";
export {
  countThread,
  currentTagIds,
  findFamilyIds,
  findTagFamily,
  findTags,
  findTagsById,
  findTagsNamed,
  listBusyTags,
  listTags,
  lockTags,
  nearestTags,
  tagsBeginning,
} from "./find-tags.server";
export { followTag, isFollowing, listFollowedTags, unfollowTag } from "./follow-tag.server";
export { findTagRevision, listTagRevisions } from "./list-tag-revisions.server";
export { loadVocabulary, type VocabularyEntry } from "./load-vocabulary.server";
export { lookUpSlug } from "./look-up-slug.server";
export { beginMerge, endMerge, findMergePair } from "./merge-tag.server";
export { presentDescription } from "./render-description.server";
export { listTagNames } from "./list-tag-names.server";
export { listTagLines } from "./tag-overview.server";
export { shareVocabulary } from "./vocabulary-lock.server";
export { mirrorTag } from "./mirror-tag.server";
export { acceptProposal, findProposedTag, proposeDescription, proposeTag, renderProposal } from "./propose.server";
