export { keepChoices, readChoices } from "./choices.server";
export { chooseLevel, chooseStance, listFollowed, readLevel, readStance } from "./follow.server";
export {
  addNotice,
  countUnread,
  type InboxGroup,
  listNotices,
  markRead,
  markReadInThread,
  type NoticeView,
  tellMember,
} from "./notices.server";
export { tellOfAction } from "./tell-of-action.server";
export { tellOfCorrection, tellOfPost } from "./tell-of-post.server";
