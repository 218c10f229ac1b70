export { completeTags, countThread, findTagFamily, findTags, listBusyTags, listTags } from "./find-tags.server";
export { loadVocabulary, type VocabularyEntry } from "./load-vocabulary.server";
