export { ChoicesForm, choices } from "./choice";
export { type Level, LevelForm, StanceForm } from "./follow";
export { type NoticeFilter, noticeFilters, readNoticeFilter } from "./notice";
