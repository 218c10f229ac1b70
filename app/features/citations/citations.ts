export {
  type CitationList,
  type CitationMarkView,
  type CitationStance,
  isEmpty,
  noCitations,
  stances,
  stanceWords,
  type Verdict,
  verdicts,
  verdictWords,
} from "./citation";
export { joinLists, numberedIn, numberOn } from "./join-lists";
