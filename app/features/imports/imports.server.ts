export { beginFromMarkdown, type Begun } from "./begin-from-markdown.server";
export { type Cited, citeInDraft } from "./cite-in-draft.server";
export { discourseInFolder } from "./discourse-folder.server";
export { discourseOverHttp } from "./discourse-http.server";
export { findAsImported } from "./find-as-imported.server";
export { findAssignee } from "./find-assignee.server";
export { findOldAddress } from "./find-old-address.server";
export { importForum } from "./import-forum.server";

export { findImportedProfile, listImports, listPlaceholders } from "./read-imports.server";
export { readPageFile } from "./read-page-file.server";
export { listReferences, readReferenceForm } from "./read-reference-form.server";
export { assignPosts, listClaimable, takeOwn, type TakeOverRefusal } from "./take-over.server";
export { writeReport } from "./report.server";
