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
export { ChainedEntry, verifyChain } from "./log-chain";
export { filterInQuery, readLogFilter } from "./log-filter";
export { ChangeTagActionForm, MergeTagForm, RetagForm } from "./tag-actions";
