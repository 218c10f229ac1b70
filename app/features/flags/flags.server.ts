export { flagPost } from "./flag-post.server";
export { countFlagsLeft, countReasons, findOwnFlag, hasFlagged, listFlagsOf } from "./list-flags.server";
export { tellFlaggers } from "./tell-flaggers.server";
