export { addNotice, countUnread, listNotices, markRead, type NoticeView } from "./notices.server";
