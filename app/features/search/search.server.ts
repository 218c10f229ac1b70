export {
  findFollowersOf,
  followSearch,
  isFollowing,
  listFollowedSearches,
  unfollowSearch,
} from "./followed-searches.server";
export { postgresEngine } from "./postgres-engine.server";
export { type ResultFacets, type Results, type ResultThread, searchPosts } from "./search-posts.server";
export { type Suggestion, suggest } from "./suggest.server";
export { learnWords } from "./vocabulary.server";
