export { type About, aboutOf, ChoicesForm, choices, wayWords, ways } from "./choice";
export { type Level, LevelForm, StanceForm } from "./follow";
export { type NoticeFilter, noticeFilters, noticeTitle, readNoticeFilter, rowsOf } from "./notice";
export { PushChoices, PushForm } from "./push-form";
