export { flagPost } from "./flag-post.server";
export { countFlagsLeft, countReasons, findOwnFlag, hasFlagged, listFlagsOf } from "./list-flags.server";
export { answerInterest, askInterest, findOwnQuestion, listQuestions } from "./interest.server";
export { tellFlaggers } from "./tell-flaggers.server";
