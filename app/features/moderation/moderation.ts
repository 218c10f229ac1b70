export { type Ground, ModActionForm, type ModActionKind, modActionWords } from "./mod-action";
export { ChangeTagActionForm, MergeTagForm, RetagForm } from "./tag-actions";
