export type { BookmarkLine } from "./bookmark.server";
export { layOutMap } from "./map";
export type { Place, UnreadByThread } from "./place";
export { BookmarkForm, ChooseViewForm, ReadForm } from "./reading-forms";
export { readSince } from "./since";
export { deepestLevel, layOutTree, numbersIn } from "./tree";
export { mostAsTree, readViewQuery, type ThreadView, threadViews, viewFor, type ViewQuery, viewWords } from "./view";
