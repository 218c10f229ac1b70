export { findRemovedBookmark, keepBookmark, listBookmarks, removeBookmark, sweepBookmarks } from "./bookmark.server";
export { type Changes, listChanges } from "./changes.server";
export { listNodeLines, listNodes } from "./list-nodes.server";
export { chooseView, chosenView, countMinute, noteRead, readOwn } from "./place.server";
export { listUnread } from "./unread.server";
export { carryPlaces } from "./carry-places.server";
