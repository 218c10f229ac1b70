export {
  completeTags,
  countThread,
  findTagFamily,
  findTags,
  findTagsById,
  findTagsNamed,
  listBusyTags,
  listTags,
  nearestTags,
  suggestTags,
} from "./find-tags.server";
export { loadVocabulary, type VocabularyEntry } from "./load-vocabulary.server";
