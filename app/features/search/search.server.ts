export {
  findFollowersOf,
  followSearch,
  isFollowing,
  listFollowedSearches,
  unfollowSearch,
} from "./followed-searches.server";
export { openSearch } from "./choose-engine.server";
export { findNewest } from "./find-newest.server";
export { followChanges } from "./meili/follow-changes.server";
export { keepIndexByClock, rebuildIndex } from "./meili/keep-index.server";
export { isMeiliGiven } from "./meili/meili-client.server";
export { readSearchHealth, type SearchHealth } from "./meili/search-health.server";
export { postgresEngine } from "./postgres-engine.server";
export { type ResultFacets, type Results, type ResultThread, searchPosts } from "./search-posts.server";
export { type Suggestion, suggest } from "./suggest.server";
export { learnWords } from "./vocabulary.server";
