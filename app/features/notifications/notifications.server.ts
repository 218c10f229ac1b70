export { addNotice, countUnread, listNotices, markRead, type NoticeView, tellMember } from "./notices.server";
