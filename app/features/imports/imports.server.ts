export { discourseInFolder } from "./discourse-folder.server";
export { discourseOverHttp } from "./discourse-http.server";
export { findOldAddress } from "./find-old-address.server";
export { importForum, type ImportGiven, type ImportReport } from "./import-forum.server";
export { writeReport } from "./report.server";
