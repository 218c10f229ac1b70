export {
  type Ground,
  type LoggedKind,
  ModActionForm,
  type ModActionKind,
  modActionWords,
  Reason,
  theSite,
} from "./mod-action";
export { aboutInWords } from "./about-action";
export { ChangeTagActionForm, MergeTagForm, RetagForm } from "./tag-actions";
