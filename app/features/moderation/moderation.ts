export { type Ground, ModActionForm, type ModActionKind, modActionWords, Reason } from "./mod-action";
export { aboutInWords } from "./about-action";
export { ChangeTagActionForm, MergeTagForm, RetagForm } from "./tag-actions";
