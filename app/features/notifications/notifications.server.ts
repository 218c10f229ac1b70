export { keepChoices, readChoices } from "./choices.server";
export { listToDigest, listToMail, markMailed, type NoticeToMail, takeDue, unmarkMailed } from "./due-letters.server";
export { chooseLevel, chooseStance, levelSql, listFollowed, readLevel, readStance } from "./follow.server";
export {
  countUnread,
  type InboxGroup,
  listNotices,
  markRead,
  markReadInThread,
  type NoticeView,
  tellMember,
} from "./notices.server";
export { joinNotices, type NoticeToJoin } from "./join-notices.server";
export { hasMutedSql } from "./muting-sql.server";
export { tellOfAction } from "./tell-of-action.server";
export { tellOfCorrection, tellOfNewPosts, tellOfPost } from "./tell-of-post.server";
export { tellOfReviews, tellOfSource, withholdTitle } from "./tell-of-source.server";
export {
  addPushBrowser,
  keepPushChoices,
  listPushBrowsers,
  publicPushKey,
  pushObstacle,
  readPushChoices,
  removePushBrowser,
} from "./push-browsers.server";
export { sendPushes, sweepPushes } from "./send-pushes.server";
export { countNotices } from "./count-notices.server";
export { endInboxFeed, findInboxByToken, makeInboxFeed, readInboxFeed } from "./inbox-feed.server";
export { pushKeys } from "./push-keys.server";
export { carryFollows } from "./carry-follows.server";
