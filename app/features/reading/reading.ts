export type { BookmarkLine } from "./bookmark.server";
export { layOutMap } from "./map";
export type { Place, UnreadByThread } from "./place";
export { BookmarkForm, ChooseViewForm, ReadForm } from "./reading-forms";
export { readSince } from "./since";
export { deepestLevel, layOutTree, numbersIn, postsInTree } from "./tree";
export { readViewQuery, type ThreadView, threadViews, viewFor, type ViewQuery, viewWords } from "./view";
