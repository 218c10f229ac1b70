export { exportForum, filesOf } from "./export-forum.server";
export { exportThread } from "./export-thread.server";
export { ExportForm, fetchExport, findNotedExport, noteExport } from "./fetch-export.server";
