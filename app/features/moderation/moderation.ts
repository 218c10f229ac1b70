export {
  type Ground,
  type LoggedKind,
  logGroupNames,
  ModActionForm,
  type ModActionKind,
  modActionWords,
  Reason,
  theSite,
} from "./mod-action";
export { aboutInWords } from "./about-action";
export { filterInQuery, type LogFilter, readLogFilter } from "./log-filter";
export { ChangeTagActionForm, MergeTagForm, RetagForm } from "./tag-actions";
